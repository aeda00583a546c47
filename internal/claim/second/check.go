package second

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"exhibit/internal/claim"
	"exhibit/internal/lang"
)

// longest is how many code points a quote may have: who quotes a whole report has found nothing in it.
const longest = 1000

// page is one document while its claims are checked.
type page struct {
	doc   claim.Doc
	basis string
	lang  string
	words *lang.Words
	whole flat // folded to lower case, for names
	days  []lang.Interval
	have  map[string]bool // start, end and kind of the claims there are
	out   []claim.Claim
}

func newPage(d claim.Doc, basis string) *page {
	p := &page{doc: d, basis: basis, lang: d.Lang, have: map[string]bool{}}
	tokens := lang.Tokenize(d.Text)
	if found := lang.Detect(tokens); found != "" {
		p.lang = found
	}
	p.words = lang.For(p.lang)
	p.whole = flat{text: squeeze(strings.ToLower(d.Text))}
	if p.words != nil {
		for _, m := range p.words.Dates(p.words.Tokenize(d.Text, nil), p.anchor()) {
			p.days = append(p.days, m.Interval, m.Next)
		}
	}
	if pub := p.anchor().Report; pub.Min != 0 && pub.Max != 0 {
		p.days = append(p.days, pub)
	}
	return p
}

func (p *page) anchor() lang.Anchor {
	return lang.Anchor{Report: lang.Interval{Min: lang.ParseDay(p.doc.PublishedMin), Max: lang.ParseDay(p.doc.PublishedMax)}}
}

// sorted gives the claims in the order of the text.
func (p *page) sorted() []claim.Claim {
	slices.SortStableFunc(p.out, func(a, b claim.Claim) int {
		return cmp.Or(cmp.Compare(a.CharStart, b.CharStart), cmp.Compare(a.CharEnd, b.CharEnd), cmp.Compare(a.Kind, b.Kind))
	})
	return p.out
}

// take checks what the model said about one window and keeps what the words bear out.
func (p *page) take(w window, all []object) Thrown {
	var t Thrown
	if len(all) > mostClaims {
		t.Shape += len(all) - mostClaims
		all = all[:mostClaims]
	}
	f := flatten(w.text)
	for _, o := range all {
		c, ok := p.bind(w, &f, o, &t)
		if !ok {
			continue
		}
		key := strconv.Itoa(c.CharStart) + " " + strconv.Itoa(c.CharEnd) + " " + string(c.Kind)
		if p.have[key] {
			t.Twice++
			continue
		}
		p.have[key] = true
		p.fill(&c, o, &t)
		p.out = append(p.out, c)
	}
	return t
}

// kinds are those a claim may have.
func kinds() []claim.Kind {
	return []claim.Kind{claim.Casualty, claim.Attack, claim.Weapon, claim.LegalLabel, claim.Denial, claim.Action, claim.Pattern, claim.EvidenceMention}
}

// bind ties what the model said to its words, or throws it away.
func (p *page) bind(w window, f *flat, o object, t *Thrown) (claim.Claim, bool) {
	kind, quote := claim.Kind(o.text("kind")), o.text("quote")
	if quote == "" || !slices.Contains(kinds(), kind) {
		t.Shape++
		return claim.Claim{}, false
	}
	start, end, whole, found := f.find(quote)
	switch {
	case !found:
		t.Quotes++
		return claim.Claim{}, false
	case !whole, utf8.RuneCountInString(quote) > longest, !several(quote):
		t.Cut++
		return claim.Claim{}, false
	}
	c := claim.Claim{Report: p.doc.Report, Ref: p.doc.Ref, Quote: w.text[start:end], Kind: kind, Lang: p.lang, Basis: p.basis, Status: "proposed"}
	c.CharStart = w.startRune + utf8.RuneCountInString(w.text[:start])
	c.CharEnd = c.CharStart + utf8.RuneCountInString(c.Quote)
	c.Occurrence = strings.Count(p.doc.Text[:w.start+start], c.Quote)
	c.ID = idOf(&c)
	return c, true
}

// several: one word is found nearly anywhere and asserts nothing.
func several(quote string) bool {
	n := 0
	for _, f := range strings.Fields(quote) {
		if strings.ContainsFunc(f, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n++
		}
	}
	return n > 1 || n == 1 && utf8.RuneCountInString(quote) > 1 && !strings.ContainsFunc(quote, glued)
}

func idOf(c *claim.Claim) string {
	h := sha256.Sum256([]byte(c.Ref + "\x00" + strconv.Itoa(c.CharStart) + "\x00" + strconv.Itoa(c.CharEnd) + "\x00" + string(c.Kind) + "\x00" + c.Basis))
	return "c-" + hex.EncodeToString(h[:10])
}

