package generate

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// lastLine stands under every report, so that nobody takes one for news.
const lastLine = "Generated for measuring speed. Nothing in this report happened.\n"

// Report gives report i of the stream of a seed: a path, unique in the stream, and a text of about two kilobytes.
func Report(seed int64, i int) (name string, body []byte) {
	r := random(seed, reportStream, i)
	name = fmt.Sprintf("%03d/%06d.txt", i/1000, i)
	newest := i / reportsPerEvent
	e := eventOf(seed, max(0, newest-r.IntN(window)))
	// The report appears on the day of the newest event, so it may tell of something some days back.
	published := firstDay.AddDate(0, 0, newest/eventsPerDay)
	p := page{r: r, seed: seed, event: e, published: published.AddDate(0, 0, r.IntN(2))}
	switch roll := r.IntN(100); {
	case roll < 5:
		p.unrelated()
	case roll < 15:
		p.reprint()
	case roll < 20:
		p.roundUp()
	default:
		p.own()
	}
	return name, []byte(p.b.String() + lastLine)
}

// page is a report being written.
type page struct {
	b         strings.Builder
	r         *rand.Rand
	seed      int64
	event     event
	published time.Time
}

// paragraph writes its sentences as one paragraph.
func (p *page) paragraph(sentences ...string) {
	var kept []string
	for _, s := range sentences {
		if s != "" {
			kept = append(kept, s)
		}
	}
	if len(kept) > 0 {
		p.b.WriteString(strings.Join(kept, " ") + "\n\n")
	}
}

// sometimes gives one of a list, one time in n of a hundred.
func (p *page) sometimes(percent int, list []string) string {
	if p.r.IntN(100) >= percent {
		return ""
	}
	return pick(p.r, list)
}

// say gives one sentence of a list, filled in.
func (p *page) say(list []string) string { return upper(expand(p.r, pick(p.r, list), p.event)) }

// several gives n different sentences of a list, filled in.
func (p *page) several(n int, list []string) []string {
	var out []string
	for _, k := range p.r.Perm(len(list))[:n] {
		out = append(out, upper(expand(p.r, list[k], p.event)))
	}
	return out
}

// head writes the headline, the outlet and its day.
func (p *page) head(headline, outlet string) {
	fmt.Fprintf(&p.b, "%s\n%s\n%s\n\n", headline, outlet, long(p.published))
}

// own is an outlet's own report of the event.
func (p *page) own() {
	e := p.event
	p.head(p.headline(e), pick(p.r, outlets))
	p.story(e)
	p.context(e)
	if p.r.IntN(2) == 0 {
		p.elsewhere(e)
	}
	p.paragraph(p.several(5, background)...)
	p.paragraph(p.several(2, matters)...)
}

// reprint is an agency's text under another head. All reprints of an event have the same words.
func (p *page) reprint() {
	outlet, rest := pick(p.r, outlets), p.say(matters)
	e := p.event
	a := page{r: random(p.seed, agencyStream, e.number), seed: p.seed, event: e, published: e.known}
	agency := pick(a.r, agencies)
	p.head(a.headline(e), outlet)
	fmt.Fprintf(&a.b, "%s, %s (%s) - ", strings.ToUpper(e.place.name), long(a.published), agency)
	a.story(e)
	a.context(e)
	a.paragraph(a.several(5, background)...)
	p.b.WriteString(a.b.String())
	p.paragraph(rest)
}

// roundUp tells of several events in a few sentences each.
func (p *page) roundUp() {
	p.head("What was reported on "+long(p.published), pick(p.r, outlets))
	for k := range 4 {
		e := eventOf(p.seed, max(0, p.event.number-3*k))
		p.paragraph(p.what(e), p.toll(e), p.denial(e, 40))
	}
	p.running()
	p.paragraph(p.several(2, matters)...)
}

// unrelated is about anything else.
func (p *page) unrelated() {
	p.head("In brief", pick(p.r, outlets))
	for range 7 {
		p.paragraph(p.several(2, matters)...)
	}
}

// headline is short and has no date.
func (p *page) headline(e event) string {
	s := expand(p.r, pick(p.r, e.kind.lede), e)
	if e.kind.toll && e.killed > 0 && p.r.IntN(2) == 0 {
		s = fmt.Sprintf("%s: at least %d killed", s, e.killed)
	}
	return upper(s)
}

// story is the core: what, when, the toll and the denial.
func (p *page) story(e event) {
	p.paragraph(p.what(e), p.toll(e))
	p.paragraph(p.say(scenes), p.say(witnesses), p.sometimes(40, unverified))
	p.paragraph(p.denial(e, 60), p.sometimes(40, wanted))
}

// context is what else such a report has: a running total, the speech of the week, the law.
func (p *page) context(e event) {
	if p.r.IntN(100) < 20 {
		p.running()
	}
	if p.r.IntN(100) < 25 {
		p.speech()
	}
	p.paragraph(p.sometimes(60, laws), p.say(witnesses), p.say(scenes))
	if p.r.IntN(100) < 15 {
		before := eventOf(p.seed, max(0, e.number-window))
		p.paragraph("It is not the first such report: on " + short(before.day) + ", " + expand(p.r, before.kind.lede[0], before) + ".")
	}
}

// elsewhere tells of another event of these days in passing.
func (p *page) elsewhere(e event) {
	o := eventOf(p.seed, max(0, e.number-1-p.r.IntN(window)))
	if o.number != e.number {
		p.paragraph("In another incident, officials reported the following.", p.what(o), p.toll(o), p.denial(o, 30))
	}
}

