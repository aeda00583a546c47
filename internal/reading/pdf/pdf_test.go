package pdf

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/tetratelabs/wazero/experimental"

	"exhibit/internal/reading/text"
)

// shared is one reader for the tests of this package: compiling the module takes seconds.
var shared = sync.OnceValue(func() *Reader { return New(Config{}) })

func code(err error) string {
	var f *text.Failure
	if errors.As(err, &f) {
		return f.Code
	}
	return ""
}

const (
	first  = "Three shells landed near the bus station of Tavrivka on Monday evening, the district\nadministration said. Two people were killed and five were wounded.\nThe ministry denied it."
	second = "Annex\nKilled: 2\nWounded: 5"
)

// TestModuleIsTheOneNamed shows that the bytes in the repository are those SOURCE.md speaks of.
func TestModuleIsTheOneNamed(t *testing.T) {
	b, err := unpack()
	if err != nil {
		t.Fatal(err)
	}
	if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != moduleSHA256 || len(b) != moduleBytes {
		t.Errorf("module of %d bytes has SHA-256 %x", len(b), sum)
	}
}

// TestPagesGiveTheirWordsInOrder shows text, pages, paragraphs and what the document says of itself.
func TestPagesGiveTheirWordsInOrder(t *testing.T) {
	got, err := shared().Parse(t.Context(), document("", first, second))
	if err != nil {
		t.Fatal(err)
	}
	page1 := strings.Replace(first, "wounded.\nThe", "wounded.\n\nThe", 1)
	page2 := "Annex\nKilled: 2\nWounded: 5"
	if got.Body != page1+"\n\n"+page2 {
		t.Errorf("body %q", got.Body)
	}
	runes := []rune(got.Body)
	var pages []string
	for _, p := range got.Parts {
		if p.Kind == "page" {
			pages = append(pages, string(runes[p.Start:p.End]))
		}
	}
	if d := cmp.Diff([]string{page1, page2}, pages); d != "" {
		t.Error(d)
	}
	got.Body, got.Parts = "", nil
	want := &text.Text{Title: "Situation report 7", Author: "Monitoring team", Lang: "en", PublishedMin: "2022-03-08", PublishedMax: "2022-03-08",
		PublishedBasis: "PDF CreationDate (made, not necessarily published)"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestEachBadDocumentHasItsOutcome shows the codes, and that a good document is read after each bad one.
func TestEachBadDocumentHasItsOutcome(t *testing.T) {
	good := document("", first)
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"locked by a password": {locked(), text.Encrypted},
		"cut in the middle":    {good[:len(good)/2], text.Truncated},
		"not a PDF":            {[]byte("words %%EOF"), text.Malformed},
		"no pages":             {assemble([]string{"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 0 /Kids [] >>"}, "/Root 1 0 R"), text.Malformed},
		"only a frame":         {[]byte("%PDF-1.7\nnothing\n%%EOF\n"), text.Malformed},
		"no words":             {document("", ""), text.Empty},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := shared().Parse(t.Context(), c.b); code(err) != c.want {
				t.Errorf("got %v", err)
			}
			if _, err := shared().Parse(t.Context(), good); err != nil {
				t.Errorf("the next document: %v", err)
			}
		})
	}
}

// TestPageTreeThatBitesItsTailEnds shows that a document without end ends.
func TestPageTreeThatBitesItsTailEnds(t *testing.T) {
	b := assemble([]string{"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 100000 /Kids [2 0 R 2 0 R] /Parent 2 0 R >>"}, "/Root 1 0 R")
	if _, err := shared().Parse(t.Context(), b); code(err) == "" {
		t.Errorf("got %v", err)
	}
}

// TestLimitsHaveTheirCodes shows pages, text, memory and time.
func TestLimitsHaveTheirCodes(t *testing.T) {
	config := shared().e.config
	limited := func(change func(*Config)) *Reader {
		r := &Reader{e: &engine{config: config, runtime: shared().e.runtime, compiled: shared().e.compiled, slots: make(chan struct{}, 1), room: newRoom(config.Share)}}
		r.e.once.Do(func() {})
		change(&r.e.config)
		return r
	}
	if err := shared().e.start(); err != nil {
		t.Fatal(err)
	}
	good := document("", first, second)
	if _, err := limited(func(c *Config) { c.Pages = 1 }).Parse(t.Context(), good); code(err) != text.TooLarge {
		t.Errorf("pages: %v", err)
	}
	if _, err := limited(func(c *Config) { c.MaxText = 10 }).Parse(t.Context(), good); code(err) != text.TooLarge {
		t.Errorf("text: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	if _, err := limited(func(*Config) {}).Parse(ctx, good); code(err) != text.TimeLimit {
		t.Errorf("time: %v", err)
	}
	many := make([]string, 3000)
	for i := range many {
		many[i] = first
	}
	ctx, cancel = context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := limited(func(*Config) {}).Parse(ctx, document("", many...)); code(err) != text.TimeLimit {
		t.Errorf("time, under way: %v", err)
	}
	ctx, cancel = context.WithCancel(t.Context())
	cancel()
	if _, err := limited(func(*Config) {}).Parse(ctx, good); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestMemoryOfTheMachineIsBounded shows that a document which needs more is an outcome of its own.
func TestMemoryOfTheMachineIsBounded(t *testing.T) {
	small := New(Config{Memory: 24 << 20, CacheDir: t.TempDir()})
	defer small.Close()
	if _, err := small.Parse(t.Context(), document("", first)); err != nil {
		t.Errorf("a small document: %v", err)
	}
	large := document("/Padding ("+strings.Repeat("x", 16<<20)+")", first)
	if _, err := small.Parse(t.Context(), large); code(err) != text.MemoryLimit {
		t.Errorf("a large document: %v", err)
	}
}

// TestActiveDocumentIsFlagged shows script, launch and what merely looks like it.
func TestActiveDocumentIsFlagged(t *testing.T) {
	for extra, want := range map[string]bool{
		"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>": true,
		"/OpenAction << /S /Launch /F (a.exe) >>":                 true,
		"/JSomething (x)": false,
		"":                false,
	} {
		got, err := shared().Parse(t.Context(), document(extra, first))
		if err != nil {
			t.Fatal(err)
		}
		if (len(got.Flags) == 1) != want {
			t.Errorf("%q: flags %v", extra, got.Flags)
		}
	}
}

// TestSameDocumentGivesSameText shows that nothing of the machine it runs on enters, also when several run at once.
func TestSameDocumentGivesSameText(t *testing.T) {
	b := document("", first, second)
	want, err := shared().Parse(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			got, err := shared().Parse(t.Context(), b)
			if err != nil {
				t.Error(err)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Error(d)
			}
		})
	}
	all.Wait()
}

