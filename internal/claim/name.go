package claim

import (
	"strings"

	"exhibit/internal/lang"
)

// speakerKind says what sort of speaker a name is.
type speakerKind uint8

const (
	aPerson speakerKind = iota + 1
	aBody
	officials // unnamed
	witnesses
	hearsay
	aPress
	aCountry
)

// known is somebody whom the text has named.
type known struct {
	name, role string
	noun       string // the word by which the text may call them later
	kind       speakerKind
	un         bool
	nation     string
	listed     *person
}

// party reports whether the speaker stands on one side of a conflict as far as the words say: a ministry, officials or
// forces of a country. What such a speaker counts is claimed, until the words say otherwise.
func (k *known) party() bool {
	return k != nil && (k.kind == officials || k.kind == aCountry || k.kind == aBody && !k.un && k.nation != "")
}

// nameBefore reads the name that ends just before token v and begins not before floor. It passes over adverbs, a date
// and one phrase between commas.
func (p *page) nameBefore(v, floor int) (a, b int, who *known) {
	b = v
	for step := 0; step < 3; step++ {
		b = p.skipAdverbs(b, floor)
		if s := p.inStatement(b, floor); s > floor {
			b = s
			continue
		}
		if d := p.dateEnding(b); d > floor {
			b = d
			continue
		}
		if b-1 <= floor || p.low(b-1) != "," && p.low(b-1) != ")" {
			break
		}
		if s := p.aside(b-1, floor); s > floor {
			b = s
			continue
		}
		if d := p.dateEnding(b - 1); p.low(b-1) == "," && d > floor {
			if b = d; p.low(b-1) == "," {
				b--
			}
			continue
		}
		open := b - 2
		want := ","
		if p.low(b-1) == ")" {
			want = "("
		}
		for open > floor && b-open < 20 && p.low(open) != want {
			open--
		}
		if open <= floor || p.low(open) != want {
			return 0, 0, nil
		}
		if want == "," && p.isName(open+1, b-1) {
			who = p.interpret(open+1, b-1)
			start := p.nameStart(open, floor)
			from := open + 1
			if start < open && p.find(start, open, of(cRole, cOfficial)) >= 0 {
				from = start // "the head of the region, NAME,": all of it is the speaker
			}
			if who != nil && who.role == "" {
				who.role = strings.TrimPrefix(strings.TrimPrefix(p.words(start, open), "The "), "the ")
				if k := p.find(start, open, of(cRole)); k >= 0 {
					who.noun = p.hits[k].value
				}
			}
			return from, b - 1, who
		}
		b = open
	}
	a = p.nameStart(b, floor)
	if a >= b {
		return 0, 0, nil
	}
	return a, b, p.interpret(a, b)
}

// aside passes over ", speaking in Town, Country," before a verb of saying: it returns the first comma, or 0.
func (p *page) aside(end, floor int) int {
	for i := end - 1; i > floor && i > end-18; i-- {
		if p.low(i-1) != "," {
			continue
		}
		if w := p.low(i); w == "who" || w == "whose" || isAppearing(w) {
			return i - 1
		}
	}
	return 0
}

// isAppearing: words that tell where and when somebody spoke.
func isAppearing(w string) bool {
	switch w {
	case "speaking", "addressing", "talking", "appearing", "writing", "visiting", "answering", "asked", "arriving":
		return true
	}
	return false
}

// isName: the words between two commas are a person's name and nothing else.
func (p *page) isName(a, b int) bool {
	if b-a < 1 || b-a > 4 {
		return false
	}
	if p.find(a, b, of(cPerson)) >= 0 {
		for i := a; i < b; i++ {
			if !p.tok[i].Cap {
				return false
			}
		}
		return true
	}
	for i := a; i < b; i++ {
		if !p.tok[i].Cap || p.own[i].any(nameWords()) && !p.own[i].any(of(cRole, cRoleTitle)) || p.tok[i].Kind != lang.Word {
			return false
		}
	}
	return b-a > 1 && !p.own[b-1].has(cRole) && p.dateFrom(a) == a && len(p.look(p.words(a, b))) == 0
}

func (p *page) skipAdverbs(b, floor int) int {
	for b > floor {
		switch w := p.low(b - 1); {
		case isAuxiliary(w), w == "already", len(w) > 4 && strings.HasSuffix(w, "ly") && !p.tok[b-1].Cap:
			b--
		default:
			return b
		}
	}
	return b
}

func isAuxiliary(w string) bool {
	switch w {
	case "also", "further", "himself", "herself", "itself", "themselves", "later", "earlier", "then", "has", "have", "had", "was", "were", "is", "are", "been", "be", "being", "now", "still", "again", "once", "only", "even", "did", "does", "do", "not", "who":
		return true
	}
	return false
}

// dateEnding returns the token at which a date that ends at b begins, its preposition included; 0 for none.
func (p *page) dateEnding(b int) int {
	for i := p.dateAt(b); i >= 0 && i < len(p.dates); i-- {
		m := p.dates[i]
		if m.Last < b {
			return 0
		}
		if m.Last == b {
			if m.First > 0 && (p.low(m.First-1) == "on" || p.low(m.First-1) == "late" || p.low(m.First-1) == "early") {
				return m.First - 1
			}
			return m.First
		}
	}
	return 0
}

