package claim

import (
	"strings"

	"exhibit/internal/lang"
)

// interpret says who the words a to b name; nil when they name nobody.
func (p *page) interpret(a, b int) *known {
	if b-a == 1 && isPronoun(p.low(a)) {
		return p.pronoun(p.low(a))
	}
	if k := p.find(a, b, of(cPerson)); k >= 0 {
		return p.remember(p.listed(p.hits[k].value))
	}
	if k := p.freePerson(a, b); k != nil {
		return k
	}
	if k := p.find(a, b, of(cRole)); k >= 0 && p.low(p.hits[k].last) == "to" && p.hits[k].last < b {
		return p.byRole(a, b, p.hits[k].value) // "the ambassador to the United Nations"
	}
	if k := p.bodyIn(a, b); k != nil {
		return p.remember(k)
	}
	for k := int(p.at[a]); k < len(p.hits) && p.hits[k].first < b; k++ {
		h := p.hits[k]
		if h.class == cRole && h.first >= a && h.last <= b && (h.last == b || p.low(h.last) == "of" || p.low(h.last) == "for") {
			return p.byRole(a, b, h.value)
		}
	}
	if k := p.find(a, b, of(cNoun)); k >= 0 && p.hits[k].last == b {
		if body := p.lastBody(p.hits[k].value); body != nil {
			return body
		}
		return p.remember(&known{name: p.plain(a, b), kind: aBody, nation: p.nationOf(a, b)})
	}
	if p.unlistedBody(a, b) {
		return p.remember(&known{name: p.plain(a, b), kind: aBody, nation: p.nationOf(a, b)})
	}
	if k := p.find(a, b, of(cForce, cActor)); k >= 0 && p.hits[k].last == b {
		return p.remember(&known{name: p.plain(a, b), kind: aCountry, nation: p.nationOf(a, b)})
	}
	if k := p.find(a, b, of(cCountry, cMetonym)); k >= 0 && b-a <= 4 {
		return &known{name: p.hits[k].value, kind: aCountry, nation: p.hits[k].value}
	}
	return nil
}

// unlistedBody: a capitalised name with a word for a body in it ("… Organization for …"), or bare initials.
func (p *page) unlistedBody(a, b int) bool {
	for a < b-1 && isDeterminer(p.low(a)) {
		a++
	}
	if b-a == 1 {
		t := &p.tok[a]
		return t.AllCaps && t.Runes >= 3 && t.Runes <= 7 && !p.own[a].any(nameWords())
	}
	noun := false
	for i := a; i < b; i++ {
		noun = noun || p.tok[i].Cap && p.own[i].any(of(cNoun, cBodyNoun))
	}
	return noun && p.tok[a].Cap
}

// plain is a name without its article.
func (p *page) plain(a, b int) string {
	for a < b-1 && isDeterminer(p.low(a)) {
		a++
	}
	return p.words(a, b)
}

func (p *page) listed(key string) *known {
	q := p.lex.persons[key]
	return &known{name: q.name, role: q.role, kind: aPerson, listed: q, noun: strings.ToLower(q.role), nation: q.of}
}

