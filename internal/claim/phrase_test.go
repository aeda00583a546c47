package claim

import "testing"

func TestPeopleAndThingsAreNamedInFull(t *testing.T) {
	for text, want := range map[string]string{
		"Gunmen killed two leaders of the teachers' union in Sumy on Monday.":               "leaders of the teachers' union",
		"A bomb wounded three municipal council workers in Kherson on Tuesday.":             "municipal council workers",
		"Rebels kidnapped the deputy director of the national bank in Nikopol on Sunday.":   "deputy director of the national bank",
		"The mayor was shot dead in Sumy on Monday.":                                        "mayor",
		"Two elderly farmers were murdered in Kherson on Tuesday by men who escaped.":       "elderly farmers",
		"Gunmen killed three members of the fishermen's cooperative in Kherson on Tuesday.": "members of the fishermen's cooperative",
	} {
		res := read(t, text)
		if len(res.Events) != 1 || len(res.Events[0].Victims) != 1 || res.Events[0].Victims[0].Description != want {
			t.Errorf("%q: want %q: %+v", text, want, res.Events)
		}
	}
	for text, want := range map[string]string{
		"A bomb destroyed the offices of the electricity company in Sumy on Monday.":    "offices of the electricity company",
		"Rebels blew up two high-voltage power pylons near Kherson on Tuesday.":         "high-voltage power pylons",
		"Attackers set fire to the home of the provincial governor in Nyala on Sunday.": "home of the provincial governor",
		"A bomb damaged the bridge in Sumy on Monday.":                                  "bridge",
	} {
		res := read(t, text)
		if len(res.Events) != 1 || len(res.Events[0].Targets) != 1 || res.Events[0].Targets[0].Name != want {
			t.Errorf("%q: want %q: %+v", text, want, res.Events)
		}
	}
}
