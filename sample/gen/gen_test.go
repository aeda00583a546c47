package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image/color"
	stdjpeg "image/jpeg"
	"io"
	"math"
	"mime"
	"mime/multipart"
	"net/mail"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/bep/imagemeta"
)

func built(t *testing.T, name string) []byte {
	t.Helper()
	files, err := build()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.name == name {
			return f.body
		}
	}
	t.Fatalf("no %s is built", name)
	return nil
}

func TestCommittedFilesAreWhatTheGeneratorWrites(t *testing.T) {
	files, err := build()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		got, err := os.ReadFile(filepath.Join("..", "reports", f.name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, f.body) {
			t.Errorf("%s differs from what is generated; run go run ./sample/gen", f.name)
		}
	}
}

func TestPDFTableOfObjectsIsRight(t *testing.T) {
	pdf := built(t, "05-legal-observer-brief.pdf")
	at, err := strconv.Atoi(string(regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`).FindSubmatch(pdf)[1]))
	if err != nil || !bytes.HasPrefix(pdf[at:], []byte("xref\n")) {
		t.Fatalf("startxref %d does not lead to the table", at)
	}
	for i, m := range regexp.MustCompile(`(?m)^(\d{10}) 00000 n $`).FindAllSubmatch(pdf, -1) {
		at, _ := strconv.Atoi(string(m[1]))
		if want := fmt.Sprintf("%d 0 obj\n", i+1); !bytes.HasPrefix(pdf[at:], []byte(want)) {
			t.Errorf("object %d is not at %d", i+1, at)
		}
	}
	if n := bytes.Count(pdf, []byte("/Type /Page ")); n != 2 {
		t.Errorf("%d pages, want 2", n)
	}
}

func TestArchivesOpenAndTheirSumsAgree(t *testing.T) {
	for name, want := range map[string]int{"06-weekend-dispatches.zip": 2, "11-plain-table-digest.docx": 4} {
		b := built(t, name)
		r, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		if len(r.File) != want {
			t.Errorf("%s has %d members, want %d", name, len(r.File), want)
		}
		for _, f := range r.File {
			rc, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(io.Discard, rc); err != nil {
				t.Errorf("%s!%s: %v", name, f.Name, err)
			}
			rc.Close()
			if y := f.Modified.Year(); y != 2022 {
				t.Errorf("%s!%s is of %d", name, f.Name, y)
			}
		}
	}
}

func TestMailCarriesItsAttachment(t *testing.T) {
	m, err := mail.ReadMessage(bytes.NewReader(built(t, "04-morning-docket.eml")))
	if err != nil {
		t.Fatal(err)
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	var kinds []string
	for {
		p, err := parts.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		kinds = append(kinds, p.Header.Get("Content-Type"))
	}
	if len(kinds) != 2 {
		t.Errorf("parts: %q", kinds)
	}
}

func TestPhotographIsSmallAndDecodesToItsScene(t *testing.T) {
	b := built(t, "28-square.jpg")
	if len(b) > 60_000 {
		t.Errorf("%d bytes", len(b))
	}
	img, err := stdjpeg.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if img.Bounds().Dx() != photoWidth || img.Bounds().Dy() != photoHeight {
		t.Fatalf("bounds %v", img.Bounds())
	}
	for y := 4; y < photoHeight; y += 64 {
		for x := 4; x < photoWidth; x += 64 {
			c := color.YCbCrModel.Convert(img.At(x, y)).(color.YCbCr)
			want := scene(x, y)
			for i, got := range []uint8{c.Y, c.Cb, c.Cr} {
				if d := int(got) - want[i]; d < -24 || d > 24 {
					t.Errorf("(%d,%d) component %d is %d, drawn %d", x, y, i, got, want[i])
				}
			}
		}
	}
}

func TestPhotographStatesMakerDateAndPlace(t *testing.T) {
	var tags imagemeta.Tags
	_, err := imagemeta.Decode(imagemeta.Options{
		R:           bytes.NewReader(built(t, "28-square.jpg")),
		ImageFormat: imagemeta.JPEG,
		Sources:     imagemeta.EXIF,
		HandleTag: func(ti imagemeta.TagInfo) error {
			tags.Add(ti)
			return nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := tags.EXIF()["Make"].Value; got != "Exhibit sample" {
		t.Errorf("Make is %v", got)
	}
	when, err := tags.GetDateTime()
	if err != nil || when.Format("2006-01-02 15:04") != "2022-03-29 14:05" {
		t.Errorf("date is %v, %v", when, err)
	}
	lat, lon, err := tags.GetLatLong()
	if err != nil || math.Abs(lat-50.4501) > 1e-4 || math.Abs(lon-30.5241) > 1e-4 {
		t.Errorf("place is %v %v, %v", lat, lon, err)
	}
}

func TestWhatAnEncodingDoesNotHaveIsRefused(t *testing.T) {
	if _, err := windows1251("€"); err == nil {
		t.Error("windows1251 took a sign it does not write")
	}
	if _, err := winAnsi("я"); err == nil {
		t.Error("winAnsi took a Cyrillic letter")
	}
	if _, err := pdf("a", "# t\n%page\nя", time.Unix(0, 0)); err == nil {
		t.Error("a PDF was made of a text that its fonts cannot show")
	}
}
