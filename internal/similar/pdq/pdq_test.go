package pdq_test

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"exhibit/internal/similar/pdq"
)

// tolerance is how many bits a hash of quality 80 and more may be from the published one.
const tolerance = 10

func picture(t testing.TB, name string) image.Image {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := jpeg.Decode(bufio.NewReader(f))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// published reads the hashes of the bridge in its eight positions, in the order of Dihedral.
func published(t testing.TB) []pdq.Hash {
	t.Helper()
	b, err := os.ReadFile("testdata/expected_pdq_hashes.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []pdq.Hash
	for _, r := range rows[1:] {
		h, err := pdq.Parse(r[0])
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, h)
	}
	return out
}

func TestPublishedHashesOfTheBridgeAreMet(t *testing.T) {
	want := published(t)
	img := picture(t, "bridge-1-original.jpg")
	h, quality := pdq.Of(img)
	if quality < 80 || h.Distance(want[0]) > tolerance {
		t.Errorf("quality %d, hash %s, %d bits from the published one", quality, h, h.Distance(want[0]))
	}
	all, quality := pdq.Dihedral(img)
	if quality < 80 || all[0] != h {
		t.Errorf("quality %d, and as it is %s", quality, all[0])
	}
	for i, got := range all {
		if d := got.Distance(want[i]); d > tolerance {
			t.Errorf("position %d: %s is %d bits from the published %s", i, got, d, want[i])
		}
	}
}

func TestScaledCopiesMatchAndOtherPicturesDoNot(t *testing.T) {
	h, _ := pdq.Of(picture(t, "bridge-1-original.jpg"))
	for _, name := range []string{"shrink-a-lot.jpg", "square-128x128.jpg"} {
		g, quality := pdq.Of(picture(t, name))
		if d := h.Distance(g); d > pdq.Match || quality < pdq.LeastUseful {
			t.Errorf("%s: distance %d, quality %d", name, d, quality)
		}
	}
	g, _ := pdq.Of(picture(t, "small.jpg"))
	if d := h.Distance(g); d <= pdq.Match {
		t.Errorf("another picture is %d bits away", d)
	}
}

// noise is a picture of blurred spots that depends on its seed alone.
func noise(w, h int, seed uint64) *image.NRGBA {
	r := rand.New(rand.NewPCG(seed, 1))
	var grid [9][9]uint8
	for i := range grid {
		for j := range grid[i] {
			grid[i][j] = uint8(r.IntN(256))
		}
	}
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			v := grid[y*9/h][x*9/w]
			img.SetNRGBA(x, y, color.NRGBA{v, v / 2, 255 - v, 255})
		}
	}
	return img
}

// plain hides what kind of image an image is.
type plain struct{ image.Image }

func TestKindsOfImageAreReadAlike(t *testing.T) {
	src := noise(200, 150, 1)
	rgba, gray := image.NewRGBA(src.Rect), image.NewGray(src.Rect)
	inset := image.NewNRGBA(image.Rect(0, 0, 300, 300))
	for y := range 150 {
		for x := range 200 {
			rgba.Set(x, y, src.At(x, y))
			gray.Set(x, y, src.At(x, y))
			inset.Set(x+50, y+60, src.At(x, y))
		}
	}
	want, quality := pdq.Of(src)
	if quality < pdq.LeastUseful {
		t.Fatalf("quality %d", quality)
	}
	for name, img := range map[string]image.Image{"rgba": rgba, "gray": gray, "plain": plain{src}, "part": inset.SubImage(image.Rect(50, 60, 250, 210)), "part of plain": plain{inset.SubImage(image.Rect(50, 60, 250, 210))}} {
		if got, _ := pdq.Of(img); got.Distance(want) > 2 {
			t.Errorf("%s: %d bits away", name, got.Distance(want))
		}
	}
	palette := color.Palette{color.Black, color.White}
	p := image.NewPaletted(image.Rect(0, 0, 100, 100), palette)
	for i := range p.Pix {
		p.Pix[i] = uint8(i / 25 % 2)
	}
	a, _ := pdq.Of(p)
	if b, _ := pdq.Of(plain{p}); a != b {
		t.Errorf("with a palette %s, point by point %s", a, b)
	}
}

func TestNothingToSeeHasNoQuality(t *testing.T) {
	for _, r := range []image.Rectangle{image.Rect(0, 0, 0, 0), image.Rect(0, 0, 1, 1), image.Rect(0, 0, 4, 400), image.Rect(0, 0, 5, 5), image.Rect(0, 0, 1000, 5), image.Rect(0, 0, 640, 480)} {
		if _, quality := pdq.Of(image.NewGray(r)); quality != 0 {
			t.Errorf("%v: quality %d", r, quality)
		}
	}
}

