package claim

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sort"
	"strings"
	"sync"

	"exhibit/internal/lang"
	"exhibit/internal/place"
)

// Version names the rules of this reader; it is part of every Basis.
const Version = "claim-rules/2"

// Gazetteer finds places by a name exactly as it stands in a text, best known first; nothing for a name it does not
// know. *place.Gazetteer satisfies it. It must be safe for concurrent use.
type Gazetteer interface {
	Lookup(name string) []place.Place
}

// Config says what a Reader reads with.
type Config struct {
	Gazetteer Gazetteer // nil: no place is recognised but countries
	Lexicons  fs.FS     // holds lexicon/<language>/*.tsv; nil: the ones that come with the program
}

// Reader reads claims. It is safe for concurrent use; the lexicon of a language is loaded when first met.
type Reader struct {
	places   Gazetteer
	desks    desks
	lexicons map[string]func() (*lexicon, error) // by language, loaded when first met
}

// Languages lists those the reader has lexicons of.
func (r *Reader) Languages() []string { return slices.Sorted(maps.Keys(r.lexicons)) }

// nations are the words of English that the names of bodies begin with.
func (r *Reader) nations() map[string][]entry {
	if load, ok := r.lexicons["en"]; ok {
		if lex, err := load(); err == nil {
			return lex.first
		}
	}
	return nil
}

// New makes a Reader. A lexicon of Config that cannot be read is an error here, not later.
func New(cfg Config) (*Reader, error) {
	var files fs.FS = embedded
	if cfg.Lexicons != nil {
		files = cfg.Lexicons
	}
	r := &Reader{places: cfg.Gazetteer, lexicons: map[string]func() (*lexicon, error){}}
	folders, err := fs.ReadDir(files, "lexicon")
	if err != nil {
		return nil, fmt.Errorf("making a claim reader: %w", err)
	}
	for _, f := range folders {
		l := f.Name()
		if !f.IsDir() {
			continue
		}
		if lang.For(l) == nil {
			return nil, fmt.Errorf("making a claim reader: there is a lexicon of %q and no words of its dates and numbers", l)
		}
		r.lexicons[l] = sync.OnceValues(func() (*lexicon, error) { return loadLexicon(files, l) })
		if cfg.Lexicons == nil {
			continue
		}
		if _, err := r.lexicons[l](); err != nil {
			return nil, fmt.Errorf("making a claim reader: %w", err)
		}
	}
	return r, nil
}

// Read returns what the document asserts. It is pure and deterministic. A text in a language without a lexicon gives
// its language and no claims.
func (r *Reader) Read(d Doc) Result {
	p := r.page(d)
	defer r.desks.putBack(p)
	out := Result{Lang: p.language}
	if p.lex == nil {
		out.PublishedMin, out.PublishedMax, out.PublishedBasis = d.PublishedMin, d.PublishedMax, d.PublishedBasis
		return out
	}
	claims := p.settleStatus(p.read())
	out.PublishedMin, out.PublishedMax, out.PublishedBasis = p.pubMin.String(), p.pubMax.String(), p.pubWhy
	out.Claims, out.Events = claims, p.merge(p.events(claims), claims)
	countQuotes(p.text, out.Claims, out.Events)
	return out
}

// page prepares a text for reading; its lexicon is nil when there is none of the text's language.
func (r *Reader) page(d Doc) *page {
	p := &page{r: r, desk: r.desks.take(), in: d, text: d.Text}
	p.tok = lang.AppendTokens(p.desk.tokens[:0], d.Text)
	p.desk.tokens = p.tok
	p.language = d.Lang
	if detected := lang.Detect(p.tok); detected != "" {
		p.language = detected
	}
	load, known := r.lexicons[p.language]
	if !known {
		return p
	}
	lex, err := load()
	if err != nil {
		panic(err) // a lexicon of the program's own; others were read by New
	}
	p.lex, p.lang = lex, lang.For(p.language)
	p.tok = p.lang.AppendSplit(p.desk.split[:0], p.tok, p.text, func(form string) bool {
		return lex.parts[form] || len(lex.entries(form)) > 0 || lex.articles && len(lex.entries(p.lang.Stripped(form))) > 0 || !(lex.articles && p.lang.Joined(form)) && len(p.look(form)) > 0
	})
	if lex.articles {
		p.desk.split = p.tok
	}
	p.lang.Gloss(p.tok)
	p.prepare()
	return p
}

// prepare marks words, sentences, quotations, the report's day and its dates.
func (p *page) prepare() {
	p.formsOf = map[string][]entry{}
	p.sents = p.lang.Sentences(p.tok, p.text)
	p.capitals()
	p.unwrap()
	p.mark()
	p.layout()
	p.quotations()
	p.published()
	p.dialogue()
	p.types, p.about = map[string]string{}, map[string]string{}
	p.author()
	p.surveyPlaces()
	p.home = p.country()
	if p.lex.caseless && p.dateCountry == "" {
		p.dateCountry = p.seatCountry()
	}
}

