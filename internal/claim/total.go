package claim

import (
	"strings"

	"exhibit/internal/lang"
)

// count fills the numbers of a casualty claim and what they are true of.
func (p *page) count(out *Claim, c clause, ch choice) {
	out.VictimStatus = "unknown"
	figures := p.summed(p.figures(ch.a, ch.b))
	qualifier := ""
	for _, f := range figures {
		if f.part {
			p.breakdown(out, f)
			continue
		}
		if f.status != "" && out.VictimStatus == "unknown" {
			out.VictimStatus = f.status
		}
		if qualifier == "" || qualifier == "exact" {
			qualifier = f.Qualifier
		}
		out.put(f)
	}
	if out.VictimStatus == "unknown" {
		if s := p.victims(ch.a, ch.b); s != "" {
			out.VictimStatus = s
		}
	}
	out.Qualifier = qualifier
	counts := len(figures) > 0 && !figures[0].unnumbered // "the driver was killed" is nobody's count, and true of no day but its own
	p.counted(out, c, ch, counts)
	p.wide = out.PlacePrecision == "country" && out.KilledMin != nil && *out.KilledMin >= 50
	p.inherit(out, c, ch)
	if counts {
		p.asOf(out, c, ch)
	}
	p.scope(out, c, ch)
	if out.Cumulative == nil && out.AsOf == "" {
		p.happened(out, c, ch)
	}
	if out.BodiesFound != nil || out.BodiesFoundMin != nil {
		if c.sp != nil && c.sp.who != nil && c.sp.who.kind != aPerson {
			out.Finder = c.sp.who.name
		}
		if k := p.find(ch.a, ch.b, of(cFind)); k >= 0 {
			if d := p.findWord(ch.a, ch.b, "during"); d >= 0 {
				a, b := p.trim(d, ch.b)
				out.SearchPeriod = p.words(a, b)
			}
		}
	}
}

// summed makes one figure of the members of one list under one verb: "two men and a child were killed" tells of three.
// Nothing else is ever added.
func (p *page) summed(in []figure) []figure {
	var out []figure
	for _, f := range in {
		n := len(out) - 1
		if n >= 0 && out[n].m == f.m && !f.part && !out[n].part && f.Exact != nil && out[n].Exact != nil && f.Qualifier == "exact" && p.oneList(out[n].Last, f.Value.First) {
			sum := *out[n].Exact + *f.Exact
			out[n].Exact, out[n].last, out[n].Last = &sum, f.last, f.Last
			out[n].Low, out[n].High = addBound(out[n].Low, f.Low), addBound(out[n].High, f.High)
			continue
		}
		out = append(out, f)
	}
	return out
}

func addBound(a, b *int) *int {
	if a == nil || b == nil {
		return nil
	}
	n := *a + *b
	return &n
}

// oneList: between two numbers stand only the people first counted and a joining word.
func (p *page) oneList(a, b int) bool {
	joined, people := false, false
	for i := a; i < b && i < a+9; i++ {
		switch {
		case p.low(i) == "and" || p.low(i) == ",":
			joined = true
		case p.own[i].has(cVictim):
			people = true
		case p.own[i].any(harm()) || p.tok[i].Kind != lang.Word || isAuxiliary(p.low(i)):
			return false
		}
	}
	return joined && people && b-a < 9
}

// put writes a figure under what it counts, and nowhere else.
func (c *Claim) put(f figure) {
	set := func(n, lo, hi **int) {
		if *n == nil && *lo == nil && *hi == nil {
			*n, *lo, *hi = f.Exact, f.Low, f.High
		}
	}
	switch f.m {
	case mKilled:
		set(&c.Killed, &c.KilledMin, &c.KilledMax)
	case mInjured:
		set(&c.Injured, &c.InjuredMin, &c.InjuredMax)
	case mCombined:
		set(&c.CombinedTotal, &c.CombinedTotalMin, &c.CombinedTotalMax)
	case mMissing:
		set(&c.Missing, &c.MissingMin, &c.MissingMax)
	case mDetained:
		set(&c.Detained, &c.DetainedMin, &c.DetainedMax)
	case mDisplaced:
		set(&c.Displaced, &c.DisplacedMin, &c.DisplacedMax)
	case mBodies:
		set(&c.BodiesFound, &c.BodiesFoundMin, &c.BodiesFoundMax)
	}
}

