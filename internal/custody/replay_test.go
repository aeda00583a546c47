package custody_test

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"exhibit"
	"exhibit/internal/custody"
	"exhibit/internal/ledger"
	"exhibit/internal/ledger/sqlite"
)

const origin = "exhibit.case/0123456789abcdef"

func database(t testing.TB) *sql.DB {
	t.Helper()
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), ledger.Migrations(), true, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func newLedger(t testing.TB, db *sql.DB) *ledger.Ledger {
	t.Helper()
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	noise := rand.New(rand.NewPCG(1, 2))
	l, err := ledger.New(db, ledger.Config{Origin: origin, Tool: "exhibit test", Clock: func() time.Time { return time.Date(2022, 4, 3, 10, 0, 0, 0, time.UTC) },
		Salt: func(b []byte) {
			for i := range b {
				b[i] = byte(noise.Uint32())
			}
		}}, &ledger.Signer{Key: key, Actor: "A1", Role: "lead"})
	if err == nil {
		err = l.Create(t.Context(), "test", "exhibit.case/1")
	}
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// records is what people look things up in.
func records(ctx context.Context, q interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
}) (map[string][]string, error) {
	out := map[string][]string{}
	for table, order := range map[string]string{"items": "ref", "arrivals": "entry", "refusals": "entry", "derivations": "item, stage"} {
		rows, err := q.QueryContext(ctx, `SELECT * FROM `+table+` ORDER BY `+order)
		if err != nil {
			return nil, err
		}
		cols, err := rows.Columns()
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			vals := make([]sql.NullString, len(cols))
			ptrs := make([]any, len(cols))
			for i := range vals {
				ptrs[i] = &vals[i]
			}
			if err := rows.Scan(ptrs...); err != nil {
				return nil, err
			}
			out[table] = append(out[table], fmt.Sprintf("%+v", vals))
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func refs() []exhibit.Ref {
	var out []exhibit.Ref
	for i := range 4 {
		out = append(out, exhibit.RefOf([]byte{byte(i)}))
	}
	return out
}

// life is a case of few items to which things happen in any order.
type life struct {
	ctx  context.Context
	tx   *ledger.Tx
	book *custody.Book
	have map[exhibit.Ref]bool
}

func (l *life) record(t *rapid.T, typ string, item exhibit.Ref, derived []exhibit.Ref, body any) {
	if _, err := l.book.Record(typ, item, derived, body); err != nil {
		t.Fatal(err)
	}
}

// happen lets one thing happen.
func (l *life) happen(t *rapid.T) {
	words := rapid.StringMatching(`[a-zé <&"\x{2028}]{0,6}`)
	other := rapid.SampledFrom(refs())
	item := other.Draw(t, "item")
	kind := rapid.SampledFrom([]string{"received", "refused", "sheet", "read", "failed", "asserted", "restricted", "cleared", "decided"}).Draw(t, "kind")
	if !l.have[item] && kind != "refused" {
		kind = "received"
	}
	switch kind {
	case "received":
		b := &custody.ReceivedBody{Report: words.Draw(t, "report"), Parent: words.Draw(t, "parent"), Bytes: 3, MD5: "m", SHA1: "s", MediaType: "text/plain", How: "added", Originator: words.Draw(t, "originator")}
		if !l.have[item] && rapid.Bool().Draw(t, "sealed") {
			b.Sealed = other.Draw(t, "cipher")
		}
		l.record(t, exhibit.Received, item, nil, b)
		l.have[item] = true
	case "refused":
		l.record(t, exhibit.NotReceived, exhibit.Ref{}, nil, &custody.NotReceivedBody{Report: words.Draw(t, "report"), Code: "unreadable", Reason: words.Draw(t, "reason"), Preserved: rapid.Bool().Draw(t, "remark")})
	case "sheet":
		l.record(t, exhibit.SheetStated, item, nil, &custody.SheetBody{Fields: map[string]string{rapid.SampledFrom([]string{"title", "outlet"}).Draw(t, "field"): words.Draw(t, "value")}})
	case "read":
		layout, err := json.Marshal(map[string]string{"title": words.Draw(t, "title")})
		if err != nil {
			t.Fatal(err)
		}
		text := other.Draw(t, "text")
		l.record(t, exhibit.ReadDone, item, []exhibit.Ref{text}, &custody.ReadBody{Reader: "plain/1", Text: text, Layout: layout})
	case "failed":
		l.record(t, exhibit.ReadFailed, item, nil, &custody.FailedBody{Stage: rapid.SampledFrom([]string{custody.TextStage, custody.ClaimsStage}).Draw(t, "stage"), Tool: "pdf/1", Code: "damaged", Reason: words.Draw(t, "reason")})
	case "asserted":
		l.record(t, exhibit.AssertedDone, item, nil, &custody.AssertedBody{Reader: "rules/1", Text: other.Draw(t, "text"), Claims: other.Draw(t, "claims"), Inputs: words.Draw(t, "inputs"), Count: 2})
	case "restricted":
		l.record(t, exhibit.Restricted, item, nil, &custody.RestrictedBody{Sealed: other.Draw(t, "cipher"), Originator: words.Draw(t, "originator"), Reason: "r"})
	case "cleared":
		l.record(t, exhibit.Cleared, item, nil, &custody.ClearedBody{Version: rapid.SampledFrom(append(refs(), exhibit.Ref{})).Draw(t, "version"), Reason: "r"})
	case "decided":
		l.record(t, exhibit.Decided, item, nil, &custody.DecisionBody{Action: "accept", Target: custody.Target{Ref: item, Quote: words.Draw(t, "quote")}, Reason: "r"})
	}
}

// erase destroys the entries of an item that are committed already, as an order demands.
func (l *life) erase(t *rapid.T, item exhibit.Ref) {
	rows, err := l.tx.Query(`SELECT n FROM entries WHERE item = $1`, item.Hex())
	if err != nil {
		t.Fatal(err)
	}
	var about []int64
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			t.Fatal(err)
		}
		about = append(about, n)
	}
	rows.Close()
	for _, n := range about {
		if err := l.tx.Erase(n); err != nil {
			t.Fatal(err)
		}
	}
	l.record(t, exhibit.Erased, exhibit.Ref{}, nil, &exhibit.ErasedBody{Entries: about, Reason: "r", Order: "o"})
	delete(l.have, item)
}

