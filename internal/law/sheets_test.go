package law

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"exhibit/internal/claim"
	"exhibit/internal/incident"
	"exhibit/internal/origin"
)

func one(n int) *int { return &n }

// clinic is an attack on a hospital told by two people who were there and one office that heard of it.
func clinic() Input {
	claims := []claim.Claim{
		{ID: "c1", Kind: claim.Attack, Quote: "shells hit the hospital from the east", ObjectTypes: []string{"hospital"}, Weapons: []string{"artillery"},
			Origin: "nurse", BasisOfKnowledge: "eyewitness", ActorAccused: "Russian forces", Places: []string{"Ukraine"}, Modality: "asserted"},
		{ID: "c2", Kind: claim.Attack, Quote: "I saw the hospital being shelled", ObjectTypes: []string{"hospital"}, Origin: "driver", Modality: "asserted"},
		{ID: "c3", Kind: claim.Casualty, Quote: "three patients were killed", Killed: one(3), VictimStatus: "civilian", Origin: "office", Modality: "asserted"},
		{ID: "c4", Kind: claim.LegalLabel, Quote: "this is a war crime and genocide, they killed civilians", LegalLabels: []string{"war crime"}, VictimStatus: "civilian", Origin: "office"},
		{ID: "d1", Kind: claim.Denial, Quote: "our forces did not fire at any hospital", DenialKind: "fact", Denies: "c1", Origin: "ministry"},
	}
	return Input{
		Incidents: []incident.Incident{{ID: "i1", Type: "shelling", Claims: []string{"c1", "c2", "c3", "c4", "d1"}}},
		Claims:    claims,
		Origins: []origin.Origin{
			{ID: "nurse", Speaker: "a nurse", BasisOfKnowledge: origin.Eyewitness},
			{ID: "driver", Speaker: "a driver", BasisOfKnowledge: origin.Eyewitness},
			{ID: "office", Speaker: "the regional office", BasisOfKnowledge: origin.Unknown},
			{ID: "ministry", Speaker: "the ministry", BasisOfKnowledge: origin.Unknown},
		},
	}
}

func lay(t *testing.T, in Input) map[string]Sheet {
	t.Helper()
	in.Law = loaded(t)
	out := map[string]Sheet{}
	for _, s := range Sheets(in) {
		out[s.Crime] = s
	}
	return out
}

func element(t *testing.T, s Sheet, n int) SheetElement {
	t.Helper()
	for _, e := range s.Elements {
		if e.N == n {
			return e
		}
	}
	t.Fatalf("%s has no element %d", s.Crime, n)
	return SheetElement{}
}

func kindsOf(list []Fact) (out []string) {
	for _, f := range list {
		out = append(out, f.Kind+" "+f.Claim)
	}
	return out
}

func TestAnAttackOnAHospitalIsLaidOutForItsCrimes(t *testing.T) {
	sheets := lay(t, clinic())
	for _, crime := range []string{"8-2-b-i", "8-2-b-ii", "8-2-b-iv", "8-2-b-ix", "8-2-a-i", "7-1-a"} {
		if _, ok := sheets[crime]; !ok {
			t.Errorf("no sheet for %s", crime)
		}
	}
	for _, crime := range []string{"6-a", "8-2-e-i", "8-2-b-xviii", "8-2-a-ii-1", "7-1-h", "8bis"} {
		if _, ok := sheets[crime]; ok {
			t.Errorf("a sheet for %s, on whose conduct nothing bears", crime)
		}
	}
	if len(sheets) > sheetsPerIncident {
		t.Errorf("%d sheets for one incident", len(sheets))
	}
}

func TestTheStatusOfAnElementIsASetContraryFirst(t *testing.T) {
	in := clinic()
	in.Claims = append(in.Claims, claim.Claim{ID: "d2", Kind: claim.Denial, Quote: "fighters were inside and the building was a firing position",
		DenialKind: "counter_accusation", Origin: "ministry"})
	in.Incidents[0].Claims = append(in.Incidents[0].Claims, "d2")
	s := lay(t, in)["8-2-b-ix"]
	if got := element(t, s, 1); !slices.Equal(got.Status, []Status{Disputed, SeveralOrigins, OneOrigin}) {
		t.Errorf("conduct: %q, %v", got.Status, kindsOf(got.Facts))
	}
	var against SheetElement
	for _, e := range s.Elements {
		if len(e.Against) > 0 {
			against = e
		}
	}
	if len(against.Status) == 0 || against.Status[0] != Contrary || against.Against[0].Claim != "d2" || against.Against[0].Kind != "object.military-use" {
		t.Errorf("contrary: %+v", against)
	}
	if len(s.Contrary) != 1 || s.Contrary[0].Claim != "d2" {
		t.Errorf("sheet: %+v", s.Contrary)
	}
}