// fill takes over the fields that the words bear out.
func (p *page) fill(c *claim.Claim, o object, t *Thrown) {
	p.numbers(c, o, t)
	p.dates(c, o, t)
	quote := squeeze(strings.ToLower(c.Quote))
	for field, to := range map[string]*string{"speaker": &c.Speaker, "speaker_role": &c.SpeakerRole, "place": &c.Place, "count_source": &c.CountSource, "actor_accused": &c.ActorAccused, "denies": &c.Denies} {
		*to = p.named(p.whole.text, o, field, t)
	}
	for _, l := range []struct {
		in    string
		field string
		to    *[]string
	}{{p.whole.text, "places", &c.Places}, {quote, "weapons", &c.Weapons}, {quote, "object_types", &c.ObjectTypes}, {quote, "legal_labels", &c.LegalLabels}} {
		for _, s := range o.list(l.field) {
			if stands(l.in, s) {
				*l.to = append(*l.to, s)
			} else {
				t.Words++
			}
		}
	}
	for _, e := range enums(c) {
		s := o.text(e.field)
		switch {
		case s == "":
		case !slices.Contains(e.values, s):
			t.Values++
		case !said(quote, s):
			t.Words++
		default:
			*e.to = s
		}
	}
	var yes bool
	if json.Unmarshal(o["cumulative"], &yes) == nil && yes {
		c.Cumulative = &yes
	}
	if c.VictimStatus == "" && (c.Kind == claim.Casualty || c.Kind == claim.Attack) {
		c.VictimStatus = "unknown"
	}
}

type enum struct {
	field  string
	to     *string
	values []string
}

func enums(c *claim.Claim) []enum {
	return []enum{
		{"voice", &c.Voice, []string{"direct", "indirect", "nested", "narration", "headline", "caption"}},
		{"qualifier", &c.Qualifier, []string{"exact", "at_least", "more_than", "approx", "nearly", "up_to", "fewer_than", "range", "several", "dozens", "hundreds", "thousands"}},
		{"victim_status", &c.VictimStatus, []string{"civilian", "combatant"}},
		{"count_status", &c.CountStatus, []string{"confirmed", "claimed", "unverified"}},
		{"modality", &c.Modality, []string{"asserted", "alleged", "possible", "reported", "opinion", "call", "future", "denied"}},
		{"denial_kind", &c.DenialKind, []string{"fact", "label", "standing", "counter_accusation"}},
	}
}

// said: nobody is a civilian and nothing is confirmed unless the quote has a word for it, in a language we know one of.
func said(quote, value string) bool {
	switch value {
	case "civilian":
		return begins(quote, "civil", "мирн", "цивіл", "гражданск", "مدني", "zivil", "cywil")
	case "combatant":
		return begins(quote, "soldier", "troop", "fighter", "militant", "combatant", "servicem", "військов", "солдат", "боєц", "бійц", "воен", "боец", "бойц",
			"جندي", "جنود", "عسكري", "مسلح", "مقاتل", "soldado", "soldat", "żołnierz")
	case "confirmed":
		return begins(quote, "confirm", "verif", "establish", "підтвер", "верифік", "подтвер", "أكد", "مؤكد", "تأكد", "تحقق", "وثق", "bestätig", "potwierdz") &&
			!said(quote, "unverified")
	case "unverified":
		return begins(quote, "unverif", "not verif", "not been verif", "not independently", "unconfirm", "not confirm", "not been confirm", "не підтвер", "не верифік",
			"не подтвер", "непідтвер", "неподтвер", "لم يتم التحقق", "غير مؤكد", "no confirm", "non confirm", "nicht bestätig", "niepotwierdz")
	}
	return true
}

// begins reports whether a word of a quote begins so. Arabic writes articles and prepositions in one with the word.
func begins(quote string, stems ...string) bool {
	for _, s := range stems {
		for from := 0; ; {
			i := strings.Index(quote[from:], s)
			if i < 0 {
				break
			}
			i += from
			first, size := utf8.DecodeRuneInString(s)
			before, _ := utf8.DecodeLastRuneInString(quote[:i])
			if i == 0 || !unicode.IsLetter(before) || unicode.Is(unicode.Arabic, first) {
				return true
			}
			from = i + size
		}
	}
	return false
}

// named takes a name over that stands in the text.
func (p *page) named(in string, o object, field string, t *Thrown) string {
	s := o.text(field)
	if s == "" {
		return ""
	}
	if !stands(in, s) {
		t.Words++
		return ""
	}
	return s
}

// stands reports whether words stand whole in a text that is folded to lower case.
func stands(in, words string) bool {
	f := flat{text: in}
	q := squeeze(strings.ToLower(words))
	if q == "" {
		return false
	}
	for from := 0; ; {
		i := strings.Index(f.text[from:], q)
		if i < 0 {
			return false
		}
		i += from
		if uncut(f.text, i, i+len(q)) {
			return true
		}
		_, size := utf8.DecodeRuneInString(f.text[i:])
		from = i + size
	}
}