// TestUnusedReaderTouchesNoModule shows that a case without PDF pays nothing for this reader.
func TestUnusedReaderTouchesNoModule(t *testing.T) {
	r := New(Config{})
	if r.e.runtime != nil || r.e.compiled != nil {
		t.Error("the module was set up")
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if _, err := r.Parse(t.Context(), document("", first)); err == nil {
		t.Error("a closed reader reads")
	}
}

// TestParagraphsFollowShortLines shows the guess about layout, and that it changes no word.
func TestParagraphsFollowShortLines(t *testing.T) {
	got := paragraphs(tidy("A line that runs to the full width of the column, which is quite wide here, and goes on, and\r\nits end.\r\nA new paragraph of two lines that begins here and is con\x02\r\ntinued here.\r\nAnnex\r\n"))
	want := []string{"A line that runs to the full width of the column, which is quite wide here, and goes on, and\nits end.", "A new paragraph of two lines that begins here and is con-tinued here.", "Annex"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestDividedWordIsJoined shows when the hyphen stays.
func TestDividedWordIsJoined(t *testing.T) {
	for s, want := range map[string]string{
		"in Government\x02\r\ncontrolled territory":      "in Government-controlled territory",
		"the govern\x02\r\nment said the government did": "the government said the government did",
	} {
		if got := tidy(s); got != want {
			t.Errorf("%q", got)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(document("", first, second))
	f.Add(locked())
	f.Add(document("/OpenAction << /S /JavaScript /JS (x) >> /PageLabels << /Nums [0 << /S /r >>] >>", first))
	f.Fuzz(func(t *testing.T, b []byte) {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		got, err := shared().Parse(ctx, b)
		if err != nil {
			if code(err) == "" {
				t.Fatalf("an error without an outcome: %v", err)
			}
			return
		}
		n := utf8.RuneCountInString(got.Body)
		for _, p := range got.Parts {
			if p.Start < 0 || p.End <= p.Start || p.End > n {
				t.Fatalf("part %+v of %d", p, n)
			}
		}
		if !utf8.ValidString(got.Body+got.Title+got.Author) || strings.Contains(got.Body, "\x00") {
			t.Fatalf("not valid: %+v", got)
		}
	})
}

func TestMemoryOfTheMachineIsReservedOnceAndReadsAsZero(t *testing.T) {
	for name, m := range map[string]experimental.LinearMemory{"reserved": reserve(1<<16, 64<<20), "in a slice": &slice{}} {
		first := m.Reallocate(1 << 16)
		first[0], first[1<<16-1] = 1, 2
		grown := m.Reallocate(32 << 20)
		if len(grown) != 32<<20 || grown[0] != 1 || grown[1<<16-1] != 2 {
			t.Errorf("%s: what was written is gone when the memory has grown", name)
		}
		if grown[1<<16] != 0 || grown[32<<20-1] != 0 {
			t.Errorf("%s: new memory is not zero", name)
		}
		m.Free()
		m.Free()
	}
	m := reserve(1<<16, 1<<20)
	defer m.Free()
	if _, ok := m.(*slice); !ok && m.Reallocate(2<<20) != nil {
		t.Error("more was given than was reserved")
	}
}

// FuzzPage gives what the module may say a page holds, and the day of a document.
func FuzzPage(f *testing.F) {
	f.Add(first, "iv", "D:20220308101500+02'00'")
	f.Add("con\x02\r\ncontinued \ufffe\u00ad\u200b\n\n\tA-\x02", "\x00", "20220231")
	f.Add(strings.Repeat("\x02", 300)+"word", "1", "D:")
	f.Add("\xff\xfe\xed\xa0\x80", "\u202e", "D:99999999")
	f.Fuzz(func(t *testing.T, s, label, made string) {
		var w writer
		w.page(1, text.OneLine(label), s)
		w.page(2, "2", s+s)
		if d := day(made); d != "" && len(d) != 10 {
			t.Errorf("%q is the day %q", made, d)
		}
		got, err := w.text(2)
		if err != nil {
			if code(err) != text.Empty {
				t.Error(err)
			}
			return
		}
		n := utf8.RuneCountInString(got.Body)
		for _, p := range got.Parts {
			if p.Start < 0 || p.End <= p.Start || p.End > n {
				t.Fatalf("part %+v of %d", p, n)
			}
		}
		if !utf8.ValidString(got.Body) || strings.Contains(got.Body, "\x00") {
			t.Fatalf("not valid: %q", got.Body)
		}
	})
}
