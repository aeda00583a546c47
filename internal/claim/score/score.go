package score

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"path"

	"exhibit/internal/claim"
)

// Gold is a set of documents with the claims that people marked in them (schema seed-gold/1).
type Gold struct {
	Documents []struct {
		Doc string `json:"doc"`
	} `json:"documents"`
	Claims    []Marked `json:"claims"`
	Negatives []struct {
		Doc       string `json:"doc"`
		CharStart int    `json:"char_start"`
		CharEnd   int    `json:"char_end"`
	} `json:"negatives"`
}

// Marked is a claim as a person marked it.
type Marked struct {
	ID            string     `json:"id"`
	Doc           string     `json:"doc"`
	Kind          claim.Kind `json:"kind"`
	CharStart     int        `json:"char_start"`
	CharEnd       int        `json:"char_end"`
	Required      bool       `json:"required"`
	Killed        *int       `json:"killed"`
	Injured       *int       `json:"injured"`
	CombinedTotal *int       `json:"combined_total"`
	BodiesFound   *int       `json:"bodies_found"`
}

// Load reads a file of marked claims.
func Load(r io.Reader) (Gold, error) {
	var g Gold
	if err := json.NewDecoder(r).Decode(&g); err != nil {
		return g, fmt.Errorf("reading marked claims: %w", err)
	}
	return g, nil
}

// Counts are right, wrong and missed ones.
type Counts struct{ Right, Wrong, Missed int }

// Precision is the share of what was given that is right, in percent.
func (c Counts) Precision() float64 { return share(c.Right, c.Right+c.Wrong) }

// Recall is the share of what there is that was found, in percent.
func (c Counts) Recall() float64 { return share(c.Right, c.Right+c.Missed) }

// F1 is their harmonic mean.
func (c Counts) F1() float64 { return share(2*c.Right, 2*c.Right+c.Wrong+c.Missed) }

func share(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return 100 * float64(a) / float64(b)
}

// Result is what a comparison gives.
type Result struct {
	Claims    Counts // span and kind agree
	Spans     Counts // the span agrees
	Tolls     Counts // of casualty, attack and weapon claims: span and kind agree
	Numbers   Share  // killed, injured and combined on the casualty claims that were found, where people or the machine give one
	Gold      int    // claims that must be found
	Predicted int
	Negatives int // claims made of words that assert nothing
}

// Share is how many of how many.
type Share struct{ Right, Of int }

// Percent is the share in percent.
func (s Share) Percent() float64 { return share(s.Right, s.Of) }

// Claims compares claims with those that people marked. Report of a claim ends in the name of its document.
func Claims(g Gold, claims []claim.Claim) Result {
	var r Result
	byDoc := map[string][]*claim.Claim{}
	for i := range claims {
		d := path.Base(claims[i].Report)
		byDoc[d] = append(byDoc[d], &claims[i])
	}
	marked := map[string][]*Marked{}
	for i := range g.Claims {
		marked[g.Claims[i].Doc] = append(marked[g.Claims[i].Doc], &g.Claims[i])
	}
	for _, d := range g.Documents {
		r.document(marked[d.Doc], byDoc[d.Doc], g, d.Doc)
	}
	return r
}

func (r *Result) document(gold []*Marked, found []*claim.Claim, g Gold, doc string) {
	pairs := align(gold, found)
	taken := map[int]bool{}
	optional := map[int]bool{}
	var spans, kinds, tolls int
	for i, m := range gold {
		j, ok := pairs[i]
		if ok {
			taken[j] = true
		}
		switch {
		case ok && !m.Required:
			optional[j] = true
		case ok:
			spans++
			if m.Kind == found[j].Kind {
				kinds++
				if toll(m.Kind) {
					tolls++
				}
			}
			r.numbers(m, found[j])
		}
	}
	required, requiredTolls, given, givenTolls := 0, 0, 0, 0
	for _, m := range gold {
		if m.Required {
			required++
			requiredTolls += one(toll(m.Kind))
		}
	}
	for j, c := range found {
		if !optional[j] {
			given++
			givenTolls += one(toll(c.Kind))
		}
		if !taken[j] && r.negative(g, doc, c) {
			r.Negatives++
		}
	}
	r.Gold, r.Predicted = r.Gold+required, r.Predicted+len(found)
	r.Claims.add(kinds, given-kinds, required-kinds)
	r.Spans.add(spans, given-spans, required-spans)
	r.Tolls.add(tolls, givenTolls-tolls, requiredTolls-tolls)
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func (c *Counts) add(right, wrong, missed int) {
	c.Right, c.Wrong, c.Missed = c.Right+right, c.Wrong+wrong, c.Missed+missed
}

func toll(k claim.Kind) bool { return k == claim.Casualty || k == claim.Attack || k == claim.Weapon }

// numbers compares the figures of a casualty claim. Where people marked bodies found, killed may hold that figure.
func (r *Result) numbers(m *Marked, c *claim.Claim) {
	if m.Kind != claim.Casualty {
		return
	}
	same := func(a, b *int) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }
	killed := same(m.Killed, c.Killed)
	if m.BodiesFound != nil {
		killed = same(m.BodiesFound, c.BodiesFound) && c.Killed == nil || same(m.BodiesFound, c.Killed) && c.BodiesFound == nil || same(m.BodiesFound, c.Killed) && same(m.BodiesFound, c.BodiesFound)
	}
	for _, n := range []struct{ given, ok bool }{
		{m.Killed != nil || m.BodiesFound != nil || c.Killed != nil, killed},
		{m.Injured != nil || c.Injured != nil, same(m.Injured, c.Injured)},
		{m.CombinedTotal != nil || c.CombinedTotal != nil, same(m.CombinedTotal, c.CombinedTotal)},
	} {
		r.Numbers.Of += one(n.given)
		r.Numbers.Right += one(n.given && n.ok)
	}
}

