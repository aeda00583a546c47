package main

import (
	"slices"
	"strings"

	"exhibit/internal/incident"
	"exhibit/internal/origin"
)

// origin prints the page of an origin: who, when, how they know, on whom they depend, what is asserted by them and by how
// many others, and their words.
func (v *viewer) origin(o *origin.Origin) error {
	v.printf("%s\n", oneLine(o.Speaker))
	v.unreviewed(o.Claims)
	v.line("id", o.ID)
	v.line("channel", plainWords(o.Channel))
	v.line("said", dayOr(o.Date, o.DateMin, o.DateMax, "on a day that is not stated"))
	v.line("knows as", plainWords(string(o.BasisOfKnowledge)))
	v.line("party", o.Party)
	v.line("carried by", strings.Join(o.Reports, ", "))
	for _, d := range o.DependsOn {
		v.line("goes back to", d.Origin+"  "+v.speakerOf(d.Origin)+": "+d.Basis)
	}
	for i := range v.s.Origins {
		for _, d := range v.s.Origins[i].DependsOn {
			if d.Origin == o.ID {
				v.line("handed on by", v.s.Origins[i].ID+"  "+v.s.Origins[i].Speaker+": "+d.Basis)
			}
		}
	}
	v.asserted(o)
	v.printf("Claims\n")
	v.quotes(o.Claims)
	return nil
}

// beside lists what a page shows beside the thing itself: the propositions of an incident or origin, with claims of
// others, and who hands on what the origin says.
func (v *viewer) beside(x any) []any {
	var out []any
	for i := range v.s.Propositions {
		p := &v.s.Propositions[i]
		switch x := x.(type) {
		case *incident.Incident:
			if p.Incident == x.ID {
				out = append(out, p)
			}
		case *origin.Origin:
			if assertedBy(p, x.ID) {
				out = append(out, p)
			}
		}
	}
	o, ok := x.(*origin.Origin)
	for i := range v.s.Origins {
		if ok && dependsOn(&v.s.Origins[i], o.ID) {
			out = append(out, &v.s.Origins[i])
		}
	}
	return out
}

// asserted prints the things that an origin asserts, with everyone who asserts them.
func (v *viewer) asserted(o *origin.Origin) {
	head := false
	for i := range v.s.Propositions {
		p := &v.s.Propositions[i]
		if !assertedBy(p, o.ID) {
			continue
		}
		if !head {
			v.printf("Asserted (mentions are not origins; the range counts independent groups)\n")
			head = true
		}
		v.groups(p, o.ID)
	}
}

// groups prints a thing asserted with its range of independent origins and who stands in which group. mark is the
// origin whose page this is.
func (v *viewer) groups(p *origin.Proposition, mark string) {
	v.printf("  %s\n    %s  %d mentions, %s independent origins\n", oneLine(p.Text), p.ID, p.Mentions, between(p.OriginsMin, p.OriginsMax))
	for n, g := range p.Origins {
		var names []string
		for _, id := range g {
			name := id + " " + v.speakerOf(id)
			if id == mark {
				name += " (this one)"
			}
			names = append(names, name)
		}
		v.printf("    group %d: %s\n", n+1, oneLine(strings.Join(names, "; ")))
	}
}

func assertedBy(p *origin.Proposition, id string) bool {
	return slices.ContainsFunc(p.Origins, func(g []string) bool { return slices.Contains(g, id) })
}

func dependsOn(o *origin.Origin, id string) bool {
	return slices.ContainsFunc(o.DependsOn, func(d origin.Dependency) bool { return d.Origin == id })
}

func (v *viewer) speakerOf(id string) string {
	if v.speakers == nil {
		v.speakers = make(map[string]string, len(v.s.Origins))
		for i := range v.s.Origins {
			v.speakers[v.s.Origins[i].ID] = v.s.Origins[i].Speaker
		}
	}
	return v.speakers[id]
}
