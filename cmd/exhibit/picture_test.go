package main

import (
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// picture SEED WIDTH FILE [mirrored] paints a picture that depends on its seed and not on its size, as JPEG, PNG or GIF by
// the name of the file.
func picture(ts *testscript.TestScript, neg bool, args []string) {
	seed, err := strconv.ParseFloat(args[0], 64)
	ts.Check(err)
	width, err := strconv.Atoi(args[1])
	ts.Check(err)
	img := painted(seed, width, len(args) > 3)
	name := ts.MkAbs(args[2])
	ts.Check(os.MkdirAll(filepath.Dir(name), 0o700))
	f, err := os.Create(name)
	ts.Check(err)
	switch filepath.Ext(name) {
	case ".jpg":
		err = jpeg.Encode(f, img, &jpeg.Options{Quality: 80})
	case ".png":
		err = png.Encode(f, img)
	default:
		err = gif.Encode(f, img, nil)
	}
	ts.Check(err)
	ts.Check(f.Close())
}

// painted is a sum of waves whose directions and lengths follow from the seed; at seed 0 there is nothing to see.
func painted(seed float64, width int, mirrored bool) image.Image {
	height := width * 3 / 4
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			u, v := float64(x)/float64(width), float64(y)/float64(height)
			if mirrored {
				u = 1 - u
			}
			level := 0.0
			for k := 1.0; k < 12 && seed != 0; k++ {
				level += math.Sin(20*math.Sin(seed*k)*u + 20*math.Cos(seed*k*k)*v + seed*k)
			}
			g := uint8(min(max(128+30*level, 0), 255))
			img.SetRGBA(x, y, color.RGBA{g, g, uint8(255 - g/2), 255})
		}
	}
	return img
}

// mail FILE TEXT DAY PICTURE writes a message of a day with a text and a picture attached.
func mail(ts *testscript.TestScript, neg bool, args []string) {
	words, attached := ts.ReadFile(args[1]), ts.ReadFile(args[3])
	name := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(filepath.Dir(name), 0o700))
	message := fmt.Sprintf("From: desk@example.org\nTo: unit@example.org\nSubject: report\nDate: %s 10:00:00 +0000\nMessage-ID: <%s@example.org>\nMIME-Version: 1.0\n"+
		"Content-Type: multipart/mixed; boundary=part\n\n--part\nContent-Type: text/plain; charset=utf-8\n\n%s\n--part\nContent-Type: image/jpeg\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=%q\n\n%s\n--part--\n",
		args[2], filepath.Base(name), words, filepath.Base(args[3]), folded(base64.StdEncoding.EncodeToString([]byte(attached))))
	ts.Check(os.WriteFile(name, []byte(message), 0o600))
}

func folded(s string) string {
	var b strings.Builder
	for ; len(s) > 76; s = s[76:] {
		b.WriteString(s[:76] + "\n")
	}
	return b.String() + s
}