// freePerson reads a person's name that no list holds: a run of capitalised words that name nothing else, beside a post
// or at least two long. A spelling one letter off a name given in full before is that name.
func (p *page) freePerson(a, b int) *known {
	names := of(cBodyName, cBodyUN, cBodyNoun, cOutlet, cCountry, cNational, cMetonym, cRole, cRoleTitle, cRoleFormer, cOfficial, cWitness, cHearsay, cForce, cActor, cNoun)
	end := b
	for end > a && !(p.tok[end-1].Cap && p.tok[end-1].Kind == lang.Word && !p.own[end-1].any(names)) {
		end--
	}
	start := end
	for start > a && p.tok[start-1].Kind == lang.Word && (p.tok[start-1].Cap && !p.own[start-1].any(names) || start-1 > a && isParticle(p.low(start-1)) && p.tok[start-2].Cap) {
		start--
	}
	for start < end && (isLead(p.low(start)) || isDeterminer(p.low(start))) {
		start++
	}
	if start >= end {
		return nil
	}
	if w := p.low(start - 1); start-1 > a && (w == "of" || w == "from" || w == "in") && len(p.look(p.words(start, end))) > 0 && p.tok[start-2].Cap {
		return p.freePerson(a, start-1) // "NAME of Town"
	}
	role := p.find(a, b, of(cRole, cRoleTitle))
	if w := p.low(start - 1); start > a && (w == "of" || w == "in" || w == "for") && role >= 0 && p.hits[role].last < start {
		return nil // "the mayor of X": X is the town
	}
	name := p.words(start, end)
	last := p.form(end - 1)
	for _, k := range p.people {
		if sameLast(strings.ToLower(lastWord(k.name)), last) && (end-start == 1 || sameLast(strings.ToLower(k.name), strings.ToLower(name))) {
			return p.remember(k)
		}
	}
	if end-start < 2 && role < 0 || end < b && p.low(end) == "'s" && role < 0 {
		return nil
	}
	if (role < 0 || end-start == 1 && p.hits[role].first >= end) && len(p.look(name)) > 0 {
		return nil
	}
	if end-start == 2 {
		if q := p.lex.misspelt(p.form(start), last); q != nil {
			return p.remember(p.listed(strings.ToLower(q.name)))
		}
	}
	k := &known{name: name, kind: aPerson}
	if role >= 0 {
		k.noun = p.hits[role].value
		k.role = strings.TrimSpace(strings.TrimPrefix(p.words(a, start), "the "))
	}
	return p.remember(k)
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// sameLast: equal, or of five letters or more, beginning alike and one letter apart.
func sameLast(a, b string) bool {
	if a == b {
		return true
	}
	if len(a) < 5 || len(b) < 5 || a[0] != b[0] || len(a)-len(b) > 1 || len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return tail(a, i+1) == tail(b, i+1) || tail(a, i) == tail(b, i+1) || tail(a, i+1) == tail(b, i)
}

func tail(s string, i int) string {
	if i > len(s) {
		return ""
	}
	return s[i:]
}

// bodyIn reads an institution or unnamed officials in the words a to b; the last one named there counts, with the
// nationality or place that stands before it.
func (p *page) bodyIn(a, b int) *known {
	best := -1
	for k := int(p.at[a]); k < len(p.hits) && p.hits[k].first < b; k++ {
		h := p.hits[k]
		if h.last > b || !of(cBodyName, cBodyUN, cBodyNoun, cOfficial, cWitness, cHearsay, cOutlet).has(h.class) {
			continue
		}
		if best < 0 || h.class == cBodyUN && p.hits[best].class == cBodyUN && len(h.value) > len(p.hits[best].value) || p.hits[best].class != cBodyUN && h.last >= p.hits[best].last {
			best = k
		}
	}
	if best < 0 {
		return nil
	}
	h := p.hits[best]
	switch h.class {
	case cBodyUN:
		return p.unBody(a, b, h)
	case cBodyName:
		return &known{name: h.value, kind: aBody, nation: p.nationIn(h.value)}
	case cOutlet:
		return &known{name: h.value, kind: aPress}
	}
	lead := p.leadOf(a, h.first)
	if w := p.low(h.last); lead == "" && h.last < b && (w == "of" || w == "from" || w == "in") {
		lead = p.leadOf(h.last, b)
	}
	if p.lex.genitive && lead != "" && !p.has(a, b, of(cNational, cCountry, cMetonym)) && len(p.look(lead)) == 0 && (h.class == cWitness || h.class == cHearsay) {
		lead = "" // an adjective that a sentence begins with is no place
	}
	k := &known{name: h.value, kind: officials, nation: p.nationOf(a, h.first)}
	switch h.class {
	case cBodyNoun:
		k.kind = aBody
	case cWitness:
		k.kind = witnesses
	case cHearsay:
		k.kind = hearsay
	}
	if h.class == cOfficial && h.last == b && p.find(a, h.first, of(cRole)) >= 0 {
		return nil
	}
	if lead == "" && k.kind == officials && (h.value == "officials" || h.value == "authorities") && p.block-p.nationsAt <= 1 {
		lead = p.nations
		k.nation = lead
	} else if k.kind == officials && lead != "" {
		p.nations, p.nationsAt = lead, p.block
	}
	if lead != "" {
		k.name = lead + " " + h.value
	}
	return k
}

// unBody: "the UN office" and "the United Nations (UN) human rights office" are the human rights office once it was
// named or its words stand there.
func (p *page) unBody(a, b int, h hit) *known {
	name := h.value
	for i := a; i < b; i++ {
		if p.low(i) == "rights" && name == "United Nations" {
			name = "UN human rights office (OHCHR)"
		}
	}
	if name == "United Nations" && b-1 > a && p.own[b-1].has(cNoun) {
		name = "UN human rights office (OHCHR)"
		noun := p.low(b - 1)
		if k := p.lastNamed(func(k *known) bool { return k.un && strings.Contains(strings.ToLower(k.name), noun) }); k != nil {
			return k
		}
	}
	return &known{name: name, kind: aBody, un: true}
}

// leadOf is the adjective or place before a noun: "Ukrainian" officials, "Kharkiv" authorities.
func (p *page) leadOf(a, b int) string {
	for i := b - 1; i >= a; i-- {
		if p.own[i].any(of(cNational, cCountry, cMetonym)) || p.tok[i].Cap && p.tok[i].Kind == lang.Word && !isLead(p.low(i)) && p.low(i) != "the" {
			end := i + 1
			for i > a && p.tok[i-1].Cap && p.tok[i-1].Kind == lang.Word && !isLead(p.low(i-1)) && p.low(i-1) != "the" {
				i--
			}
			return p.words(i, end)
		}
	}
	return ""
}

func (p *page) nationOf(a, b int) string {
	if k := p.find(a, b, of(cNational, cCountry, cMetonym)); k >= 0 {
		return p.hits[k].value
	}
	return ""
}

// nationIn finds the country that a body's name begins with.
func (p *page) nationIn(name string) string {
	first, _, _ := strings.Cut(strings.ToLower(name), " ")
	for _, e := range p.r.nations()[first] {
		if e.class == cNational || e.class == cCountry || e.class == cMetonym {
			return e.value
		}
	}
	return ""
}

func (p *page) byRole(a, b int, noun string) *known {
	if k := p.lastNamed(func(k *known) bool {
		return k.kind == aPerson && k.noun != "" && noun != "" && strings.Contains(k.noun, noun)
	}); k != nil && (p.nationOf(a, b) == "" || p.nationOf(a, b) == k.nation) {
		return k
	}
	if q := p.holder(a, b, noun); q != nil {
		return p.remember(&known{name: q.name, role: q.role, kind: aPerson, listed: q, noun: strings.ToLower(q.role), nation: q.of})
	}
	name := strings.TrimPrefix(p.words(a, b), "the ")
	name = strings.TrimPrefix(strings.TrimPrefix(name, "The "), "A ")
	if p.lex.genitive {
		name = p.inEnglish(a, b, name)
	}
	return p.remember(&known{name: strings.TrimPrefix(name, "a "), kind: officials, noun: noun, nation: p.nationOf(a, b)})
}

// holder is who held the post that the words a to b name in full ("the president of X", "X's foreign minister") on the
// report's day, by the list of officials; nil unless it is exactly one.
func (p *page) holder(a, b int, noun string) *person {
	nation := p.nationOf(a, b)
	if nation == "" || p.pubMax == 0 || p.has(a, b, of(cRoleFormer)) {
		return nil
	}
	k := p.find(a, b, of(cRole))
	if k < 0 || p.has(p.hits[k].last, b, of(cRole, cBodyNoun, cNoun)) || p.findWord(a, b, "deputy", "vice", "adviser", "former", "acting", "regional") >= 0 {
		return nil
	}
	post := p.words(p.hits[k].first, p.hits[k].last)
	if post == "head of state" {
		post = "president"
	}
	return p.lex.inPost(strings.ToLower(post), nation, p.pubMax)
}

// remember puts somebody last among those named; the first spelling given in full stays.
func (p *page) remember(k *known) *known {
	for i, o := range p.people {
		same := o.name == k.name || k.listed != nil && o.listed == k.listed
		// "the Health Ministry" after "the Sudanese Health Ministry".
		same = same || k.kind == aBody && o.kind == aBody && len(k.name) > 8 && strings.HasSuffix(o.name, " "+k.name)
		if same {
			copy(p.people[i:], p.people[i+1:])
			p.people[len(p.people)-1] = o
			return o
		}
	}
	if len(p.people) >= 64 {
		copy(p.people, p.people[1:])
		p.people = p.people[:63]
	}
	p.people = append(p.people, k)
	return k
}

func (p *page) lastNamed(ok func(*known) bool) *known {
	for i := len(p.people) - 1; i >= 0; i-- {
		if ok(p.people[i]) {
			return p.people[i]
		}
	}
	return nil
}

func (p *page) lastBody(noun string) *known {
	if k := p.lastNamed(func(k *known) bool { return k.kind == aBody && strings.Contains(strings.ToLower(k.name), noun) }); k != nil {
		return k
	}
	return p.lastNamed(func(k *known) bool { return k.kind == aBody })
}

func (p *page) pronoun(w string) *known {
	switch w {
	case "he", "she":
		return p.lastNamed(func(k *known) bool {
			return k.kind == aPerson || k.kind == officials && k.noun != "" || k.kind == witnesses && p.lex.genitive && !(w == "he" && k.name == "woman")
		})
	case "it":
		return p.lastNamed(func(k *known) bool { return k.kind == aBody || k.kind == aPress })
	}
	return p.lastNamed(func(k *known) bool { return k.kind != aPress })
}
