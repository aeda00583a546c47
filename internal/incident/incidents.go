package incident

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"exhibit/internal/claim"
)

// incidents makes one incident of each set of joined events, ordered by id.
func (w *weigher) incidents() {
	j := w.joined
	type made struct {
		id   string
		root int
	}
	var all []made
	members := make([][]int, len(j.nodes)) // by root
	w.incOf = make([]int32, len(w.in.Events))
	for e := range w.in.Events {
		if w.incOf[e] = -1; j.profiles[e].aside {
			continue
		}
		root := j.find(j.nodeOf[e])
		if members[root] == nil {
			all = append(all, made{anchorID(&w.in.Events[e]), root})
		}
		members[root] = append(members[root], e)
	}
	seen := map[string]int{}
	for k := range all { // two events on the same words and of the same type
		seen[all[k].id]++
		if n := seen[all[k].id]; n > 1 {
			all[k].id += "-" + strconv.Itoa(n)
		}
	}
	slices.SortFunc(all, func(a, b made) int { return cmp.Compare(a.id, b.id) })
	w.out.Incidents = make([]Incident, len(all))
	for k, m := range all {
		w.out.Incidents[k] = w.describe(members[m.root])
		w.out.Incidents[k].ID = m.id
		for _, e := range members[m.root] {
			w.incOf[e] = int32(k)
		}
	}
	w.parents()
	w.links()
}

// describe fills what the events themselves say.
func (w *weigher) describe(events []int) Incident {
	in := Incident{}
	types := map[string]int{}
	weapons, alleged, reports, claims := set{}, set{}, set{}, set{}
	best := -1
	from, to := "", ""
	for _, e := range events {
		ev := &w.in.Events[e]
		types[ev.Type]++
		in.Events = append(in.Events, ev.ID)
		reports.add(ev.Report)
		for _, x := range ev.Weapons {
			weapons.add(cmp.Or(x.Type, x.Name))
		}
		for _, a := range ev.Alleged {
			if a.Kind == "organisation" { // a private person is never named by the machine
				alleged.add(a.Name)
			}
		}
		for _, c := range w.claimsOf[e] {
			claims.add(c.ID)
		}
		if best < 0 || finer(ev, &w.in.Events[best]) {
			best = e
		}
		from, to = narrow(from, to, ev.DateMin, ev.DateMax)
	}
	place := &w.in.Events[best]
	in.Place, in.Lat, in.Lon, in.Precision = place.Place, place.Lat, place.Lon, place.Precision
	in.DateMin, in.DateMax = from, to
	in.Type = mostly(types)
	in.ObjectTypes, in.Weapons, in.Alleged = w.objects(events), weapons.list(), alleged.list()
	in.Reports, in.Claims = reports.list(), claims.list()
	sort.Strings(in.Events)
	in.Title = title(&in)
	return in
}

// finer reports whether a names its place more closely than b.
func finer(a, b *claim.Event) bool {
	rank := func(e *claim.Event) int {
		n := 2 * precisionOf(e.Precision)
		if e.Place != "" && n == 0 {
			n = 1
		}
		if e.Lat != nil {
			n++
		}
		return n
	}
	return rank(a) > rank(b)
}

// narrow keeps the days two ranges have in common, or spans both when they have none.
func narrow(from, to, a, b string) (string, string) {
	switch {
	case a == "" || b == "":
		if from == "" && to == "" && (a != "" || b != "") {
			return from, to // half a range dates nothing that another event dates better
		}
		return from, to
	case from == "":
		return a, b
	case max(from, a) <= min(to, b):
		return max(from, a), min(to, b)
	}
	return min(from, a), max(to, b)
}

func mostly(n map[string]int) string {
	best := ""
	for t, k := range n {
		// "attack" and "other" say less than any other word.
		if best == "" || cmp.Or(-cmp.Compare(vague(t), vague(best)), cmp.Compare(k, n[best]), cmp.Compare(best, t)) > 0 {
			best = t
		}
	}
	return best
}

