package casefile

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"time"

	"exhibit"
	"exhibit/internal/custody"
	"exhibit/internal/intake/sheet"
	"exhibit/internal/reading"
)

// Outcomes of an item.
const (
	OutcomeRead      = "read"
	OutcomePreserved = "preserved"
	OutcomeDuplicate = "duplicate"
	OutcomeFailed    = "failed"
	OutcomeRefused   = "refused"
)

// Items lists what the case holds, in the order it arrived, and after it what was offered and could not be taken.
func (c *Case) Items(ctx context.Context) ([]Item, error) {
	items, byRef, err := c.itemRows(ctx)
	if err != nil {
		return nil, err
	}
	if err := c.itemPaths(ctx, items, byRef); err != nil {
		return nil, err
	}
	if err := c.itemEntries(ctx, items, byRef); err != nil {
		return nil, err
	}
	if err := c.itemLanguages(ctx, items, byRef); err != nil {
		return nil, err
	}
	refused, err := c.refusedItems(ctx)
	return append(items, refused...), err
}

func (c *Case) itemRows(ctx context.Context) ([]Item, map[string]int, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT i.ref, i.bytes, i.media_type, i.md5, i.sha1, i.restriction, i.originator, i.cleared, i.sheet, t.tool, t.ref, t.extra, t.code, t.reason
		FROM items i LEFT JOIN derivations t ON t.item = i.ref AND t.stage = 'text' ORDER BY i.entry`)
	if err != nil {
		return nil, nil, fmt.Errorf("listing items: %w", err)
	}
	defer rows.Close()
	var items []Item
	byRef := map[string]int{}
	for rows.Next() {
		it, err := scanItem(rows)
		if err != nil {
			return nil, nil, fmt.Errorf("listing items: %w", err)
		}
		byRef[it.Ref] = len(items)
		items = append(items, it)
	}
	return items, byRef, rows.Err()
}

func scanItem(rows *sql.Rows) (Item, error) {
	var it Item
	var hex string
	var originator, cleared, stated, tool, text, extra, code, reason sql.NullString
	if err := rows.Scan(&hex, &it.Bytes, &it.MediaType, &it.MD5, &it.SHA1, &it.Restriction, &originator, &cleared, &stated, &tool, &text, &extra, &code, &reason); err != nil {
		return it, err
	}
	it.Ref = refPrefix + hex
	it.Originator = originator.String
	if cleared.Valid {
		it.Cleared = refPrefix + cleared.String
	}
	if stated.Valid {
		if err := json.Unmarshal([]byte(stated.String), &it.Sheet); err != nil {
			return it, err
		}
	}
	switch {
	case text.Valid:
		it.Outcome, it.Reader, it.TextRef = OutcomeRead, tool.String, refPrefix+text.String
		it.Text = text.String + ".txt"
	case code.String == reading.Unsupported:
		it.Outcome, it.Reason = OutcomePreserved, reason.String
	case code.Valid:
		it.Outcome, it.Reader, it.Reason = OutcomeFailed, tool.String, code.String+": "+reason.String
	case it.Restriction == custody.RestrictedItem && !cleared.Valid:
		it.Outcome, it.Reason = OutcomePreserved, "restricted: not read until a person clears it"
	default:
		it.Outcome, it.Reason = OutcomePreserved, "not read yet"
	}
	return it, it.found(extra)
}

const refPrefix = "sha256-"

// found adds what the text reader found to what the sheet states; the sheet comes first.
func (it *Item) found(extra sql.NullString) error {
	var l Layout
	if extra.Valid {
		var body custody.ReadBody
		if err := json.Unmarshal([]byte(extra.String), &body); err != nil {
			return err
		}
		if len(body.Layout) > 0 {
			if err := json.Unmarshal(body.Layout, &l); err != nil {
				return err
			}
		}
	}
	it.Title, it.Author, it.Flags = l.Title, l.Author, l.Flags
	if it.Sheet["graphic"] == "yes" {
		it.Flags = append(it.Flags, "graphic")
	}
	if v := it.Sheet["title"]; v != "" {
		it.Title = v
	}
	if v := it.Sheet["author"]; v != "" {
		it.Author = v
	}
	it.Lang = l.Lang
	if v := it.Sheet["language"]; v != "" {
		it.Lang = v
	}
	it.publish(l.PublishedMin, l.PublishedMax, l.PublishedBasis)
	if lo, hi, ok := sheetDay(it.Sheet["published"]); ok {
		it.publish(lo, hi, "provenance sheet")
	}
	it.Gaps = sheet.Row{Values: it.Sheet}.Missing()
	return nil
}

func (it *Item) publish(lo, hi, basis string) {
	it.Published, it.PublishedMin, it.PublishedMax, it.PublishedBasis = "", lo, hi, basis
	if lo == hi {
		it.Published = lo
	}
}

func lastOfMonth(month string) string {
	t, err := time.Parse("2006-01", month)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 1, -1).Format(time.DateOnly)
}

func (c *Case) itemPaths(ctx context.Context, items []Item, byRef map[string]int) error {
	rows, err := c.db.QueryContext(ctx, `SELECT ref, report, parent FROM arrivals ORDER BY entry`)
	if err != nil {
		return fmt.Errorf("listing arrivals: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var hex, report string
		var parent sql.NullString
		if err := rows.Scan(&hex, &report, &parent); err != nil {
			return fmt.Errorf("listing arrivals: %w", err)
		}
		i, ok := byRef[refPrefix+hex]
		if !ok {
			return fmt.Errorf("arrival of %q has no item; run exhibit verify --deep", report)
		}
		if !slices.Contains(items[i].Reports, report) {
			items[i].Reports = append(items[i].Reports, report)
		}
		if items[i].Parent == "" {
			items[i].Parent = parent.String
		}
	}
	return rows.Err()
}

func (c *Case) itemEntries(ctx context.Context, items []Item, byRef map[string]int) error {
	rows, err := c.db.QueryContext(ctx, `SELECT item, n FROM entries WHERE item IS NOT NULL ORDER BY n`)
	if err != nil {
		return fmt.Errorf("listing entries of items: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var hex string
		var n int64
		if err := rows.Scan(&hex, &n); err != nil {
			return fmt.Errorf("listing entries of items: %w", err)
		}
		if i, ok := byRef[refPrefix+hex]; ok {
			items[i].Entries = append(items[i].Entries, n)
		}
	}
	return rows.Err()
}

// itemLanguages takes language and day of publication from the claims stage where neither sheet nor reader stated them.
func (c *Case) itemLanguages(ctx context.Context, items []Item, byRef map[string]int) error {
	return c.claimRefs(ctx, func(item string, body custody.AssertedBody) error {
		i, ok := byRef[refPrefix+item]
		if !ok {
			return nil
		}
		it := &items[i]
		if it.Lang == "" {
			it.Lang = body.Lang
		}
		if it.PublishedMin == "" && it.PublishedMax == "" {
			it.publish(body.PublishedMin, body.PublishedMax, body.PublishedBasis)
		}
		return nil
	})
}

// claimRefs calls fn with the present claims derivation of every item, in the order the items arrived.
func (c *Case) claimRefs(ctx context.Context, fn func(item string, body custody.AssertedBody) error) error {
	rows, err := c.db.QueryContext(ctx, `SELECT i.ref, d.extra FROM items i JOIN derivations d ON d.item = i.ref AND d.stage = 'claims' WHERE d.ref IS NOT NULL ORDER BY i.entry`)
	if err != nil {
		return fmt.Errorf("listing claims: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var item, extra string
		if err := rows.Scan(&item, &extra); err != nil {
			return fmt.Errorf("listing claims: %w", err)
		}
		var body custody.AssertedBody
		if err := json.Unmarshal([]byte(extra), &body); err != nil {
			return fmt.Errorf("listing claims: %w", err)
		}
		if err := fn(item, body); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (c *Case) refusedItems(ctx context.Context) ([]Item, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT entry, report, parent, code, reason FROM refusals WHERE NOT remark ORDER BY entry`)
	if err != nil {
		return nil, fmt.Errorf("listing what could not be taken: %w", err)
	}
	defer rows.Close()
	var out []Item
	for rows.Next() {
		var n int64
		var report, code, reason string
		var parent sql.NullString
		if err := rows.Scan(&n, &report, &parent, &code, &reason); err != nil {
			return nil, fmt.Errorf("listing what could not be taken: %w", err)
		}
		out = append(out, Item{Reports: []string{report}, Parent: parent.String, Outcome: OutcomeRefused, Reason: code + ": " + reason, Restriction: custody.Open, Entries: []int64{n}})
	}
	return out, rows.Err()
}

