package score

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"exhibit/internal/claim"
)

func set(marked ...Marked) Gold {
	g := Gold{Claims: marked}
	g.Documents = append(g.Documents, struct {
		Doc string `json:"doc"`
	}{"01.txt"})
	return g
}

func said(kind claim.Kind, a, b int) claim.Claim {
	return claim.Claim{Report: "in/01.txt", Kind: kind, CharStart: a, CharEnd: b}
}

func TestMarkedClaimsAgainstThemselvesGiveAHundred(t *testing.T) {
	n := 4
	g := set(Marked{Doc: "01.txt", Kind: claim.Casualty, CharStart: 0, CharEnd: 40, Required: true, Killed: &n}, Marked{Doc: "01.txt", Kind: claim.Attack, CharStart: 50, CharEnd: 90, Required: true},
		Marked{Doc: "01.txt", Kind: claim.Denial, CharStart: 100, CharEnd: 120})
	toll := said(claim.Casualty, 0, 40)
	toll.Killed = &n
	r := Claims(g, []claim.Claim{toll, said(claim.Attack, 50, 90), said(claim.Denial, 100, 120)})
	if r.Claims != (Counts{2, 0, 0}) || r.Claims.F1() != 100 || r.Numbers != (Share{1, 1}) || r.Tolls.F1() != 100 {
		t.Errorf("%+v", r)
	}
}

func TestKindSpanAndWordsThatAssertNothingCount(t *testing.T) {
	g := set(Marked{Doc: "01.txt", Kind: claim.Casualty, CharStart: 0, CharEnd: 40, Required: true}, Marked{Doc: "01.txt", Kind: claim.Attack, CharStart: 50, CharEnd: 90, Required: true})
	g.Negatives = append(g.Negatives, struct {
		Doc       string `json:"doc"`
		CharStart int    `json:"char_start"`
		CharEnd   int    `json:"char_end"`
	}{"01.txt", 200, 240})
	r := Claims(g, []claim.Claim{said(claim.Attack, 0, 40), said(claim.Casualty, 200, 230)})
	if r.Claims != (Counts{0, 2, 2}) || r.Spans != (Counts{1, 1, 1}) || r.Negatives != 1 {
		t.Errorf("%+v", r)
	}
}

func TestAnEqualKindOutweighsOverlap(t *testing.T) {
	g := set(Marked{Doc: "01.txt", Kind: claim.Casualty, CharStart: 0, CharEnd: 40, Required: true})
	r := Claims(g, []claim.Claim{said(claim.Attack, 0, 40), said(claim.Casualty, 5, 25)})
	if r.Claims.Right != 1 {
		t.Errorf("%+v", r)
	}
}

// No other matching of a small table is worth more.
func TestMatchingIsTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, m := rapid.IntRange(0, 4).Draw(t, "rows"), rapid.IntRange(0, 4).Draw(t, "columns")
		w := make([][]float64, n)
		for i := range w {
			w[i] = make([]float64, m)
			for j := range w[i] {
				w[i][j] = float64(rapid.IntRange(0, 9).Draw(t, "weight"))
			}
		}
		got := 0.0
		for i, j := range assign(w, m) {
			got += w[i][j]
		}
		if best := try(w, 0, m, map[int]bool{}); math.Abs(got-best) > 1e-9 {
			t.Fatalf("%v: %v, the best is %v", w, got, best)
		}
	})
}

func try(w [][]float64, i, m int, used map[int]bool) float64 {
	if i == len(w) {
		return 0
	}
	best := try(w, i+1, m, used)
	for j := range m {
		if !used[j] {
			used[j] = true
			best = max(best, w[i][j]+try(w, i+1, m, used))
			delete(used, j)
		}
	}
	return best
}