// negative reports whether a claim was made of words that assert nothing.
func (r *Result) negative(g Gold, doc string, c *claim.Claim) bool {
	for _, n := range g.Negatives {
		o := float64(overlap(n.CharStart, n.CharEnd, c.CharStart, c.CharEnd))
		if n.Doc == doc && (o >= 0.6*math.Max(1, float64(c.CharEnd-c.CharStart)) || o >= 0.9*float64(n.CharEnd-n.CharStart)) {
			return true
		}
	}
	return false
}

func overlap(a0, a1, b0, b1 int) int { return max(0, min(a1, b1)-max(a0, b0)) }

// Two spans may be one where they share three tenths, or one holds the other and is not much longer.
const (
	minShare  = 0.3
	minInside = 0.1
	maxLong   = 600
)

func spanScore(m *Marked, c *claim.Claim) float64 {
	o := overlap(m.CharStart, m.CharEnd, c.CharStart, c.CharEnd)
	a, b := m.CharEnd-m.CharStart, c.CharEnd-c.CharStart
	if o == 0 || a <= 0 || b <= 0 {
		return 0
	}
	s := float64(o) / float64(a+b-o)
	if s >= minShare || o == min(a, b) && s >= minInside && max(a, b) <= maxLong {
		return s
	}
	return 0
}

// align pairs marked claims and found ones, one to one, so that the whole is best: an equal kind is worth more than any
// overlap, a required claim more than an optional one.
func align(gold []*Marked, found []*claim.Claim) map[int]int {
	w := make([][]float64, len(gold))
	for i, m := range gold {
		w[i] = make([]float64, len(found))
		for j, c := range found {
			if s := spanScore(m, c); s > 0 {
				w[i][j] = s + 1.5*float64(one(m.Kind == c.Kind)) + 0.1*float64(one(m.Required))
			}
		}
	}
	return assign(w, len(found))
}

// assign is the best matching of rows to columns (the Hungarian method); a weight of 0 pairs nothing.
func assign(weight [][]float64, columns int) map[int]int {
	n, m := len(weight), columns
	at := func(i, j int) float64 { return weight[i][j] }
	flip := n > m
	if flip {
		n, m = m, n
		at = func(i, j int) float64 { return weight[j][i] }
	}
	out := map[int]int{}
	if n == 0 {
		return out
	}
	u, v := make([]float64, n+1), make([]float64, m+1)
	p, way := make([]int, m+1), make([]int, m+1)
	for i := 1; i <= n; i++ {
		p[0] = i
		j0 := 0
		low, used := make([]float64, m+1), make([]bool, m+1)
		for j := range low {
			low[j] = math.Inf(1)
		}
		for {
			used[j0] = true
			i0, delta, j1 := p[j0], math.Inf(1), 0
			for j := 1; j <= m; j++ {
				if used[j] {
					continue
				}
				if cur := -at(i0-1, j-1) - u[i0] - v[j]; cur < low[j] {
					low[j], way[j] = cur, j0
				}
				if low[j] < delta {
					delta, j1 = low[j], j
				}
			}
			for j := 0; j <= m; j++ {
				if used[j] {
					u[p[j]] += delta
					v[j] -= delta
				} else {
					low[j] -= delta
				}
			}
			j0 = j1
			if p[j0] == 0 {
				break
			}
		}
		for j0 != 0 {
			p[j0] = p[way[j0]]
			j0 = way[j0]
		}
	}
	for j := 1; j <= m; j++ {
		if p[j] == 0 || at(p[j]-1, j-1) <= 0 {
			continue
		}
		if flip {
			out[j-1] = p[j] - 1
		} else {
			out[p[j]-1] = j - 1
		}
	}
	return out
}