// Outcome is what became of one thing that was offered.
type Outcome struct {
	Report  string `json:"report"`
	Parent  string `json:"parent,omitempty"`
	Ref     string `json:"ref,omitempty"`
	Outcome string `json:"outcome"`
	Reason  string `json:"reason,omitempty"`
	Entry   int64  `json:"entry"`
}

// Outcomes lists one outcome per thing offered, in the order they were met. Remarks on things taken, and why a second
// reader found no claims in them or a picture could not be hashed, stand in Reason of lines of their own, with the outcome "remark".
func (c *Case) Outcomes(ctx context.Context) ([]Outcome, error) {
	items, err := c.Items(ctx)
	if err != nil {
		return nil, err
	}
	byRef := map[string]*Item{}
	for i := range items {
		byRef[items[i].Ref] = &items[i]
	}
	rows, err := c.db.QueryContext(ctx, `SELECT a.entry, a.report, a.parent, a.ref, i.entry, NULL, NULL, 0 FROM arrivals a JOIN items i ON i.ref = a.ref
		UNION ALL SELECT entry, report, parent, NULL, NULL, code, reason, remark FROM refusals
		UNION ALL SELECT d.entry, (SELECT a.report FROM arrivals a WHERE a.ref = d.item ORDER BY a.entry LIMIT 1), NULL, NULL, NULL, d.code, d.reason, 1 FROM derivations d WHERE d.stage IN ('second', 'picture') AND d.code IS NOT NULL
		ORDER BY 1`)
	if err != nil {
		return nil, fmt.Errorf("listing outcomes: %w", err)
	}
	defer rows.Close()
	var out []Outcome
	for rows.Next() {
		var o Outcome
		var parent, hex, code, reason sql.NullString
		var first sql.NullInt64
		var remark bool
		if err := rows.Scan(&o.Entry, &o.Report, &parent, &hex, &first, &code, &reason, &remark); err != nil {
			return nil, fmt.Errorf("listing outcomes: %w", err)
		}
		o.Parent = parent.String
		switch {
		case code.Valid:
			o.Outcome, o.Reason = OutcomeRefused, code.String+": "+reason.String
			if remark {
				o.Outcome = "remark"
			}
		default:
			it := byRef[refPrefix+hex.String]
			o.Ref, o.Outcome, o.Reason = it.Ref, it.Outcome, it.Reason
			if first.Int64 != o.Entry {
				o.Outcome, o.Reason = OutcomeDuplicate, "the same bytes as "+it.Reports[0]
			}
		}
		out = append(out, o)
	}
	return out, rows.Err()
}

