package casefile

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"exhibit"
	"exhibit/internal/actor"
	"exhibit/internal/claim"
	"exhibit/internal/custody"
)

// zeros stands in for random bytes, so that seeds are the same every time.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}

func TestAPublicHalfIsReadBack(t *testing.T) {
	k, err := actor.Generate(zeros{})
	if err != nil {
		t.Fatal(err)
	}
	pub, r, err := parsePublicHalf(PublicHalf(k))
	if err != nil || !pub.Equal(k.Public()) || r.String() != k.Identity.Recipient().String() {
		t.Errorf("%s is read as %x, %v: %v", PublicHalf(k), pub, r, err)
	}
}

// FuzzPublicHalf gives what somebody sends as the public half of a key.
func FuzzPublicHalf(f *testing.F) {
	k, err := actor.Generate(zeros{})
	if err != nil {
		f.Fatal(err)
	}
	half := PublicHalf(k)
	for _, s := range []string{half, half[:len(half)-1], "  " + strings.ReplaceAll(half, " ", "\u00a0\n") + "\t", strings.ToUpper(half), "exhibit-key AA== age1", "exhibit-key", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		pub, r, err := parsePublicHalf(s)
		if err != nil {
			return
		}
		again, r2, err := parsePublicHalf(publicHalf(pub, r))
		if err != nil || !again.Equal(pub) || r2.String() != r.String() {
			t.Errorf("%q is read as %x and %s, and these as %x and %v: %v", s, pub, r, again, r2, err)
		}
	})
}

// FuzzCaseJSON gives the file that makes a folder a case.
func FuzzCaseJSON(f *testing.F) {
	for _, s := range []string{
		`{"format":"exhibit.case/1","origin":"exhibit.case/0123456789abcdef"}`,
		`{"format":"exhibit.case/2","origin":"exhibit.case/0123456789abcdef"}`,
		`{"format":"exhibit.case/1","origin":"exhibit.case/../../../../etc"}`,
		`{"format":"exhibit.case/1"`, `[]`, `null`, ``, "\ufeff{}",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, err := parseCaseJSON("case", b); err == nil && (m.Format != Format || !exhibit.ValidOrigin(m.Origin) || strings.ContainsAny(m.Origin[len(exhibit.OriginPrefix):], `/\.`)) {
			t.Errorf("%q passes for a case: %+v", b, m)
		}
	})
}

func asserted(t testing.TB) claim.Result {
	killed, lat := 12, 50.5
	r := claim.Result{Lang: "en", PublishedMin: "2022-03-07", PublishedMax: "2022-03-07", PublishedBasis: "line of the text",
		Claims: []claim.Claim{{ID: "c1", Ref: exhibit.RefOf([]byte("report")).String(), Report: "a.txt", Quote: "twelve people were killed", CharStart: 3, CharEnd: 28, Kind: "casualty", Killed: &killed, Lat: &lat, Basis: "rules/1", Status: "proposed"}},
		Events: []claim.Event{{ID: "e1", Ref: exhibit.RefOf([]byte("report")).String(), Anchor: "twelve people were killed", Claims: []string{"c1"}}},
	}
	b, err := encodeResult(r)
	if err != nil {
		t.Fatal(err)
	}
	back, err := decodeResult(b, once{})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(r, back); d != "" {
		t.Fatal(d)
	}
	return r
}

