package picture_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"testing"
	"time"

	"exhibit/internal/reading/picture"
	"exhibit/internal/reading/text"
)

type file struct{ *bytes.Reader }

func (file) Close() error { return nil }

func input(media string, b []byte) text.Input {
	return text.Input{Name: "a", MediaType: media, Size: int64(len(b)), Open: func() (io.ReadSeekCloser, error) { return file{bytes.NewReader(b)}, nil }}
}

func encoded(t testing.TB, encode func(io.Writer, image.Image) error) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 40, 30))
	for i := range img.Pix {
		img.Pix[i] = uint8(i * 7)
	}
	var b bytes.Buffer
	if err := encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asJPEG(w io.Writer, m image.Image) error { return jpeg.Encode(w, m, nil) }
func asGIF(w io.Writer, m image.Image) error  { return gif.Encode(w, m, nil) }

// bomb is a PNG that says it is w by h and has next to nothing in it.
func bomb(t testing.TB, w, h uint32) []byte {
	t.Helper()
	b := encoded(t, png.Encode)
	binary.BigEndian.PutUint32(b[16:], w)
	binary.BigEndian.PutUint32(b[20:], h)
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return b
}

func TestPicturesAreUnpacked(t *testing.T) {
	d := picture.New(picture.Config{})
	for media, b := range map[string][]byte{"image/jpeg": encoded(t, asJPEG), "image/png": encoded(t, png.Encode), "image/gif": encoded(t, asGIF)} {
		var got image.Rectangle
		if err := d.Use(t.Context(), input(media, b), func(m image.Image) { got = m.Bounds() }); err != nil || got != image.Rect(0, 0, 40, 30) {
			t.Errorf("%s: %v, %v", media, got, err)
		}
	}
}

func TestWhatIsNotUnpackedHasAReason(t *testing.T) {
	d := picture.New(picture.Config{MaxBytes: 1 << 20})
	j, p := encoded(t, asJPEG), encoded(t, png.Encode)
	for name, c := range map[string]struct {
		in   text.Input
		code string
	}{
		"another type":               {input("image/webp", j), text.Unsupported},
		"too many points":            {input("image/png", bomb(t, 1<<16, 1<<16)), text.TooLarge},
		"more points than a number":  {input("image/png", bomb(t, 1<<31-1, 1<<31-1)), text.Unsupported},
		"too many bytes":             {input("image/png", make([]byte, 2<<20)), text.TooLarge},
		"a JPEG that breaks off":     {input("image/jpeg", j[:len(j)/2]), text.Truncated},
		"a PNG that breaks off":      {input("image/png", p[:len(p)-20]), text.Truncated},
		"a PNG that is none":         {input("image/png", []byte("no picture at all, but words")), text.Malformed},
		"a JPEG that is none":        {input("image/jpeg", []byte("no picture at all, but words")), text.Malformed},
		"a GIF that is none":         {input("image/gif", []byte("no picture at all, but words")), text.Malformed},
		"a PNG that is another size": {input("image/png", bomb(t, 400, 300)), text.Malformed},
		"nothing":                    {input("image/jpeg", nil), text.Truncated},
	} {
		err := d.Use(t.Context(), c.in, func(image.Image) { t.Errorf("%s was unpacked", name) })
		var f *text.Failure
		if !errors.As(err, &f) || f.Code != c.code || f.Reason == "" {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
}

// slow gives one byte at a time, and less willingly each time.
type slow struct{ file }

func (s slow) Read(b []byte) (int, error) {
	time.Sleep(time.Millisecond)
	return s.file.Read(b[:1])
}

func TestTimeIsBoundedAndGivingUpIsNoOutcome(t *testing.T) {
	in := input("image/jpeg", encoded(t, asJPEG))
	slowly := in
	slowly.Open = func() (io.ReadSeekCloser, error) {
		r, err := in.Open()
		return slow{r.(file)}, err
	}
	err := picture.New(picture.Config{Time: 20 * time.Millisecond}).Use(t.Context(), slowly, func(image.Image) {})
	var f *text.Failure
	if !errors.As(err, &f) || f.Code != text.TimeLimit {
		t.Errorf("slow: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := picture.New(picture.Config{}).Use(ctx, in, func(image.Image) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
	if err := picture.New(picture.Config{}).Use(t.Context(), in, func(image.Image) { panic("of the reader") }); !errors.As(err, &f) || f.Code != text.Malformed {
		t.Errorf("a panic: %v", err)
	}
}

func FuzzUse(f *testing.F) {
	for media, encode := range map[string]func(io.Writer, image.Image) error{"image/jpeg": asJPEG, "image/png": png.Encode, "image/gif": asGIF} {
		f.Add(media, encoded(f, encode))
	}
	f.Add("image/png", bomb(f, 1<<16, 1<<16))
	d := picture.New(picture.Config{MaxPixels: 1 << 16, Time: 10 * time.Second})
	f.Fuzz(func(t *testing.T, media string, b []byte) {
		err := d.Use(t.Context(), input(media, b), func(m image.Image) {
			_ = color.GrayModel.Convert(m.At(0, 0))
		})
		var failure *text.Failure
		if err != nil && !errors.As(err, &failure) {
			t.Errorf("%v", err)
		}
	})
}
