package exhibit_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// room is one package of the house (docs/design.md, "The house"). Packages below its folder belong to it.
type room struct {
	path string
	only []string // what it may import of ours; nil: every room above it
}

// house lists the rooms from the ground up: a room imports only rooms above it in this list.
func house() []room {
	return []room{
		{path: "."},
		{path: "internal/store"},
		{path: "internal/ledger"},
		{path: "internal/actor", only: []string{".", "internal/store"}},
		{path: "internal/custody"},
		{path: "internal/anchor", only: []string{".", "internal/store"}},
		{path: "internal/intake"},
		{path: "internal/reading"},
		{path: "internal/lang"},
		{path: "internal/place"},
		{path: "internal/claim"},
		{path: "internal/similar"},
		{path: "internal/origin"},
		{path: "internal/casualty"},
		{path: "internal/incident"},
		{path: "internal/responsibility"},
		{path: "internal/law"},
		{path: "internal/estimate"},
		{path: "internal/index"},
		{path: "internal/casefile"},
		{path: "internal/dossier"},
		{path: "internal/submission"},
		{path: "internal/web"},
		{path: "sample", only: []string{}},
		{path: "cmd/exhibit"},
		{path: "internal/bench"},
		{path: "scripts", only: []string{}},
	}
}

// drivers are chosen in cmd and used in tests; nothing else knows that they exist.
func drivers() []string { return []string{"internal/ledger/sqlite"} }

// forbidden imports that the order alone would allow, each with the reason.
func forbidden() map[[2]string]string {
	return map[[2]string]string{
		{"internal/submission", "internal/index"}: "what a court gets must not depend on a view that can be rebuilt",
	}
}

// kinds of file: the product, a test inside its package, and a test outside (package x_test), which may tell a story of
// the whole house and so may use rooms further down.
type kind int

const (
	product kind = iota
	insideTest
	outsideTest
)

// mayImport says whether files of room a may import the package at path p of this module, and if not, why.
func mayImport(a room, p string, k kind) (bool, string) {
	if slices.Contains(drivers(), p) && a.path != "cmd/exhibit" && a.path != "internal/bench" && k == product && !within(p, a.path) {
		return false, "drivers are wired in cmd and nowhere else"
	}
	b, ok := roomOf(p)
	switch {
	case !ok:
		return false, "it has no place in the order"
	case a.path == b.path:
		return true, ""
	case forbidden()[[2]string{a.path, b.path}] != "":
		return false, forbidden()[[2]string{a.path, b.path}]
	case k == outsideTest, k == insideTest && b.path == "sample":
		return true, ""
	case a.only != nil && !slices.Contains(a.only, b.path):
		return false, fmt.Sprintf("of ours it may import only %q", a.only)
	case place(b) > place(a):
		return false, "that is further down the list: imports go one way"
	}
	return true, ""
}

func place(r room) int {
	return slices.IndexFunc(house(), func(s room) bool { return s.path == r.path })
}

func roomOf(p string) (room, bool) {
	for _, r := range house() {
		if within(p, r.path) {
			return r, true
		}
	}
	return room{}, false
}

func within(p, dir string) bool { return p == dir || strings.HasPrefix(p, dir+"/") }

// source is one Go file of the module.
type source struct {
	path, dir string
	test      bool
	kind      kind
	file      *ast.File
	imports   []string
}

// sources parses every Go file of the module once.
var sources = sync.OnceValues(func() ([]source, error) {
	var out []source
	err := filepath.WalkDir(".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && p != "." && (d.Name() == "testdata" || d.Name() == "node_modules" || p == "demo" || strings.HasPrefix(d.Name(), ".")):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(p, ".go"):
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		p = filepath.ToSlash(p)
		s := source{path: p, dir: path.Dir(p), test: strings.HasSuffix(p, "_test.go"), file: f}
		switch {
		case s.test && strings.HasSuffix(f.Name.Name, "_test"):
			s.kind = outsideTest
		case s.test:
			s.kind = insideTest
		}
		for _, i := range f.Imports {
			s.imports = append(s.imports, strings.Trim(i.Path.Value, `"`))
		}
		out = append(out, s)
		return nil
	})
	return out, err
})