// read goes through the sentences and collects claims.
func (p *page) read() []Claim {
	out := p.desk.claims[:0]
	for i, s := range p.sents {
		if s.First < p.body {
			s.First = p.body
		}
		if s.Last-s.First < 3 || p.blocks[s.Block] == byline || p.asked != nil && p.asked[s.Block] {
			continue
		}
		if i == 0 || p.sents[i-1].Block != s.Block {
			p.spoken, p.block = p.briefer, s.Block
		}
		p.sentenceNo = i
		p.sentence(s, &out)
	}
	before := func(i, j int) bool { return out[i].CharStart < out[j].CharStart }
	if !sort.SliceIsSorted(out, before) { // a claim is large, and seldom out of order
		sort.SliceStable(out, before)
	}
	if out = p.unique(out); len(p.tok) > mostKept {
		return out
	}
	p.desk.claims = out
	return slices.Clone(out)
}

func (p *page) sentence(s lang.Sentence, out *[]Claim) {
	if late := isPronoun(p.low(s.First)); late {
		defer p.bodiesNamed(s) // "It urged the council": the pronoun is somebody named before
	} else {
		p.bodiesNamed(s)
	}
	if d := p.dateline(s); d > s.First {
		s.First = d
	}
	p.attribute(s)
	segs := p.segments(s)
	for _, sg := range segs {
		p.dress(&sg, s)
		p.recall(&sg)
		if sg.sp != nil {
			p.spoken, p.spokenAt = sg.sp, p.sentenceNo
		}
		for _, c := range p.clauses(sg) {
			p.carry(&c)
			ch, ok := p.classify(c)
			if !ok || c.voice == "headline" && (ch.kind == Action || ch.kind == EvidenceMention) || p.extend(c, ch, out) {
				continue
			}
			if !p.lex.sayFirst {
				p.goOn(&c, ch)
			}
			cl := p.claim(c, ch)
			if c.only != "" && cl.Kind == Attack && p.toldOf(*out, &cl) {
				continue
			}
			p.datedAsDeed(&cl, c)
			p.types[cl.ID], p.about[cl.ID] = p.typeOf(ch), p.killingNamed(ch)
			*out = append(*out, cl)
			if p.inPassing(&cl) {
				continue
			}
			p.last, p.lastBlock = &(*out)[len(*out)-1], s.Block
			if cl.Kind == Attack || cl.Kind == Casualty && cl.Cumulative == nil {
				p.desk.deed = cl
				p.lastDeed, p.deedBlock = &p.desk.deed, s.Block
			}
			if cl.Kind == Casualty && cl.Cumulative != nil && *cl.Cumulative {
				p.desk.total = cl
				p.lastTotal, p.totalBlock = &p.desk.total, s.Block
			}
		}
	}
	p.subject(s, segs)
}

// subject remembers whom a sentence without speech is about, so that a later "he said" finds them.
func (p *page) subject(s lang.Sentence, segs []segment) {
	for _, sg := range segs {
		if sg.sp != nil {
			return
		}
	}
	end := min(s.Last, s.First+10)
	for i := s.First; i < end; i++ {
		if !p.tok[i].Cap || p.quote[i] != 0 {
			continue
		}
		if i > s.First {
			switch p.low(i - 1) {
			case "of", "by", "against", "with", "to", "for", "on", "at", "from", "and":
				continue
			}
		}
		if k := p.find(i, min(end, i+4), of(cPerson)); k >= 0 && p.hits[k].first == i {
			p.remember(p.listed(p.hits[k].value))
			return
		}
		for _, k := range p.people {
			if k.kind == aPerson && k.listed == nil && strings.EqualFold(lastWord(k.name), p.form(i)) {
				p.remember(k)
				return
			}
		}
		if p.own[i].any(of(cAttack, cKill, cVictim)) {
			return
		}
	}
	if k := p.find(s.First, min(s.Last, s.First+4), of(cRole)); k >= 0 {
		h := p.hits[k]
		b := h.last
		for b < end && (p.low(b) == "of" || p.own[b].any(of(cCountry))) {
			b++
		}
		if q := p.holder(s.First, b, h.value); q != nil {
			p.remember(p.listed(strings.ToLower(q.name)))
		}
	}
}

// bodiesNamed remembers the institutions of a sentence, so that a later "the group" finds them; the first comes last.
func (p *page) bodiesNamed(s lang.Sentence) {
	for k := int(p.at[s.Last]) - 1; k >= int(p.at[s.First]); k-- {
		if h := p.hits[k]; (h.class == cBodyName || h.class == cBodyUN) && p.quote[h.first] == 0 {
			p.remember(&known{name: h.value, kind: aBody, un: h.class == cBodyUN, nation: p.nationIn(h.value), noun: p.bodyNoun(h)})
		} else if h.class == cActor && p.lex.sayFirst && p.quote[h.first] == 0 {
			p.remember(&known{name: h.value, kind: aCountry, nation: p.nationIn(h.value), noun: p.bodyNoun(h)})
		}
	}
}

