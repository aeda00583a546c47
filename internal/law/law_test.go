package law

import (
	"slices"
	"strings"
	"testing"
)

func loaded(t testing.TB) *Law {
	t.Helper()
	l, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestTheEmbeddedLawAndRulesAreSound(t *testing.T) {
	l := loaded(t)
	if len(l.Crimes) != 103 || len(l.FactKinds) != 77 || len(l.Weapons) != 15 || len(l.Standards) == 0 {
		t.Errorf("%d crimes, %d fact kinds, %d weapons, %d standards", len(l.Crimes), len(l.FactKinds), len(l.Weapons), len(l.Standards))
	}
	again, _ := Load()
	if again != l {
		t.Error("loaded twice")
	}
}

func TestWhatWasWrittenFromMemoryIsMarkedUnverified(t *testing.T) {
	l := loaded(t)
	for id, want := range map[string]bool{"8-2-b-i": true, "8-2-b-xxvii": false, "8-2-e-xix": false} {
		c, ok := l.Crime(id)
		if !ok || c.Verified() != want {
			t.Errorf("%s: found %v, verified %v", id, ok, c.Verified())
		}
	}
	for _, r := range l.IHLRules {
		if r.Verified() {
			t.Errorf("%s counts as verified", r.ID)
		}
	}
	for _, w := range l.Weapons {
		if strings.Contains(w.Source, "memory") && w.Verified() {
			t.Errorf("%s counts as verified", w.ID)
		}
	}
	if len(l.Provenance.Memory) == 0 {
		t.Error("nobody says what was written from memory")
	}
}

func TestAWeaponComesWithItsCaveat(t *testing.T) {
	l := loaded(t)
	for name, id := range map[string]string{"Vacuum bomb": "thermobaric", "cluster munition": "cluster", "thermobaric": "thermobaric", "white phosphorus": "white-phosphorus"} {
		w, ok := l.Weapon(name)
		if !ok || w.ID != id || w.Caveat == "" {
			t.Errorf("%q: %+v", name, w)
		}
	}
	if _, ok := l.Weapon("sword"); ok {
		t.Error("a sword was found")
	}
}

func TestUnsoundDataIsRefused(t *testing.T) {
	for name, row := range map[string]struct{ law, from, to string }{
		"unknown-fact":  {"law", `"id": "act.killed"`, `"id": "act.slain"`},
		"crime-twice":   {"law", `"id": "7-1-b"`, `"id": "7-1-a"`},
		"other-schema":  {"law", `"law/1"`, `"law/2"`},
		"unknown-field": {"law", `"article": "7(1)(a)"`, `"paragraph": "7(1)(a)"`},
		"unknown-type":  {"law", `"type": "conduct"`, `"type": "deed"`},
		"rule-twice":    {"rules", `"id": "weapon-named"`, `"id": "attack-told"`},
		"label-rule":    {"rules", `"kinds": ["pattern"]`, `"kinds": ["legal-characterisation"]`},
		"denial-fills":  {"rules", `"id": "attack-told", "when"`, `"id": "attack-told", "denials": true, "when"`},
		"unknown-kind":  {"rules", `["attack.launched"], "says": "the words tell of an attack"`, `["attack.imagined"], "says": "the words tell of an attack"`},
		"no-twins":      {"rules", `"8-2-c-i-1"], ["8-2-a-ii-1"`, `"7-1-a"], ["8-2-a-ii-1"`},
		"unknown-crime": {"rules", `{"crimes": ["7-1-a"]`, `{"crimes": ["7-1-zz"]`},
		"rules-schema":  {"rules", `law-rules/1`, `law-rules/9`},
		"trailing":      {"rules", "}\n", "} {}\n"},
	} {
		lawData, rulesData := string(lawJSON), string(rulesJSON)
		target := &lawData
		if row.law == "rules" {
			target = &rulesData
		}
		i := strings.LastIndex(*target, row.from)
		if name != "trailing" {
			i = strings.Index(*target, row.from)
		}
		if i < 0 {
			t.Errorf("%s: %q is not in the data", name, row.from)
			continue
		}
		*target = (*target)[:i] + row.to + (*target)[i+len(row.from):]
		if _, err := parse([]byte(lawData), []byte(rulesData)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestNoRuleNamesALegalLabel(t *testing.T) {
	l := loaded(t)
	for _, f := range l.rules.Facts {
		for _, w := range f.When.Words {
			for _, label := range []string{"war crime", "genocid", "atrocit", "massacre", "crime against", "ethnic cleansing", "indiscriminate", "disproportionate", "deliberate", "systematic", "widespread", "unlawful", "illegal", "terror"} {
				if strings.Contains(fold(w), label) {
					t.Errorf("rule %s reads the label %q", f.ID, w)
				}
			}
		}
	}
}

func TestEveryContraryKindIsAskedForSomewhere(t *testing.T) {
	l := loaded(t)
	for _, c := range l.Crimes {
		for _, k := range c.Contrary {
			if _, ok := l.rules.Contrary[k]; !ok {
				t.Errorf("%s asks for %s, which the rules do not know as contrary", c.ID, k)
			}
		}
	}
	if !slices.Contains(l.rules.Always, "object.military-use") {
		t.Error("military use is not asked for everywhere")
	}
}

func FuzzParse(f *testing.F) {
	f.Add(`{"schema":"law/1","fact_kinds":[{"id":"a","text":"t"}],"crimes":[{"id":"c","elements":[{"n":1,"type":"conduct","facts":["a"]}]}]}`,
		`{"schema":"law-rules/1","facts":[{"id":"r","says":"s","facts":["a"],"when":{"kinds":["attack"],"words":["a b*"]}}]}`)
	f.Fuzz(func(t *testing.T, lawData, rulesData string) {
		l, err := parse([]byte(lawData), []byte(rulesData))
		if err == nil && l.rules == nil {
			t.Error("sound data without rules")
		}
	})
}