func (p *page) breakdown(out *Claim, f figure) {
	if f.Exact == nil {
		return
	}
	if f.age != "" {
		if out.ByAge == nil {
			out.ByAge = map[string]int{}
		}
		out.ByAge[f.age] = *f.Exact
	}
	if f.sex != "" {
		if out.BySex == nil {
			out.BySex = map[string]int{}
		}
		out.BySex[f.sex] = *f.Exact
	}
}

// counted sets whose count it is and how that body holds it: confirmed, claimed or unverified as the words say.
func (p *page) counted(out *Claim, c clause, ch choice, numbers bool) {
	body := p.countingBody(c, ch)
	if body != nil {
		out.CountSource = body.name
	}
	if !numbers {
		if body.party() {
			out.CountStatus = "claimed"
		}
		return
	}
	switch k := p.find(c.from, c.to, of(cHedge)); {
	case k >= 0 && p.holds(c.from, c.to, "unverified"):
		out.CountStatus = "unverified"
	case p.has(c.from, c.to, of(cStatus)) || c.sp != nil && c.sp.modality == "confirmed":
		out.CountStatus = "confirmed"
	case body != nil || c.sp != nil:
		out.CountStatus = "claimed"
	}
	if body.party() {
		out.CountStatus = "claimed"
	}
}

func (p *page) holds(a, b int, hedge string) bool {
	yes := false
	p.all(a, b, of(cHedge), func(h hit) { yes = yes || h.value == hedge })
	return yes
}

// countingBody is the body that counted: the one the clause says confirmed or recorded it, the one it is according to,
// else the speaker.
func (p *page) countingBody(c clause, ch choice) *known {
	if c.outer == nil || c.sp == nil {
		for k := int(p.at[c.from]); k < len(p.hits) && p.hits[k].first < c.to; k++ {
			h := p.hits[k]
			if h.last > c.to || h.class != cStatus && h.class != cCount && h.class != cAccording || h.class == cSay {
				continue
			}
			if h.class == cAccording {
				if who, _ := p.accordingTo(h, c.to); who != nil {
					return who
				}
				continue
			}
			if _, _, who := p.nameBefore(h.first, c.from); who != nil {
				return who
			}
		}
	}
	if c.sp != nil {
		return c.sp.who
	}
	return nil
}

// asOf finds up to which day a total is true: the day named, the day of the saying, or a day counted from the total
// told before. Nothing is invented for a report that does not say; then the report's day is the latest possible.
func (p *page) asOf(out *Claim, c clause, ch choice) {
	for k := max(0, p.dateAt(c.from+1)); k < len(p.dates) && p.dates[k].First < c.to; k++ {
		m := p.dates[k]
		if m.First < c.from {
			continue
		}
		if m.Prep == "as-of" || p.isUpdate(m) || m.Prep == "through" && p.counts(c, out) || m.Prep == "by" && (p.has(c.from, c.to, of(cToll, cTollKilled)) || p.counts(c, out)) {
			p.total(out, m.Interval)
			return
		}
		if m.Relative && m.IsDay() && p.lastTotal != nil && m.Prep == "" && strings.HasPrefix(m.Basis, "counted from the day told") {
			p.total(out, m.Interval)
			return
		}
	}
	if p.partOfTotal(c) {
		yes, t := true, p.lastTotal
		out.Cumulative, out.CountSource, out.CountStatus = &yes, t.CountSource, t.CountStatus
		out.AsOf, out.AsOfMin, out.AsOfMax, out.AsOfBasis = t.AsOf, t.AsOfMin, t.AsOfMax, "as the total it is a part of"
		return
	}
	running := p.wide && c.sp != nil || p.has(c.from, c.to, of(cSince, cCumulative, cAsOf, cToll, cTollKilled)) || p.sameSeries(out)
	if c.sp != nil && c.sp.who != nil && (c.sp.who.un || out.BodiesFound != nil) {
		running = running || out.PlacePrecision == "country" || out.Place == "" || out.BodiesFound != nil
	}
	if out.CountStatus == "confirmed" && (out.PlacePrecision == "country" || out.Place == "") {
		running = true
	}
	if !running || p.has(c.from, c.to, of(cHedge)) && p.holds(c.from, c.to, "unverified") {
		return
	}
	yes := true
	out.Cumulative = &yes
	if p.has(ch.a-1, ch.a+6, of(cExclude)) && p.lastTotal != nil && p.lastTotal.AsOf != "" {
		out.AsOf, out.AsOfMin, out.AsOfMax, out.AsOfBasis = p.lastTotal.AsOf, p.lastTotal.AsOfMin, p.lastTotal.AsOfMax, "as the figure it is set beside"
		return
	}
	if c.sp != nil && c.sp.dated {
		setDay(c.sp.when.Interval, &out.AsOf, &out.AsOfMin, &out.AsOfMax, &out.AsOfBasis)
		out.AsOfBasis = "day of the statement: " + out.AsOfBasis
		return
	}
	if p.pubMax > 0 {
		out.AsOfMax, out.AsOfBasis = p.pubMax.String(), "not stated; not after the report's day"
	}
}