// dateline passes over "KYIV, March 3 (Agency) -" at the front of a paragraph and keeps the agency.
func (p *page) dateline(s lang.Sentence) int {
	first := p.dateFrom(s.First) // "March 3, 2021 (Town) — …"
	if !p.tok[s.First].AllCaps && !p.shouts && first == s.First || p.blocks[s.Block] == caption {
		return s.First
	}
	for i := max(first, s.First+1); i < s.Last && i < s.First+18; i++ {
		if w := p.low(i); w == "-" || w == "–" || w == "—" {
			if k := p.find(s.First, i, of(cOutlet)); k >= 0 {
				p.agency = p.hits[k].value
			} else if p.low(i-1) != ")" && i-s.First > 8 {
				return s.First
			}
			p.sentFrom(s.First, i)
			return i + 1
		}
		if p.tok[i].Kind == lang.Word && !p.tok[i].Cap {
			return s.First
		}
	}
	return s.First
}

// sentFrom remembers the country of the town in a dateline.
func (p *page) sentFrom(a, b int) {
	if p.dateCountry != "" {
		return
	}
	for i := a; i < b; i++ {
		if i > a && p.tok[i].Kind == lang.Number {
			return // behind the day stands who sent it: "(RADIO …)"
		}
		if n := p.siteAt(i, b); n > 0 {
			if k := p.find(i, i+n, of(cCountry)); k >= 0 {
				p.dateCountry = p.hits[k].value
				return
			}
			if found := p.look(p.words(i, i+n)); len(found) > 0 {
				p.dateCountry = countryOf(&found[0])
				return
			}
		}
	}
}

// dress sets the voice that the paragraph gives: a headline, a caption.
func (p *page) dress(sg *segment, s lang.Sentence) {
	if p.turns != nil && sg.sp == nil && p.turns[s.Block] != nil {
		sg.sp, sg.voice = p.turns[s.Block], "direct"
		return
	}
	switch p.blocks[s.Block] {
	case headline:
		if sg.voice != "direct" {
			sg.voice = "headline"
		}
	case caption:
		sg.voice = "caption"
		sg.a = p.behindDateline(sg.a, sg.b)
		if who := p.credit(p.blockSpan(s)); who != nil {
			sg.sp = &speech{who: who}
			if k := p.dateAt(s.Last); k >= 0 && p.dates[k].First >= s.First && p.dates[k].IsDay() {
				sg.sp.when, sg.sp.dated = p.dates[k], true
			}
		}
	}
}

func (p *page) blockSpan(s lang.Sentence) (int, int) {
	a, b := s.First, s.Last
	for a > 0 && p.tok[a].Newlines == 0 {
		a--
	}
	for b < len(p.tok) && p.tok[b].Newlines == 0 {
		b++
	}
	return a, b
}

// typeOf names the type of event that the words of attack or killing give.
func (p *page) typeOf(ch choice) string {
	if k := p.find(ch.a, ch.b, of(cAttack)); k >= 0 {
		best := p.hits[k].value
		p.all(ch.a, ch.b, of(cAttack), func(h hit) {
			if best == "attack" {
				best = h.value
			}
		})
		return best
	}
	if p.has(ch.a, ch.b, of(cKill, cDeath)) {
		return "killing"
	}
	if p.has(ch.a, ch.b, of(cRuin, cHit)) {
		return "attack"
	}
	return "other"
}

// killingNamed: the words name a killing without telling of it: "the massacre in X", "images of bodies in X".
func (p *page) killingNamed(ch choice) string {
	named := false
	p.all(ch.a, ch.b, of(cLabel, cDeath, cBody, cKill, cSiteBody), func(h hit) {
		named = named || h.class != cLabel || h.value == "massacre" || h.value == "atrocities"
	})
	if named {
		return "killing"
	}
	return ""
}

// unique drops a claim whose words and kind another claim has.
func (p *page) unique(in []Claim) []Claim {
	seen := make(map[string]bool, len(in))
	out := in[:0]
	for i := range in {
		if id := in[i].ID; !seen[id] {
			seen[id] = true
			if len(out) < i {
				out = append(out, in[i])
			} else {
				out = in[:i+1]
			}
		}
	}
	return out
}

func unrepeated(in []string) (out []string) {
	for _, s := range in {
		out = addOnce(out, s)
	}
	return out
}

func (p *page) former(i int) bool {
	for k := i - 1; k >= 0 && k > i-6; k-- {
		if p.own[k].has(cRoleFormer) {
			return true
		}
	}
	return false
}
