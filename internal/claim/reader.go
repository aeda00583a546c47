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
const Version = "claim-rules/1"

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
	known    remembered                          // what places answered
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
	p := &page{r: r, in: d, text: d.Text, tok: lang.Tokenize(d.Text)}
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
	p.tok = p.lang.Split(p.tok, p.text, func(form string) bool {
		return lex.parts[form] || len(lex.entries(form)) > 0 || lex.articles && len(lex.entries(p.lang.Stripped(form))) > 0 || !(lex.articles && p.lang.Joined(form)) && len(p.look(form)) > 0
	})
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
	p.home = p.country()
	if p.lex.caseless && p.dateCountry == "" {
		p.dateCountry = p.seatCountry()
	}
}

// read goes through the sentences and collects claims.
func (p *page) read() []Claim {
	var out []Claim
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
	sort.SliceStable(out, func(i, j int) bool { return out[i].CharStart < out[j].CharStart })
	return p.unique(out)
}

func (p *page) sentence(s lang.Sentence, out *[]Claim) {
	p.bodiesNamed(s)
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
			if c.only != "" && p.toldOf(*out, &cl) {
				continue
			}
			p.datedAsDeed(&cl, c)
			p.types[cl.ID], p.about[cl.ID] = p.typeOf(ch), p.killingNamed(ch)
			*out = append(*out, cl)
			p.last, p.lastBlock = &(*out)[len(*out)-1], s.Block
			if cl.Kind == Attack || cl.Kind == Casualty && cl.Cumulative == nil {
				copied := cl
				p.lastDeed, p.deedBlock = &copied, s.Block
			}
			if cl.Kind == Casualty && cl.Cumulative != nil && *cl.Cumulative {
				copied := cl
				p.lastTotal, p.totalBlock = &copied, s.Block
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
		if n := p.siteAt(i, b); n > 0 {
			if found := p.look(p.words(i, i+n)); len(found) > 0 {
				if p.dateCountry = found[0].Name; len(found[0].Parents) > 0 {
					p.dateCountry = found[0].Parents[0]
				}
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
	seen := map[string]bool{}
	out := in[:0]
	for _, c := range in {
		if !seen[c.ID] {
			seen[c.ID] = true
			out = append(out, c)
		}
	}
	return out
}

// published finds the report's own day: as the caller knows it, else from a header line, else not at all.
func (p *page) published() {
	p.pubMin, p.pubMax, p.pubWhy = lang.ParseDay(p.in.PublishedMin), lang.ParseDay(p.in.PublishedMax), p.in.PublishedBasis
	if n := p.header(); n > 0 {
		p.body = n
	}
	p.dates = p.lang.Dates(p.tok, p.anchor())
	if p.pubMax == 0 && (p.dateLine() || p.datedTitle() || p.datedDateline()) {
		p.dates = p.lang.Dates(p.tok, p.anchor())
	}
	if p.pubMax == 0 && p.shortYear() {
		p.dates = p.lang.Dates(p.tok, p.anchor())
	}
	if p.pubMax == 0 {
		p.inferDay()
	}
}

// shortYear takes the day of a dateline whose year has two digits: "LIMA, 4 JAN 90 (AGENCY) --".
func (p *page) shortYear() bool {
	for i := 0; i < len(p.sents) && p.sents[i].Block < 3; i++ {
		s := p.sents[i]
		for n := s.First + 1; n+2 < min(s.Last, s.First+14); n++ {
			if p.tok[n].Kind != lang.Number || p.tok[n+2].Kind != lang.Number || len(p.tok[n+2].Lower) != 2 || !p.lang.IsDateWord(p.tok, n+1) {
				continue
			}
			whole := slices.Clone(p.tok[n : n+3])
			century := "20"
			if p.tok[n+2].Lower >= "40" {
				century = "19"
			}
			whole[2].Lower = century + whole[2].Lower
			whole[2].Gloss = whole[2].Lower
			for _, m := range p.lang.Dates(whole, lang.Anchor{}) {
				if m.IsDay() && m.First == 0 {
					p.pubMin, p.pubMax, p.pubWhy = m.Min, m.Max, "dateline; the year is written with two digits"
					return true
				}
			}
		}
	}
	return false
}

// header reads a leading "date 2022-03-07" or "Published: 7 March 2022" and returns the first token behind it.
func (p *page) header() int {
	if len(p.tok) < 2 {
		return 0
	}
	switch p.form(0) {
	case "date", "published", "posted", "updated":
	default:
		return 0
	}
	i := 1
	for i < len(p.tok) && i < 4 && (p.low(i) == ":" || p.low(i) == "on") {
		i++
	}
	for _, m := range p.lang.Dates(p.tok[:min(len(p.tok), i+8)], lang.Anchor{}) {
		if m.First == i && m.IsDay() {
			if p.pubMax == 0 {
				p.pubMin, p.pubMax, p.pubWhy = m.Min, m.Max, "header of the text"
			}
			return m.Last
		}
	}
	return 0
}

// dateLine takes a full date that stands alone in one of the first paragraphs for the report's day.
func (p *page) dateLine() bool {
	for i := 0; i < len(p.sents) && p.sents[i].Block < 6; i++ {
		s := p.sents[i]
		if s.Last-s.First > 14 {
			continue
		}
		k := p.dateAt(s.Last)
		if k < 0 || p.dates[k].First < s.First || !p.dates[k].IsDay() || p.dates[k].Basis != "as written" {
			continue
		}
		alone := true
		for n := s.First; n < s.Last; n++ {
			inside := n >= p.dates[k].First && n < p.dates[k].Last
			t := &p.tok[n]
			alone = alone && (inside || t.Kind != lang.Word || isStamp(t.Lower) || p.lang.IsDateWord(p.tok, n) || n < p.dates[k].First && p.seat(n, p.dates[k].First) || n >= p.dates[k].Last && (t.AllCaps || p.seat(n, n+1)))
		}
		if alone {
			p.pubMin, p.pubMax, p.pubWhy = p.dates[k].Min, p.dates[k].Max, "date line of the text"
			return true
		}
	}
	return false
}

// seat: token n, before a date that begins at token d, names the town or country that a report is sent from.
func (p *page) seat(n, d int) bool {
	if !p.tok[n].Cap || d-n > 5 {
		return false
	}
	return p.own[n].any(of(cCountry, cMetonym)) || len(p.look(p.words(n, n+1))) > 0
}

// datedTitle takes the full date that ends one of the first three paragraphs, where that is a title: "Casualty update,
// 3 May 2021". A day that the title speaks of ("the raid of 3 May 2021") is not the report's.
func (p *page) datedTitle() bool {
	for i := 0; i < len(p.sents) && p.sents[i].Block < 3; i++ {
		s := p.sents[i]
		k := p.dateAt(s.Last)
		if k < 0 || p.dates[k].First <= s.First || p.dates[k].Last != s.Last || p.dates[k].Prep != "" || !p.dates[k].IsDay() || p.dates[k].Basis != "as written" || p.blocks[s.Block] != headline {
			continue
		}
		if w := p.low(p.dates[k].First - 1); w == "of" || p.has(s.First, s.Last, of(cAttack, cKill, cHit, cDeath)) {
			continue
		}
		p.pubMin, p.pubMax, p.pubWhy = p.dates[k].Min, p.dates[k].Max, "date in the title of the text"
		return true
	}
	return false
}

// datedDateline takes the day in "TOWN, COUNTRY, March 3, 2021 (Agency) -".
func (p *page) datedDateline() bool {
	for i := 0; i < len(p.sents) && p.sents[i].Block < 5; i++ {
		s := p.sents[i]
		end := p.dateline(s)
		if end == s.First {
			continue
		}
		for k := max(0, p.dateAt(s.First+1)); k < len(p.dates) && p.dates[k].First < end; k++ {
			if m := p.dates[k]; m.First >= s.First && m.IsDay() {
				p.pubMin, p.pubMax, p.pubWhy = m.Min, m.Max, "dateline; "+m.Basis
				return true
			}
		}
	}
	return false
}

// isStamp: words that stand beside the date of a report.
func isStamp(w string) bool {
	switch w {
	case "published", "updated", "posted", "date", "on", "at", "am", "pm", "gmt", "utc", "est", "edt", "cet", "et", "last", "modified", "issued", "release", "released":
		return true
	}
	return false
}

func (p *page) anchor() lang.Anchor {
	a := lang.Anchor{Report: lang.Interval{Min: p.pubMin, Max: p.pubMax}}
	if p.pubMax == 0 {
		a.Year, a.Why = p.year()
	} else {
		p.yearLo, _, _ = p.pubMax.Date()
	}
	return a
}

// year finds the only year in which all that the text names can stand together: the terms of the officials it calls by
// their posts and the dated public facts it names.
func (p *page) year() (int, string) {
	lo, hi, why := 1900, 9999, []string{}
	defer func() {
		if lo > 1900 {
			p.yearLo = lo
		}
	}()
	narrow := func(from, until lang.Day, what string) {
		y1, y2 := 1900, 9999
		if from > 0 {
			y1, _, _ = from.Date()
		}
		if until > 0 {
			y2, _, _ = until.Date()
		}
		if y1 > lo || y2 < hi {
			why = append(why, what)
		}
		lo, hi = max(lo, y1), min(hi, y2)
	}
	text := strings.ToLower(p.text)
	for _, c := range p.lex.contexts {
		all := true
		for _, w := range c.words {
			all = all && strings.Contains(text, w)
		}
		if all {
			narrow(c.from, c.until, c.what)
		}
	}
	for i := range p.hits {
		if h := p.hits[i]; h.class == cPerson && h.first > 0 && p.own[h.first-1].has(cRole) && !p.former(h.first) {
			if q := p.lex.persons[h.value]; q.from > 0 {
				narrow(q.from, q.until, q.name+" in office")
			}
		}
	}
	if lo != hi {
		return 0, ""
	}
	return lo, strings.Join(unrepeated(why), "; ")
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

// inferDay: a text that gives figures "as of" a day was written on it or within days of it.
func (p *page) inferDay() {
	var last lang.Day
	for _, m := range p.dates {
		if m.Prep == "as-of" && m.IsDay() && m.Max > last {
			last = m.Max
		}
	}
	if last == 0 {
		return
	}
	p.pubMin, p.pubMax, p.pubWhy = last, last+5, "inferred: the text gives figures as of its first day"
	before := p.dates
	p.dates = p.lang.Dates(p.tok, p.anchor())
	for i := range p.dates {
		if i < len(before) && before[i].First == p.dates[i].First && before[i].NoYear && before[i].IsDay() {
			p.dates[i] = before[i] // its basis says where the year comes from
		}
	}
}