func TestHashesAreReadAsTheyAreWritten(t *testing.T) {
	for _, h := range published(t) {
		if g, err := pdq.Parse(h.String()); err != nil || g != h {
			t.Errorf("%s: %v", h, err)
		}
	}
	for _, s := range []string{"", "f8", "g8f8f0cce0f4e84d0e370a22028f67f0b36e2ed596623e1d33e6339c4e9c9b22", published(t)[0].String() + "0"} {
		if _, err := pdq.Parse(s); err == nil {
			t.Errorf("%q is taken for a hash", s)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("f8f8f0cce0f4e84d0e370a22028f67f0b36e2ed596623e1d33e6339c4e9c9b22")
	f.Add("F8F8")
	f.Fuzz(func(t *testing.T, s string) {
		h, err := pdq.Parse(s)
		if err != nil {
			return
		}
		g, err := pdq.Parse(h.String())
		if err != nil || g != h || h.Distance(g) != 0 || len(s) != 64 {
			t.Errorf("%q: %s, %v", s, g, err)
		}
	})
}

// generated is n hashes by chance, among which every tenth is a neighbour of the one before, and some are equal.
func generated(n int, seed uint64) []pdq.Hash {
	r := rand.New(rand.NewPCG(seed, 2))
	out := make([]pdq.Hash, n)
	for i := range out {
		out[i] = pdq.Hash{r.Uint64(), r.Uint64(), r.Uint64(), r.Uint64()}
		if i%10 == 9 {
			out[i] = near(out[i-1], r, r.IntN(48))
		}
	}
	return out
}

// near changes some bits of a hash.
func near(h pdq.Hash, r *rand.Rand, n int) pdq.Hash {
	for range n {
		k := r.IntN(pdq.Bits)
		h[k/64] ^= 1 << (k % 64)
	}
	return h
}

func TestSearchFindsWhatComparingAllFinds(t *testing.T) {
	for _, n := range []int{0, 1, 300, 20_000} {
		hashes := generated(n, 3)
		set := pdq.NewSet(hashes)
		r := rand.New(rand.NewPCG(4, 4))
		for range 200 {
			q := pdq.Hash{r.Uint64(), r.Uint64(), r.Uint64(), r.Uint64()}
			if n > 0 {
				q = near(hashes[r.IntN(n)], r, r.IntN(45))
			}
			for _, within := range []int{0, 7, pdq.Match, 32, 60, pdq.Bits} {
				compare(t, set, hashes, q, within)
			}
		}
	}
}

func compare(t *testing.T, set *pdq.Set, hashes []pdq.Hash, q pdq.Hash, within int) {
	t.Helper()
	var want, got []int
	at, best := -1, within+1
	for i, h := range hashes {
		if d := h.Distance(q); d <= within {
			want = append(want, i)
			if d < best {
				at, best = i, d
			}
		}
	}
	set.Near(q, within, func(i, _ int) { got = append(got, i) })
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Fatalf("within %d: found %v, there are %v", within, got, want)
	}
	i, d, ok := set.Nearest(q, within)
	if ok != (at >= 0) || ok && (i != at || d != best) {
		t.Fatalf("within %d: nearest %d at %d (%v), there is %d at %d", within, i, d, ok, at, best)
	}
}

func BenchmarkOfDecoded1000x1000(b *testing.B) {
	img := noise(1000, 1000, 1)
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, img, nil); err != nil {
		b.Fatal(err)
	}
	decoded, err := jpeg.Decode(&buf)
	if err != nil {
		b.Fatal(err)
	}
	for name, m := range map[string]image.Image{"NRGBA": img, "YCbCr": decoded} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				pdq.Of(m)
			}
		})
	}
}

func BenchmarkNearestOfMillion(b *testing.B) {
	hashes := generated(1_000_000, 5)
	set := pdq.NewSet(hashes)
	r := rand.New(rand.NewPCG(6, 6))
	for name, bits := range map[string]int{"copy": 12, "stranger": 200} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				set.Nearest(near(hashes[r.IntN(len(hashes))], r, bits), pdq.Match)
			}
		})
	}
}

func TestPositionsSayHowAPictureWasTurned(t *testing.T) {
	const n = 800
	bridge := picture(t, "bridge-1-original.jpg")
	src := image.NewGray(image.Rect(0, 0, n, n))
	for y := range n {
		for x := range n {
			src.Set(x, y, bridge.At(x+400, y+100))
		}
	}
	all, _ := pdq.Dihedral(src)
	for name, from := range map[string]func(x, y int) (int, int){ // where the point of the turned picture comes from
		"":                                        func(x, y int) (int, int) { return x, y },
		"turned 90° against the clock":            func(x, y int) (int, int) { return n - 1 - y, x },
		"turned 180°":                             func(x, y int) (int, int) { return n - 1 - x, n - 1 - y },
		"turned 90° with the clock":               func(x, y int) (int, int) { return y, n - 1 - x },
		"mirrored top to bottom":                  func(x, y int) (int, int) { return x, n - 1 - y },
		"mirrored left to right":                  func(x, y int) (int, int) { return n - 1 - x, y },
		"mirrored at the diagonal from top left":  func(x, y int) (int, int) { return y, x },
		"mirrored at the diagonal from top right": func(x, y int) (int, int) { return n - 1 - y, n - 1 - x },
	} {
		turned := image.NewGray(src.Rect)
		for y := range n {
			for x := range n {
				turned.Set(x, y, src.At(from(x, y)))
			}
		}
		h, _ := pdq.Of(turned)
		back, _ := pdq.Dihedral(turned)
		positions := pdq.Positions()
		k := slices.Index(positions[:], name)
		if k < 0 || h.Distance(all[k]) > tolerance {
			best := slices.IndexFunc(all[:], func(g pdq.Hash) bool { return g.Distance(h) <= tolerance })
			t.Errorf("%q: the hash is that of position %d", name, best)
			continue
		}
		if d := back[pdq.Back(k)].Distance(all[0]); d > tolerance {
			t.Errorf("%q: turned back it is %d bits away", name, d)
		}
	}
}