func TestReplayGivesTheSameRecordsAsRecording(t *testing.T) {
	db, scratch := database(t), database(t)
	l := newLedger(t, db)
	have := map[exhibit.Ref]bool{}
	rapid.Check(t, func(t *rapid.T) {
		ctx := context.Background()
		for range rapid.IntRange(1, 4).Draw(t, "transactions") {
			err := l.Write(ctx, func(tx *ledger.Tx) error {
				book := custody.NewBook(ctx, tx)
				defer book.Close()
				x := &life{ctx, tx, book, have}
				// An erasure concerns entries of earlier transactions, so it comes first.
				if ref := rapid.SampledFrom(append(refs(), exhibit.Ref{})).Draw(t, "erased"); have[ref] {
					x.erase(t, ref)
				}
				for range rapid.IntRange(0, 6).Draw(t, "things") {
					x.happen(t)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		want, err := records(ctx, db)
		if err != nil {
			t.Fatal(err)
		}
		tx, err := scratch.BeginTx(ctx, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer tx.Rollback()
		r := custody.NewReplayer(ctx, tx)
		defer r.Close()
		if err := l.Lines(ctx, 0, func(line exhibit.EntryLine) error {
			if line.Erased {
				return nil
			}
			e, err := line.Open()
			if err != nil {
				return err
			}
			return r.Entry(e)
		}); err != nil {
			t.Fatal(err)
		}
		got, err := records(ctx, tx)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatal(d)
		}
	})
}

func TestAnEntryOfAnotherShapeIsNamed(t *testing.T) {
	db := database(t)
	r := custody.NewReplayer(t.Context(), db)
	defer r.Close()
	for _, typ := range []string{exhibit.Received, exhibit.NotReceived, exhibit.SheetStated, exhibit.ReadDone, exhibit.ReadFailed, exhibit.AssertedDone, exhibit.Restricted, exhibit.Cleared, exhibit.Erased} {
		if err := r.Entry(exhibit.Entry{N: 7, Type: typ, Item: refs()[0], Body: []byte(`[]`)}); err == nil {
			t.Errorf("%s: a list passes for its body", typ)
		}
	}
}