func vague(kind string) int {
	switch kind {
	case "other", "":
		return 2
	case "attack":
		return 1
	}
	return 0
}

type set map[string]bool

func (s set) add(v string) {
	if v != "" {
		s[v] = true
	}
}

func (s set) list() []string {
	if len(s) == 0 {
		return nil
	}
	out := make([]string, 0, len(s))
	for v := range s {
		out = append(out, v)
	}
	sort.Strings(out)
	return out
}

// title says what, where and when in plain words made from the fields: "Bodies found, Kyiv region, 3 April 2022". It holds no
// word that judges.
func title(in *Incident) string {
	what := map[string]string{"site_found": "Bodies found", "airstrike": "Air strike", "forced_work": "Forced work",
		"sexual_violence": "Sexual violence", "other": "Event", "": "Event"}[in.Type]
	if what == "" {
		what = capital(strings.ReplaceAll(in.Type, "_", " "))
	}
	if in.Type == "site_found" && len(in.ObjectTypes) > 0 {
		what = "Site found (" + strings.ReplaceAll(in.ObjectTypes[0], "_", " ") + ")"
	} else if len(in.ObjectTypes) > 0 && familyOf(in.Type) == attack {
		named := mostExact(in.ObjectTypes)
		what += preposition(in.Type) + article(strings.ReplaceAll(named, "_", " "))
		if slices.ContainsFunc(in.ObjectTypes, func(o string) bool { return !sameObject(fold(o), fold(named)) }) {
			what += " and other objects"
		}
	}
	parts := []string{what, cmp.Or(in.Place, "place not stated"), dates(in.DateMin, in.DateMax)}
	return strings.Join(parts, ", ")
}

// objects are what was hit. A report that tells of several strikes in one breath names their objects together: where one object is
// named by every event that names any, the others are those of another strike.
func (w *weigher) objects(events []int) []string {
	all, naming := set{}, [][]string{}
	for _, e := range events {
		if o := w.in.Events[e].ObjectTypes; len(o) > 0 {
			naming = append(naming, o)
			for _, x := range o {
				all.add(x)
			}
		}
	}
	out := all.list()
	shared := func(o string) bool {
		return !slices.ContainsFunc(naming, func(list []string) bool {
			return !slices.ContainsFunc(list, func(x string) bool { return sameObject(fold(x), fold(o)) })
		})
	}
	if len(naming) > 1 && slices.ContainsFunc(out, shared) {
		out = slices.DeleteFunc(out, func(o string) bool { return !shared(o) })
	}
	return out
}

// mostExact is the object that is named most exactly: "maternity hospital" rather than "hospital"; the first of several.
func mostExact(objects []string) string {
	best := objects[0]
	for _, o := range objects[1:] {
		if len(o) > len(best) && sameObject(fold(o), fold(best)) {
			best = o
		}
	}
	return best
}

// preposition: a shelling is of a thing, an attack on it.
func preposition(kind string) string {
	switch kind {
	case "shelling", "bombing", "arson":
		return " of "
	}
	return " on "
}

