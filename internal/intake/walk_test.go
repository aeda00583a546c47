package intake

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestFoldersAreTakenInByteOrderOfTheirPathsHiddenFilesToo(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.txt", "a/z.txt", "a.txt", ".hidden", "a/.git/x", "Ä.txt", "empty"} {
		put(t, dir, name, nil)
	}
	m := walked(t, Config{}, dir)
	want := []string{".hidden", "a.txt", "a/.git/x", "a/z.txt", "b.txt", "empty", "Ä.txt"}
	if d := cmp.Diff(want, m.order); d != "" {
		t.Error(d)
	}
	if len(m.refused) > 0 {
		t.Errorf("refused: %v", m.refused)
	}
}

func TestAFileGivenByItselfHasItsOwnNameAndTimes(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "sub/report.txt", []byte("shelling reported"))
	path := filepath.Join(dir, "sub/report.txt")
	when := time.Date(2022, 3, 6, 11, 30, 0, 0, time.UTC)
	if err := os.Chtimes(path, when, when); err != nil {
		t.Fatal(err)
	}
	m := walked(t, Config{}, path)
	a, ok := m.arrivals["report.txt"]
	if !ok || string(m.bytes["report.txt"]) != "shelling reported" {
		t.Fatalf("arrived: %v", m.order)
	}
	if !a.ModTime.Equal(when) || a.Size != 17 || a.Mode.Perm() != 0o644 || a.Path != path || a.Name != "report.txt" || a.Depth != 0 {
		t.Errorf("%+v", a)
	}
	if runtime.GOOS == "linux" && a.BirthTime.IsZero() {
		t.Log("this file system does not state when a file was made")
	}
}

func TestNamesThatDeceiveAreMadePlain(t *testing.T) {
	dir := t.TempDir()
	for name, want := range map[string]string{
		"bad\xff\xfe.txt":      "bad%FF%FE.txt",
		"two\nlines.txt":       "two%0Alines.txt",
		"evil\u202egpj.exe":    "evil%E2%80%AEgpj.exe",
		"100%.txt":             "100%25.txt",
		"%FF.txt":              "%25FF.txt",
		"a!b.txt":              "a%21b.txt",
		`back\slash`:           "back%5Cslash",
		"tab\there":            "tab%09here",
		"Буча, вул. Яблунська": "Буча, вул. Яблунська",
		"میدان‌ها.txt":         "میدان‌ها.txt",
	} {
		put(t, dir, name, []byte(want))
	}
	m := walked(t, Config{}, dir)
	if len(m.order) != 10 {
		t.Errorf("arrived: %q", m.order)
	}
	for report, b := range m.bytes {
		if report != string(b) {
			t.Errorf("report %q, want %q", report, b)
		}
	}
}

func TestLinksAreRecordedAndNeverFollowed(t *testing.T) {
	base := t.TempDir()
	put(t, base, "outside/secret.txt", []byte("x"))
	put(t, base, "in/real.txt", []byte("y"))
	put(t, base, "in/sub/other.txt", []byte("z"))
	for link, target := range map[string]string{
		"in/to-file": "real.txt", "in/to-dir": "sub", "in/absolute": filepath.Join(base, "in/real.txt"), "in/sub/up": "..",
		"in/out": "../outside/secret.txt", "in/out-dir": "../outside", "in/root": "/",
		"in/nowhere": "not there\n", "in/loop-a": "loop-b", "in/loop-b": "loop-a",
	} {
		if err := os.Symlink(target, filepath.Join(base, link)); err != nil {
			t.Fatal(err)
		}
	}
	m := walked(t, Config{}, filepath.Join(base, "in"))
	if d := cmp.Diff([]string{"real.txt", "sub/other.txt"}, m.order); d != "" {
		t.Error(d)
	}
	want := map[string]string{
		"to-file": Symlink, "to-dir": Symlink, "absolute": Symlink, "sub/up": Symlink,
		"out": SymlinkOutside, "out-dir": SymlinkOutside, "root": SymlinkOutside,
		"nowhere": SymlinkDangling, "loop-a": SymlinkDangling, "loop-b": SymlinkDangling,
	}
	if d := cmp.Diff(want, m.refused); d != "" {
		t.Error(d)
	}
}