func allSources(t *testing.T) []source {
	t.Helper()
	all, err := sources()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// ours turns an import of this module into a path below its root.
func ours(imp string) (string, bool) {
	if imp == "exhibit" {
		return ".", true
	}
	return strings.CutPrefix(imp, "exhibit/")
}

func TestImportsGoOneWay(t *testing.T) {
	for _, s := range allSources(t) {
		a, ok := roomOf(s.dir)
		if !ok {
			t.Errorf("%s: package %s has no place in the order; give it one in house() and in docs/design.md", s.path, s.dir)
			continue
		}
		for _, imp := range s.imports {
			p, ok := ours(imp)
			if !ok {
				continue
			}
			if may, why := mayImport(a, p, s.kind); !may {
				t.Errorf("%s imports %s: %s", s.path, imp, why)
			}
		}
	}
}

func TestOrderRefusesWhatItShould(t *testing.T) {
	for _, c := range []struct {
		from, to string
		kind     kind
		want     bool
	}{
		{"internal/store", ".", product, true},
		{".", "internal/store", product, false},
		{"internal/store", "internal/ledger", product, false},
		{"internal/actor", "internal/ledger", product, false},
		{"internal/place", "internal/lang", product, true},
		{"internal/lang", "internal/place", product, false},
		{"internal/submission", "internal/index", product, false},
		{"internal/submission", "internal/index", insideTest, false},
		{"internal/custody", "internal/ledger/sqlite", product, false},
		{"internal/custody", "internal/ledger/sqlite", insideTest, true},
		{"cmd/exhibit", "internal/ledger/sqlite", product, true},
		{"internal/reading", "sample", insideTest, true},
		{"internal/reading", "sample", product, false},
		{"internal/reading", "internal/reading/html", product, true},
		{"internal/casefile", "internal/submission", insideTest, false},
		{"internal/casefile", "internal/submission", outsideTest, true},
		{"internal/submission", "internal/index", outsideTest, false},
		{"internal/dossier", "internal/helpers", product, false},
	} {
		a, ok := roomOf(c.from)
		if !ok {
			t.Fatalf("no room %s", c.from)
		}
		if got, why := mayImport(a, c.to, c.kind); got != c.want {
			t.Errorf("%s imports %s (kind %d): %v, want %v; %s", c.from, c.to, c.kind, got, c.want, why)
		}
	}
}

// An outsider imports the root package; it brings nothing with it.
func TestRootPackageNeedsOnlyTheStandardLibrary(t *testing.T) {
	for _, s := range allSources(t) {
		if s.dir != "." {
			continue
		}
		for _, imp := range s.imports {
			domain, _, _ := strings.Cut(imp, "/")
			switch {
			case !strings.Contains(domain, "."), within(imp, "golang.org/x/mod/sumdb"):
			case s.test && (within(imp, "github.com/google/go-cmp") || imp == "pgregory.net/rapid"):
			default:
				t.Errorf("%s imports %s; the root package uses the standard library and golang.org/x/mod/sumdb only", s.path, imp)
			}
		}
	}
}

func TestPackagesAreNounsOfTheField(t *testing.T) {
	for _, s := range allSources(t) {
		switch name := strings.TrimSuffix(s.file.Name.Name, "_test"); name {
		case "util", "utils", "common", "helper", "helpers", "model", "models", "types", "misc", "base", "shared":
			t.Errorf("%s: a package called %s says nothing of what it is", s.path, name)
		}
	}
}

// Starting the program does nothing: no registration, no compiling of patterns, no C.
func TestNothingHappensBeforeMain(t *testing.T) {
	for _, s := range allSources(t) {
		if slices.Contains(s.imports, "C") {
			t.Errorf("%s uses cgo", s.path)
		}
		if s.test {
			continue
		}
		for _, d := range s.file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil && d.Name.Name == "init" {
					t.Errorf("%s has an init function; wire by hand in cmd", s.path)
				}
			case *ast.GenDecl:
				if d.Tok == token.VAR && compiles(d) {
					t.Errorf("%s compiles a pattern or template when the program starts; use sync.OnceValue", s.path)
				}
			}
		}
	}
}

