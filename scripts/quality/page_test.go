package main

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestOnlyMeasuredSetsAreReplaced(t *testing.T) {
	page, err := merge("# Title\n\nwords\n"+begin+"\n"+end+"\nmore words\n", []row{
		{"b", "killed", "1 of 3", "", "2022-01-01", "x y"}, {"b", "day", "50", "40", "2022-01-01", "x"}, {"sample", "quotes", "7 of 7", "all", "2022-01-01", "make quality"}})
	if err != nil {
		t.Fatal(err)
	}
	page, err = merge(page, []row{{"sample", "quotes", "8 of 8", "all", "2022-02-02", "make quality"}, {"a", "day", "60", "", "2022-02-02", "x"}})
	if err != nil {
		t.Fatal(err)
	}
	want := "# Title\n\nwords\n" + begin + "\n" + head + `
| sample | quotes | 8 of 8 | all | 2022-02-02 | ` + "`make quality`" + ` |
| a | day | 60 |  | 2022-02-02 | ` + "`x`" + ` |
| b | killed | 1 of 3 |  | 2022-01-01 | ` + "`x y`" + ` |
| b | day | 50 | 40 | 2022-01-01 | ` + "`x`" + ` |
` + end + "\nmore words\n"
	if page != want {
		t.Errorf("got\n%s\nwant\n%s", page, want)
	}
}

func TestPageWithoutItsMarksIsLeftAlone(t *testing.T) {
	if _, err := merge("# Title\n", nil); err == nil {
		t.Error("no error")
	}
}

func TestFiguresAreFoundByPath(t *testing.T) {
	var v any
	if err := json.NewDecoder(strings.NewReader(`{"a":{"f1":87.5},"few":{"pct":null,"right":3,"n":4},"added":[],"fixed at 0.15":{"f1":1}}`)).Decode(&v); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"a.f1": "87.5", "few.pct": "3 of 4", "added": "0", "fixed at 0:15.f1": "1", "a.p": ""} {
		if got, _ := at(v, path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}