func TestAFolderNamedThroughALinkIsWalked(t *testing.T) {
	base := t.TempDir()
	put(t, base, "real/x.txt", []byte("y"))
	if err := os.Symlink("real", filepath.Join(base, "link")); err != nil {
		t.Fatal(err)
	}
	m := walked(t, Config{}, filepath.Join(base, "link"))
	if d := cmp.Diff([]string{"x.txt"}, m.order); d != "" {
		t.Error(d)
	}
}

func TestPipesAndSocketsAreNotOpened(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o644); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	m := walked(t, Config{}, dir)
	if d := cmp.Diff(map[string]string{"pipe": SpecialFile, "s": SpecialFile}, m.refused); d != "" {
		t.Error(d)
	}
}

func TestUnreadableFilesAndFoldersAreRecordedAndTheRestIsTaken(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root reads everything: run the tests as a user to see this one")
	}
	dir := t.TempDir()
	put(t, dir, "a/closed.txt", nil)
	put(t, dir, "b.txt", nil)
	put(t, dir, "c.txt", nil)
	os.Chmod(filepath.Join(dir, "a"), 0)
	os.Chmod(filepath.Join(dir, "b.txt"), 0)
	t.Cleanup(func() { os.Chmod(filepath.Join(dir, "a"), 0o755) })
	m := walked(t, Config{}, dir)
	if d := cmp.Diff(map[string]string{"a": Unreadable, "b.txt": Unreadable}, m.refused); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"c.txt"}, m.order); d != "" {
		t.Error(d)
	}
}

func TestAFaultOfTheMediumIsAnOutcome(t *testing.T) {
	err := refuseFile("x", &os.PathError{Op: "read", Path: "/somewhere", Err: syscall.EIO})
	r, ok := asRefusal(err)
	if !ok || r.Code != Unreadable || strings.Contains(r.Reason, "somewhere") {
		t.Errorf("%v", err)
	}
}

func TestWhatHappensToAFileWhileItIsRead(t *testing.T) {
	content := []byte(strings.Repeat("one thousand bytes and more ", 100))
	change := func(path string, b []byte) {
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		later := time.Now().Add(2 * time.Second)
		os.Chtimes(path, later, later)
	}
	for _, c := range []struct {
		name    string
		before  func(path string)
		reading func(path string)
		refused string
		remark  string
	}{
		{name: "it is gone before it is opened", before: func(p string) { os.Remove(p) }, refused: Vanished},
		{name: "it is rewritten before it is opened", before: func(p string) { change(p, []byte("other")) }, refused: Changed},
		{name: "a pipe takes its place", before: func(p string) { os.Remove(p); syscall.Mkfifo(p, 0o644) }, refused: Changed},
		{name: "a link takes its place", before: func(p string) { os.Rename(p, p+"~"); os.Symlink("/etc/hostname", p) }, refused: Changed},
		{name: "its bytes change", reading: func(p string) { change(p, []byte(strings.ToUpper(string(content)))) }, refused: Changed},
		{name: "it is cut short", reading: func(p string) { os.Truncate(p, 1500) }, refused: Changed},
		{name: "it grows", reading: func(p string) { change(p, append(content, "more"...)) }, refused: Changed},
		{name: "it is deleted", reading: func(p string) { os.Remove(p) }, remark: Vanished},
		{name: "another takes its place", reading: func(p string) { os.Rename(p, p+"~"); change(p, content) }, remark: Changed},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, "log.txt", content)
			path := filepath.Join(dir, "log.txt")
			m := newMemory(t)
			m.before = func(a Arrival) {
				if c.before != nil {
					c.before(path)
				}
			}
			m.whileRead = func(a Arrival) {
				if c.reading != nil {
					c.reading(path)
				}
			}
			if err := Walk(t.Context(), m, Config{}, dir); err != nil {
				t.Fatal(err)
			}
			if m.refused["log.txt"] != c.refused {
				t.Errorf("refused %q, want %q: %s", m.refused["log.txt"], c.refused, m.reasons["log.txt"])
			}
			if got := strings.Join(m.remarks["log.txt"], " "); got != c.remark {
				t.Errorf("remark %q, want %q", got, c.remark)
			}
			if b := m.bytes["log.txt"]; c.refused == "" && string(b) != string(content) {
				t.Errorf("%d bytes preserved, want %d", len(b), len(content))
			}
		})
	}
}

