package dossier

import (
	"cmp"
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"

	"exhibit/internal/claim"
)

// setAside is why no incident was made of some reported events, with the words that tell of them.
type setAside struct {
	Reason string
	Count  string
	Words  []words
	More   int
}

const asidePerReason = 24

// aside gathers the reported events that are no incidents by the reason, the commonest first.
func (b *book) aside() (out []setAside, total int) {
	by := map[string][]string{} // reason → claims, one for each event
	n := map[string]int{}
	var reasons []string
	for _, a := range b.f.Snapshot.Aside {
		e := b.event(a.Event)
		if e == nil {
			continue
		}
		if n[a.Reason] == 0 {
			reasons = append(reasons, a.Reason)
		}
		n[a.Reason]++
		total++
		if id := b.telling(e); id != "" {
			by[a.Reason] = append(by[a.Reason], id)
		}
	}
	slices.SortFunc(reasons, func(x, y string) int { return cmp.Or(cmp.Compare(n[y], n[x]), cmp.Compare(x, y)) })
	for _, r := range reasons {
		v := setAside{Reason: visible(r), Count: plural(n[r], "reported event", "reported events")}
		v.Words, v.More = b.citeSome(b.inOrder(by[r]), asidePerReason)
		out = append(out, v)
	}
	return out, total
}

// telling is the claim on whose words an event stands: the one its anchor quotes, else its first.
func (b *book) telling(e *claim.Event) string {
	first := ""
	for _, id := range e.Claims {
		c := b.claim(id)
		if c == nil || c.Status == "rejected" {
			continue
		}
		if c.CharStart <= e.CharStart && e.CharEnd <= c.CharEnd {
			return id
		}
		if first == "" {
			first = id
		}
	}
	return first
}

// asideCSV writes every reported event that is no incident. The words stand in claims.csv under the same number.
func (b *book) asideCSV(out io.Writer) error {
	w := csv.NewWriter(out)
	if err := w.Write([]string{"event", "item", "words", "reason"}); err != nil {
		return err
	}
	for _, a := range b.f.Snapshot.Aside {
		e := b.event(a.Event)
		if e == nil {
			continue
		}
		item := strconv.Itoa(b.itemAt(e.Ref, e.Report) + 1)
		var words []string
		for _, id := range e.Claims {
			if i, ok := b.claims[id]; ok {
				words = append(words, item+":"+strconv.Itoa(int(b.numbers[i])))
			}
		}
		if err := row(w, e.ID, item, strings.Join(words, " "), a.Reason); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// withoutEffect picks the decisions that change nothing now.
func withoutEffect(all []ruling) (out []ruling) {
	for _, r := range all {
		if r.NoEffect() != "" {
			out = append(out, r)
		}
	}
	return out
}

// NoEffect says why a decision changes nothing now; empty when it has its effect or was undone by a person.
func (r ruling) NoEffect() string {
	switch {
	case r.Undone != "":
		return ""
	case r.Orphaned:
		return "nothing that is proposed now has its words"
	case r.Overruled:
		return "later decisions make it impossible"
	}
	return ""
}