// FindItem returns the item that a person means by a reference, the beginning of one, or a path as added.
func FindItem(items []Item, name string) (*Item, error) {
	var found *Item
	for i := range items {
		it := &items[i]
		if it.Ref == "" {
			continue
		}
		hit := it.Ref == name || slices.Contains(it.Reports, name)
		partial := len(name) >= 6 && (hasPrefix(it.Ref, name) || hasPrefix(it.Ref, refPrefix+name)) || slices.ContainsFunc(it.Reports, func(r string) bool { return path.Base(r) == name })
		if hit {
			return it, nil
		}
		if partial {
			if found != nil {
				return nil, fmt.Errorf("%q names several items: %s and %s; say more of the reference", name, found.Ref, it.Ref)
			}
			found = it
		}
	}
	if found == nil {
		return nil, fmt.Errorf("no item %q in this case; exhibit status --outcomes lists them", name)
	}
	return found, nil
}

func hasPrefix(s, p string) bool { return len(s) >= len(p) && s[:len(p)] == p }

// refOf reads an item's Ref back.
func refOf(s string) exhibit.Ref {
	r, _ := exhibit.ParseRef(s) // written by this package
	return r
}

// Standing says whether the latest snapshot was made of what is asserted now, and which decisions find their words.
func (c *Case) Standing(ctx context.Context) (fresh bool, decisions []Decision, err error) {
	l, err := c.load(ctx, false)
	if err != nil {
		return false, nil, err
	}
	last, err := c.lastWeighed(ctx)
	return last != nil && last.Inputs == l.inputs, l.decisions, err
}

// CheckDatabase asks the database to check its own pages and indexes.
func (c *Case) CheckDatabase(ctx context.Context) ([]string, error) {
	rows, err := c.db.QueryContext(ctx, `PRAGMA integrity_check`)
	if err != nil {
		return []string{"the database cannot be checked: " + err.Error()}, nil
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return out, fmt.Errorf("checking the database: %w", err)
		}
		if s != "ok" {
			out = append(out, s)
		}
	}
	if err := rows.Err(); err != nil {
		return out, fmt.Errorf("checking the database: %w", err)
	}
	earlier, err := c.checkEarlier(ctx)
	return append(out, earlier...), err
}

// checkEarlier checks the signature of every checkpoint kept. Verify looks at the latest only; the earlier ones are what
// a time stamp or a recipient may hold the ledger to.
func (c *Case) checkEarlier(ctx context.Context) ([]string, error) {
	introduced, err := c.ledger.Keys(ctx)
	if err != nil {
		return nil, err
	}
	var keys []ed25519.PublicKey
	for _, k := range introduced {
		keys = append(keys, k.Public)
	}
	rows, err := c.db.QueryContext(ctx, `SELECT size, note FROM checkpoints ORDER BY size`)
	if err != nil {
		return nil, fmt.Errorf("reading checkpoints: %w", err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var size int64
		var signed []byte
		if err := rows.Scan(&size, &signed); err != nil {
			return out, fmt.Errorf("reading checkpoints: %w", err)
		}
		if cp, _, err := exhibit.OpenCheckpoint(signed, keys...); err != nil {
			out = append(out, fmt.Sprintf("the checkpoint kept for %d entries is not signed by a key of this ledger: %v", size, err))
		} else if cp.Size != size || cp.Origin != c.origin {
			out = append(out, fmt.Sprintf("the checkpoint kept for %d entries is of %d entries of ledger %q", size, cp.Size, cp.Origin))
		}
	}
	return out, rows.Err()
}
