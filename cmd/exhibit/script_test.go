package main

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"exhibit/internal/anchor/anchortest"
	"exhibit/internal/casefile"
	"exhibit/internal/claim"
	"exhibit/internal/place"
	"exhibit/sample"
)

// next is the rule-based reader under a later version, as after an upgrade of the program.
type next struct{ *claim.Reader }

func (next) Version() string { return claim.Version + "-next" }

func TestMain(m *testing.M) {
	program := func(change func(*wiring)) func() {
		return func() {
			w := defaultWiring()
			if change != nil {
				change(&w)
			}
			os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr, w))
		}
	}
	testscript.Main(m, map[string]func(){
		"exhibit": program(nil),
		// A later version of the program, whose claim rules have a new version.
		"exhibit-next": program(func(w *wiring) {
			w.claims = func() (casefile.ClaimReader, error) {
				r, err := claim.New(claim.Config{Gazetteer: place.Default()})
				return next{r}, err
			}
		}),
		// The same program on a machine whose clock stands in the past.
		"exhibit-yesterday": program(func(w *wiring) {
			w.clock = func() time.Time { return time.Now().AddDate(0, 0, -1) }
		}),
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("EXHIBIT_HOME", filepath.Join(env.WorkDir, "home"))
			env.Setenv("HOME", env.WorkDir)
			env.Values["t"] = env.T()
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"sample":    writeSampleTo,
			"flip":      flip,
			"sql":       execSQL,
			"authority": authority,
			"original":  original,
			"model":     model,
			"pick":      pick,
			"picture":   picture,
			"mail":      mail,
		},
		Condition: func(cond string) (bool, error) {
			if cond == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", cond)
		},
	})
}

// sample DIR writes the bundled reports.
func writeSampleTo(ts *testscript.TestScript, neg bool, args []string) {
	ts.Check(os.MkdirAll(ts.MkAbs(args[0]), 0o700))
	ts.Check(writeSample(sample.FS(), ts.MkAbs(args[0])))
}

// flip FILE [OFFSET] flips one bit of a file, in the middle when no offset is given. FILE may be a pattern; the first
// match is taken.
func flip(ts *testscript.TestScript, neg bool, args []string) {
	names, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(names) == 0 {
		ts.Fatalf("no file %s", args[0])
	}
	fi, err := os.Stat(names[0])
	ts.Check(err)
	ts.Check(os.Chmod(names[0], 0o600))
	b, err := os.ReadFile(names[0])
	ts.Check(err)
	at := len(b) / 2
	if len(args) > 1 {
		at, err = strconv.Atoi(args[1])
		ts.Check(err)
	}
	b[at] ^= 1
	ts.Check(os.WriteFile(names[0], b, fi.Mode()))
	ts.Check(os.Chmod(names[0], fi.Mode()))
}

// sql CASE STATEMENT changes the record database behind the program's back, as a tamperer would.
func execSQL(ts *testscript.TestScript, neg bool, args []string) {
	db, err := sql.Open("sqlite", ts.MkAbs(filepath.Join(args[0], "record.db")))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(strings.Join(args[1:], " "))
	ts.Check(err)
}

// authority starts a time-stamping authority on the loopback interface and sets TSA and writes its root to tsa.pem.
func authority(ts *testscript.TestScript, neg bool, args []string) {
	tb, ok := ts.Value("t").(testing.TB)
	if !ok {
		ts.Fatalf("this script needs the test it runs in")
	}
	url, roots := anchortest.NewAuthority(tb)
	ts.Setenv("TSA", url)
	ts.Check(os.WriteFile(ts.MkAbs("tsa.pem"), roots, 0o600))
}

// original CASE N sets ORIGINAL to the path of the N-th original, in the order of digests.
func original(ts *testscript.TestScript, neg bool, args []string) {
	var all []string
	ts.Check(filepath.WalkDir(ts.MkAbs(filepath.Join(args[0], "originals")), func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			all = append(all, p)
		}
		return err
	}))
	slices.Sort(all)
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Setenv("ORIGINAL", all[n])
}

// model starts a language model's server on the loopback interface and sets MODEL. It knows one sentence, reads it without
// its number and makes another up.
func model(ts *testscript.TestScript, neg bool, args []string) {
	const says = `{"claims":[{"quote":"civilians were killed when shells hit a market in Okhtyrka","kind":"casualty","killed":12,"place":"Okhtyrka"},{"quote":"words that nobody wrote","kind":"attack"}]}`
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `{"choices":[{"message":{"content":%s},"finish_reason":"stop"}]}`, strconv.Quote(says))
	}))
	ts.Defer(s.Close)
	ts.Setenv("MODEL", s.URL+"/v1")
}

// pick NAME PATTERN sets NAME to the first word of the first line of the last output that PATTERN matches.
func pick(ts *testscript.TestScript, neg bool, args []string) {
	re, err := regexp.Compile(args[1])
	ts.Check(err)
	for line := range strings.Lines(ts.ReadFile("stdout")) {
		if words := strings.Fields(line); re.MatchString(line) && len(words) > 0 {
			ts.Setenv(args[0], words[0])
			return
		}
	}
	ts.Fatalf("no line with %q", args[1])
}
