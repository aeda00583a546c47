package casefile_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"exhibit"
	"exhibit/internal/actor"
	"exhibit/internal/casefile"
	"exhibit/internal/claim"
	"exhibit/internal/custody"
	"exhibit/internal/intake/sheet"
	"exhibit/internal/store"
	"exhibit/internal/submission"
)

// A story is a case from its first file to the hand-over, made of steps that each look what is outstanding first: told
// again after a crash it goes on where it was cut off, and has to end as if nothing had happened.
type story struct {
	in   string // the folder of reports
	rows []sheet.Row
	cfg  casefile.Config
	dir  string // the case
	out  string // where submissions go
	plot []step
	mark func(string)
}

// What is said in items that are restricted or erased in the course of the story, and nowhere else.
const (
	sealedOnArrival = "the witness from the blue house on Sadova street"
	sealedLater     = "the nurse who kept the list in her kitchen"
	erasedByOrder   = "the boy who hid in the well for two days"
)

var towns = []string{"Okhtyrka", "Kharkiv", "Chernihiv", "Mykolaiv", "Izium", "Sumy", "Mariupol"}

func page(body, remark string) string {
	return "<!DOCTYPE html><html lang=\"en\"><head><title>Shells on a town</title></head><body><!-- " + remark + " --><article><h1>Shells on a town</h1>" +
		strings.Repeat("<p>"+body+"</p>", 2) + "<p>Rescue workers said the search of the ruins went on through the night, and that the number of the dead could still rise in the days to come.</p></article></body></html>"
}

// input writes the reports of the story: plain texts, pages, mails, an archive, duplicates, things nobody can read.
func input(t testing.TB) string {
	t.Helper()
	files := map[string]string{
		"00-empty.txt":         "",
		"01-photo.jpg":         "\xff\xd8\xff\xe0 not much of a photograph",
		"30-restricted.html":   page("On March 4, 2022, shells killed 3 civilians in Izium, said "+sealedOnArrival+".", "a"),
		"31-restricted.txt":    "2022-03-05\n\nA missile killed 2 civilians in Sumy on March 5, 2022, said " + sealedOnArrival + ".\n",
		"32-same-as-31.txt":    "2022-03-05\n\nA missile killed 2 civilians in Sumy on March 5, 2022, said " + sealedOnArrival + ".\n",
		"33-open-at-first.txt": "2022-03-06\n\nA missile killed 4 civilians in Sumy on March 6, 2022, said " + sealedOnArrival + ", who asked not to be named.\n",
		"34-same-as-33.txt":    "2022-03-06\n\nA missile killed 4 civilians in Sumy on March 6, 2022, said " + sealedOnArrival + ", who asked not to be named.\n",
		"35-sealed-first.txt":  "2022-03-07\n\nA missile killed 6 civilians in Izium on March 7, 2022, said " + sealedOnArrival + " when asked again.\n",
		"36-same-as-35.txt":    "2022-03-07\n\nA missile killed 6 civilians in Izium on March 7, 2022, said " + sealedOnArrival + " when asked again.\n",
		"40-later.html":        page("On March 8, 2022, shells killed 7 civilians in Chernihiv, said "+sealedLater+".", "a"),
		"41-twin.html":         page("On March 8, 2022, shells killed 5 civilians in Chernihiv, the governor said.", "one"),
		"42-twin.html":         page("On March 8, 2022, shells killed 5 civilians in Chernihiv, the governor said.", "another"),
		"50-order.html":        page("On March 9, 2022, an airstrike killed 9 civilians in Mariupol, said "+erasedByOrder+".", "a"),
		"51-order.txt":         "2022-03-10\n\nAn airstrike killed 9 civilians in Mariupol on March 9, 2022, said " + erasedByOrder + ".\n",
		"60-mail.eml": "From: desk@example.org\r\nTo: file@example.org\r\nSubject: from the region\r\nDate: Thu, 10 Mar 2022 08:00:00 +0000\r\nMIME-Version: 1.0\r\n" +
			"Content-Type: multipart/mixed; boundary=b1\r\n\r\n--b1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nShelling killed 11 civilians in Kharkiv on March 9, 2022, the mayor said.\r\n" +
			"--b1\r\nContent-Type: text/plain; name=list.txt\r\nContent-Disposition: attachment; filename=list.txt\r\n\r\n2022-03-09\n\nShelling killed 11 civilians in Kharkiv, the mayor said.\r\n--b1--\r\n",
	}
	for i := range 18 {
		town := towns[i%len(towns)]
		files[fmt.Sprintf("reports/%02d.txt", i)] = fmt.Sprintf("2022-03-%02d\n\nAt least %d civilians were killed and %d injured when shells hit a market in %s on March %d, 2022, regional officials said.\n", 10+i%9, 3+i%5, 10+i, town, 9+i%9)
	}
	files["reports/again.txt"] = files["reports/03.txt"]
	for i := range 3 {
		files[fmt.Sprintf("pages/%d.html", i)] = page(fmt.Sprintf("On March %d, 2022, an airstrike on a school in %s killed %d civilians, the ministry said.", 11+i, towns[i], 4+i), "x")
	}
	files["70-archive.zip"] = archived(t, map[string]string{"a.txt": "2022-03-11\n\nA drone killed 2 civilians in Kharkiv on March 10, 2022, police said.\n",
		"b/c.html": page("On March 10, 2022, a drone killed 2 civilians in Kharkiv, the police said.", "z"), "same.txt": files["reports/05.txt"], "d.txt": "2022-03-12\n\nNo attack was reported in Sumy.\n"})
	return write(t, t.TempDir(), files)
}

