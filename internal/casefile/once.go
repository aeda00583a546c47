package casefile

import (
	"slices"

	"exhibit/internal/casualty"
	"exhibit/internal/claim"
	"exhibit/internal/incident"
	"exhibit/internal/origin"
)

// once keeps one copy of each string and of each list of strings it has seen: a large case says the same few places, days,
// outlets and ids hundreds of thousands of times. Lists that are shared are not to be written to; nothing that is derived is.
type once map[string]shared

type shared struct {
	text string
	list []string
}

func (o once) one(all ...*string) {
	for _, s := range all {
		if *s == "" {
			continue
		}
		have := o[*s]
		if have.text == "" {
			have.text = *s
			o[*s] = have
		}
		*s = have.text
	}
}

// list makes one of equal lists, for those that many things have in common.
func (o once) list(all ...*[]string) {
	var buf [256]byte // on the stack: a look-up costs no memory
	for _, l := range all {
		if len(*l) == 0 {
			continue
		}
		key := buf[:0]
		for _, s := range *l {
			key = append(append(key, 0), s...)
		}
		have := o[string(key)]
		if slices.Equal(have.list, *l) {
			*l = have.list
			continue
		}
		o.ids(l)
		if have.list == nil { // else two lists have one key, because their strings hold the byte that parts them
			have.list = *l
			o[string(key)] = have
		}
	}
}

// ids makes one of the strings of lists that are each their own.
func (o once) ids(all ...*[]string) {
	for _, l := range all {
		*l = fit(*l)
		for i := range *l {
			o.one(&(*l)[i])
		}
	}
}

// fit gives a list the room it needs and no more.
func fit[T any](s []T) []T {
	if cap(s) == len(s) {
		return s
	}
	return append(make([]T, 0, len(s)), s...)
}

// claim makes one of the strings that many claims share; quotes and ids are left alone.
func (o once) claim(c *claim.Claim) {
	kind := string(c.Kind)
	o.one(&kind, &c.Report, &c.Ref, &c.Lang, &c.Voice, &c.Speaker, &c.SpeakerRole, &c.BasisOfKnowledge, &c.SpeechDate, &c.SpeechDateMin, &c.SpeechDateMax,
		&c.SpeechDateBasis, &c.Place, &c.PlacePrecision, &c.IncidentDate, &c.IncidentDateMin, &c.IncidentDateMax, &c.IncidentDateBasis, &c.VictimStatus,
		&c.Finder, &c.SearchPeriod, &c.Qualifier, &c.CountStatus, &c.CountSource, &c.AsOf, &c.AsOfMin, &c.AsOfMax, &c.AsOfBasis, &c.Scope, &c.ActorAccused,
		&c.ActionType, &c.Modality, &c.DenialKind, &c.Wanted, &c.Basis, &c.Reader, &c.Status)
	c.Kind = claim.Kind(kind)
	o.list(&c.Attribution, &c.Places, &c.ObjectTypes, &c.Weapons, &c.LegalLabels)
}

func (o once) event(e *claim.Event) {
	o.one(&e.Report, &e.Ref, &e.Type, &e.Stage, &e.DateMin, &e.DateMax, &e.DateBasis, &e.Place, &e.PlaceID, &e.Precision, &e.Category, &e.Basis)
	o.list(&e.Places, &e.Around, &e.ObjectTypes)
	e.Weapons, e.Targets, e.Victims, e.Alleged = fit(e.Weapons), fit(e.Targets), fit(e.Victims), fit(e.Alleged)
	for i := range e.Weapons {
		o.one(&e.Weapons[i].Name, &e.Weapons[i].Type)
	}
	for _, list := range [][]claim.Party{e.Targets, e.Victims} {
		for i := range list {
			p := &list[i]
			o.one(&p.Name, &p.Description, &p.Type, &p.Effect, &p.Nationality)
		}
	}
	for i := range e.Alleged {
		o.one(&e.Alleged[i].Name, &e.Alleged[i].Kind, &e.Alleged[i].Confidence)
	}
}

// result makes one of what the claims and events of a report share, their quotes and ids among them.
func (o once) result(r *claim.Result) {
	own := make(map[string]string, 2*len(r.Claims))
	for i := range r.Claims {
		c := &r.Claims[i]
		o.claim(c)
		own[c.ID], own[c.Quote] = c.ID, c.Quote
	}
	for i := range r.Events {
		e := &r.Events[i]
		o.event(e)
		if q, ok := own[e.Anchor]; ok {
			e.Anchor = q
		}
		e.Claims = fit(e.Claims)
		for k, id := range e.Claims {
			if have, ok := own[id]; ok {
				e.Claims[k] = have
			}
		}
	}
}

// The parts of a snapshot name claims, events and origins by their ids, over and over.

func (o once) incident(in *incident.Incident) {
	o.one(&in.ID, &in.Type, &in.Parent, &in.DateMin, &in.DateMax, &in.Place, &in.Precision, &in.CountRule, &in.Support)
	o.list(&in.ObjectTypes, &in.Weapons, &in.Alleged)
	o.ids(&in.Events, &in.Claims, &in.Reports)
	in.Links, in.Proposals, in.Conflicts = fit(in.Links), fit(in.Proposals), fit(in.Conflicts)
	for _, list := range [][]incident.Link{in.Links, in.Proposals} {
		for i := range list {
			o.one(&list[i].A, &list[i].B, &list[i].Basis)
		}
	}
	for i := range in.Conflicts {
		f := &in.Conflicts[i]
		o.one(&f.Field)
		f.Values = fit(f.Values)
		for k := range f.Values {
			o.one(&f.Values[k].Value)
			o.ids(&f.Values[k].Claims)
		}
	}
}

func (o once) origin(g *origin.Origin) {
	basis := string(g.BasisOfKnowledge)
	o.one(&basis, &g.ID, &g.Speaker, &g.Channel, &g.Date, &g.DateMin, &g.DateMax, &g.Party)
	g.BasisOfKnowledge = origin.Basis(basis)
	o.ids(&g.Claims, &g.Reports)
	g.DependsOn = fit(g.DependsOn)
	for i := range g.DependsOn {
		o.one(&g.DependsOn[i].Origin, &g.DependsOn[i].Basis)
	}
}

func (o once) proposition(p *origin.Proposition) {
	o.one(&p.Incident)
	o.ids(&p.Claims, &p.Denials)
	p.Origins = fit(p.Origins)
	for i := range p.Origins {
		o.ids(&p.Origins[i])
	}
}

func (o once) series(s *casualty.Series) {
	s.Points = fit(s.Points)
	for i := range s.Points {
		o.ids(&s.Points[i].Claims)
	}
}

func (o once) refusal(r *casualty.Refusal) {
	r.Terms = fit(r.Terms)
	for i := range r.Terms {
		o.one(&r.Terms[i].Claim)
		o.ids(&r.Terms[i].Also)
	}
}

func (o once) aside(a *incident.Aside) { o.one(&a.Event, &a.Reason) }

func (o once) pair(p *incident.Pair) { o.one(&p.A.Ref, &p.B.Ref) }

// known lets o give the ids that claims and events have already.
func (o once) known(claims []claim.Claim, events []claim.Event) {
	for i := range claims {
		o.one(&claims[i].ID, &claims[i].Report)
	}
	for i := range events {
		o.one(&events[i].ID)
	}
}