// what says what happened, where and when.
func (p *page) what(e event) string {
	lede := expand(p.r, pick(p.r, e.kind.lede), e)
	var s string
	switch p.r.IntN(5) {
	case 0:
		s = upper(lede) + " on " + short(e.day) + "."
	case 1:
		s = "On " + long(e.day) + ", " + lede + "."
	case 2:
		if ago := p.published.Sub(e.day); ago >= 0 && ago < 6*24*time.Hour {
			s = upper(lede) + " on " + e.day.Weekday().String() + "."
			break
		}
		fallthrough
	case 3:
		s = fmt.Sprintf("%s on %s %s, in the %s region.", upper(lede), e.day.Weekday(), short(e.day), e.place.region)
	default:
		s = upper(lede) + " in the morning of " + short(e.day) + ", local officials said."
	}
	if e.other {
		s += " The authorities there said that Ukrainian forces had used " + weaponOf(e) + "."
	} else if e.kind.weapon != "" && p.r.IntN(3) == 0 {
		s += " Russian forces used " + weaponOf(e) + ", Ukrainian officials said."
	}
	return s
}

// weaponOf names the weapon, where the kind of event has one.
func weaponOf(e event) string {
	if e.kind.weapon == "" {
		return "force"
	}
	return e.kind.weapon
}

// toll gives figures as they were known on the day of the report: they rise for some days, and sources differ.
func (p *page) toll(e event) string {
	source := expand(p.r, pick(p.r, sources), e)
	attribute := func(s string) string { return upper(s) + ", " + source + "." }
	if !e.kind.toll {
		n := 2 + e.injured
		switch {
		case strings.Contains(e.kind.lede[0], "bodies"):
			return attribute(fmt.Sprintf("%s%d bodies were found", pick(p.r, []string{"", "at least "}), n))
		default:
			return attribute(fmt.Sprintf("%d people were detained", n))
		}
	}
	killed, injured := e.killed, e.injured+p.r.IntN(3)
	if p.published.Sub(e.day) < 24*time.Hour {
		killed = killed * 2 / 3
	}
	if killed == 0 {
		return attribute("nobody was killed but " + people(max(1, injured)) + " injured")
	}
	switch p.r.IntN(6) {
	case 0:
		return attribute(people(killed) + " killed and " + number(max(1, injured)) + " injured")
	case 1:
		return attribute("at least " + people(killed) + " killed")
	case 2:
		return attribute("more than " + people(max(2, killed+injured)) + " killed or injured")
	case 3:
		return attribute("nobody was killed at first, but " + people(killed) + " found dead under the rubble later")
	case 4:
		return attribute("dozens were injured and " + people(killed) + " killed, a child among the casualties")
	default:
		return attribute(people(killed)+" killed") + " Another " + number(max(2, injured)) + " were injured."
	}
}

// denial gives the other side's answer, in so many of a hundred reports.
func (p *page) denial(e event, percent int) string {
	if e.other {
		return p.sometimes(percent, otherDenials)
	}
	return p.sometimes(percent, denials)
}

// running restates the UN total of the day before, or an earlier one beside it.
func (p *page) running() {
	days := int(p.published.Sub(firstDay).Hours()/24) - 1
	killed, injured := total(days)
	s := fmt.Sprintf("The UN human rights office has recorded %s civilians killed and %s injured in Ukraine as of %s.",
		thousands(killed), thousands(injured), short(firstDay.AddDate(0, 0, max(0, days))))
	if days > 7 && p.r.IntN(3) == 0 {
		k, j := total(days - 7)
		s += fmt.Sprintf(" A week earlier the totals were %s killed and %s injured.", thousands(k), thousands(j))
	}
	p.paragraph(s, "It believes that the actual figures are considerably higher.")
}

// speech quotes the speech of the week.
func (p *page) speech() {
	week := int(p.published.Sub(firstDay).Hours()) / (7 * 24)
	w := random(p.seed, speechStream, week)
	speaker, said := pick(w, speakers), pick(w, speeches)
	day := firstDay.AddDate(0, 0, 7*week+w.IntN(3))
	if day.After(p.published) {
		return
	}
	switch p.r.IntN(4) {
	case 0:
		p.paragraph(upper(speaker) + " said on " + short(day) + " " + said + ".")
	case 1:
		p.paragraph(upper(speaker) + " said " + said + ", " + pick(w, agencies) + " reported on " + short(day) + ".")
	case 2:
		p.paragraph(`"` + upper(strings.TrimPrefix(said, "that ")) + `," ` + speaker + " said on " + day.Weekday().String() + ".")
	default:
		p.paragraph("In a speech on "+short(day)+", "+speaker+" said "+said+".", "It was the only reaction on that day.")
	}
}

// upper makes the first letter a capital.
func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// people says how many, with the verb that belongs to it.
func people(n int) string {
	switch n {
	case 0:
		return "no one was"
	case 1:
		return "one person was"
	}
	return number(n) + " people were"
}

// number writes small numbers in words, as newspapers do.
func number(n int) string {
	words := []string{"no one", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
	if n < len(words) {
		return words[n]
	}
	return thousands(n)
}

// thousands writes 12,345.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}

// long and short are the two ways a day is written.
func long(t time.Time) string  { return t.Format("2 January 2006") }
func short(t time.Time) string { return t.Format("2 January") }