// FuzzClaims gives what a claims derivation may hold. Its digest is checked before, but a case may come from a stranger.
func FuzzClaims(f *testing.F) {
	b, err := encodeResult(asserted(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add(b[:len(b)/2])
	f.Add([]byte(`{"claims":1000000000,"events":-1}`))
	f.Add([]byte(`{"claims":1}{"killed":1e400}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := decodeResult(b, once{})
		if cap(r.Claims) > len(b)+8 {
			t.Errorf("room for %d claims was made for %d bytes", cap(r.Claims), len(b))
		}
		if err != nil {
			return
		}
		out, err := encodeResult(r)
		if err != nil {
			t.Fatal(err)
		}
		back, err := decodeResult(out, once{})
		if err != nil || len(back.Claims) != len(r.Claims) || len(back.Events) != len(r.Events) {
			t.Errorf("what was read cannot be read again: %v", err)
		}
	})
}

// FuzzSnapshot gives what a snapshot derivation may hold.
func FuzzSnapshot(f *testing.F) {
	for _, s := range []string{
		`{"format":"exhibit.snapshot/1","rules":"1","incidents":[{"id":"i1","events":["e1"],"links":[{"a":"e1","b":"e2","score":1}]}],"origins":[{"id":"o1","claims":["c1"]}]}`,
		`{"format":"exhibit.snapshot/9"}`, `{"incidents":null}`, `{`, `[]`,
	} {
		f.Add([]byte(s))
	}
	r := asserted(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := parseSnapshot(bytes.NewReader(b), once{})
		if err != nil {
			return
		}
		s.Claims, s.Events = append([]claim.Claim(nil), r.Claims...), r.Events
		s.tie()
		if err := laySheets(&s); err != nil {
			t.Error(err)
		}
		if _, err := json.Marshal(s); err != nil {
			t.Error(err)
		}
	})
}

// FuzzDecisions gives bodies of decisions by an actor who did not use this program to write them.
func FuzzDecisions(f *testing.F) {
	r := asserted(f)
	target := func(action, rest string) string {
		return `{"action":"` + action + `","target":{"ref":"` + r.Claims[0].Ref + `","quote":"twelve people were killed","occurrence":0,"kind":"casualty"}` + rest + `}`
	}
	for _, s := range []string{
		target("accept", ""), target("reject", ""),
		target("correct", `,"set":{"killed":"13","places":"Tavrivka; Old Town"}`),
		target("correct", `,"set":{"quote":"nobody was killed"}`),
		target("correct", `,"set":{"ba\u017fi\u017f":"a person"}`),
		target("correct", `,"set":{"killed":"}{"}`),
		target("merge", `,"other":{"ref":"`+r.Claims[0].Ref+`","quote":"x","occurrence":-1}`),
		target("merge", ""), target("undo", `,"undoes":5`), `{}`, `[]`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var body custody.DecisionBody
		if json.Unmarshal(b, &body) != nil {
			return
		}
		claims := append([]claim.Claim(nil), r.Claims...)
		ds := []Decision{decisionOf(exhibit.Entry{N: 5, Actor: "A1"}, body)}
		if body.Undoes != nil {
			undo(ds, map[int64]int64{*body.Undoes: 5})
		}
		bind(ds, claims, nil, r.Events)
		got, want := claims[0], r.Claims[0]
		got.DecidedBy, got.Reason, got.Status = want.DecidedBy, want.Reason, want.Status
		if !reflect.DeepEqual(bound(got), bound(want)) {
			t.Errorf("%s moved the claim off its words: %+v", b, got)
		}
		if ds[0].Action == Correct && ds[0].Bound && claims[0].Status != "corrected" || !ds[0].Bound && claims[0].Status != "proposed" {
			t.Errorf("%s: bound %v, and the claim is %q", b, ds[0].Bound, claims[0].Status)
		}
	})
}

// bound is what a correction may not touch.
func bound(c claim.Claim) []any {
	return []any{c.ID, c.Report, c.Ref, c.Quote, c.CharStart, c.CharEnd, c.Occurrence, c.Kind, c.Basis, c.Status, c.DecidedBy, c.Reason, c.Origin}
}

// FuzzSheetDay gives what a provenance sheet says of the day of publication.
func FuzzSheetDay(f *testing.F) {
	for _, s := range []string{"2022", "2022-03", "2022-03-07", "2022-03-07T10:00:00Z", "2022-02-30", "0000-00", "99999", "2022-12", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		lo, hi, ok := sheetDay(s)
		if ok && (len(lo) != 10 || len(hi) != 10 || lo > hi) {
			t.Errorf("%q is from %q to %q", s, lo, hi)
		}
	})
}
