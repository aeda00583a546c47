package claim

import (
	"strings"

	"exhibit/internal/lang"
	"exhibit/internal/place"
)

// hit is a form of the lexicon found in the text: tokens first to last, half-open.
type hit struct {
	first, last int
	class       class
	value       string
}

// page is one text while it is read: its tokens, sentences and marked words.
type page struct {
	r     *Reader
	desk  *desk
	lex   *lexicon
	lang  *lang.Words
	in    Doc
	text  string
	tok   []lang.Token
	sents []lang.Sentence
	hits  []hit
	at    []int32 // first hit at or after a token
	own   []set   // classes of the forms that cover a token
	quote []int32 // quotation a token stands in, from 1; 0 for none
	qs    []quotation
	body  int // first token of the text proper, behind a header line
	dates []lang.Mention
	// what the text has named so far
	people []*known

	pubMin lang.Day
	pubMax lang.Day
	pubWhy string

	blocks      []blockKind
	formsAt     map[int64][]place.Place // places found by an inflected name, by token and number of tokens
	looked      map[string][]place.Place
	survey      *survey
	nameWords   map[string]bool // that names of people are made of
	lookedFrom  string          // the country that they were looked up from
	language    string
	types       map[string]string // type of event, by claim
	about       map[string]string // type of event that a claim is about without telling of it
	home        string            // the country that the text is about
	spoken      *speech           // the last saying of the paragraph
	told        *speech           // the saying that the sentence began with
	lastDated   map[*known]datedSpeech
	block       int
	yearLo      int // the text is not older than this year
	lastQuoted  *speech
	last        *Claim // the claim before
	lastTotal   *Claim // the running total before, and its paragraph
	totalBlock  int
	lastDeed    *Claim // the attack or the killing before, and its paragraph
	deedBlock   int
	wide        bool // the figure being read is said of a whole country
	lastSince   string
	lastBlock   int
	mayCount    []bool              // a number may begin at this token
	figuresOf   map[uint64][]figure // found before, by the words they were looked for in
	formsOf     map[string][]entry  // found before, in languages whose words have endings
	shouts      bool                // written in capitals throughout
	dateCountry string              // of the town that the report was sent from
	misspelt    map[string]bool
	surnames    map[string]bool
	rosters     map[string]*roster // by event
	suicide     int                // whether a suicide is told of: 1, or -1
	nextQuote   int                // first quotation without a speaker
	nations     string             // nationality last given to unnamed officials
	nationsAt   int                // and the paragraph
	towns       map[int]townList   // by paragraph
	turns       []*speech          // of an interview, by paragraph
	asked       []bool             // the paragraph is a question
	abroad      map[string]int     // places named, by country
	agency      string             // of the dateline
	spelled     map[string]string  // names of places as the text writes them, where the gazetteer has another
	sitesAt     []int8             // tokens of the place that begins here, one more; 0 for not yet looked for
	sentenceNo  int                // sentence being read
	spokenAt    int                // the last one with a speaker
	briefer     *speech            // whose briefing the text reports
	dayOfDeed   *Claim             // the last deed with a day
	townSeen    string             // of the town that a short text is about
	townKnown   bool
	inPlace     map[string][]int  // tokens behind "in" or "near", by what they are folded
	spelt       map[string]string // names of places as a text in capitals spells them

	ownCountry      string // that the text tells of
	ownCountryKnown bool
	oneGroup        string // the armed group that it names, where it names one
	oneGroupKnown   bool
}