func archived(t testing.TB, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(2022, 3, 12, 0, 0, 0, 0, time.UTC)})
		if err == nil {
			_, err = f.Write([]byte(files[name]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// things is how many arrivals the reports of input make.
const things = 43

func storySheet() []sheet.Row {
	var rows []sheet.Row
	for i, name := range []string{"30-restricted.html", "31-restricted.txt", "32-same-as-31.txt", "34-same-as-33.txt", "35-sealed-first.txt"} {
		rows = append(rows, sheet.Row{Line: i + 2, Path: name, Values: map[string]string{"restriction": "restricted", "originator": "unit 4"}})
	}
	return append(rows, sheet.Row{Line: 9, Path: "reports/00.txt", Values: map[string]string{"outlet": "Regional desk", "published": "2022-03-10"}})
}

// newStory makes a case in root/case with its keys in root/home; submissions go to root/out.
func newStory(t testing.TB, root, in string) *story {
	t.Helper()
	s := &story{in: in, rows: storySheet(), plot: steps(), mark: func(string) {}}
	s.cfg = config(t, store.Disk{}, filepath.Join(root, "home"), "rules/1")
	s.cfg.Group = 10
	s.at(root, store.Disk{})
	if err := os.Mkdir(s.out, 0o700); err != nil {
		t.Fatal(err)
	}
	c, err := casefile.Create(t.Context(), s.dir, s.cfg, "story", "T. Ester", "")
	if err == nil {
		err = c.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// at moves the story to another folder, where the same case lies.
func (s *story) at(root string, files store.Files) {
	s.dir, s.out = filepath.Join(root, "case"), filepath.Join(root, "out")
	s.cfg.Files, s.cfg.Home = files, actor.Home{Dir: filepath.Join(root, "home"), Files: files}
}

// copyTo copies the story to another folder.
func (s *story) copyTo(root string, files store.Files) *story {
	c := *s
	c.mark = func(string) {}
	c.at(root, files)
	return &c
}

// step is one command: it opens the case, does something and closes it.
type step struct {
	name string
	do   func(context.Context, *story, *casefile.Case) error
}

func steps() []step {
	return []step{{"add", addAll}, {"run", runCase}, {"decide", decideTwice}, {"restrict", restrictOne}, {"rotate", rotateKey}, {"erase", eraseTwo}, {"run again", runCase}, {"submit", submitBoth}}
}

// tell does the steps, each of which does what is not done yet.
func (s *story) tell(ctx context.Context) error {
	for _, st := range s.plot {
		if err := s.one(ctx, st); err != nil {
			return fmt.Errorf("%s: %w", st.name, err)
		}
		s.mark(st.name)
	}
	return nil
}

func (s *story) one(ctx context.Context, st step) (err error) {
	c, err := casefile.Open(ctx, s.dir, s.cfg, casefile.Write)
	if err != nil {
		return err
	}
	defer func() {
		if e := c.Close(); err == nil {
			err = e
		}
	}()
	return st.do(ctx, s, c)
}

// byReport maps the paths of what arrived to their items.
func byReport(ctx context.Context, c *casefile.Case) (map[string]casefile.Item, error) {
	items, err := c.Items(ctx)
	out := map[string]casefile.Item{}
	for _, it := range items {
		for _, r := range it.Reports {
			out[r] = it
		}
	}
	return out, err
}

func addAll(ctx context.Context, s *story, c *casefile.Case) error {
	have, err := byReport(ctx, c)
	if err != nil || len(have) == things {
		return err
	}
	if n, err := count(ctx, c, exhibit.Erased); err != nil || n > 0 {
		return err // long past: an erased item must not come back
	}
	_, err = c.Add(ctx, []string{s.in}, casefile.AddOptions{Sheet: s.rows, Name: "items.csv"})
	return err
}

func count(ctx context.Context, c *casefile.Case, typ string) (n int, err error) {
	err = c.Ledger().LinesOfType(ctx, typ, func(exhibit.EntryLine) error { n++; return nil })
	return n, err
}

func runCase(ctx context.Context, _ *story, c *casefile.Case) error {
	if _, err := c.Read(ctx, false); err != nil {
		return err
	}
	if _, err := c.Assert(ctx); err != nil {
		return err
	}
	_, err := c.Weigh(ctx)
	return err
}

func decideTwice(ctx context.Context, _ *story, c *casefile.Case) error {
	done, err := count(ctx, c, exhibit.Decided)
	if err != nil {
		return err
	}
	snap, _, err := c.Snapshot(ctx)
	if err != nil {
		return err
	}
	for i, report := range []string{"reports/00.txt", "reports/01.txt"} {
		if i < done {
			continue
		}
		at := slices.IndexFunc(snap.Claims, func(x claim.Claim) bool { return x.Report == report })
		if at < 0 {
			return fmt.Errorf("no claim in %s", report)
		}
		x := snap.Claims[at]
		ref, err := exhibit.ParseRef(x.Ref)
		if err != nil {
			return err
		}
		if _, err := c.Decide(ctx, custody.DecisionBody{Action: casefile.Accept, Reason: "as the report says", Target: custody.Target{Ref: ref, Quote: x.Quote, Occurrence: x.Occurrence, Kind: string(x.Kind)}}); err != nil {
			return err
		}
	}
	return nil
}

func restrictOne(ctx context.Context, _ *story, c *casefile.Case) error {
	have, err := byReport(ctx, c)
	if err != nil {
		return err
	}
	for _, report := range []string{"40-later.html", "41-twin.html"} {
		it := have[report]
		if it.Restriction == custody.RestrictedItem {
			continue
		}
		ref, err := exhibit.ParseRef(it.Ref)
		if err == nil {
			err = c.Restrict(ctx, ref, "unit 4", "the source asked for it")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// rotateKey replaces the key with which everything so far was signed and to which restricted items are sealed.
func rotateKey(ctx context.Context, s *story, c *casefile.Case) error {
	if n, err := count(ctx, c, exhibit.KeyRotated); err != nil || n > 0 {
		return err
	}
	fresh, err := actor.Generate(rand.Reader)
	if err == nil {
		err = s.cfg.Home.Save(fresh, "")
	}
	if err != nil {
		return err
	}
	return c.RotateKey(ctx, fresh, "once a year")
}

func eraseTwo(ctx context.Context, _ *story, c *casefile.Case) error {
	have, err := byReport(ctx, c)
	if err != nil {
		return err
	}
	for _, report := range []string{"50-order.html", "51-order.txt", "35-sealed-first.txt"} {
		it, ok := have[report]
		if !ok {
			continue
		}
		ref, err := exhibit.ParseRef(it.Ref)
		if err == nil {
			_, err = c.Erase(ctx, ref, "court order 7/2022", "the family asked the court")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func submitBoth(ctx context.Context, s *story, c *casefile.Case) error {
	for _, name := range []string{"folder", "package.zip"} {
		target := filepath.Join(s.out, name)
		if _, err := os.Stat(target); err == nil {
			continue
		}
		h := c.Handover(nil)
		state, err := h.State(ctx)
		if err != nil {
			return err
		}
		req := submission.Request{Recipient: "Office of the Prosecutor", Purpose: "examination", Program: "exhibit/test", Date: "2026-01-31", Since: state.Released,
			Analysis: []submission.Analysis{{Name: "note.txt", Write: func(w io.Writer) error { _, err := io.WriteString(w, "a reading\n"); return err }}}}
		req.Items, req.Entries, req.Withheld = submission.Select(state, submission.Selection{})
		w := submission.Writer{Files: s.cfg.Files, Ledger: h, Blobs: h, Key: h.Signer()}
		if _, err := w.Write(ctx, target, req); err != nil {
			return err
		}
	}
	return nil
}

// end is what the story comes to, without what depends on how often it was taken up again.
type end struct {
	Items     map[string]string
	Claims    []string
	Decisions []string
	Packages  []string
}

func (s *story) end(ctx context.Context) (end, error) {
	var e end
	c, err := casefile.Open(ctx, s.dir, s.cfg, casefile.ReadOnly)
	if err != nil {
		return e, err
	}
	defer c.Close()
	if e.Items, err = itemSet(ctx, c); err != nil {
		return e, err
	}
	snap, decisions, err := c.Snapshot(ctx)
	if err != nil {
		return e, err
	}
	for _, x := range snap.Claims {
		e.Claims = append(e.Claims, fmt.Sprint(x.Report, x.Quote, x.Occurrence, x.Kind, x.Status))
	}
	slices.Sort(e.Claims)
	for _, d := range decisions {
		e.Decisions = append(e.Decisions, d.Action+" "+d.Target.Quote)
	}
	names, err := os.ReadDir(s.out)
	for _, n := range names {
		if !strings.HasPrefix(n.Name(), ".") {
			e.Packages = append(e.Packages, n.Name())
		}
	}
	return e, err
}

// itemSet says of each item where it was, what it is and what became of it.
func itemSet(ctx context.Context, c *casefile.Case) (map[string]string, error) {
	items, err := c.Items(ctx)
	out := map[string]string{}
	for _, it := range items {
		slices.Sort(it.Reports)
		out[it.Ref] = fmt.Sprint(it.Reports, it.Bytes, it.MD5, it.SHA1, it.Restriction, it.Outcome, it.Sheet)
	}
	return out, err
}