// numbers takes those over that stand in the quote, in digits or in words.
func (p *page) numbers(c *claim.Claim, o object, t *Thrown) {
	exact, bounds := p.stated(c.Quote)
	for _, n := range []struct {
		field     string
		v, lo, hi **int
	}{
		{"killed", &c.Killed, &c.KilledMin, &c.KilledMax}, {"injured", &c.Injured, &c.InjuredMin, &c.InjuredMax},
		{"combined_total", &c.CombinedTotal, &c.CombinedTotalMin, &c.CombinedTotalMax}, {"missing", &c.Missing, &c.MissingMin, &c.MissingMax},
		{"detained", &c.Detained, &c.DetainedMin, &c.DetainedMax}, {"displaced", &c.Displaced, &c.DisplacedMin, &c.DisplacedMax},
		{"bodies_found", &c.BodiesFound, &c.BodiesFoundMin, &c.BodiesFoundMax},
	} {
		*n.v = number(o, n.field, exact, t)
		*n.lo = number(o, n.field+"_min", bounds, t)
		*n.hi = number(o, n.field+"_max", bounds, t)
		if *n.lo != nil && *n.hi != nil && **n.lo > **n.hi {
			*n.lo, *n.hi = nil, nil
			t.Numbers += 2
		}
	}
}

func number(o object, field string, stated map[int]bool, t *Thrown) *int {
	if !o.given(field) {
		return nil
	}
	raw := strings.Trim(string(o[field]), `"`)
	n, err := strconv.Atoi(strings.ReplaceAll(raw, ",", ""))
	if err != nil || !stated[n] {
		t.Numbers++
		return nil
	}
	return &n
}

// stated lists the numbers that stand in a quote, and the bounds its words give. Those of dates are not among them.
func (p *page) stated(quote string) (exact, bounds map[int]bool) {
	exact, bounds = map[int]bool{}, map[int]bool{}
	tokens := lang.Tokenize(quote)
	if p.words != nil {
		tokens = p.words.Tokenize(quote, nil)
	}
	dated := make([]bool, len(tokens))
	if p.words != nil {
		for _, m := range p.words.Dates(tokens, p.anchor()) {
			for i := m.First; i < m.Last; i++ {
				dated[i] = true
			}
		}
	}
	note := func(n *int, in map[int]bool) {
		if n != nil {
			in[*n] = true
		}
	}
	for i := 0; i < len(tokens); i++ {
		if dated[i] {
			continue
		}
		if p.words == nil {
			if n, err := strconv.Atoi(strings.NewReplacer(",", "", ".", "", "'", "").Replace(tokens[i].Lower)); err == nil && tokens[i].Kind == lang.Number {
				exact[n], bounds[n] = true, true
			}
			continue
		}
		v, next, ok := p.words.Number(tokens, i)
		if !ok || next <= i {
			continue
		}
		note(v.Exact, exact)
		note(v.Exact, bounds)
		note(v.Low, bounds)
		note(v.High, bounds)
		i = next - 1
	}
	return exact, bounds
}

// dates takes the days over that words of the text, or the day of the report, come to.
func (p *page) dates(c *claim.Claim, o object, t *Thrown) {
	for _, d := range []struct {
		field             string
		day, lo, hi, base *string
	}{
		{"incident_date", &c.IncidentDate, &c.IncidentDateMin, &c.IncidentDateMax, &c.IncidentDateBasis},
		{"speech_date", &c.SpeechDate, &c.SpeechDateMin, &c.SpeechDateMax, &c.SpeechDateBasis},
		{"as_of", &c.AsOf, &c.AsOfMin, &c.AsOfMax, &c.AsOfBasis},
	} {
		*d.day = p.day(o, d.field, func(v lang.Interval, x lang.Day) bool { return v.Min == x && v.Max == x }, t)
		*d.lo = p.day(o, d.field+"_min", func(v lang.Interval, x lang.Day) bool { return v.Min == x }, t)
		*d.hi = p.day(o, d.field+"_max", func(v lang.Interval, x lang.Day) bool { return v.Max == x }, t)
		if *d.lo != "" && *d.hi != "" && *d.lo > *d.hi {
			*d.lo, *d.hi = "", ""
			t.Days += 2
		}
		if *d.day != "" {
			*d.lo, *d.hi = *d.day, *d.day
		}
		if *d.day+*d.lo+*d.hi != "" {
			*d.base = "as " + p.basis + " reads it; words of the text come to this day"
		}
	}
}

func (p *page) day(o object, field string, fits func(lang.Interval, lang.Day) bool, t *Thrown) string {
	if !o.given(field) {
		return ""
	}
	d := lang.ParseDay(o.text(field))
	if d != 0 && slices.ContainsFunc(p.days, func(v lang.Interval) bool { return fits(v, d) }) {
		return d.String()
	}
	t.Days++
	return ""
}
