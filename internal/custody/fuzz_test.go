package custody_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"exhibit"
	"exhibit/internal/custody"
)

// entryTypes are those whose bodies this package reads.
var entryTypes = []string{exhibit.Received, exhibit.NotReceived, exhibit.SheetStated, exhibit.ReadDone, exhibit.ReadFailed, exhibit.AssertedDone,
	exhibit.Restricted, exhibit.Cleared, exhibit.Erased, exhibit.Decided, exhibit.Assessed, exhibit.Observed, exhibit.WeighedDone, exhibit.ReleasedEntry,
	exhibit.VersionStated, exhibit.KeyAdded}

// lineOf is an entry with its leaf, as any actor of a case could have written it.
func lineOf(t testing.TB, e exhibit.Entry) exhibit.EntryLine {
	b, err := e.Marshal()
	if err != nil {
		t.Skip() // a body that is no JSON cannot be in an entry
	}
	var salt [exhibit.SaltSize]byte
	return exhibit.EntryLine{N: e.N, Leaf: exhibit.Leaf(salt, b), Salt: salt[:], Entry: string(b)}
}

// FuzzState gives the bodies of entries that an actor did not write with this program, one in each line: the number of its type, the number of
// the item it speaks of, and the body.
func FuzzState(f *testing.F) {
	body := func(v any) string {
		b, err := json.Marshal(v)
		if err != nil {
			f.Fatal(err)
		}
		return string(b)
	}
	received := "\x00\x01" + body(custody.ReceivedBody{Report: "a.txt"}) + "\n"
	f.Add([]byte(received + "\x02\x01" + body(custody.SheetBody{Fields: map[string]string{"title": "t"}}) + "\n\x03\x01" + body(custody.ReadBody{Reader: "plain/1", Text: refs()[0]})))
	f.Add([]byte(received + "\x06\x01" + body(custody.RestrictedBody{Sealed: refs()[1]}) + "\n\x07\x01" + body(custody.ClearedBody{Reason: "r"})))
	undoes := int64(0)
	f.Add([]byte(received + "\x09\x01" + body(custody.DecisionBody{Action: "merge", Target: custody.Target{Ref: refs()[0]}, Other: &custody.Target{Ref: refs()[1]}}) + "\n\x09\x01" + body(custody.DecisionBody{Action: "undo", Undoes: &undoes})))
	f.Add([]byte("\x08\x00" + body(exhibit.ErasedBody{Entries: []int64{-1, 0, 1 << 62}, Reason: "order"}) + "\n\x0a\x00{\"anchors\":[{}],\"other\":null}\n\x01\x00{}"))
	f.Add([]byte(received + "\x0e\x01" + body(exhibit.VersionBody{Commitment: refs()[1]}) + "\n\x09\x01" + body(custody.DecisionBody{Action: custody.ReleaseTo, Set: map[string]string{custody.SetRecipient: "A"}}) + "\n\x09\x01" + body(custody.DecisionBody{Action: "undo", Undoes: &undoes})))
	f.Add([]byte("\x00\x01null\n\x02\x01{\"fields\":{\"\":\"\"}}\n\x05\x02{\"count\":-1}"))
	f.Fuzz(func(t *testing.T, b []byte) {
		s := custody.NewState()
		for i, line := range bytes.Split(b, []byte("\n")) {
			if len(line) < 2 || i > 50 {
				break
			}
			e := exhibit.Entry{V: 1, N: int64(i), Type: entryTypes[int(line[0])%len(entryTypes)], Body: line[2:]}
			if line[1] > 0 {
				e.Item = refs()[int(line[1])%len(refs())]
			}
			if s.Add(lineOf(t, e)) != nil {
				break
			}
		}
		for _, it := range s.Items {
			if s.Item(it.Ref) != it || len(it.Entries) == 0 || len(it.Entries) != len(it.Custody) || it.Sheet == nil {
				t.Errorf("item %+v", it)
			}
			s.MayGo(it, "A")
		}
	})
}

// FuzzReplay gives the same to the record of what is where, which is made again from the entries.
func FuzzReplay(f *testing.F) {
	ref := refs()[0].String()
	f.Add(uint8(0), true, []byte(`{"report":"a.txt","received_by":"A1"}`))
	f.Add(uint8(2), true, []byte(`{"fields":{"title":"`+"\\u0000"+`"},"restriction":"restricted"}`))
	f.Add(uint8(3), true, []byte(`{"reader":"plain/1","text":"`+ref+`","layout":{"title":"t"}}`))
	f.Add(uint8(8), false, []byte(`{"entries":[0,-1,9223372036854775807],"reason":"order"}`))
	f.Add(uint8(5), true, []byte(`[]`))
	db := database(f)
	f.Fuzz(func(t *testing.T, typ uint8, item bool, body []byte) {
		tx, err := db.BeginTx(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		defer tx.Rollback()
		r := custody.NewReplayer(t.Context(), tx)
		defer r.Close()
		for n, e := range []exhibit.Entry{
			{Type: exhibit.Received, Item: refs()[0], Body: []byte(`{"report":"a.txt"}`)},
			{Type: entryTypes[int(typ)%len(entryTypes)], Body: body},
		} {
			if e.N = int64(n); item {
				e.Item = refs()[0]
			}
			if r.Entry(e) != nil { // an error names the entry; what matters is that there is no panic
				return
			}
		}
	})
}
