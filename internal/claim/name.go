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
		case isAuxiliary(w), w == "already", len(w) > 4 && strings.HasSuffix(w, "ly") && !p.tok[b-1].Cap, p.isAdverb(b - 1):
			b--
		default:
			return b
		}
	}
	return b
}

// isAdverb: the word at i has an ending of the adverbs of the language and says nothing else.
func (p *page) isAdverb(i int) bool {
	t := &p.tok[i]
	if t.Kind != lang.Word || t.Cap || t.Runes < 5 || t.Gloss != unknownGloss || p.own[i] != (set{}) {
		return false
	}
	return hasAnySuffix(t.Lower, p.lex.adverbs...)
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
