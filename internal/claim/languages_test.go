package claim

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// told is what one sentence of another language must say: the kind of its claim and some of its fields, "name=value".
type toldIn struct {
	text, kind, fields string
}

// checkTold reads each sentence alone and looks for a claim of the kind with the fields; kind "" is a sentence that no
// claim may be made of.
func checkTold(t *testing.T, language string, rows []toldIn) {
	t.Helper()
	for _, row := range rows {
		d := Doc{Ref: "sha256-test", Report: "report.txt", Text: row.text, Lang: language, PublishedMin: "2021-05-12", PublishedMax: "2021-05-12", PublishedBasis: "sheet"}
		res := shared(t).Read(d)
		checkIntegrity(t, row.text, res)
		if row.kind == "" {
			if len(res.Claims) > 0 {
				t.Errorf("%s: %s made of words that assert nothing of the kind: %q", row.text, res.Claims[0].Kind, res.Claims[0].Quote)
			}
			continue
		}
		why := "no claim of this kind"
		for _, c := range only(res, Kind(row.kind)) {
			if why = lacking(&c, row.fields); why == "" {
				break
			}
		}
		if why != "" {
			t.Errorf("%s: want %s %s: %s", row.text, row.kind, row.fields, why)
			for _, c := range res.Claims {
				t.Logf("  have %s %q speaker %q", c.Kind, c.Quote, c.Speaker)
			}
		}
	}
}

// lacking names the first field that a claim does not have, "" when it has all.
func lacking(c *Claim, fields string) string {
	for f := range strings.SplitSeq(fields, "; ") {
		if f == "" {
			continue
		}
		name, want, _ := strings.Cut(f, "=")
		number := func(n *int) string {
			if n == nil {
				return ""
			}
			return fmt.Sprint(*n)
		}
		has := ""
		switch name {
		case "killed":
			has = number(c.Killed)
		case "injured":
			has = number(c.Injured)
		case "both":
			has = number(c.CombinedTotal)
		case "missing":
			has = number(c.Missing)
		case "detained":
			has = number(c.Detained)
		case "displaced":
			has = number(c.Displaced)
		case "bodies":
			has = number(c.BodiesFound)
		case "children":
			has = fmt.Sprint(c.ByAge["child"])
		case "qualifier":
			has = c.Qualifier
		case "status":
			has = c.VictimStatus
		case "speaker":
			has = c.Speaker
		case "modality":
			has = c.Modality
		case "denies":
			has = c.DenialKind
		case "action":
			has = c.ActionType
		case "actor":
			has = c.ActorAccused
		case "place":
			has = c.Place
		case "object":
			has = pick(c.ObjectTypes, want)
		case "weapon":
			has = pick(c.Weapons, want)
		case "label":
			has = pick(c.LegalLabels, want)
		case "day":
			has = c.IncidentDate
		default:
			return "no field " + name
		}
		if has != want {
			return fmt.Sprintf("%s is %q", name, has)
		}
	}
	return ""
}

func pick(list []string, want string) string {
	if slices.Contains(list, want) {
		return want
	}
	return strings.Join(list, ", ")
}

// needed are the classes that the rules of every kind of claim begin with.
const needed = "kill die dead injure body missing detain displace victim unit attack ruin use weapon object site " +
	"say tell count according source hedge future status since cumulative deny deny.word nodeny label label.weak act act.needs aim " +
	"pattern evidence show country national force actor institution institution.un institution.noun official witness outlet role"

// TestEveryLexiconHasTheClassesThatRulesNeed prints, for each language, the classes of the English lexicon that its own
// has no form of. It fails for the classes that rules begin with.
func TestEveryLexiconHasTheClassesThatRulesNeed(t *testing.T) {
	r := shared(t)
	have := map[string]map[class]int{}
	for _, l := range r.Languages() {
		lex, err := r.lexicons[l]()
		if err != nil {
			t.Fatal(err)
		}
		have[l] = map[class]int{}
		for _, forms := range []map[string][]entry{lex.first, lex.stems} {
			for _, es := range forms {
				for _, e := range es {
					have[l][e.class]++
				}
			}
		}
	}
	index := classIndex()
	for _, l := range r.Languages() {
		var lacks []string
		for name, c := range index {
			if have["en"][c] > 0 && have[l][c] == 0 {
				lacks = append(lacks, name)
			}
		}
		slices.Sort(lacks)
		t.Logf("%s lacks %d of %d classes: %s", l, len(lacks), len(index), strings.Join(lacks, " "))
		for name := range strings.FieldsSeq(needed) {
			if have[l][index[name]] == 0 {
				t.Errorf("%s has no form of the class %q", l, name)
			}
		}
	}
}