// compiles reports whether initialising the variables calls a Must… function right away, outside any function literal.
func compiles(d *ast.GenDecl) bool {
	found := false
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok && strings.HasPrefix(sel.Sel.Name, "Must") {
				found = true
			}
		}
		return true
	})
	return found
}

// modules are the requirements of go.mod.
func modules(t *testing.T) []string {
	t.Helper()
	b, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for line := range strings.Lines(string(b)) {
		f := strings.Fields(strings.TrimPrefix(line, "require "))
		if len(f) >= 2 && strings.HasPrefix(f[1], "v") && f[0] != "go" {
			out = append(out, f[0])
		}
	}
	return out
}

func TestEveryDependencyHasAReason(t *testing.T) {
	b, err := os.ReadFile("docs/dependencies.md")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]string{} // module: a file that imports it
	for _, s := range allSources(t) {
		for _, imp := range s.imports {
			for _, m := range modules(t) {
				if within(imp, m) {
					used[m] = s.path
				}
			}
		}
	}
	for _, m := range modules(t) {
		row := strings.Contains(string(b), "\n| `"+m+"` |")
		switch by := used[m]; {
		case by != "" && !row:
			t.Errorf("%s imports %s, and docs/dependencies.md gives no reason for it", by, m)
		case by == "" && row:
			t.Errorf("docs/dependencies.md gives a reason for %s, which nothing imports", m)
		}
	}
}

// The documents say where a promise is tested, by name. A renamed test takes its mention with it.
func TestTestsNamedInDocumentsExist(t *testing.T) {
	have := map[string]bool{}
	for _, s := range allSources(t) {
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && s.test && f.Recv == nil {
				have[f.Name.Name] = true
			}
		}
	}
	pages, err := filepath.Glob("docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`((?:Test|Fuzz)[A-Z]\\w*)`")
	for _, page := range append(pages, "CONTRIBUTING.md") {
		b, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range named.FindAllSubmatch(b, -1) {
			if !have[string(m[1])] {
				t.Errorf("%s names %s, and there is no such test", page, m[1])
			}
		}
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	said := map[string]bool{}
	for _, s := range allSources(t) {
		if !s.test {
			said[s.dir] = said[s.dir] || s.file.Doc != nil && len(s.file.Doc.Text()) > 40
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(said)) {
		if !said[dir] {
			t.Errorf("package %s has no package comment: what it is, which rule it guards, what it never does", dir)
		}
	}
}

// The linter says the same while a file is being written; its rules are generated from the order above.
func TestLinterKnowsTheSameOrder(t *testing.T) {
	b, err := os.ReadFile(".golangci.yml")
	if err != nil {
		t.Fatal(err)
	}
	if want := linterRules(); !strings.Contains(string(b), want) {
		t.Errorf(".golangci.yml does not hold these rules, which follow from the order:\n%s", want)
	}
}

func linterRules() string {
	var b strings.Builder
	for i, r := range house() {
		if r.path == "." {
			continue // has stricter rules of its own
		}
		fmt.Fprintf(&b, "        %s:\n          list-mode: lax\n          files: [\"**/%s/**\", \"!$test\"]\n          deny: *ours\n", strings.ReplaceAll(r.path, "/", "-"), r.path)
		allowed := []string{r.path}
		for _, above := range house()[:i] {
			if may, _ := mayImport(r, above.path, product); may && above.path != "." {
				allowed = append(allowed, above.path)
			}
		}
		fmt.Fprintf(&b, "          allow: [exhibit/%s]\n", strings.Join(allowed, ", exhibit/"))
	}
	return b.String()
}
