package casefile

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"exhibit"
	"exhibit/internal/custody"
	"exhibit/internal/ledger"
)

// entriesAbout lists the entries that speak of an item and of nothing else that stays: those that name it, decisions
// whose other side it is, what was refused of it, and the clearances by which it stood in for a restricted item.
func entriesAbout(tx *ledger.Tx, ref exhibit.Ref) ([]int64, error) {
	out, err := numbers(tx, `SELECT n FROM entries WHERE body IS NOT NULL AND item = $1`, ref.Hex())
	if err != nil {
		return nil, fmt.Errorf("looking for entries about %s: %w", ref, err)
	}
	for _, find := range []func(*ledger.Tx, exhibit.Ref) ([]int64, error){quotedIn, refusedOf, clearedBy} {
		more, err := find(tx, ref)
		if err != nil {
			return nil, fmt.Errorf("looking for entries about %s: %w", ref, err)
		}
		out = append(out, more...)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// numbers reads a query that gives numbers of entries.
func numbers(tx *ledger.Tx, query string, args ...any) (out []int64, err error) {
	rows, err := tx.Query(query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, rows.Err()
}

// eachBody calls fn with the entries a query gives as number, item and body.
func eachBody(tx *ledger.Tx, fn func(n int64, item string, body []byte) error, query string, args ...any) error {
	rows, err := tx.Query(query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		var item string
		var body []byte
		if err := rows.Scan(&n, &item, &body); err != nil {
			return err
		}
		if err := fn(n, item, body); err != nil {
			return err
		}
	}
	return rows.Err()
}

// quotedIn lists the decisions and assessments that name an item.
func quotedIn(tx *ledger.Tx, ref exhibit.Ref) (out []int64, err error) {
	err = eachBody(tx, func(n int64, _ string, body []byte) error {
		if strings.Contains(string(body), ref.String()) {
			out = append(out, n)
		}
		return nil
	}, `SELECT n, coalesce(item, ''), body FROM entries WHERE body IS NOT NULL AND type IN ('decided', 'assessed')`)
	return out, err
}

// refusedOf lists the refusals and remarks under the paths of an item, and those of members of it that never became
// items. A path that something else in the case has too is not the item's alone, and stays.
func refusedOf(tx *ledger.Tx, ref exhibit.Ref) (out []int64, err error) {
	type refusal struct {
		n      int64
		report string
	}
	var all []refusal
	rows, err := tx.Query(`SELECT DISTINCT r.entry, r.report FROM arrivals a JOIN refusals r ON r.report = a.report OR substr(r.report, 1, length(a.report) + 1) = a.report || '!' WHERE a.ref = $1`, ref.Hex())
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var r refusal
		if err := rows.Scan(&r.n, &r.report); err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, err
	}
	for _, r := range all {
		own, err := ownPath(tx, ref, r.report)
		if err != nil {
			return nil, err
		}
		if own {
			out = append(out, r.n)
		}
	}
	return out, nil
}

// ownPath reports whether the nearest thing above a path that arrived, or what arrived under the path itself, is the
// item and nothing else.
func ownPath(tx *ledger.Tx, ref exhibit.Ref, report string) (bool, error) {
	for {
		var all, own int
		if err := tx.QueryRow(`SELECT count(*), count(*) FILTER (WHERE ref = $1) FROM arrivals WHERE report = $2`, ref.Hex(), report).Scan(&all, &own); err != nil {
			return false, err
		}
		if all > 0 {
			return all == own, nil
		}
		i := strings.LastIndexByte(report, '!')
		if i < 0 {
			return false, nil
		}
		report = report[:i]
	}
}

// clearedBy lists the clearances by which an item stood in for a restricted one. Those before them go too: a wider
// clearance that was replaced must not come back into force because its replacement is gone.
func clearedBy(tx *ledger.Tx, ref exhibit.Ref) (out []int64, err error) {
	earlier := map[string][]int64{}
	err = eachBody(tx, func(n int64, item string, body []byte) error {
		e, err := exhibit.ParseEntry(body)
		if err != nil {
			return err
		}
		if e.Type == exhibit.Restricted {
			delete(earlier, item)
			return nil
		}
		var b custody.ClearedBody
		if err := json.Unmarshal(e.Body, &b); err != nil {
			return fmt.Errorf("entry %d (%s) has a body of another shape: %w", n, e.Type, err)
		}
		earlier[item] = append(earlier[item], n)
		if b.Version == ref {
			out = append(out, earlier[item]...)
			delete(earlier, item)
		}
		return nil
	}, `SELECT n, coalesce(item, ''), body FROM entries WHERE body IS NOT NULL AND type IN ('cleared', 'restricted') ORDER BY n`)
	return out, err
}

// cameOutOf lists the entries by which other items arrived whose paths say that they came out of this one.
func cameOutOf(tx *ledger.Tx, ref exhibit.Ref) ([]int64, error) {
	out, err := numbers(tx, `SELECT DISTINCT o.entry FROM arrivals a JOIN arrivals o ON o.ref <> a.ref AND (o.parent = a.report OR substr(o.report, 1, length(a.report) + 1) = a.report || '!') WHERE a.ref = $1 ORDER BY 1`, ref.Hex())
	if err != nil {
		return nil, fmt.Errorf("looking for what came out of %s: %w", ref, err)
	}
	return out, nil
}
