package main

import (
	"fmt"
	"strings"

	"exhibit/internal/incident"
)

// incident prints the page of an incident: what is said to have happened, by whose words, why the reports were joined,
// and what contradicts.
func (v *viewer) incident(in *incident.Incident) error {
	v.printf("%s\n", oneLine(in.Title))
	if !in.Reviewed {
		v.printf("%s\n", stamp)
	}
	v.incidentFields(in)
	v.printf("Reported events\n")
	numbers := map[string]string{}
	for n, e := range eventsOf(v.s, in) {
		numbers[e.ID] = fmt.Sprint(n + 1)
		v.printf("  %d  %s  %s [%d:%d]\n      “%s”\n", n+1, e.ID, oneLine(e.Report), e.CharStart, e.CharEnd, oneLine(e.Anchor))
	}
	v.joined("Joined (a score says how alike, not how likely true)", in.Links, numbers)
	v.joined("Proposed and not joined; a person decides: exhibit decide link|unlink EVENT EVENT", in.Proposals, numbers)
	if len(in.Conflicts) > 0 {
		v.printf("Conflicts\n")
	}
	for _, c := range in.Conflicts {
		v.printf("  %s\n", plainWords(oneLine(c.Field)))
		for _, x := range c.Values {
			v.printf("   %s\n", plainWords(oneLine(x.Value)))
			v.quotes(x.Claims)
		}
	}
	v.incidentOrigins(in)
	v.printf("Claims\n")
	v.quotes(in.Claims)
	return nil
}

func (v *viewer) incidentFields(in *incident.Incident) {
	v.line("id", in.ID)
	v.line("what", plainWords(in.Type))
	v.line("when", dayOr("", in.DateMin, in.DateMax, "not stated"))
	v.line("where", whereOf(in))
	v.line("objects", plainWords(in.ObjectTypes...))
	v.line("weapons", plainWords(in.Weapons...))
	if len(in.Alleged) > 0 {
		v.line("accused", strings.Join(in.Alleged, ", ")+" (as reports say; a court establishes guilt)")
	}
	if in.Parent != "" {
		v.line("part of", in.Parent+v.titled(in.Parent))
	}
	for i := range v.s.Incidents {
		if sub := &v.s.Incidents[i]; sub.Parent == in.ID {
			v.line("holds", sub.ID+v.titled(sub.ID))
		}
	}
	v.line("killed", spanOf(in.KilledMin, in.KilledMax))
	v.line("injured", spanOf(in.InjuredMin, in.InjuredMax))
	v.line("bodies found", spanOf(in.BodiesMin, in.BodiesMax))
	v.line("counted by", in.CountRule)
	v.line("origins", fmt.Sprintf("%s independent, in %d reports (support: %s)", between(in.OriginsMin, in.OriginsMax), len(in.Reports), in.Support))
	assessed := "nobody has drawn a conclusion"
	if a := in.Assessment; a != nil {
		assessed = fmt.Sprintf("%s, standard of proof: %s, by %s, %s: %s (entry %d)", a.Value, a.Standard, a.By, a.Date, a.Reason, a.Entry)
	}
	v.line("assessment", assessed)
	if in.Disputed {
		v.line("disputed", "yes")
	}
}

// whereOf says where an incident lies and how finely that is known.
func whereOf(in *incident.Incident) string {
	switch {
	case in.Place == "":
		return "not stated"
	case in.Lat == nil || in.Lon == nil || in.Precision == "":
		return in.Place
	}
	return fmt.Sprintf("%s (known to the %s; %.4f, %.4f stands for all of it)", in.Place, in.Precision, *in.Lat, *in.Lon)
}

func (v *viewer) titled(id string) string {
	for i := range v.s.Incidents {
		if v.s.Incidents[i].ID == id {
			return "  " + v.s.Incidents[i].Title
		}
	}
	return ""
}

// joined prints links with their basis. An event of this incident goes by its number on the page, another by its words.
func (v *viewer) joined(head string, links []incident.Link, numbers map[string]string) {
	if len(links) > 0 {
		v.printf("%s\n", head)
	}
	name := func(id string) string {
		if n := numbers[id]; n != "" {
			return n
		}
		return id
	}
	for _, l := range links {
		v.printf("  %s with %s: %s (score %.2f)\n", name(l.A), name(l.B), oneLine(l.Basis), l.Score)
		for _, id := range []string{l.A, l.B} {
			if e := v.eventByID(id); numbers[id] == "" && e.Anchor != "" {
				v.printf("      %s  %s\n      “%s”\n", id, oneLine(e.Report), oneLine(e.Anchor))
			}
		}
	}
}

// incidentOrigins prints what is asserted of an incident, each thing with its independent groups of origins.
func (v *viewer) incidentOrigins(in *incident.Incident) {
	head := false
	for i := range v.s.Propositions {
		p := &v.s.Propositions[i]
		if p.Incident != in.ID {
			continue
		}
		if !head {
			v.printf("Origins\n")
			head = true
		}
		v.groups(p, "")
	}
}
