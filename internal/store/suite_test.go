package store_test

import (
	"bytes"
	"context"
	"crypto/md5"
	"crypto/sha1"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"exhibit"
	"exhibit/internal/store"
	"exhibit/internal/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestTheDiskKeepsEveryPromiseOfAStore(t *testing.T) {
	storetest.Suite(t, func(t *testing.T) (store.Files, string) { return store.Disk{}, t.TempDir() })
}

func TestTheRecorderAndTheFaultyDiskKeepThemToo(t *testing.T) {
	for _, oneByOne := range []bool{false, true} {
		storetest.Suite(t, func(t *testing.T) (store.Files, string) {
			root := t.TempDir()
			r, err := storetest.NewRecorder(root)
			if err != nil {
				t.Fatal(err)
			}
			r.OneByOne = oneByOne
			return storetest.NewFull(storetest.NewFaulty(r), 1<<40), root
		})
	}
}

func TestWhatCommitReturnedForSurvivesAndTheRestIsWholeOrAbsent(t *testing.T) {
	for _, c := range []struct {
		files    int
		oneByOne bool
	}{{3, false}, {12, false}, {12, true}} {
		t.Run(fmt.Sprintf("%d files, one by one %t", c.files, c.oneByOne), func(t *testing.T) {
			root := t.TempDir()
			if _, err := store.Init(store.Disk{}, root); err != nil {
				t.Fatal(err)
			}
			r, err := storetest.NewRecorder(root)
			if err != nil {
				t.Fatal(err)
			}
			r.OneByOne = c.oneByOne
			s, err := store.Open(r, root)
			if err != nil {
				t.Fatal(err)
			}
			b := s.NewBatch()
			var refs []exhibit.Ref
			for i := range c.files {
				p, err := b.Put(t.Context(), store.Originals, strings.NewReader(strings.Repeat(fmt.Sprint("file ", i), 1+i)))
				if err != nil {
					t.Fatal(err)
				}
				refs = append(refs, p.Ref)
			}
			if err := b.Commit(t.Context()); err != nil {
				t.Fatal(err)
			}
			r.Mark("committed")
			rec := r.Recording()
			dir := filepath.Join(t.TempDir(), "after")
			for k := range rec.Len() + 1 {
				policies := []storetest.Policy{storetest.Lost(), storetest.Kept()}
				for seed := range uint64(3) {
					policies = append(policies, storetest.Mixed(uint64(k)*3+seed))
				}
				for _, p := range policies {
					if err := rec.After(k, p).Build(dir); err != nil {
						t.Fatal(err)
					}
					if err := whole(dir, refs, k >= rec.Marked("committed")); err != nil {
						t.Fatalf("after operation %d, %s: %v", k, p, err)
					}
				}
			}
		})
	}
}

// whole checks that everything held is whole, and that all of refs is held when it has to be.
func whole(dir string, refs []exhibit.Ref, must bool) error {
	s, err := store.Open(store.Disk{}, dir)
	if err != nil {
		return err
	}
	if _, err := s.Sweep(func(int) bool { return false }); err != nil {
		return err
	}
	held := 0
	err = s.List(store.Originals, func(ref exhibit.Ref, stray string) error {
		if stray != "" {
			return fmt.Errorf("stray %s", stray)
		}
		held++
		_, err := s.Read(store.Originals, ref)
		return err
	})
	if err == nil && must && held != len(refs) {
		err = fmt.Errorf("%d of %d are held", held, len(refs))
	}
	return err
}

