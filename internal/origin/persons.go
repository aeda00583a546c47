package origin

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// someone is a person under all their spellings.
type someone struct {
	parent  *someone
	given   string
	sur     string // skeleton
	role    string
	display map[string]int
	name    string
}

func (p *someone) root() *someone {
	for p.parent != nil {
		p = p.parent
	}
	return p
}

// note takes one name with its number of mentions.
func (k *cast) note(n named, mentions int) {
	if b, ok := lists().bodies[fold(n.name)]; ok {
		k.rightsOffice = k.rightsOffice || b.name == "OHCHR"
		return
	}
	given, sur := personName(n.name)
	if sur == "" || given == "" {
		return
	}
	key := given + " " + sur
	p := k.full[key]
	if p == nil {
		p = &someone{given: given, sur: skeleton(sur), display: map[string]int{}}
		k.full[key] = p
	}
	if p.role == "" {
		p.role = fold(n.role)
	}
	// The spelling that most reports use is shown; among equals the one that stands with an office, then the one used most.
	weight := 1000 + min(mentions, 90)
	if n.role != "" {
		weight += 100
	}
	p.display[bare(n.name)] += weight
}

// unite joins the spellings of one person: surnames of one sound with fitting given names; surnames one slip apart only
// with the same given name, or a fitting one and the same office.
func (k *cast) unite() {
	all := make([]*someone, 0, len(k.full))
	keys := make([]string, 0, len(k.full))
	for key := range k.full {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	block := map[string][]*someone{}
	for _, key := range keys {
		p := k.full[key]
		all = append(all, p)
		for _, b := range deletions(p.sur) {
			block[b] = append(block[b], p)
		}
	}
	blocks := make([]string, 0, len(block))
	for b := range block {
		blocks = append(blocks, b)
	}
	sort.Strings(blocks)
	for _, b := range blocks {
		same := block[b]
		for i, p := range same {
			for j := i - 1; j >= 0 && j >= i-32; j-- {
				if samePerson(p, same[j]) {
					p.join(same[j])
				}
			}
		}
	}
	for _, p := range all {
		r := p.root()
		if r != p {
			for d, n := range p.display {
				r.display[d] += n
			}
		}
	}
	for _, p := range all {
		if r := p.root(); r == p {
			r.name = mostUsed(r.display)
		}
		if !slices.Contains(k.bySur[p.sur], p.root()) {
			k.bySur[p.sur] = append(k.bySur[p.sur], p.root())
		}
	}
}

func (p *someone) join(q *someone) {
	a, b := p.root(), q.root()
	if a == b {
		return
	}
	if b.given+b.sur < a.given+a.sur {
		a, b = b, a
	}
	b.parent = a
}

func samePerson(p, q *someone) bool {
	if p.sur == q.sur {
		return fits(p.given, q.given)
	}
	if slips(p.sur, q.sur) > 1 || utf8.RuneCountInString(p.sur) < 5 || utf8.RuneCountInString(q.sur) < 5 {
		return false
	}
	return skeleton(p.given) == skeleton(q.given) || fits(p.given, q.given) && sameRole(p.role, q.role)
}

// fits reports whether two given names may be one: equal in sound, an initial, or one slip apart.
func fits(a, b string) bool {
	a, b = strings.Fields(a)[0], strings.Fields(b)[0]
	sa, sb := skeleton(a), skeleton(b)
	switch {
	case sa == sb:
		return true
	case utf8.RuneCountInString(a) == 1 || utf8.RuneCountInString(b) == 1:
		return strings.HasPrefix(a, b) || strings.HasPrefix(b, a)
	case utf8.RuneCountInString(a) < 4 || utf8.RuneCountInString(b) < 4:
		return false
	}
	return slips(sa, sb) <= 1
}

// sameRole reports whether two stated offices are one: the smaller has at least half of its words in the larger.
func sameRole(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	wa, wb := strings.Fields(a), strings.Fields(b)
	if len(wa) > len(wb) {
		wa, wb = wb, wa
	}
	n := 0
	for _, w := range wa {
		if slices.Contains(wb, w) {
			n++
		}
	}
	return n > 0 && 2*n >= len(wa)
}

func mostUsed(m map[string]int) string {
	best := ""
	for d, n := range m {
		if best == "" || n > m[best] || n == m[best] && d < best {
			best = d
		}
	}
	return best
}

// personName returns the folded given names and surname of a person without titles; sur is "" for what is no person,
// given is "" when only a surname stands.
func personName(name string) (given, sur string) {
	name = bare(name)
	if rest, ok := strings.CutPrefix(name, "@"); ok {
		name = splitCamel(rest)
	}
	f := fold(name)
	if _, ok := lists().bodies[f]; ok || f == "" {
		return "", ""
	}
	words := strings.Fields(f)
	if i := slices.IndexFunc(words, func(w string) bool { return is("body", w) && !is("title", w) || is("anonymous", w) }); i >= 0 {
		return "", ""
	}
	kept := words[:0]
	for _, w := range words {
		if !is("title", w) {
			kept = append(kept, w)
		}
	}
	if len(kept) == 0 || len(kept) > 5 {
		return "", ""
	}
	last := kept[len(kept)-1]
	if utf8.RuneCountInString(last) < 2 || strings.ContainsFunc(last, unicode.IsDigit) {
		return "", ""
	}
	return strings.Join(kept[:len(kept)-1], " "), last
}

// bare cuts what stands in brackets, and handles behind a name.
func bare(s string) string {
	for {
		i := strings.IndexByte(s, '(')
		if i < 0 {
			break
		}
		j := strings.IndexByte(s[i:], ')')
		if j < 0 {
			s = s[:i]
			break
		}
		s = s[:i] + s[i+j+1:]
	}
	return strings.Join(strings.Fields(s), " ")
}

func splitCamel(s string) string {
	var b strings.Builder
	prev := rune(0)
	for _, r := range s {
		if unicode.IsUpper(r) && unicode.IsLower(prev) || r == '_' {
			b.WriteByte(' ')
		}
		if r != '_' {
			b.WriteRune(r)
		}
		prev = r
	}
	return b.String()
}