func article(s string) string {
	if s != "" && strings.ContainsRune("aeiou", rune(s[0])) {
		return "an " + s
	}
	return "a " + s
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

func dates(from, to string) string {
	a, errA := time.Parse(time.DateOnly, from)
	b, errB := time.Parse(time.DateOnly, to)
	switch {
	case errA != nil || errB != nil:
		return "date not stated"
	case from == to:
		return a.Format("2 January 2006")
	case a.Year() == b.Year() && a.Month() == b.Month():
		return a.Format("2") + " to " + b.Format("2 January 2006")
	case a.Year() == b.Year():
		return a.Format("2 January") + " to " + b.Format("2 January 2006")
	}
	return a.Format("2 January 2006") + " to " + b.Format("2 January 2006")
}

// links writes why events belong together, and what a person should look at.
func (w *weigher) links() {
	j := w.joined
	for n, events := range j.nodes {
		if len(events) < 2 {
			continue
		}
		v, _ := j.alike(n)
		in := &w.out.Incidents[w.incOf[events[0]]]
		for _, e := range events[1:] {
			in.Links = append(in.Links, w.link(events[0], e, v))
		}
	}
	for _, l := range w.taken {
		a, b := j.nodes[l.a][0], j.nodes[l.b][0]
		in := &w.out.Incidents[w.incOf[a]]
		in.Links = append(in.Links, w.link(a, b, l.verdict))
	}
	for _, l := range w.proposed {
		a, b := j.nodes[l.a][0], j.nodes[l.b][0]
		for _, e := range []int{a, b} {
			in := &w.out.Incidents[w.incOf[e]]
			in.Proposals = append(in.Proposals, w.link(a, b, l.verdict))
		}
	}
	for i := range w.out.Incidents {
		in := &w.out.Incidents[i]
		slices.SortFunc(in.Links, compareLinks)
		slices.SortFunc(in.Proposals, compareLinks)
		in.Proposals = in.Proposals[:min(len(in.Proposals), mostProposals)]
	}
}

// mostProposals is the number of proposals an incident shows, the strongest.
const mostProposals = 12

func (w *weigher) link(a, b int, v verdict) Link {
	return Link{A: w.in.Events[a].ID, B: w.in.Events[b].ID, Basis: w.basis(&v), Score: float64(int(v.score*100+0.5)) / 100}
}

// basis says why two events are linked.
func (w *weigher) basis(v *verdict) string {
	if v.like != nil {
		return v.like.basis(w.joined.weights)
	}
	return v.basis()
}

func compareLinks(a, b Link) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B), cmp.Compare(a.Basis, b.Basis))
}

// finish fills counts, origins, support and conflicts from the claims and propositions.
func (w *weigher) finish() {
	at := make(map[string]int, len(w.out.Incidents))
	for i := range w.out.Incidents {
		at[w.out.Incidents[i].ID] = i
	}
	denied := make([]bool, len(w.out.Incidents))
	for k := range w.out.Propositions {
		p := &w.out.Propositions[k]
		i, ok := at[p.Incident]
		if p.Incident == "" || !ok {
			continue
		}
		in := &w.out.Incidents[i]
		if p.Text == in.Title {
			in.OriginsMin, in.OriginsMax = p.OriginsMin, p.OriginsMax
		}
		denied[i] = denied[i] || w.factDenied(p.Denials)
	}
	events := make([][]int, len(w.out.Incidents))
	for e, i := range w.incOf {
		if i >= 0 {
			events[i] = append(events[i], e)
		}
	}
	for i := range w.out.Incidents {
		in := &w.out.Incidents[i]
		claims := make([]*claim.Claim, 0, len(in.Claims))
		for _, id := range in.Claims {
			claims = append(claims, &w.in.Claims[w.claimAt[id]])
		}
		w.count(in, claims, events[i])
		in.Support = support(in.OriginsMax)
		in.Conflicts = conflicts(claims)
		in.Disputed = denied[i] || contradict(in.Conflicts)
	}
}

// contradict reports whether claims contradict each other on a fact; a number that is exact in one report and a lower bound in
// another is shown and contradicts nothing.
func contradict(all []Conflict) bool {
	return slices.ContainsFunc(all, func(c Conflict) bool { return c.Field != "qualifier" })
}

func (w *weigher) factDenied(ids []string) bool {
	for _, id := range ids {
		if i, ok := w.claimAt[id]; ok {
			if k := w.in.Claims[i].DenialKind; k == "fact" || k == "" {
				return true
			}
		}
	}
	return false
}

func support(origins int) string {
	switch origins {
	case 0:
		return "none"
	case 1:
		return "one"
	}
	return "several"
}
