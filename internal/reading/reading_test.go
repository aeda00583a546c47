package reading

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"exhibit/internal/reading/text"
)

// original makes an Input of bytes in memory.
func original(name string, b []byte) Input {
	return Input{Name: name, Size: int64(len(b)), Open: func() (io.ReadSeekCloser, error) {
		return nopCloser{bytes.NewReader(b)}, nil
	}}
}

type nopCloser struct{ io.ReadSeeker }

func (nopCloser) Close() error { return nil }

func code(err error) string {
	var f *Failure
	if errors.As(err, &f) {
		return f.Code
	}
	return ""
}

// TestTypeIsFoundByBytesNotByName shows that a name decides only what the bytes leave open.
func TestTypeIsFoundByBytesNotByName(t *testing.T) {
	for _, c := range []struct{ name, head, want string }{
		{"a.pdf", "Just a few words.", "text/plain"},
		{"a.txt", "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", PDFType},
		{"a.txt", "junk before it\n%PDF-1.4\n", PDFType},
		{"a.txt", "<!DOCTYPE html><html><body><p>Words</p>", HTMLType},
		{"a.txt", "\uFEFF\n<?xml version=\"1.0\"?>\n<!-- page --><html xmlns=\"x\">", HTMLType},
		{"a.txt", "\xFF\xFE<\x00h\x00t\x00m\x00l\x00>\x00<\x00p\x00>\x00", HTMLType},
		{"a.html", "<p>A fragment</p>", HTMLType},
		{"a.txt", "A text about <html> pages", "text/plain"},
		{"a.xml", "<?xml version=\"1.0\"?><report><p>Words</p></report>", "text/xml"},
		{"a", "From: Press Office <press@example.org>\r\nTo: list@example.org\r\nSubject: Shelling\r\nDate: Mon, 7 Mar 2022 10:00:00 +0200\r\n\r\nWords", MailType},
		{"a", "Received: from a by b; Mon, 7 Mar 2022 10:00:00 +0200\r\nSubject: x\r\n\r\nWords", MailType},
		{"a.eml", "Subject: x\r\n\r\nWords", MailType},
		{"a.txt", "Date: 2022-03-07\nSubject: Shelling in the town\n\nThe mayor said so.", "text/plain"},
		{"a.eml", "Words without any header, then a blank line.\n\n", "text/plain"},
		{"a", "From someone Mon Mar  7 10:00:00 2022\nFrom: a@example.org\nSubject: x\n\nWords", MboxType},
		{"a.csv", "day,killed\n2022-03-06,3\n2022-03-07,4\n", "text/csv"},
		{"a.txt", "day,killed\n2022-03-06,3\n2022-03-07,4\n", "text/plain"},
		{"a.docx", "PK\x03\x04 ... [Content_Types].xml ...", DOCXType},
		{"a.zip", "PK\x03\x04\x14\x00\x00\x00\x00\x00\x00\x00\x00\x00word/document.xml", DOCXType},
		{"a.txt", "PK\x03\x04\x14\x00\x00\x00\x00\x00\x00\x00\x00\x00a/b.txt", "application/zip"},
		{"a.txt", "\xFF\xD8\xFF\xE0\x00\x10JFIF\x00", "image/jpeg"},
		{"a.txt", "", EmptyType},
		{"a.txt", "\xC2\xE5\xF7\xE5\xF0\xE5 \xF1\xED\xE0\xF0\xFF\xE4\xFB", "text/plain"},
		{"a.docx", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 wrapped", DOCXType},
		{"a.rtf", "{\\rtf1\\ansi words}", "text/rtf"},
	} {
		if got := Detect([]byte(c.head), c.name); got != c.want {
			t.Errorf("%s %.40q: %s, want %s", c.name, c.head, got, c.want)
		}
	}
}

// TestEachFormatIsReadByItsReader lives one original of each format through the set: type found, reader named, words there.
func TestEachFormatIsReadByItsReader(t *testing.T) {
	s := New(Config{})
	defer s.Close()
	for name, want := range map[string]string{
		"report.txt": "plain", "report.html": "html", "report.eml": "mail", "report.docx": "docx", "report.pdf": "pdf",
	} {
		t.Run(name, func(t *testing.T) {
			b, err := os.ReadFile("testdata/" + name)
			if err != nil {
				t.Fatal(err)
			}
			kind := Detect(b[:min(len(b), HeadSize)], "no-name-at-all")
			r, ok := s.For(kind)
			if !ok || r.Name() != want || !strings.HasPrefix(r.Version(), want+"/") {
				t.Fatalf("%s: %v", kind, r)
			}
			got, err := s.Read(t.Context(), original("no-name-at-all", b))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(got.Body, "five were wounded in Tavrivka") {
				t.Errorf("body %q", got.Body)
			}
			if got.Same != (want == "plain") {
				t.Error("Same is wrong")
			}
			again, err := s.Read(t.Context(), original("no-name-at-all", b))
			if d := cmp.Diff(got, again); err != nil || d != "" {
				t.Errorf("the second reading differs: %v %s", err, d)
			}
		})
	}
}

// TestWhatHasNoReaderIsSaidSo shows the outcome of an image and of an empty file.
func TestWhatHasNoReaderIsSaidSo(t *testing.T) {
	s := New(Config{})
	defer s.Close()
	for body, want := range map[string]string{"\xFF\xD8\xFF\xE0\x00\x10JFIF\x00": Unsupported, "": Empty, "{\\rtf1\\ansi words}": Unsupported} {
		if _, err := s.Read(t.Context(), original("a", []byte(body))); code(err) != want {
			t.Errorf("%q: %v", body, err)
		}
	}
}

// TestLimitsEndInAnOutcome shows that size, time and a parser's panic each end one original and nothing else.
func TestLimitsEndInAnOutcome(t *testing.T) {
	s := New(Config{MaxBytes: 10})
	defer s.Close()
	if _, err := s.Read(t.Context(), original("a", []byte("more than ten bytes"))); code(err) != TooLarge {
		t.Errorf("size: %v", err)
	}
	for want, r := range map[string]readerFunc{
		Malformed: func(context.Context) (*Text, error) { panic("index out of range") },
		TimeLimit: func(ctx context.Context) (*Text, error) { <-ctx.Done(); return nil, text.Stopped(ctx) },
		TooLarge:  func(context.Context) (*Text, error) { return &Text{Body: "more than three"}, nil },
	} {
		_, err := limited{r, Config{Time: 1, MaxText: 3}, false}.Read(t.Context(), Input{})
		if code(err) != want {
			t.Errorf("%s: %v", want, err)
		}
	}
}

// TestGrowingFileDoesNotFillMemory shows that the limit holds for what is read, not for what was announced.
func TestGrowingFileDoesNotFillMemory(t *testing.T) {
	s := New(Config{MaxBytes: 1 << 20})
	defer s.Close()
	in := Input{Name: "a", MediaType: "text/plain", Size: 5, Open: func() (io.ReadSeekCloser, error) { return endless{}, nil }}
	if _, err := s.Read(t.Context(), in); code(err) != TooLarge {
		t.Errorf("got %v", err)
	}
}

// TestCallersWishToStopIsNoFinding shows that a cancelled reading leaves no outcome behind.
func TestCallersWishToStopIsNoFinding(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := New(Config{})
	defer s.Close()
	_, err := s.Read(ctx, original("a", []byte("words")))
	if !errors.Is(err, context.Canceled) || code(err) != "" {
		t.Errorf("got %v", err)
	}
}

type readerFunc func(context.Context) (*Text, error)

func (readerFunc) Name() string                                       { return "test" }
func (readerFunc) Version() string                                    { return "test/1" }
func (f readerFunc) Read(ctx context.Context, _ Input) (*Text, error) { return f(ctx) }

type endless struct{}

func (endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'a'
	}
	return len(b), nil
}
func (endless) Seek(int64, int) (int64, error) { return 0, nil }
func (endless) Close() error                   { return nil }

func FuzzDetect(f *testing.F) {
	f.Add([]byte("<html>"), "a.html")
	f.Add([]byte("From: a@b\nTo: c@d\n\n"), "a.eml")
	f.Add([]byte("PK\x03\x04word/_rels/"), "a.docx")
	f.Add([]byte("\xFF\xFE\x00"), "")
	f.Fuzz(func(t *testing.T, head []byte, name string) {
		if Detect(head, name) == "" {
			t.Fatal("no type")
		}
	})
}
