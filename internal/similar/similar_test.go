package similar

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// prose makes n words of a text that depends on seed alone.
func prose(seed uint64, n int) []string {
	r := rand.New(rand.NewPCG(seed, 1))
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("word%d", r.IntN(3000))
	}
	return out
}

func TestOneTextWithAnotherHeadlineIsOneText(t *testing.T) {
	body := prose(1, 200)
	a := Signature("Bridge hit at noon\n\n" + strings.Join(body, " ") + ". (Agency)")
	b := Signature("NOON STRIKE ON BRIDGE: what is known. " + strings.Join(body, ", ") + ".")
	if s := Share(a, b); s < Near {
		t.Errorf("share %.2f, want at least %.2f", s, Near)
	}
	got := Groups([]Sig{Signature(strings.Join(prose(2, 200), " ")), a, b})
	if len(got) != 1 || !cmp.Equal(got[0].Members, []int{1, 2}) {
		t.Errorf("groups %v, want one of 1 and 2", got)
	}
}

func TestATextCutByAThirdIsStillOneText(t *testing.T) {
	body := prose(3, 300)
	if s := Share(Signature(strings.Join(body, " ")), Signature(strings.Join(body[:210], " "))); s < Near-0.1 {
		t.Errorf("share %.2f", s)
	}
}

func TestDifferentTextsAreNotOneText(t *testing.T) {
	var sigs []Sig
	for i := range 500 {
		sigs = append(sigs, Signature(strings.Join(prose(uint64(i), 150), " ")))
	}
	if got := Groups(sigs); len(got) != 0 {
		t.Errorf("groups of unrelated texts: %v", got)
	}
}

func TestAnEmptyOrVeryShortTextIsLikeNothing(t *testing.T) {
	for _, s := range []string{"", " … ", "Breaking", "Three killed in shelling, mayor says"} {
		if got := Groups([]Sig{Signature(s), Signature(s)}); len(got) != 0 {
			t.Errorf("%q was grouped with itself", s)
		}
	}
	if Share(Sig{}, Sig{}) != 0 {
		t.Error("two empty texts share something")
	}
}

func TestGroupsDoNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 40).Draw(t, "texts")
		var sigs []Sig
		for range n {
			seed := rapid.Uint64Range(0, 5).Draw(t, "seed")
			cut := rapid.IntRange(60, 100).Draw(t, "cut")
			sigs = append(sigs, Signature(strings.Join(prose(seed, 100)[:cut], " ")))
		}
		perm := rapid.Permutation(seq(n)).Draw(t, "order")
		shuffled := make([]Sig, n)
		for to, from := range perm {
			shuffled[to] = sigs[from]
		}
		want, got := together(Groups(sigs), n), together(Groups(shuffled), n)
		for i := range n {
			for j := range n {
				if got[i][j] != want[perm[i]][perm[j]] {
					t.Fatalf("texts %d and %d: together depends on order", perm[i], perm[j])
				}
			}
		}
	})
}

func seq(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func together(groups []Group, n int) [][]bool {
	out := make([][]bool, n)
	for i := range out {
		out[i] = make([]bool, n)
	}
	for _, g := range groups {
		for _, a := range g.Members {
			for _, b := range g.Members {
				out[a][b] = true
			}
		}
	}
	return out
}

func FuzzSignature(f *testing.F) {
	f.Add("The bridge was hit.")
	f.Add("قصفت المدينة")
	f.Add("\xff\xfe\x00 橋 が 壊れた")
	f.Fuzz(func(t *testing.T, s string) {
		a := Signature(s)
		if a != Signature(strings.ToLower(strings.ToUpper(s))) && isASCII(s) {
			t.Error("case makes a difference")
		}
		if a.Runs > 0 && Share(a, a) != 1 {
			t.Error("a text does not equal itself")
		}
	})
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

func BenchmarkSignature(b *testing.B) {
	text := strings.Join(prose(1, 600), " ")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Signature(text)
	}
}

func BenchmarkGroups(b *testing.B) {
	for _, n := range []int{10_000, 40_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			sigs := make([]Sig, n)
			r := rand.New(rand.NewPCG(7, 7))
			for i := range sigs {
				sigs[i] = Signature(strings.Join(prose(uint64(r.IntN(n/2)), 120)[:100+r.IntN(20)], " "))
			}
			for b.Loop() {
				Groups(sigs)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/text")
		})
	}
}
