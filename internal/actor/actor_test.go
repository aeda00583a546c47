package actor_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"exhibit/internal/actor"
	"exhibit/internal/store"
	"exhibit/internal/store/storetest"
)

// home is a folder for keys whose passphrases are quick to work out.
func home(t testing.TB) actor.Home {
	return actor.Home{Dir: filepath.Join(t.TempDir(), "a", "home"), Files: store.Disk{}, WorkFactor: 4}
}

func generate(t testing.TB) *actor.Key {
	t.Helper()
	k, err := actor.Generate(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func saved(t testing.TB, h actor.Home, passphrase string) *actor.Key {
	t.Helper()
	k := generate(t)
	if err := h.Save(k, passphrase); err != nil {
		t.Fatal(err)
	}
	return k
}

func say(passphrase string) func() (string, error) {
	return func() (string, error) { return passphrase, nil }
}

func notAsked(t testing.TB) func() (string, error) {
	return func() (string, error) {
		t.Error("a passphrase was asked for")
		return "", nil
	}
}

func TestAKeyComesBackWithItsPassphraseAndWithNoOther(t *testing.T) {
	h := home(t)
	k := saved(t, h, "correct horse")
	got, err := h.Load(k.Fingerprint(), say("correct horse"))
	if err != nil {
		t.Fatal(err)
	}
	if !got.Sign.Equal(k.Sign) || got.Identity.String() != k.Identity.String() {
		t.Error("another key came back")
	}
	for _, wrong := range []string{"", "Correct horse", "correct horse "} {
		if _, err := h.Load(k.Fingerprint(), say(wrong)); !errors.Is(err, actor.ErrPassphrase) {
			t.Errorf("passphrase %q gives %v", wrong, err)
		}
	}
	nobody := errors.New("nobody is there to ask")
	if _, err := h.Load(k.Fingerprint(), func() (string, error) { return "", nobody }); !errors.Is(err, nobody) {
		t.Errorf("%v", err)
	}
}

func TestAProtectedKeyFileTellsNothingOfTheKey(t *testing.T) {
	h := home(t)
	k := saved(t, h, "correct horse")
	b, err := os.ReadFile(keyPath(h, k))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(b, []byte("AGE-SECRET-KEY")) || bytes.Contains(b, k.Sign.Seed()) || bytes.Contains(b, []byte("ed25519_seed")) {
		t.Error("the key stands in the file in plain")
	}
}

func keyPath(h actor.Home, k *actor.Key) string {
	return filepath.Join(h.Dir, "keys", k.Fingerprint()+".key")
}

func TestAKeyFileThatWouldTakeForEverToOpenIsRefused(t *testing.T) {
	h := home(t)
	k := saved(t, h, "correct horse")
	slow := h
	slow.WorkFactor = 3
	if _, err := slow.Load(k.Fingerprint(), say("correct horse")); err == nil {
		t.Error("it was opened with more work than is allowed")
	}
}

func TestAKeyLeftUnprotectedAsksForNothing(t *testing.T) {
	h := home(t)
	k := saved(t, h, "")
	if _, err := h.Load(k.Fingerprint(), notAsked(t)); err != nil {
		t.Error(err)
	}
	fi, err := os.Stat(keyPath(h, k))
	if err != nil || fi.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read it: %v, %v", fi.Mode(), err)
	}
}

func TestAMissingKeyIsSaidAndNoneIsMade(t *testing.T) {
	h := home(t)
	if _, err := h.Load(generate(t).Fingerprint(), notAsked(t)); !errors.Is(err, actor.ErrNoKey) {
		t.Errorf("%v", err)
	}
	if list, err := h.List(); err != nil || len(list) > 0 {
		t.Errorf("a home that is not there lists %v, %v", list, err)
	}
	if _, err := os.Stat(h.Dir); err == nil {
		t.Error("looking for a key made the home")
	}
}

func TestASavedKeyIsNeverOverwritten(t *testing.T) {
	h := home(t)
	k := saved(t, h, "first")
	if err := h.Save(k, "second"); err == nil {
		t.Error("it was saved again")
	}
	if _, err := h.Load(k.Fingerprint(), say("first")); err != nil {
		t.Error(err)
	}
}

func TestADamagedKeyFileIsRefused(t *testing.T) {
	h := home(t)
	k, other := saved(t, h, ""), saved(t, h, "")
	whole, err := os.ReadFile(keyPath(h, k))
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := os.ReadFile(keyPath(h, other))
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(whole)
	flipped[bytes.Index(flipped, []byte(`seed":"`))+8] ^= 1
	for name, b := range map[string][]byte{
		"empty": nil, "cut off": whole[:len(whole)/2], "not JSON": []byte("key"), "another's": foreign, "a bit flipped in the seed": flipped,
		"another version":   bytes.Replace(whole, []byte("exhibit.key/1"), []byte("exhibit.key/9"), 1),
		"a broken identity": bytes.Replace(whole, []byte("AGE-SECRET-KEY-1"), []byte("AGE-SECRET-KEY-2"), 1),
		"age and nothing":   []byte("age-encryption.org/v1\n"),
	} {
		replace(t, keyPath(h, k), b)
		_, err := h.Load(k.Fingerprint(), say(""))
		if err == nil || errors.Is(err, actor.ErrNoKey) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func replace(t testing.TB, name string, b []byte) {
	t.Helper()
	if err := errors.Join(os.Remove(name), os.WriteFile(name, b, 0o400)); err != nil {
		t.Fatal(err)
	}
}

func TestKeysAreListedWithoutWhatIsHalfWritten(t *testing.T) {
	h := home(t)
	want := []string{saved(t, h, "").Fingerprint(), saved(t, h, "").Fingerprint()}
	for _, name := range []string{".x.key.tmp", ".y.key", "note.txt"} {
		if err := os.WriteFile(filepath.Join(h.Dir, "keys", name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := h.List()
	slices.Sort(got)
	slices.Sort(want)
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, want %v, %v", got, want, err)
	}
}

func TestTheHeadOfEveryLedgerIsKeptApart(t *testing.T) {
	h := home(t)
	one, two := "exhibit.case/0123456789abcdef", "exhibit.case/fedcba9876543210"
	if got, err := h.Head(one); err != nil || got != nil {
		t.Errorf("a head nobody saved is %q, %v", got, err)
	}
	for _, signed := range []string{"one, first", "one, second"} {
		if err := h.SaveHead(one, []byte(signed)); err != nil {
			t.Fatal(err)
		}
	}
	if err := h.SaveHead(two, []byte("two")); err != nil {
		t.Fatal(err)
	}
	for origin, want := range map[string]string{one: "one, second", two: "two"} {
		if got, err := h.Head(origin); err != nil || string(got) != want {
			t.Errorf("%s: %q, want %q, %v", origin, got, want, err)
		}
		if b, err := os.ReadFile(h.HeadPath(origin)); err != nil || string(b) != want {
			t.Errorf("HeadPath holds %q, %v", b, err)
		}
	}
}

func TestWhatIsSealedOpensForItsRecipientsAlone(t *testing.T) {
	a, b, c := generate(t), generate(t), generate(t)
	sealed, err := actor.Seal([]byte("the name"), a.Identity.Recipient(), b.Identity.Recipient())
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range []*actor.Key{a, b} {
		if got, err := k.Unseal(sealed); err != nil || string(got) != "the name" {
			t.Errorf("%q, %v", got, err)
		}
	}
	if got, err := c.Unseal(sealed); err == nil {
		t.Errorf("a stranger reads %q", got)
	}
	sealed[len(sealed)-1] ^= 1
	if got, err := a.Unseal(sealed); err == nil {
		t.Errorf("altered and still opened: %q", got)
	}
	if _, err := actor.Seal([]byte("x")); err == nil {
		t.Error("sealed to nobody")
	}
}

// A key that was saved and is gone means that nobody can write to the case any more.
func TestASavedKeyAndHeadSurviveEveryCrash(t *testing.T) {
	root := t.TempDir()
	if err := os.Mkdir(filepath.Join(root, "user"), 0o700); err != nil {
		t.Fatal(err)
	}
	r, err := storetest.NewRecorder(root)
	if err != nil {
		t.Fatal(err)
	}
	h := actor.Home{Dir: filepath.Join(root, "user", "config", "home"), Files: r}
	const origin = "exhibit.case/0123456789abcdef"
	k := saved(t, h, "")
	r.Mark("key")
	for _, signed := range []string{"first", "second"} {
		if err := h.SaveHead(origin, []byte(signed)); err != nil {
			t.Fatal(err)
		}
		r.Mark(signed)
	}
	rec, dir := r.Recording(), filepath.Join(t.TempDir(), "after")
	for i := range rec.Len() + 1 {
		for _, p := range []storetest.Policy{storetest.Lost(), storetest.Kept(), storetest.Mixed(uint64(i)), storetest.Mixed(uint64(i + 1000))} {
			if err := rec.After(i, p).Build(dir); err != nil {
				t.Fatal(err)
			}
			h := actor.Home{Dir: filepath.Join(dir, "user", "config", "home"), Files: store.Disk{}}
			if _, err := h.Load(k.Fingerprint(), notAsked(t)); err != nil && (i >= rec.Marked("key") || !errors.Is(err, actor.ErrNoKey)) {
				t.Errorf("after operation %d, %s: %v", i, p, err)
			}
			want := map[bool][]string{true: {"second"}, false: {"first", "second"}}[i >= rec.Marked("second")]
			if i < rec.Marked("first") {
				want = append(want, "")
			}
			if got, err := h.Head(origin); err != nil || !slices.Contains(want, string(got)) {
				t.Errorf("after operation %d, %s: the head is %q, %v", i, p, got, err)
			}
		}
	}
}

// FuzzLoad gives key files that nobody here wrote.
func FuzzLoad(f *testing.F) {
	h := home(f)
	k := saved(f, h, "")
	whole, err := os.ReadFile(keyPath(h, k))
	if err != nil {
		f.Fatal(err)
	}
	locked, err := os.ReadFile(keyPath(h, saved(f, h, "x")))
	if err != nil {
		f.Fatal(err)
	}
	protected, err := actor.Seal(whole, generate(f).Identity.Recipient())
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range [][]byte{whole, whole[:len(whole)-3], protected, locked, []byte("age-encryption.org/v1\n-> scrypt a 99\n"), []byte(`{"format":"exhibit.key/1","ed25519_seed":""}`), nil} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		files := given{b: b}
		got, err := actor.Home{Dir: "home", Files: files, WorkFactor: 4}.Load(k.Fingerprint(), say("x"))
		if err == nil && got.Fingerprint() != k.Fingerprint() {
			t.Errorf("key %s was loaded for %s", got.Fingerprint(), k.Fingerprint())
		}
	})
}

// given is a disk on which every file has the same bytes.
type given struct {
	store.Disk
	b []byte
}

func (g given) Open(string) (store.ReadFile, error) { return reader{bytes.NewReader(g.b)}, nil }

type reader struct{ *bytes.Reader }

func (reader) Close() error               { return nil }
func (reader) Stat() (os.FileInfo, error) { return nil, os.ErrInvalid }

// FuzzUnseal gives what may lie in a case as sealed to a key: names of actors, keys of restricted items.
func FuzzUnseal(f *testing.F) {
	k := generate(f)
	whole, err := actor.Seal([]byte("a name"), k.Identity.Recipient())
	if err != nil {
		f.Fatal(err)
	}
	foreign, err := actor.Seal([]byte("a name"), generate(f).Identity.Recipient())
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range [][]byte{whole, whole[:len(whole)-1], append(whole[:len(whole):len(whole)], 0), foreign, []byte("age-encryption.org/v1\n---"), []byte("age-encryption.org/v1\n-> X25519 AA\n\n---"), nil} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if got, err := k.Unseal(b); err == nil && string(got) != "a name" {
			t.Errorf("%q came out of what nobody sealed", got)
		}
	})
}
