package text

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPositionsAreCodePoints shows that every part cuts out exactly what was added.
func TestPositionsAreCodePoints(t *testing.T) {
	var b Builder
	b.AddAfter("\n", "Subject: ", Part{Kind: "header", Label: "Subject"}, "Обстріл\r\nміста ")
	start := b.Len() + 2
	b.Add(Part{Kind: "paragraph", N: 1}, " two 💥 words ")
	b.Add(Part{Kind: "paragraph", N: 2}, " \n ")
	b.Add(Part{Kind: "paragraph", N: 2}, "bad \xff and \x00 end")
	b.Mark(Part{Kind: "body"}, start)
	b.Join(&Text{Body: "joined", Parts: []Part{{Kind: "row", Start: 1, End: 4}}, Flags: []string{ActiveContent}, Notes: []string{"n"}})
	got := b.Text()
	if want := "Subject: Обстріл\nміста\n\ntwo 💥 words\n\nbad \uFFFD and \uFFFD end\n\njoined"; got.Body != want {
		t.Fatalf("body %q", got.Body)
	}
	runes := []rune(got.Body)
	var cut []string
	for _, p := range got.Parts {
		cut = append(cut, string(runes[p.Start:p.End]))
	}
	want := []string{"Обстріл\nміста", "two 💥 words", "bad \uFFFD and \uFFFD end", "two 💥 words\n\nbad \uFFFD and \uFFFD end", "oin"}
	if d := cmp.Diff(want, cut); d != "" {
		t.Error(d)
	}
}

// TestPanicIsAFailureOfOneOriginal shows that a parser's panic has a code and a sentence.
func TestPanicIsAFailureOfOneOriginal(t *testing.T) {
	_, err := Guard(func() (*Text, error) { panic(errors.New("index out of range")) })
	var f *Failure
	if !errors.As(err, &f) || f.Code != Malformed || f.Reason == "" {
		t.Errorf("got %v", err)
	}
}