func TestASparseFileIsStreamed(t *testing.T) {
	const size = 300 << 20
	dir := t.TempDir()
	f, err := os.Create(filepath.Join(dir, "sparse"))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(size); err != nil {
		t.Fatal(err)
	}
	f.Close()
	m := newMemory(t)
	m.limit = 1000
	var last Progress
	calls := 0
	before := allocated()
	err = Walk(t.Context(), m, Config{Progress: func(p Progress) { last, calls = p, calls+1 }}, dir)
	if err != nil || m.order == nil {
		t.Fatal(err, m.refused)
	}
	if used := allocated() - before; used > 4<<20 {
		t.Errorf("%d bytes allocated for a file that is only passed on", used)
	}
	if last.Bytes != size || last.Files != 1 || last.Things != 1 || calls < 10 {
		t.Errorf("progress %+v after %d calls", last, calls)
	}
}

func allocated() uint64 {
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return s.TotalAlloc
}

func TestTheCasesOwnFolderIsNotEvidence(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "case/originals/x", []byte("x"))
	put(t, dir, "report.txt", []byte("y"))
	own := filepath.Join(dir, "case")
	m := walked(t, Config{Except: []string{own, filepath.Join(dir, "not there")}}, dir)
	if d := cmp.Diff(map[string]string{"case": Excluded}, m.refused); d != "" {
		t.Error(d)
	}
	if err := Walk(t.Context(), m, Config{Except: []string{own}}, own); err == nil {
		t.Error("the case was added to itself")
	}
}

func TestAPathThatIsNotThereStopsBeforeAnythingIsTaken(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "report.txt", []byte("y"))
	m := newMemory(t)
	err := Walk(t.Context(), m, Config{}, dir, filepath.Join(dir, "typo"))
	if err == nil || len(m.order) > 0 {
		t.Errorf("error %v, arrived %v", err, m.order)
	}
}

func TestAnErrorOfTheSinkEndsTheWalk(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "a.txt", nil)
	put(t, dir, "b.txt", nil)
	m := newMemory(t)
	m.arrivedErr = errors.New("no space left on device")
	if err := Walk(t.Context(), m, Config{}, dir); !errors.Is(err, m.arrivedErr) {
		t.Errorf("error %v", err)
	}
	if len(m.refused) > 0 {
		t.Errorf("a full disk is no fault of %v", m.refused)
	}
}

func TestACancelledWalkEndsWithinAFile(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "a.txt", make([]byte, 100_000))
	ctx, cancel := context.WithCancel(t.Context())
	m := newMemory(t)
	m.whileRead = func(Arrival) { cancel() }
	if err := Walk(ctx, m, Config{}, dir); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if len(m.order)+len(m.refused) > 0 {
		t.Errorf("arrived %v, refused %v", m.order, m.refused)
	}
}

func TestSurveyCountsWhatWalkMeets(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "a/b.txt", make([]byte, 10))
	put(t, dir, ".c", make([]byte, 5))
	os.Symlink("a", filepath.Join(dir, "link"))
	files, bytes, err := Survey(t.Context(), dir, filepath.Join(dir, ".c"))
	if err != nil || files != 3 || bytes != 20 {
		t.Errorf("%d files, %d bytes, %v", files, bytes, err)
	}
}
