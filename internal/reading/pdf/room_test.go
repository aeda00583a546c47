package pdf

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"exhibit/internal/reading/text"
)

func TestOneDocumentAtATimeHasMoreThanItsShare(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(1 << 20)
		tenants := make([]*tenant, 3)
		for i := range tenants {
			tenants[i] = &tenant{LinearMemory: &slice{}, ctx: t.Context(), room: r}
			if len(tenants[i].Reallocate(1<<20)) != 1<<20 {
				t.Fatal("a share has to be asked for")
			}
		}
		var order []int
		var all sync.WaitGroup
		for i, mine := range tenants {
			all.Go(func() {
				time.Sleep(time.Duration(i) * time.Second)
				if len(mine.Reallocate(2<<20)) != 2<<20 || len(mine.Reallocate(3<<20)) != 3<<20 {
					t.Errorf("document %d did not get its memory", i)
				}
				order = append(order, i)
				time.Sleep(time.Hour)
				order = append(order, i)
				mine.Free()
				mine.Free()
			})
		}
		all.Wait()
		if d := cmp.Diff([]int{0, 0, 1, 1, 2, 2}, order); d != "" {
			t.Errorf("two had more than their share at once: %s", d)
		}
	})
}

func TestTimeSpentWaitingForOthersIsNotCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(1 << 20)
		r.large <- struct{}{}
		ctx, clock, done := timed(t.Context(), time.Minute)
		defer done()
		m := &tenant{LinearMemory: &slice{}, ctx: ctx, room: r, clock: clock}
		defer m.Free()
		time.Sleep(40 * time.Second)
		go func() { time.Sleep(time.Hour); <-r.large }()
		if m.Reallocate(2<<20) == nil || ctx.Err() != nil {
			t.Fatal("the document was ended while it waited")
		}
		time.Sleep(19 * time.Second)
		synctest.Wait()
		if err := text.Stopped(ctx); err != nil {
			t.Errorf("ended too early: %v", err)
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if err := text.Stopped(ctx); code(err) != text.TimeLimit {
			t.Errorf("not ended: %v", err)
		}
	})
}

func TestACallerWhoGivesUpIsNotKeptWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRoom(1 << 20)
		r.large <- struct{}{}
		parent, cancel := context.WithCancel(t.Context())
		ctx, clock, done := timed(parent, time.Minute)
		defer done()
		m := &tenant{LinearMemory: &slice{}, ctx: ctx, room: r, clock: clock}
		go func() { time.Sleep(time.Second); cancel() }()
		if m.Reallocate(2<<20) != nil {
			t.Error("memory was given")
		}
		m.Free()
		if err := text.Stopped(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if len(r.large) != 1 {
			t.Error("what another holds was given back")
		}
	})
}

// TestLargeDocumentsBesideOneAnotherGiveWhatTheyGiveAlone shows that no document fails because of another.
func TestLargeDocumentsBesideOneAnotherGiveWhatTheyGiveAlone(t *testing.T) {
	r := New(Config{Memory: 24 << 20, Share: 18 << 20, AtOnce: 4, CacheDir: t.TempDir()})
	defer r.Close()
	padding := strings.Repeat("x", 6<<20)
	fits, hostile, small := document("/Padding ("+padding+")", first), document("/Padding ("+padding+padding+")", first), document("", second)
	var all sync.WaitGroup
	for range 2 {
		for _, c := range []struct {
			b    []byte
			want string
		}{{fits, ""}, {hostile, text.MemoryLimit}, {small, ""}} {
			all.Go(func() {
				if _, err := r.Parse(t.Context(), c.b); code(err) != c.want || c.want == "" && err != nil {
					t.Errorf("a document of %d bytes: %v", len(c.b), err)
				}
			})
		}
	}
	all.Wait()
	if len(r.e.room.large) != 0 || len(r.e.slots) != 0 {
		t.Error("memory or a place was not given back")
	}
}