func TestALabelFillsNoElement(t *testing.T) {
	in := clinic()
	in.Incidents[0].Claims = []string{"c4"}
	if got := lay(t, in); len(got) != 0 {
		t.Errorf("a label alone opened %d sheets", len(got))
	}
	for _, s := range lay(t, clinic()) {
		for _, e := range s.Elements {
			for _, f := range append(e.Facts, e.Against...) {
				if f.Claim == "c4" {
					t.Errorf("%s element %d rests on a label", s.Crime, e.N)
				}
			}
		}
	}
}

func TestEveryFactNamesItsRule(t *testing.T) {
	for _, s := range lay(t, clinic()) {
		for _, e := range s.Elements {
			for _, f := range e.Facts {
				if len(f.Basis) < len(RulesSchema)+3 || f.Basis[:len(RulesSchema)] != RulesSchema {
					t.Errorf("%s: %q", f.Kind, f.Basis)
				}
			}
		}
	}
}

func TestOriginsOfOneVoiceOrOneSourceAreOne(t *testing.T) {
	for name, change := range map[string]func(*Input){
		"the same origin":      func(in *Input) { in.Claims[1].Origin = "nurse" },
		"one depends on other": func(in *Input) { in.Origins[1].DependsOn = []origin.Dependency{{Origin: "nurse"}} },
		"both depend on third": func(in *Input) {
			in.Origins[0].DependsOn = []origin.Dependency{{Origin: "third"}}
			in.Origins[1].DependsOn = []origin.Dependency{{Origin: "third"}}
		},
		"the same speaker": func(in *Input) { in.Origins[1].Speaker = "A Nurse" },
		"second-hand":      func(in *Input) { in.Origins[1].BasisOfKnowledge = origin.Hearsay },
		"basis unknown":    func(in *Input) { in.Origins[1].BasisOfKnowledge = origin.Unknown },
		"hedged":           func(in *Input) { in.Claims[1].Modality = "alleged" },
		"rejected":         func(in *Input) { in.Claims[1].Status = "rejected" },
	} {
		in := clinic()
		change(&in)
		e := element(t, lay(t, in)["8-2-b-ix"], 1)
		if slices.Contains(e.Status, SeveralOrigins) || !slices.Contains(e.Status, OneOrigin) {
			t.Errorf("%s: %q", name, e.Status)
		}
	}
}

func TestManyRepetitionsWithoutABasisStayAlleged(t *testing.T) {
	in := clinic()
	for i := range in.Origins {
		in.Origins[i].BasisOfKnowledge = origin.Unknown
	}
	in.Claims[0].BasisOfKnowledge = ""
	e := element(t, lay(t, in)["8-2-b-ix"], 1)
	if !slices.Equal(e.Status, []Status{Disputed, Alleged}) {
		t.Errorf("%q", e.Status)
	}
}

func TestOnlyADenialOfTheFactDisputesIt(t *testing.T) {
	for kind, disputed := range map[string]bool{"fact": true, "label": false, "standing": false, "": false} {
		in := clinic()
		in.Claims[4].DenialKind = kind
		e := element(t, lay(t, in)["8-2-b-ix"], 1)
		if slices.Contains(e.Status, Disputed) != disputed {
			t.Errorf("a denial of the %q: %q", kind, e.Status)
		}
	}
	in := clinic()
	in.Claims[4].DenialKind = "counter_accusation"
	for _, f := range element(t, lay(t, in)["8-2-b-ix"], 1).Facts {
		if len(f.Denied) > 0 != (f.Kind == "perp.unit") {
			t.Errorf("a counter-accusation: %+v", f)
		}
	}
}

func TestContraryFactsAreAskedForOnEverySheet(t *testing.T) {
	for _, s := range lay(t, clinic()) {
		for _, kind := range []string{"object.military-use", "mil.advantage", "intent.contrary"} {
			if !slices.Contains(s.ContraryAsk, kind) {
				t.Errorf("%s does not ask for %s", s.Crime, kind)
			}
		}
		if len(s.Contrary) != 0 {
			t.Errorf("%s found contrary facts nobody stated: %+v", s.Crime, s.Contrary)
		}
	}
}

func TestWhatIsMissingIsListed(t *testing.T) {
	s := lay(t, clinic())["8-2-b-i"]
	mental := element(t, s, 3)
	if !slices.Equal(mental.Status, []Status{NoFact}) || len(mental.Missing) != 8 {
		t.Errorf("%q, missing %v", mental.Status, mental.Missing)
	}
	if c := element(t, s, 1); len(c.Missing) != 0 {
		t.Errorf("missing though there: %v", c.Missing)
	}
}

