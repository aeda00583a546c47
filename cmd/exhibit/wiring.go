package main

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
	"unicode"

	"golang.org/x/term"

	"exhibit/internal/actor"
	"exhibit/internal/casefile"
	"exhibit/internal/claim"
	"exhibit/internal/ledger"
	"exhibit/internal/ledger/sqlite"
	"exhibit/internal/place"
	"exhibit/internal/reading"
	"exhibit/internal/store"
)

// wiring is what tests replace.
type wiring struct {
	files   store.Files
	clock   func() time.Time
	getenv  func(string) string
	readers func() *reading.Set
	claims  func() (casefile.ClaimReader, error)
}

func defaultWiring() wiring {
	return wiring{
		files:  store.Disk{},
		clock:  time.Now,
		getenv: os.Getenv,
		readers: func() *reading.Set {
			return reading.New(reading.Config{CacheDir: wasmCache()})
		},
		claims: sync.OnceValues(func() (casefile.ClaimReader, error) {
			r, err := claim.New(claim.Config{Gazetteer: place.Default()})
			if err != nil {
				return nil, err
			}
			return rules{r}, nil
		}),
	}
}

// wasmCache is where compiled reader modules are kept between runs; empty when there is no such place.
func wasmCache() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "exhibit", "readers")
}

// rules is the rule-based claim reader with its version.
type rules struct{ *claim.Reader }

func (rules) Version() string { return claim.Version }

// lazyClaims makes the claim reader when it is first needed: most commands never do.
type lazyClaims struct {
	make func() (casefile.ClaimReader, error)
}

func (l lazyClaims) Read(d claim.Doc) claim.Result {
	r, err := l.make()
	if err != nil {
		panic(err) // the lexicons are embedded and tested; imported places were read when they were imported
	}
	return r.Read(d)
}

func (l lazyClaims) Why(d claim.Doc, id string) (string, []claim.Because, error) {
	r, err := l.make()
	if err != nil {
		return "", nil, err
	}
	e, ok := r.(casefile.Explainer)
	if !ok {
		return "", nil, errors.New("this reader cannot say what made a claim")
	}
	return e.Why(d, id)
}

func (l lazyClaims) Version() string {
	r, err := l.make()
	if err != nil {
		panic(err)
	}
	return r.Version()
}

// app is one run of the program.
type app struct {
	ctx            context.Context
	stdin          io.Reader
	stdout, stderr io.Writer
	wiring
	meter meter
}

// caseFlag is how every command names its case.
type caseFlag struct {
	Case string `required:"" placeholder:"DIR" env:"EXHIBIT_CASE" help:"Folder of the case."`
}

// errNoHome says that neither EXHIBIT_HOME nor the user's configuration folder is known.
var errNoHome = errors.New("no place for keys: set EXHIBIT_HOME to a folder of yours")

func (a *app) home() (actor.Home, error) {
	dir := a.getenv("EXHIBIT_HOME")
	if dir == "" {
		config, err := os.UserConfigDir()
		if err != nil {
			return actor.Home{}, errNoHome
		}
		dir = filepath.Join(config, "exhibit")
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return actor.Home{}, fmt.Errorf("finding EXHIBIT_HOME: %w", err)
	}
	return actor.Home{Dir: abs, Files: a.files}, nil
}

// config wires a case together. With errNoHome it holds everything but a home.
func (a *app) config() (casefile.Config, error) {
	home, err := a.home()
	if err != nil && !errors.Is(err, errNoHome) {
		return casefile.Config{}, err
	}
	claims := a.claims
	if err == nil {
		with, err := withImports(filepath.Join(home.Dir, "places"), claims)
		if err != nil {
			return casefile.Config{}, err
		}
		claims = sync.OnceValues(with)
	}
	return casefile.Config{
		Program: programName(), Home: home, Files: a.files, Clock: a.clock, Random: rand.Reader,
		OpenDB: func(ctx context.Context, path string, create, readOnly bool) (*sql.DB, error) {
			return sqlite.Open(ctx, path, ledger.Migrations(), create, readOnly)
		},
		Passphrase: func() (string, error) { return a.passphrase(false) },
		Waiting: func() {
			fmt.Fprintln(a.stderr, "exhibit: another process is writing to this case; waiting for it")
		},
		Notice:   func(sentence string) { fmt.Fprintln(a.stderr, "exhibit: "+sentence) },
		Readers:  a.readers,
		Claims:   lazyClaims{claims},
		Progress: a.progress,
		Alive:    alive,
		Log:      slog.New(slog.DiscardHandler),
	}, err
}

func (a *app) open(dir string, mode casefile.Mode) (*casefile.Case, error) {
	cfg, err := a.config()
	if err != nil && (mode == casefile.Write || !errors.Is(err, errNoHome)) {
		return nil, err // who only reads needs no keys
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("finding the case: %w", err)
	}
	if err := regular(abs, "case.json", "checkpoint", "record.db"); err != nil {
		return nil, err
	}
	return casefile.Open(a.ctx, abs, cfg, mode)
}

// regular refuses a case in which a pipe or device stands for a file: opening it might never end.
func regular(dir string, names ...string) error {
	for _, name := range names {
		fi, err := os.Stat(filepath.Join(dir, name))
		if err == nil && !fi.Mode().IsRegular() {
			return fmt.Errorf("%s of %q is no file but a pipe, a device or a folder; this is not a whole case, copy it again from where it came", name, dir)
		}
	}
	return nil
}

// with opens the case, calls fn and closes it; an error of closing counts.
func (a *app) with(dir string, mode casefile.Mode, fn func(*casefile.Case) error) error {
	c, err := a.open(dir, mode)
	if err != nil {
		return err
	}
	err = fn(c)
	if e := c.Close(); err == nil {
		err = e
	}
	return err
}

// passphrase takes the passphrase from EXHIBIT_PASSPHRASE or asks for it on the terminal; twice for a new one.
func (a *app) passphrase(fresh bool) (string, error) {
	if p := a.getenv("EXHIBIT_PASSPHRASE"); p != "" {
		return p, nil
	}
	f, ok := a.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		if fresh {
			return "", errors.New("a new key is protected by a passphrase: set EXHIBIT_PASSPHRASE, or say --no-passphrase")
		}
		return "", errors.New("the key is protected by a passphrase: set EXHIBIT_PASSPHRASE, or run this on a terminal")
	}
	ask := func(prompt string) (string, error) {
		fmt.Fprint(a.stderr, prompt)
		b, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(a.stderr)
		if err != nil {
			return "", fmt.Errorf("reading the passphrase: %w", err)
		}
		return string(b), nil
	}
	p, err := ask("Passphrase: ")
	if err != nil || !fresh {
		return p, err
	}
	if len(strings.TrimSpace(p)) == 0 {
		return "", errors.New("an empty passphrase protects nothing; say --no-passphrase if that is what you want")
	}
	again, err := ask("Again: ")
	if err == nil && again != p {
		return "", errors.New("the two passphrases differ; nothing was made")
	}
	return p, err
}

func (a *app) printf(format string, args ...any) {
	fmt.Fprint(a.stdout, plain(fmt.Sprintf(format, args...)))
}

// plain makes visible what others may have put into names and reasons to move a terminal's cursor, colour its text or
// turn its direction. Line ends and tabs stay.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return r
		case r == '\r':
			return -1
		case r < 0x20, r >= 0x7f && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// oneLine keeps what others wrote from passing for a line of ours.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// json prints v as one indented JSON value.
func (a *app) json(v any) error {
	enc := json.NewEncoder(a.stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