// partOfTotal: a line of a list behind a running total ("In the north: 575 casualties (136 killed and 439 injured)").
func (p *page) partOfTotal(c clause) bool {
	if c.sp != nil || p.lastTotal == nil || p.block-p.totalBlock > 8 || p.has(c.a, c.b, of(cAttack, cHit)) {
		return false
	}
	k := p.findWord(c.from, c.b, ":", "total")
	return k >= 0 && k-c.from < 8
}

// isUpdate: "in its update of 3 May": the day of the body's own figures.
func (p *page) isUpdate(m lang.Mention) bool {
	if w := p.low(m.First - 1); w != "of" && w != "on" && w != "dated" {
		return isBulletin(p.low(m.Last))
	}
	return isBulletin(p.low(m.First - 2))
}

func isBulletin(w string) bool {
	switch w {
	case "update", "updates", "bulletin", "tally", "count":
		return true
	}
	return false
}

// counts: the clause tells what a body has recorded so far, so that the end of its period is the day of its total.
func (p *page) counts(c clause, out *Claim) bool {
	if p.has(c.from, c.to, of(cSince, cCumulative, cStatus, cCount)) {
		return true
	}
	return c.sp != nil && (c.sp.class == cCount || c.sp.modality == "confirmed" || c.sp.who != nil && c.sp.who.un)
}

func (p *page) total(out *Claim, v lang.Interval) {
	yes := true
	out.Cumulative = &yes
	setDay(v, &out.AsOf, &out.AsOfMin, &out.AsOfMax, &out.AsOfBasis)
}

// sameSeries: the figure follows a running total of the same body in the same text.
func (p *page) sameSeries(out *Claim) bool {
	return p.lastTotal != nil && out.CountSource != "" && p.lastTotal.CountSource == out.CountSource && (out.Place == "" || out.Place == p.lastTotal.Place)
}

// scope says for which place and period a figure holds, and what it leaves out.
func (p *page) scope(out *Claim, c clause, ch choice) {
	where := out.Place
	if len(out.Places) > 1 {
		where = strings.Join(out.Places, ", ")
		if k := p.findWord(ch.a, ch.b, "other"); k >= 0 && k+1 < ch.b {
			a, b := k, k+2
			for b+1 < ch.b && (p.low(b) == "and" || p.low(b) == "towns" || p.low(b) == "villages") {
				b++
			}
			where += " and " + p.words(a, b)
		}
	}
	since := p.sinceIn(c.from, c.to)
	if since == "" && p.sameSeries(out) {
		since = p.lastSince
	}
	p.lastSince = since
	out.Scope = where
	if since != "" && where != "" {
		out.Scope = where + " since " + since
	}
	for _, st := range p.sitesIn(c.from, min(c.to, c.from+6)) {
		if p.leftOut(st) && out.Scope != "" {
			out.Scope += ", excluding " + p.words(st.first, st.last)
			return
		}
	}
	if p.has(ch.a-1, ch.a+6, of(cExclude)) && p.lastTotal != nil && p.lastTotal.Place != "" && p.lastTotal.Place != out.Place {
		out.Scope += ", excluding " + p.lastTotal.Place
	}
}

// sinceIn reads "since the war began on 3 May" and "since 3 May" as the day.
func (p *page) sinceIn(a, b int) string {
	k := p.find(a, b, of(cSince))
	if k < 0 {
		return ""
	}
	for i := max(0, p.dateAt(p.hits[k].last+1)); i < len(p.dates) && p.dates[i].First < b; i++ {
		if m := p.dates[i]; m.First >= p.hits[k].last && m.IsDay() && m.First-p.hits[k].last < 14 {
			return m.Min.String()
		}
	}
	x, y := p.trim(p.hits[k].last, min(b, p.hits[k].last+8))
	return strings.ToLower(p.words(x, y))
}