// inDate: token i belongs to a date.
func (p *page) inDate(i int) bool {
	k := p.dateAt(i + 1)
	return k >= 0 && p.dates[k].First <= i && p.dates[k].Last > i
}

// dateAt returns the index of the last date that begins before token b.
func (p *page) dateAt(b int) int {
	lo, hi := 0, len(p.dates)
	for lo < hi {
		mid := (lo + hi) / 2
		if p.dates[mid].First < b {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo - 1
}

func nameWords() set {
	return of(cRole, cRoleTitle, cRoleFormer, cOfficial, cWitness, cHearsay, cNoun, cBodyName, cBodyUN, cBodyNoun, cOutlet, cCountry, cNational, cMetonym, cPerson, cForce, cActor)
}

// nameStart walks back over the words a name may be made of.
func (p *page) nameStart(b, floor int) int {
	a := b
	classes := nameWords()
	for a > floor && b-a < 16 {
		t := &p.tok[a-1]
		w := t.Gloss
		switch {
		case t.Newlines > 0 && a < b && p.tok[a].Newlines > 0:
			return p.dropLead(a, b)
		case w == ")":
			open := a - 2
			for open > floor && a-open < 6 && p.low(open) != "(" {
				open--
			}
			if p.low(open) != "(" {
				return p.dropLead(a, b)
			}
			a = open
			continue
		case t.Kind != lang.Word:
			if w == "." && a > floor+1 && (isTitle(p.low(a-2)) || p.tok[a-2].Runes == 1) || w == "/" {
				break
			}
			return p.dropLead(a, b)
		case p.inDate(a - 1):
			return p.dropLead(a, b)
		case t.Cap, p.own[a-1].any(classes):
		case w == "to" && a < b && a-1 > floor && p.own[a-2].has(cRole):
		case w == "in" && a < b && a-1 > floor && p.tok[a].Cap && p.own[a-2].any(of(cBodyNoun, cNoun, cOfficial)):
		case a < b && p.low(a) == "'s" && isSeatNoun(w), isSeatNoun(w) && a-1 > floor && p.tok[a-2].Cap:
		case w == "the", w == "of", w == "for", w == "'s", w == "de", w == "al", w == "bin", w == "von", w == "van", w == "der", w == "this", w == "his", w == "its", w == "a", w == "an":
		case isPronoun(w) && a == b:
			return a - 1
		case w == "and" && p.tok[a].Cap && a-2 >= floor && p.tok[a-2].Cap && a < b && p.own[a].any(of(cBodyName, cNoun)):
		case a < b && (p.own[a].any(of(cRole, cOfficial, cWitness, cNoun, cBodyNoun)) || isPlainAdjective(p.low(a))) && (isPlainAdjective(w) || p.adjective(a-1)):
		default:
			return p.dropLead(a, b)
		}
		a--
	}
	return p.dropLead(a, b)
}

// isSeatNoun: "the city's police", "the country's prosecutors".
func isSeatNoun(w string) bool {
	switch w {
	case "city", "town", "country", "region", "village", "port", "province", "district":
		return true
	}
	return false
}

func isTitle(w string) bool {
	switch w {
	case "mr", "mrs", "ms", "dr", "gen", "lt", "col", "sgt", "capt", "sen", "rep", "gov", "st":
		return true
	}
	return false
}

func isPronoun(w string) bool {
	switch w {
	case "he", "she", "they", "it":
		return true
	}
	return false
}

func isPlainAdjective(w string) bool {
	switch w {
	case "local", "regional", "city", "military", "state", "senior", "top", "government", "health", "human", "rights", "security", "chief", "deputy", "defense", "defence", "emergency", "medical", "official", "some", "other", "two", "several", "many", "one", "western", "humanitarian", "civil", "foreign":
		return true
	}
	return false
}

// dropLead takes joining words from the front of a name.
func (p *page) dropLead(a, b int) int {
	for a < b {
		switch w := p.low(a); {
		case w == "of", w == "for", w == "'s", w == "and", w == "/", w == ".":
			a++
		case p.tok[a].Cap && isLead(w):
			a++
		default:
			return a
		}
	}
	return a
}

func isLead(w string) bool {
	switch w {
	case "meanwhile", "but", "and", "in", "on", "at", "as", "while", "when", "after", "earlier", "later", "however", "also", "then", "similarly", "moreover", "additionally", "separately", "today", "yesterday", "so", "if", "that", "although", "since", "for", "with", "by", "from", "what", "where", "who", "there", "now", "still", "yet", "thus":
		return true
	}
	return false
}

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

func isDeterminer(w string) bool {
	switch w {
	case "the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "some", "many", "most", "all", "both", "no", "one", "two", "three", "four", "five", "six", "several", "few", "more", "other", "another", "such", "any", "each", "every", "we", "i", "you", "he", "she", "they", "it":
		return true
	}
	return false
}

func isParticle(w string) bool {
	switch w {
	case "de", "al", "bin", "von", "van", "der", "el", "la":
		return true
	}
	return false
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
			return k.kind == aPerson || k.kind == officials && k.noun != "" || k.kind == witnesses && p.lex.genitive
		})
	case "it":
		return p.lastNamed(func(k *known) bool { return k.kind == aBody || k.kind == aPress })
	}
	return p.lastNamed(func(k *known) bool { return k.kind != aPress })
}
