package origin

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"exhibit/internal/claim"
	"exhibit/internal/similar"
)

// depend records that what a says in claim i goes back to b.
func (r *Reading) depend(a, b occasion, basis string, i int) {
	if a == b {
		return
	}
	e := edge{a, b, basis}
	r.edges[e] = append(r.edges[e], i)
}

// oneAuthority: when "the authorities" and a ministry of theirs state one figure, one count is meant and the ministry's is it.
func (r *Reading) oneAuthority() {
	type figure struct{ ref, figure string }
	exact := map[figure][]voice{}
	for i := range r.claims {
		l := r.chains[i].links[0]
		if l.voice.sort != aBody || l.voice.generic != "" {
			continue
		}
		for _, f := range figuresOf(&r.claims[i]) {
			k := figure{r.claims[i].Ref, f}
			if !slices.ContainsFunc(exact[k], func(v voice) bool { return v.key == l.voice.key }) {
				exact[k] = append(exact[k], l.voice)
			}
		}
	}
	for i := range r.claims {
		l := &r.chains[i].links[0]
		if l.voice.sort != aBody || l.voice.generic == "" {
			continue
		}
		for _, f := range figuresOf(&r.claims[i]) {
			var fit []voice
			for _, v := range exact[figure{r.claims[i].Ref, f}] {
				if l.voice.generic == "*" || sharesWord(l.voice.generic, v.key) {
					fit = append(fit, v)
				}
			}
			if len(fit) == 1 {
				l.voice = fit[0]
				break
			}
		}
	}
}

// sharesWord reports whether a word of a stands in b.
func sharesWord(a, b string) bool {
	b = " " + strings.TrimPrefix(b, "b:") + " "
	for w := range strings.FieldsSeq(a) {
		if strings.Contains(b, " "+w+" ") {
			return true
		}
	}
	return false
}

// copies: outlets that carry one text, or one sentence word for word, without naming where it comes from.
func (r *Reading) copies(sources []Source) {
	order := make([]int, len(sources))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return compareSources(&sources[a], &sources[b]) })
	sigs := make([]similar.Sig, len(order))
	for k, i := range order {
		sigs[k] = sources[i].Sig
	}
	carries := map[string]textGroup{} // ref → the group its text is in
	for _, g := range similar.Groups(sigs) {
		head := sources[order[g.Members[0]]]
		for _, m := range g.Members {
			carries[sources[order[m]].Ref] = textGroup{head.Ref, g.Least}
		}
	}
	r.copiedTexts(carries)
	r.copiedSentences(carries)
}

type textGroup struct {
	head  string // ref of the earliest item that carries the text
	least float64
}

// compareSources puts the earliest published first; what is undated comes last.
func compareSources(a, b *Source) int {
	return cmp.Or(cmp.Compare(orLast(a.PublishedMin), orLast(b.PublishedMin)), cmp.Compare(orLast(a.PublishedMax), orLast(b.PublishedMax)),
		cmp.Compare(a.Ref, b.Ref), cmp.Compare(a.Report, b.Report))
}

func orLast(day string) string {
	if day == "" {
		return "~"
	}
	return day
}

// copiedTexts splits the narration of an item that carries a shared text from the rest its outlet tells that day, and ties it
// to the earliest item with that text.
func (r *Reading) copiedTexts(carries map[string]textGroup) {
	heads := map[string]occasion{}
	for i := range r.claims {
		c := &r.claims[i]
		if g, ok := carries[c.Ref]; ok && r.narrated(i) {
			r.ids[i].channel = "text " + digest(g.head)[:8]
			if c.Ref == g.head {
				heads[g.head] = r.ids[i]
			}
		}
	}
	for i := range r.claims {
		c := &r.claims[i]
		g, ok := carries[c.Ref]
		if !ok || !r.narrated(i) || c.Status == "rejected" {
			continue
		}
		head, ok := heads[g.head]
		if !ok {
			if s := r.sources[g.head]; s != nil {
				own := r.outletVoice(&claim.Claim{Ref: s.Ref, Report: s.Report})
				head = occasion{own.key, s.PublishedMin, s.PublishedMax, r.ids[i].channel}
				r.extra(head, own)
			}
		}
		r.depend(r.ids[i], head, fmt.Sprintf("near-identical text (at least %.0f in 100 runs of five words)", 100*g.least), i)
	}
}

func (r *Reading) narrated(i int) bool {
	s := r.chains[i].links[0].voice.sort
	return s == outlet || s == agency && len(r.chains[i].links) == 1
}

