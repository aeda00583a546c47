package origin

import (
	"cmp"
	"slices"

	"exhibit/internal/claim"
)

// Occasions. What one voice says on one day through one channel is one origin. A day stated wins; what is undated, or dated to a
// range only, goes to the occasion of the same report that states the same figure; what is undated else goes to that voice's last
// one there.

// several marks a day on which a voice used more than one channel.
const several = "\x00"

// diary is what one report says of when its voices spoke.
type diary struct {
	times   map[string][]occasion // by voice, in order
	figures map[stated]occasion   // where a voice states a figure most exactly
}

type stated struct{ key, figure string }

func (r *Reading) occasions() {
	channels := map[occasion]string{} // by voice and day: the channel, when all that name one name the same
	for i := range r.claims {
		for j := range r.chains[i].links {
			if o, dated := r.stated(i, j); dated && o.channel != "" {
				c := o.channel
				o.channel = ""
				if old, ok := channels[o]; ok && old != c {
					c = several
				}
				channels[o] = c
			}
		}
	}
	settle := func(o occasion) occasion {
		if o.channel == "" {
			if c := channels[o]; c != several {
				o.channel = c
			}
		}
		return o
	}
	order := make([]int, len(r.claims))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(r.claims[a].Ref, r.claims[b].Ref) })
	for len(order) > 0 {
		n := 1
		for n < len(order) && r.claims[order[n]].Ref == r.claims[order[0]].Ref {
			n++
		}
		r.report(order[:n], settle)
		order = order[n:]
	}
}

// report gives the claims of one report their occasions.
func (r *Reading) report(list []int, settle func(occasion) occasion) {
	d := diary{map[string][]occasion{}, map[stated]occasion{}}
	for _, i := range list {
		for j := range r.chains[i].links {
			o, dated := r.stated(i, j)
			if !dated {
				continue
			}
			o = settle(o)
			if r.chains[i].links[j].voice.sort != outlet && !slices.Contains(d.times[o.key], o) {
				d.times[o.key] = append(d.times[o.key], o)
			}
			if j == 0 {
				r.ids[i] = o
				for _, f := range figuresOf(&r.claims[i]) {
					k := stated{o.key, f}
					if old, ok := d.figures[k]; !ok || o.nearer(old) {
						d.figures[k] = o
					}
				}
			}
		}
	}
	for _, t := range d.times {
		slices.SortFunc(t, compareOccasions)
	}
	for _, i := range list {
		o, dated := r.stated(i, 0)
		if dated && o.from == o.to {
			continue
		}
		if at, ok := d.sameFigure(&r.claims[i], o, dated); ok {
			r.ids[i] = at
		} else if !dated {
			r.ids[i] = d.last(o)
		}
	}
	for _, i := range list {
		r.relays(i, &d, settle)
	}
}

// sameFigure is the occasion on which the voice of o states a figure of c, not later than o may have been.
func (d *diary) sameFigure(c *claim.Claim, o occasion, dated bool) (occasion, bool) {
	for _, f := range figuresOf(c) {
		if at, ok := d.figures[stated{o.key, f}]; ok && (!dated || at.to <= o.to) {
			return at, true
		}
	}
	return occasion{}, false
}

// last places an utterance without a day on the last dated occasion of that voice in the report, if there is one whose
// channel does not contradict.
func (d *diary) last(o occasion) occasion {
	for _, t := range slices.Backward(d.times[o.key]) {
		if o.channel == "" || t.channel == "" || t.channel == o.channel {
			return t
		}
	}
	return o
}

// relays: who hands on what another said happened depends on him, for that. A turn of phrase quoted from another is no fact
// that goes back to him.
func (r *Reading) relays(i int, d *diary, settle func(occasion) occasion) {
	c := &r.claims[i]
	if c.Status == "rejected" || c.Kind == claim.Pattern || c.Kind == claim.Action {
		return
	}
	links := r.chains[i].links
	to := r.ids[i]
	for j := 1; j < len(links); j++ {
		o, dated := r.stated(i, j)
		if dated {
			o = settle(o)
		} else {
			o = d.last(o)
		}
		r.depend(o, to, links[j].voice.name+" relays "+links[j-1].voice.name, i)
		to = o
	}
}

// stated is the occasion of link j of claim i as its words state it.
func (r *Reading) stated(i, j int) (o occasion, dated bool) {
	c, l := &r.claims[i], &r.chains[i].links[j]
	o = occasion{key: l.voice.key, channel: l.channel}
	speaker := r.whoIn(i, c.Speaker)
	switch {
	case l.voice.sort == outlet:
		if s := r.sources[c.Ref]; s != nil {
			o.from, o.to = s.PublishedMin, s.PublishedMax
		}
		return o, true
	case speaker.key == l.voice.key || speaker.sort == nobody || speaker.sort == outlet || len(r.chains[i].links) == 1 || j == 0 && c.Voice == "caption":
		o.from, o.to = span(c.SpeechDate, c.SpeechDateMin, c.SpeechDateMax)
	case j == 0:
		o.from, o.to = span(c.AsOf, c.AsOfMin, c.AsOfMax)
	}
	if o.from == "" && j == 0 && c.Kind == claim.Casualty {
		o.from, o.to = span(c.AsOf, c.AsOfMin, c.AsOfMax)
	}
	return o, o.from != ""
}

// span is the closed range of days of a stated date; empty when both ends are not known.
func span(day, from, to string) (string, string) {
	if day != "" {
		return day, day
	}
	if from == "" || to == "" {
		return "", ""
	}
	return from, to
}

func compareOccasions(a, b occasion) int {
	return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.to, b.to), cmp.Compare(a.from, b.from), cmp.Compare(a.channel, b.channel))
}

// nearer reports whether o says more closely when it was than p; the later one among equals.
func (o occasion) nearer(p occasion) bool {
	if (o.from == o.to) != (p.from == p.to) {
		return o.from == o.to
	}
	return compareOccasions(o, p) > 0
}

type number struct {
	measure string
	value   int
}

// numbersOf are the exact counts a claim states.
func numbersOf(c *claim.Claim) []number {
	var out []number
	for _, f := range [...]struct {
		name string
		n    *int
	}{{"killed", c.Killed}, {"injured", c.Injured}, {"combined", c.CombinedTotal}, {"missing", c.Missing},
		{"detained", c.Detained}, {"displaced", c.Displaced}, {"bodies", c.BodiesFound}} {
		if f.n != nil {
			out = append(out, number{f.name, *f.n})
		}
	}
	return out
}

// figuresOf are the counts of a casualty claim as comparable words.
func figuresOf(c *claim.Claim) []string {
	if c.Kind != claim.Casualty {
		return nil
	}
	var out []string
	for _, n := range numbersOf(c) {
		out = append(out, "|"+n.measure+itoa(n.value))
	}
	return out
}

func itoa(n int) string {
	var b [20]byte
	i := len(b)
	for u := uint(max(n, 0)); ; u /= 10 {
		i--
		b[i] = byte('0' + u%10)
		if u < 10 {
			return string(b[i:])
		}
	}
}
