package claim

import (
	"slices"
	"strconv"
	"strings"
)

// A roster holds the people whom the sentences of one event say to have died, or to have been hurt. Most reports name the
// dead over and over in other words and one by one; a figure is then the fewest people that the words can be about:
// words that differ in sex, age or name mean different people, and so do those that one deed lists together.

// mention is one or more people of whom a deed says the same: "two children", "his wife", NAME.
type mention struct {
	someone
	at      int // token; 0 of a claim
	lo, hi  *int
	whole   bool // "people", "victims": may be everybody
	another bool // "another man": none of those told of before
}

// someone is what is known of one person.
type someone struct {
	name string
	word string // noun, in small letters
	sex  string // male female
	age  string // adult child
	old  int    // years
	own  bool   // by the person's own hand
	by   bool   // by the hand of somebody else
}

// statement is what one deed says of how many suffered, and who.
type statement struct {
	sent int
	of   []mention
}

// roster is what the deeds of one event say of the dead, of the hurt, and of those who were shot, with what outcome is not said.
type roster struct{ dead, hurt, struck []statement }

// roster is that of an event, which lasts while the text is read.
func (p *page) roster(e *Event) *roster {
	if p.rosters == nil {
		p.rosters = map[string]*roster{}
	}
	r := p.rosters[e.ID]
	if r == nil {
		r = &roster{}
		p.rosters[e.ID] = r
	}
	return r
}

// handRoster gives the roster of an event to the one that took it in.
func (p *page) handRoster(from, to *Event) {
	if from.ID == to.ID || p.rosters[from.ID] == nil {
		return
	}
	a, b := p.roster(to), p.roster(from)
	a.dead, a.hurt, a.struck = append(a.dead, b.dead...), append(a.hurt, b.hurt...), append(a.struck, b.struck...)
	delete(p.rosters, from.ID)
}

// mostOnRoster bounds what is told apart person by person; larger figures are taken as they are stated.
const mostOnRoster = 40

// sufferers makes the statement of a deed.
func (p *page) sufferers(d *deed) (statement, bool) {
	st := statement{sent: d.sent}
	for i := range d.patients {
		m := p.mention(&d.patients[i])
		m.own = m.own || d.own
		m.by = !m.own && len(d.agents) > 0
		st.of = append(st.of, m)
	}
	if one := 1; len(st.of) == 0 && (d.own || d.pronoun && d.sex != "" && d.effect == "death") {
		st.of = []mention{{someone: someone{sex: d.sex, own: d.own}, lo: &one, hi: &one}}
	}
	return st, len(st.of) > 0
}

func (p *page) mention(q *people) mention {
	m := mention{at: q.a, lo: q.lo, hi: q.hi, someone: someone{word: strings.ToLower(lastWord(q.desc))}}
	if p.blockOf(q.a) != headline { // where every word has a capital
		m.name = personName(q.name)
	}
	p.all(max(0, q.a-2), min(len(p.tok), q.b), of(cWho), func(h hit) {
		if h.first < q.a && h.value != "other" || h.value == "nobody" {
			return
		}
		for v := range strings.FieldsSeq(h.value) {
			switch v {
			case "male", "female":
				m.sex = v
			case "adult", "child":
				m.age = v
			case "all":
				m.whole = true
			case "other":
				m.another = true
			}
		}
	})
	for i := q.a; i < q.b+2 && i < len(p.tok); i++ {
		if n, ok := strings.CutSuffix(p.tok[i].Lower, "-year-old"); ok && i < q.b {
			m.old, _ = strconv.Atoi(n)
		} else if i >= q.a+1 && (p.low(i-1) == "," || p.low(i-1) == "aged") && m.old == 0 && m.name != "" {
			if n, err := strconv.Atoi(p.tok[i].Lower); err == nil && n > 0 && n < 110 {
				m.old = n
			}
		}
	}
	if m.old > 0 && m.old < 13 {
		m.age = "child"
	} else if m.old > 21 {
		m.age = "adult"
	} else if m.old > 0 {
		m.age = ""
	}
	return m
}

// personName is a name by which people can be told apart: first and last.
func personName(name string) string {
	if !strings.Contains(name, " ") {
		return ""
	}
	return strings.ToLower(name)
}

// mayBe: nothing that is known of the two tells them apart.
func (a *someone) mayBe(b *someone) bool {
	return differ(a.sex, b.sex) && differ(a.age, b.age) && !(a.own && b.by) && !(a.by && b.own) &&
		(a.old == 0 || b.old == 0 || a.old == b.old) && sameNames(a.name, b.name)
}

func differ(a, b string) bool { return a == "" || b == "" || a == b }

// sameNames: one is not known, or last names and the beginnings of first names agree.
func sameNames(a, b string) bool {
	if a == "" || b == "" || a == b {
		return true
	}
	return sameLast(lastWord(a), lastWord(b)) && a[0] == b[0]
}

// learn takes over what another mention says of the same person.
func (a *someone) learn(b *someone) {
	for _, f := range [][2]*string{{&a.name, &b.name}, {&a.word, &b.word}, {&a.sex, &b.sex}, {&a.age, &b.age}} {
		if *f[0] == "" {
			*f[0] = *f[1]
		}
	}
	if a.old == 0 {
		a.old = b.old
	}
	a.own, a.by = a.own || b.own, a.by || b.by
}