// sentenceWords is the length from which a sentence repeated word for word is a copy and not a coincidence.
const sentenceWords = 9

// copiedSentences ties narration that repeats another outlet's sentence word for word to the earliest that has it.
func (r *Reading) copiedSentences(carries map[string]textGroup) {
	byWords := map[string][]int{}
	for i := range r.claims {
		if c := &r.claims[i]; r.narrated(i) && c.Status != "rejected" {
			if f := fold(c.Quote); strings.Count(f, " ")+1 >= sentenceWords {
				byWords[digest(f)] = append(byWords[digest(f)], i)
			}
		}
	}
	for _, list := range byWords {
		if len(list) < 2 {
			continue
		}
		slices.SortFunc(list, func(a, b int) int {
			ca, cb := &r.claims[a], &r.claims[b]
			return cmp.Or(cmp.Compare(orLast(r.ids[a].from), orLast(r.ids[b].from)), compareClaims(ca, cb))
		})
		for _, i := range list[1:] {
			if r.ids[i].key != r.ids[list[0]].key {
				r.depend(r.ids[i], r.ids[list[0]], "the same sentence word for word", i)
			}
		}
	}
}

// reactions: who speaks of images that another shared depends on him for what they show.
func (r *Reading) reactions() {
	shared := map[string][]int{} // ref and place → claims in which images are shared
	key := func(c *claim.Claim) string { return c.Ref + "|" + townOf(fold(c.Place)) }
	for i := range r.claims {
		if c := &r.claims[i]; c.Kind == claim.EvidenceMention && c.Place != "" && c.Status != "rejected" && speaksOfImages(c) && anyOf("sharing", fold(c.Quote)) {
			shared[key(c)] = append(shared[key(c)], i)
		}
	}
	for i := range r.claims {
		c := &r.claims[i]
		from := shared[key(c)]
		if len(from) == 0 || c.Kind != claim.EvidenceMention || c.Status == "rejected" || !speaksOfImages(c) || slices.Contains(from, i) {
			continue
		}
		slices.SortFunc(from, func(a, b int) int { return compareClaims(&r.claims[a], &r.claims[b]) })
		if to := from[0]; r.ids[to].key != r.ids[i].key && !r.narrated(i) {
			r.depend(r.ids[i], r.ids[to], "speaks of images that "+r.chains[to].links[0].voice.name+" shared", i)
		}
	}
}

// townOf is the town after which a region is called: images from "the Brodva region" are those from Brodva in the same report.
func townOf(place string) string {
	for _, tail := range [...]string{" region", " oblast", " province", " district", " area"} {
		place = strings.TrimSuffix(place, tail)
	}
	return place
}

func speaksOfImages(c *claim.Claim) bool {
	return anyOf("images", fold(c.Wanted)) || anyOf("images", fold(c.Quote))
}

// repetitions: what one voice says again on another day goes back to the first time. What an officer says for his department he
// says himself.
func (r *Reading) repetitions() {
	sayings := func(f func(at occasion, what string, i int)) {
		for i := range r.claims {
			c := &r.claims[i]
			if c.Status == "rejected" || r.narrated(i) {
				continue
			}
			r.sayings(i, r.ids[i], f)
			if o, ok := r.officer[i]; ok {
				r.sayings(i, o, f)
			}
		}
	}
	first := map[string]occasion{}
	sayings(func(at occasion, what string, _ int) {
		if o, ok := first[what]; !ok || compareOccasions(at, o) < 0 {
			first[what] = at
		}
	})
	sayings(func(at occasion, what string, i int) {
		r.depend(at, first[what], "the same speaker said it before", i)
	})
}

// distinctive is the size from which a number said again is the same count and no coincidence.
const distinctive = 50

// sayings calls f for what claim i says that can be said again: a distinctive figure, a legal label.
func (r *Reading) sayings(i int, at occasion, f func(at occasion, what string, i int)) {
	c := &r.claims[i]
	if c.Kind == claim.Casualty {
		for _, n := range numbersOf(c) {
			if n.value >= distinctive {
				f(at, at.key+"|"+n.measure+itoa(n.value)+"|"+fold(c.Place), i)
			}
		}
	}
	if c.Kind == claim.LegalLabel {
		for _, l := range c.LegalLabels {
			f(at, at.key+"|"+fold(l)+"|"+fold(c.Place), i)
		}
	}
}
