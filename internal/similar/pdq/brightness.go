package pdq

import (
	"image"
	"image/color"
)

// Shares of red, green and blue in brightness (ITU-R BT.601), as the published program takes them.
const (
	red, green, blue = 0.299, 0.587, 0.114
)

// brightness reads the lines of a picture. Colours are taken as they are stored: what is transparent counts as if it were
// not, so that a hash is the one other programs give.
func brightness(img image.Image) func(y int, line []float32) {
	b := img.Bounds()
	switch m := img.(type) {
	case *image.YCbCr: // its first part is brightness already
		return func(y int, line []float32) { levels(m.Y[y*m.YStride:], line) }
	case *image.Gray:
		return func(y int, line []float32) { levels(m.Pix[y*m.Stride:], line) }
	case *image.RGBA:
		return func(y int, line []float32) { mixed(m.Pix[y*m.Stride:], line) }
	case *image.NRGBA:
		return func(y int, line []float32) { mixed(m.Pix[y*m.Stride:], line) }
	case *image.Paletted:
		known := make([]float32, 256)
		for i, c := range m.Palette {
			known[i&255] = level(c)
		}
		return func(y int, line []float32) {
			for x, p := range m.Pix[y*m.Stride : y*m.Stride+len(line)] {
				line[x] = known[p]
			}
		}
	}
	return func(y int, line []float32) {
		for x := range line {
			line[x] = level(img.At(b.Min.X+x, b.Min.Y+y))
		}
	}
}

func levels(pix []uint8, line []float32) {
	for x, p := range pix[:len(line)] {
		line[x] = float32(p)
	}
}

func mixed(pix []uint8, line []float32) {
	pix = pix[:4*len(line)]
	for x := range line {
		p := pix[4*x : 4*x+3 : 4*x+3]
		line[x] = red*float32(p[0]) + green*float32(p[1]) + blue*float32(p[2])
	}
}

func level(c color.Color) float32 {
	n, ok := color.NRGBA64Model.Convert(c).(color.NRGBA64)
	if !ok {
		return 0
	}
	return (red*float32(n.R) + green*float32(n.G) + blue*float32(n.B)) / 257
}