// likeness ranks the people that a mention may be about.
func (a *someone) likeness(b *someone) int {
	n := 0
	if a.name != "" && a.name == b.name {
		n += 8
	}
	if a.old > 0 && a.old == b.old {
		n += 4
	}
	if a.word != "" && a.word == b.word {
		n += 2
	}
	if a.sex != "" && a.sex == b.sex {
		n++
	}
	return n
}

// fewest puts each mention on the people already told of whom it may mean, and adds people only where it must.
func fewest(sts []statement) []someone {
	var out []someone
	for _, whole := range []bool{false, true} {
		for _, st := range sts {
			used := map[int]bool{}
			for i := range st.of {
				m := &st.of[i]
				if m.whole != whole || m.lo == nil || *m.lo > mostOnRoster {
					continue
				}
				for range *m.lo {
					out = place1(out, m, used)
				}
			}
		}
	}
	return out
}

func place1(out []someone, m *mention, used map[int]bool) []someone {
	best, like := -1, -1
	for i := range out {
		if !used[i] && out[i].mayBe(&m.someone) && !m.another {
			if n := out[i].likeness(&m.someone); n > like {
				best, like = i, n
			}
		}
	}
	if best < 0 {
		best = len(out)
		out = append(out, someone{})
	}
	used[best] = true
	who := m.someone
	if *m.lo > 1 {
		who.name = ""
	}
	out[best].learn(&who)
	return out
}

// rollCall is the number that the statements give: the totals as they are stated, and no fewer than the people told apart.
func rollCall(sts []statement) (lo, hi *int) {
	people := fewest(sts)
	n := len(people)
	own := 0
	for i := range people {
		if people[i].own {
			own++
		}
	}
	var low, high int
	open := false
	for _, st := range sts {
		if len(st.of) != 1 || !st.of[0].whole || st.of[0].lo == nil || *st.of[0].lo < 2 {
			continue
		}
		m := &st.of[0]
		if m.hi == nil {
			open = true
			n = max(n, *m.lo)
			continue
		}
		if low == 0 || *m.lo < low {
			low = *m.lo
		}
		high = max(high, *m.hi)
	}
	switch {
	case low == 0 && n == 0:
		return nil, nil
	case low == 0:
		if open {
			return &n, nil
		}
		return &n, &n
	case n > high && n-high <= own:
		return &n, &n // the killer beside his victims
	}
	low = min(max(low, n), high)
	return &low, &high
}

// settleFigures sets how many died and were hurt in an event that deeds tell of.
func (p *page) settleFigures(e *Event, claims map[string]*Claim) {
	r := p.rosters[e.ID]
	if r == nil || len(r.dead) == 0 && len(r.hurt) == 0 {
		return
	}
	for _, id := range e.Claims {
		c := claims[id]
		sent := p.sentenceAt(c.CharStart)
		r.dead = besides(r.dead, sent, c.KilledMin, c.KilledMax)
		r.hurt = besides(r.hurt, sent, c.InjuredMin, c.InjuredMax)
	}
	if lo, hi := rollCall(r.dead); lo != nil {
		e.KilledMin, e.KilledMax = lo, hi
	}
	if len(r.hurt) == 0 {
		return
	}
	if r.hurt = survivors(r.hurt, r.dead); len(r.hurt) == 0 {
		e.InjuredMin, e.InjuredMax = nil, nil
	} else if lo, hi := rollCall(r.hurt); lo != nil {
		e.InjuredMin, e.InjuredMax = lo, hi
	}
}

// besides adds the figure of a claim, unless a deed of its sentence tells of as many.
func besides(sts []statement, sent int, lo, hi *int) []statement {
	if lo == nil || *lo == 0 {
		return sts
	}
	for _, st := range sts {
		n := 0
		for i := range st.of {
			if st.of[i].lo != nil {
				n += *st.of[i].lo
			}
		}
		if st.sent == sent && n >= *lo {
			return sts
		}
	}
	return append(sts, statement{sent: sent, of: []mention{{lo: lo, hi: hi, whole: *lo > 1 || hi == nil}}})
}

// survivors leaves out of the hurt who is told to have died in another sentence.
func survivors(hurt, dead []statement) []statement {
	gone := fewest(dead)
	if len(gone) == 0 {
		return hurt
	}
	return slices.DeleteFunc(hurt, func(st statement) bool {
		if slices.ContainsFunc(dead, func(d statement) bool { return d.sent == st.sent }) {
			return slices.ContainsFunc(dead, func(d statement) bool { // "a boy hurt on Monday has died"
				return d.sent == st.sent && d.of[0].at > 0 && d.of[0].at == st.of[0].at && len(d.of) == len(st.of)
			})
		}
		for i := range st.of {
			m := &st.of[i]
			if m.another || m.lo == nil || *m.lo != 1 {
				return false
			}
			if !slices.ContainsFunc(gone, func(x someone) bool {
				return x.mayBe(&m.someone) && (len(gone) == 1 || x.likeness(&m.someone) > 1)
			}) {
				return false
			}
		}
		return true
	})
}