// A process is killed between giving a name and making it durable. The next one finds the file, whole, and relies on it.
func TestAnAdoptedOrphanIsMadeDurable(t *testing.T) {
	for _, c := range []struct {
		files    int
		oneByOne bool
	}{{1, false}, {12, false}, {12, true}} {
		root := t.TempDir()
		if _, err := store.Init(store.Disk{}, root); err != nil {
			t.Fatal(err)
		}
		r, err := storetest.NewRecorder(root)
		if err != nil {
			t.Fatal(err)
		}
		r.OneByOne = c.oneByOne
		add := func(files store.Files) error {
			s, err := store.Open(files, root)
			if err != nil {
				return err
			}
			b := s.NewBatch()
			for i := range c.files {
				if _, err := b.Put(t.Context(), store.Originals, strings.NewReader(fmt.Sprint("file ", i))); err != nil {
					return err
				}
			}
			return b.Commit(t.Context())
		}
		fault := storetest.Fault{Kind: storetest.SyncAll, Nth: 2} // the one for names
		if c.files == 1 || c.oneByOne {
			fault = storetest.Fault{Kind: storetest.SyncDir, Nth: 1}
		}
		faulty := storetest.NewFaulty(r, fault)
		if err := add(faulty); err == nil || len(faulty.Unused()) > 0 {
			t.Fatalf("the first commit gives %v", err)
		}
		if err := add(r); err != nil {
			t.Fatal(err)
		}
		rec, dir := r.Recording(), filepath.Join(t.TempDir(), "after")
		if err := rec.After(rec.Len(), storetest.Lost()).Build(dir); err != nil {
			t.Fatal(err)
		}
		if err := whole(dir, make([]exhibit.Ref, c.files), true); err != nil {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestAnyOrderOfPutsDropsAndCommitsGivesWhatASetWouldGive(t *testing.T) {
	s, err := store.Init(quick{}, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		if err := s.List(store.Originals, func(ref exhibit.Ref, _ string) error { return s.Destroy(store.Originals, ref) }); err != nil {
			t.Fatal(err)
		}
		held, waiting := map[exhibit.Ref]string{}, map[exhibit.Ref]string{}
		b := s.NewBatch()
		defer func() { b.Discard() }()
		text := rapid.StringMatching(`[ab]{0,2}`)
		same := func(t *rapid.T) {
			have := 0
			if err := s.List(store.Originals, func(ref exhibit.Ref, stray string) error {
				have++
				got, err := s.Read(store.Originals, ref)
				if want, ok := held[ref]; !ok || string(got) != want || stray != "" {
					t.Fatalf("%s holds %q, want %q %s", ref, got, want, stray)
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
			if have != len(held) {
				t.Fatalf("%d are held, want %d", have, len(held))
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"put": func(t *rapid.T) {
				x := text.Draw(t, "text")
				p, err := b.Put(context.Background(), store.Originals, strings.NewReader(x))
				if err != nil {
					t.Fatal(err)
				}
				_, have := held[p.Ref]
				_, waits := waiting[p.Ref]
				if p.Ref != exhibit.RefOf([]byte(x)) || p.New == (have || waits) {
					t.Fatalf("%q: %+v, held %t, waiting %t", x, p, have, waits)
				}
				if !have {
					waiting[p.Ref] = x
				}
			},
			"put at once": func(t *rapid.T) {
				all := rapid.SliceOfN(text, 2, 6).Draw(t, "texts")
				var wg sync.WaitGroup
				for _, x := range all {
					wg.Go(func() {
						if _, err := b.Put(context.Background(), store.Originals, strings.NewReader(x)); err != nil {
							t.Error(err)
						}
					})
				}
				wg.Wait()
				for _, x := range all {
					ref := exhibit.RefOf([]byte(x))
					if _, have := held[ref]; !have {
						waiting[ref] = x
					}
				}
			},
			"drop": func(t *rapid.T) {
				ref := exhibit.RefOf([]byte(text.Draw(t, "text")))
				b.Drop(store.Originals, ref)
				delete(waiting, ref)
			},
			"commit": func(t *rapid.T) {
				if err := b.Commit(context.Background()); err != nil {
					t.Fatal(err)
				}
				maps.Copy(held, waiting)
				clear(waiting)
				same(t)
			},
			"discard": func(t *rapid.T) {
				b.Discard()
				clear(waiting)
			},
			"destroy": func(t *rapid.T) {
				ref := exhibit.RefOf([]byte(text.Draw(t, "text")))
				b.Drop(store.Originals, ref) // nobody destroys what is being relied on
				delete(waiting, ref)
				if err := s.Destroy(store.Originals, ref); err != nil {
					t.Fatal(err)
				}
				delete(held, ref)
				same(t)
			},
			"": func(t *rapid.T) {
				if b.Len() != len(waiting) {
					t.Fatalf("%d wait, want %d", b.Len(), len(waiting))
				}
			},
		})
	})
}

// quick is the disk without waiting for it.
type quick struct{ store.Disk }

func (quick) Sync(string) error    { return nil }
func (quick) SyncDir(string) error { return nil }
func (quick) SyncAll(string) error { return nil }

func TestDigestsAreThoseOfTheBytesHoweverTheyArrive(t *testing.T) {
	root := t.TempDir()
	s, err := store.Init(quick{}, root)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.SampledFrom([]int{0, 1, 63, 64, 65, 1 << 18, 1<<20 - 1, 1 << 20, 1<<20 + 1, 3<<20 + 5}).Draw(t, "size")
		data := bytes.Repeat(rapid.SliceOfN(rapid.Byte(), 7, 7).Draw(t, "bytes"), size/7+1)[:size]
		portion := rapid.SampledFrom([]int{1 << 10, 4097, 1 << 19, 1 << 21}).Draw(t, "portion")
		b := s.NewBatch()
		defer b.Discard()
		got, err := b.Put(context.Background(), store.Originals, &portions{bytes.NewReader(data), portion})
		if err != nil {
			t.Fatal(err)
		}
		want := store.Put{Ref: exhibit.RefOf(data), Size: int64(size), MD5: md5.Sum(data), SHA1: sha1.Sum(data), New: true}
		if got != want {
			t.Fatalf("%+v, want %+v", got, want)
		}
		d := store.NewDigests(true)
		for chunk := range slices.Chunk(data, portion) {
			if _, err := d.Write(chunk); err != nil {
				t.Fatal(err)
			}
		}
		if got := d.Put(); got.Ref != want.Ref || got.MD5 != want.MD5 || got.SHA1 != want.SHA1 || got.Size != want.Size {
			t.Fatalf("digests alone: %+v, want %+v", got, want)
		}
	})
}

// portions gives no more than n bytes at a time.
type portions struct {
	r io.Reader
	n int
}

func (p *portions) Read(b []byte) (int, error) { return p.r.Read(b[:min(len(b), p.n)]) }
