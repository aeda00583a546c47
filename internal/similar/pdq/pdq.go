package pdq

import (
	"image"
	"math"
	"slices"
)

const (
	side  = 64 // points a side after smoothing
	freqs = 16 // frequencies a side that are kept
	least = 5  // pixels a side, below which there is no hash
)

// Of hashes a picture. A picture of fewer than five pixels a side has no hash; its quality is 0.
func Of(img image.Image) (Hash, int) {
	b := img.Bounds()
	return OfRows(b.Dx(), b.Dy(), brightness(img))
}

// Positions says how a picture was turned or mirrored for each hash of Dihedral; as it is, nothing.
func Positions() [8]string {
	return [8]string{"", "turned 90° against the clock", "turned 180°", "turned 90° with the clock", "mirrored top to bottom", "mirrored left to right",
		"mirrored at the diagonal from top left", "mirrored at the diagonal from top right"}
}

// Back is the position that undoes one: a quarter turn is undone by the other one, everything else by itself.
func Back(position int) int {
	switch position {
	case 1:
		return 3
	case 3:
		return 1
	}
	return position
}

// Dihedral hashes a picture as it is and in the seven other ways it can be turned and mirrored: turned by 90, 180 and 270
// degrees against the clock, mirrored top to bottom and left to right, and mirrored at its two diagonals.
func Dihedral(img image.Image) ([8]Hash, int) {
	b := img.Bounds()
	c, quality := coefficients(b.Dx(), b.Dy(), brightness(img))
	var out [8]Hash
	for n := range out {
		t := c.turned(n)
		out[n] = t.hash()
	}
	return out, quality
}

// OfRows hashes a picture of which row gives the brightness, 0 to 255, of line y. It asks for each line once, in order.
func OfRows(width, height int, row func(y int, line []float32)) (Hash, int) {
	c, quality := coefficients(width, height, row)
	return c.hash(), quality
}

// spectrum holds the low frequencies of a picture: line, then column, each from the first above zero.
type spectrum [freqs][freqs]float32

func coefficients(width, height int, row func(int, []float32)) (spectrum, int) {
	if width < least || height < least {
		return spectrum{}, 0
	}
	points := shrink(width, height, row)
	return transform(points), quality(points)
}

type points [side][side]float32

// shrink smooths a picture twice in each direction and takes 64 × 64 points of it. The published program smooths the whole
// picture in both directions by turns. The filters commute, so each line can be finished when it is there, and only
// the columns that points are taken from need be smoothed downwards.
func shrink(width, height int, row func(int, []float32)) *points {
	across, down := window(width), window(height)
	line, half := make([]float32, width), make([]float32, width)
	columns := make([]float32, side*height) // one run of height for each column that is taken
	var at [side]int
	for j := range at {
		at[j] = centre(j, width)
	}
	for y := range height {
		row(y, line)
		smooth(half, line, across)
		smooth(line, half, across)
		for j, x := range at {
			columns[j*height+y] = line[x]
		}
	}
	var out points
	half = make([]float32, height)
	for j := range side {
		col := columns[j*height : (j+1)*height]
		smooth(half, col, down)
		smooth(col, half, down)
		for i := range side {
			out[i][j] = col[centre(i, height)]
		}
	}
	return &out
}

// centre is where point i lies on a line of n pixels.
func centre(i, n int) int { return (2*i + 1) * n / (2 * side) }

// window is the width of the filter for a line of n pixels: two windows to a point, rounded up.
func window(n int) int { return (n + 2*side - 1) / (2 * side) }

// smooth writes the mean of the window around each value; at the ends, of that part of the window there is.
func smooth(out, in []float32, window int) {
	ahead := (window + 2) / 2 // values of the window at the first place
	var sum float32
	n, right := 0, 0
	for ; right < ahead-1; right++ {
		sum += in[right]
		n++
	}
	at := 0
	for ; n < window; right++ {
		sum += in[right]
		n++
		out[at] = sum / float32(n)
		at++
	}
	left, share := 0, 1/float32(window)
	for ; right < len(in); right++ {
		sum += in[right] - in[left]
		out[at] = sum * share
		at++
		left++
	}
	for ; at < len(in); at++ {
		sum -= in[left]
		n--
		out[at] = sum / float32(n)
		left++
	}
}

// quality sums the steps of brightness between neighbours, in hundredths of the scale and without what is below one.
func quality(p *points) int {
	sum := 0
	step := func(a, b float32) {
		d := int((a - b) * 100 / 255)
		sum += max(d, -d)
	}
	for i := range side {
		for j := range side {
			if i+1 < side {
				step(p[i][j], p[i+1][j])
			}
			if j+1 < side {
				step(p[i][j], p[i][j+1])
			}
		}
	}
	return min(sum/90, 100)
}

// transform is the cosine transform of the points, without the frequency zero, which is brightness alone.
func transform(p *points) spectrum {
	var wave [freqs][side]float32
	for k := range wave {
		for x := range side {
			wave[k][x] = float32(math.Sqrt(2.0/side) * math.Cos(math.Pi/2/side*float64(k+1)*float64(2*x+1)))
		}
	}
	var half [freqs][side]float32
	for k := range half {
		for i, w := range wave[k] {
			for j, v := range p[i] {
				half[k][j] += w * v
			}
		}
	}
	var out spectrum
	for k := range out {
		for l := range out[k] {
			for j, w := range wave[l] {
				out[k][l] += half[k][j] * w
			}
		}
	}
	return out
}

// hash raises the bits of the frequencies above the median.
func (s *spectrum) hash() Hash {
	var all []float32
	for _, line := range s {
		all = append(all, line[:]...)
	}
	sorted := slices.Clone(all)
	slices.Sort(sorted)
	median := sorted[len(sorted)/2-1]
	var h Hash
	for k, v := range all {
		if v > median {
			h.set(k)
		}
	}
	return h
}

// turned gives the frequencies of the picture in one of its eight positions: turning and mirroring a picture exchanges
// lines with columns and changes the sign of every other frequency, those with an odd number of half waves.
func (s *spectrum) turned(n int) spectrum {
	var out spectrum
	for i := range s {
		for j, v := range s[i] {
			switch n {
			case 0:
				out[i][j] = v
			case 1:
				out[j][i] = signed(v, j%2 == 0)
			case 2:
				out[i][j] = signed(v, (i+j)%2 == 1)
			case 3:
				out[j][i] = signed(v, i%2 == 0)
			case 4:
				out[i][j] = signed(v, i%2 == 0)
			case 5:
				out[i][j] = signed(v, j%2 == 0)
			case 6:
				out[j][i] = v
			default:
				out[j][i] = signed(v, (i+j)%2 == 1)
			}
		}
	}
	return out
}

func signed(v float32, negative bool) float32 {
	if negative {
		return -v
	}
	return v
}