// mark finds every form of the lexicon in one pass.
func (p *page) mark() {
	p.at = emptied(p.desk.at, len(p.tok)+1)
	p.own = emptied(p.desk.own, len(p.tok))
	p.mayCount = emptied(p.desk.counts, len(p.tok))
	p.hits = p.desk.hits
	p.figuresOf = map[uint64][]figure{}
	var hidden, longest [256]int32 // by group: tokens before this lie inside a longer form of the same file; where the longest form from here ends
	namesTo := 0                   // tokens before this lie inside a name
	for i := range p.tok {
		p.at[i] = int32(len(p.hits))
		if p.tok[i].Kind == lang.Word && i >= namesTo {
			namesTo = p.markAt(i, &hidden, &longest)
		}
		switch p.tok[i].Gloss {
		case "a", "an", "another", "between", "from":
			p.mayCount[i] = true
		default:
			p.mayCount[i] = p.lang.Begins(&p.tok[i])
			if p.lex.sayFirst && !p.mayCount[i] {
				p.mayCount[i] = p.own[i].any(of(cVictim, cDead, cInjure, cBody)) && p.countOf(i) > 0
			}
		}
	}
	p.at[len(p.tok)] = int32(len(p.hits))
}

// markAt records the forms that begin at token i and returns the end of the name that does, if one does. Of one file
// the longest form counts; a name of several words hides every other word inside it.
func (p *page) markAt(i int, hidden, longest *[256]int32) int {
	name := 0
	entries := p.entries(p.tok[i].Lower)
	for k := range entries {
		longest[entries[k].group] = 0
	}
	for k := range entries {
		e := &entries[k]
		n := i + 1 + len(e.rest)
		if len(e.rest) > 0 && !p.lex.articles && (n > len(p.tok) || !alike(p.tok[i+1].Lower, e.rest[0])) {
			continue // most forms of several words
		}
		if p.lex.articles && len(e.rest) > 0 {
			n = p.pastArticles(i, e.rest)
		}
		if n <= i || n < name || n > len(p.tok) || int32(i) < hidden[e.group] || int32(n) < longest[e.group] || e.caps && !p.tok[i].AllCaps || !p.lex.articles && !p.matches(i, e.rest) {
			continue
		}
		if e.group&hides != 0 && (len(e.rest) > 0 || e.class == cPerson) {
			if e.class == cPerson && !p.tok[i].Cap && !p.lex.caseless {
				continue
			}
			name = n
		}
		if k := len(p.hits) - 1; k >= 0 && p.hits[k].first == i && p.hits[k].last == n && p.hits[k].class == e.class && !p.lex.english {
			continue // written out, and fitted by a stem of the same class
		}
		longest[e.group] = int32(n)
		p.hits = append(p.hits, hit{i, n, e.class, e.value})
		for k := i; k < n; k++ {
			p.own[k].add(e.class)
		}
	}
	for k := range entries {
		g := entries[k].group
		hidden[g] = max(hidden[g], longest[g])
	}
	return name
}

// entries are the forms of the lexicon that may begin with w. Words with endings are looked for once in a text.
func (p *page) entries(w string) []entry {
	if len(p.lex.stems) == 0 && !p.lex.articles {
		return p.lex.written(w)
	}
	es, ok := p.formsOf[w]
	if !ok {
		es = p.lex.entries(w)
		if len(es) == 0 && p.lex.articles {
			if es = p.lex.entries(p.lang.Bare(strings.TrimPrefix(w, "#"))); len(es) == 0 {
				es = p.lex.entries(p.lang.Stripped(w))
			}
		}
		p.formsOf[w] = es
	}
	return es
}

// alike: a word of the text begins as the word of a form does.
func alike(w, form string) bool {
	return form == "" || w == "" || form[0] == w[0] && (len(form) < 2 || len(w) < 2 || form[1] == w[1] || form[1] == anyEnding[0]) || form[0] == anyEnding[0]
}

func (p *page) matches(i int, rest []string) bool {
	for k, w := range rest {
		if !sameForm(p.tok[i+1+k].Lower, w) {
			return false
		}
	}
	return true
}

// pastArticles matches the further words of a form where the article is a token of its own and is not part of forms; it
// returns the end of the form, 0 where the text has another word.
func (p *page) pastArticles(i int, rest []string) int {
	k := i + 1
	for _, w := range rest {
		if k < len(p.tok) && p.tok[k].Gloss == "the" && !sameForm(p.tok[k].Lower, w) {
			k++
		}
		if k >= len(p.tok) || !sameForm(p.tok[k].Lower, w) && !sameForm(p.lang.Bare(p.tok[k].Lower), w) && !sameForm(p.lang.Stripped(p.tok[k].Lower), w) {
			return 0
		}
		k++
	}
	return k
}