func TestEachKindOfIncidentOpensItsCrimes(t *testing.T) {
	for name, row := range map[string]struct {
		typ    string
		claim  claim.Claim
		opens  []string
		closed []string
	}{
		"bodies": {"site_found", claim.Claim{Kind: claim.Casualty, Quote: "410 bodies were found", BodiesFound: one(410)}, []string{"8-2-a-i", "7-1-a"}, []string{"8-2-b-i"}},
		"grave":  {"killing", claim.Claim{Kind: claim.EvidenceMention, Quote: "a mass grave behind the church", ObjectTypes: []string{"mass grave"}}, []string{"8-2-a-i"}, []string{"8-2-b-i"}},
		"bound":  {"site_found", claim.Claim{Kind: claim.Casualty, Quote: "five bodies lay there, hands tied", BodiesFound: one(5)}, []string{"8-2-b-vi", "8-2-a-i"}, nil},
		"cellar": {"detention", claim.Claim{Kind: claim.Attack, Quote: "the cellar held prisoners", ObjectTypes: []string{"torture chamber"}}, []string{"8-2-a-ii-1", "7-1-f", "7-1-e", "8-2-a-vii-2"}, []string{"8-2-b-i"}},
		"cluster": {"shelling", claim.Claim{Kind: claim.Attack, Quote: "cluster munitions fell on the houses", Weapons: []string{"cluster munition"}, ObjectTypes: []string{"residential area"}},
			[]string{"8-2-b-i", "8-2-b-ii", "8-2-b-iv"}, []string{"8-2-b-xvii", "8-2-b-xviii", "8-2-b-xx"}},
		"moved":  {"displacement", claim.Claim{Kind: claim.Casualty, Quote: "families were forcibly taken over the border"}, []string{"7-1-d", "8-2-a-vii-1"}, nil},
		"fled":   {"displacement", claim.Claim{Kind: claim.Casualty, Quote: "40,000 people fled", Displaced: one(40000)}, nil, []string{"7-1-d", "8-2-a-vii-1"}},
		"gas":    {"attack", claim.Claim{Kind: claim.Attack, Quote: "people were choking after chlorine was dropped", Weapons: []string{"chemical"}}, []string{"8-2-b-xviii"}, nil},
		"looted": {"robbery", claim.Claim{Kind: claim.Attack, Quote: "troops looted shops"}, []string{"8-2-b-xvi"}, nil},
		"total":  {"other", claim.Claim{Kind: claim.Casualty, Quote: "331 killed so far", Killed: one(331), Cumulative: new(bool)}, []string{"7-1-a"}, nil},
	} {
		row.claim.ID = "c"
		if name == "total" {
			*row.claim.Cumulative = true
			row.opens, row.closed = nil, []string{"7-1-a", "8-2-a-i"}
			row.claim.Quote = "the toll stands at 331"
		}
		sheets := lay(t, Input{Incidents: []incident.Incident{{ID: "i", Type: row.typ, Claims: []string{"c"}}}, Claims: []claim.Claim{row.claim}})
		for _, id := range row.opens {
			if _, ok := sheets[id]; !ok {
				t.Errorf("%s: no sheet for %s", name, id)
			}
		}
		for _, id := range row.closed {
			if _, ok := sheets[id]; ok {
				t.Errorf("%s: a sheet for %s", name, id)
			}
		}
	}
}

func TestTheKindOfConflictIsAFactAndChoosesTheTwin(t *testing.T) {
	in := clinic()
	if s := lay(t, in)["8-2-b-ix"]; s.Twin != "8-2-e-iv" || s.ConflictType != "IAC" {
		t.Errorf("%q %q", s.Twin, s.ConflictType)
	}
	if e := element(t, lay(t, in)["8-2-b-i"], 4); !slices.Contains(kindsOf(e.Facts), "ctx.iac c1") {
		t.Errorf("a foreign force was not seen: %v", kindsOf(e.Facts))
	}
	in.Claims[0].ActorAccused = "government forces"
	in.Claims[1].Quote = "in this civil war the hospital was shelled"
	sheets := lay(t, in)
	if _, ok := sheets["8-2-e-iv"]; !ok {
		t.Error("a conflict within a State is stated and the sheet for it is not there")
	}
	for id, s := range sheets {
		if s.ConflictType == "IAC" {
			t.Errorf("%s is laid out", id)
		}
	}
}

func TestTheOrderOfInputChangesNoSheet(t *testing.T) {
	in := clinic()
	in.Law = loaded(t)
	want := Sheets(in)
	for range 20 {
		rand.Shuffle(len(in.Claims), func(i, j int) { in.Claims[i], in.Claims[j] = in.Claims[j], in.Claims[i] })
		rand.Shuffle(len(in.Origins), func(i, j int) { in.Origins[i], in.Origins[j] = in.Origins[j], in.Origins[i] })
		ids := in.Incidents[0].Claims
		rand.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
		if d := cmp.Diff(want, Sheets(in)); d != "" {
			t.Fatal(d)
		}
	}
}

func TestNoStatusSpeaksOfProof(t *testing.T) {
	allowed := []Status{NoFact, Alleged, OneOrigin, SeveralOrigins, Disputed, Contrary}
	for _, s := range lay(t, clinic()) {
		for _, e := range s.Elements {
			if len(e.Status) == 0 {
				t.Errorf("%s element %d has no status", s.Crime, e.N)
			}
			for _, st := range e.Status {
				if !slices.Contains(allowed, st) {
					t.Errorf("%q", st)
				}
			}
		}
	}
}

func BenchmarkSheets(b *testing.B) {
	in := clinic()
	in.Law = loaded(b)
	for b.Loop() {
		Sheets(in)
	}
}
