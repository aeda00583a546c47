package lang

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
)

// basics are the function words that no reading can do without, whatever the language.
var basics = strings.Fields("and or but not of in on since by from to until between that this which who was were last ago before after earlier during with for at least more than first day days week month year said about near all other")

// exceptions are basics that a language says without a word of its own.
var exceptions = map[string]string{
	"uk": "of by", // cases say it
	"ru": "of",
	"ar": "of at", // the construct state; ب is in
	"es": "on at", // en is in
}

// TestEveryLanguageHasTheWordsThatRulesCompare prints, for each language, which glosses that rules of lang and claim
// compare its list never gives. It fails for the basics only.
func TestEveryLanguageHasTheWordsThatRulesCompare(t *testing.T) {
	compared := comparedGlosses(t, ".", "../claim")
	if len(compared) < 300 {
		t.Fatalf("only %d words are compared: are the sources still where they were?", len(compared))
	}
	for _, l := range Languages() {
		if l == "en" {
			continue
		}
		has := glossesOf(For(l))
		var lacks []string
		for g := range compared {
			if !has[g] {
				lacks = append(lacks, g)
			}
		}
		sort.Strings(lacks)
		t.Logf("%s lacks %d of %d: %s", l, len(lacks), len(compared), strings.Join(lacks, " "))
		for _, g := range basics {
			if !has[g] && !strings.Contains(" "+exceptions[l]+" ", " "+g+" ") {
				t.Errorf("%s has no word for %q", l, g)
			}
		}
	}
}

func glossesOf(w *Words) map[string]bool {
	out := map[string]bool{}
	for _, at := range w.first {
		for _, p := range at.phrases {
			for _, g := range p.gloss {
				out[g] = true
			}
			switch {
			case p.class == classUnit && p.value < len(numberNames):
				out[numberNames[p.value]] = true
			case p.class == classPrefix:
				out[p.name] = true
			}
		}
	}
	return out
}

// comparedGlosses are the words that the Go sources compare with something, English words of one kind or another: in a
// case of a switch, or with == and !=.
func comparedGlosses(t *testing.T, dirs ...string) map[string]bool {
	out := map[string]bool{}
	for _, dir := range dirs {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				switch x := n.(type) {
				case *ast.CaseClause:
					for _, e := range x.List {
						addWord(e, out)
					}
				case *ast.BinaryExpr:
					if x.Op == token.EQL || x.Op == token.NEQ {
						addWord(x.X, out)
						addWord(x.Y, out)
					}
				}
				return true
			})
		}
	}
	return out
}

func addWord(e ast.Expr, out map[string]bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return
	}
	s, err := strconv.Unquote(lit.Value)
	if err != nil || len(s) < 2 {
		return
	}
	for i := 0; i < len(s); i++ {
		if s[i] < 'a' || s[i] > 'z' {
			return
		}
	}
	out[s] = true
}