// has reports whether tokens a to b hold a form of one of the classes.
func (p *page) has(a, b int, cs set) bool { return p.find(a, b, cs) >= 0 }

// find returns the first hit of one of the classes that lies in tokens a to b, or -1.
func (p *page) find(a, b int, cs set) int {
	if a < 0 {
		a = 0
	}
	if a >= b {
		return -1
	}
	for k := int(p.at[a]); k < len(p.hits) && p.hits[k].first < b; k++ {
		if p.hits[k].last <= b && cs.has(p.hits[k].class) {
			return k
		}
	}
	return -1
}

// all calls f for each hit of one of the classes in tokens a to b.
func (p *page) all(a, b int, cs set, f func(h hit)) {
	if a < 0 {
		a = 0
	}
	if a >= b {
		return
	}
	for k := int(p.at[a]); k < len(p.hits) && p.hits[k].first < b; k++ {
		if p.hits[k].last <= b && cs.has(p.hits[k].class) {
			f(p.hits[k])
		}
	}
}

// low is the function word at token i by its English name, a mark or a number as it stands; "" outside the text.
func (p *page) low(i int) string {
	if i < 0 || i >= len(p.tok) {
		return ""
	}
	return p.tok[i].Gloss
}

// form is the folded word at token i as the text has it, "" outside the text.
func (p *page) form(i int) string {
	if i < 0 || i >= len(p.tok) {
		return ""
	}
	return p.tok[i].Lower
}

// words is the text of tokens a to b as written.
func (p *page) words(a, b int) string {
	if a >= b {
		return ""
	}
	s := p.text[p.tok[a].Start:p.tok[b-1].End]
	if strings.IndexByte(s, '\n') >= 0 || strings.IndexByte(s, '\r') >= 0 {
		s = strings.Join(strings.Fields(s), " ") // a line end inside a name is white space
	}
	return s
}

// unwrap forgets the line ends inside paragraphs: there they are white space.
func (p *page) unwrap() {
	for k, s := range p.sents {
		for i := s.First; i < s.Last; i++ {
			if i > s.First || k > 0 && p.sents[k-1].Block == s.Block {
				p.tok[i].Newlines = 0
			}
		}
	}
}

// trim takes marks and joining words from both ends of tokens a to b, but keeps brackets and quotation marks that
// have their fellow inside.
func (p *page) trim(a, b int) (int, int) {
	for a < b {
		w := p.low(a)
		if p.tok[a].Kind == lang.Punct && !(isOpen(w) && p.closes(a, b)) || w == "and" || w == "that" || w == "but" {
			a++
			continue
		}
		break
	}
	for a < b {
		w := p.low(b - 1)
		if p.tok[b-1].Kind == lang.Punct && !(isClose(w) && p.opens(a, b-1)) && w != "%" {
			b--
			continue
		}
		break
	}
	return a, b
}

func isOpen(w string) bool {
	return w == "(" || w == "[" || w == "“" || w == "\"" || w == "«" || w == "‘"
}
func isClose(w string) bool {
	return w == ")" || w == "]" || w == "”" || w == "\"" || w == "»" || w == "’"
}

func partner(w string) string {
	switch w {
	case "(":
		return ")"
	case "[":
		return "]"
	case "“":
		return "”"
	case "«":
		return "»"
	case "‘":
		return "’"
	}
	return w
}

func (p *page) closes(a, b int) bool {
	want := partner(p.low(a))
	for k := a + 1; k < b && k < a+400; k++ {
		if p.low(k) == want {
			return true
		}
	}
	return false
}

func (p *page) opens(a, b int) bool {
	for k := b - 1; k >= a && k > b-400; k-- {
		if isOpen(p.low(k)) && partner(p.low(k)) == p.low(b) {
			return true
		}
	}
	return false
}
