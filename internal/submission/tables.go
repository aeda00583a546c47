package submission

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"exhibit"
)

// table is a CSV file: UTF-8 with the mark that makes spreadsheet programs read it as such, LF.
type table struct {
	b bytes.Buffer
	w *csv.Writer
}

func newTable(columns ...string) *table {
	t := &table{}
	t.b.WriteString("\ufeff")
	t.w = csv.NewWriter(&t.b)
	t.w.Write(columns) // a bytes.Buffer does not fail
	return t
}

func (t *table) row(cells ...string) {
	for i, c := range cells {
		cells[i] = harmless(c)
	}
	t.w.Write(cells)
}

func (t *table) bytes() []byte {
	t.w.Flush()
	return t.b.Bytes()
}

// harmless keeps a spreadsheet program from taking what others wrote for a formula.
func harmless(s string) string {
	s = strings.ReplaceAll(s, "\r", " ")
	if s != "" && strings.ContainsRune("=+-@\t", rune(s[0])) {
		return "'" + s
	}
	return s
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func number(n *int64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(*n, 10)
}

func list(numbers []int64) string {
	var s []string
	for _, n := range numbers {
		s = append(s, strconv.FormatInt(n, 10))
	}
	return strings.Join(s, " ")
}

// index makes index.csv.
func (p *plan) index() []byte {
	t := newTable(exhibit.IndexColumns()...)
	for i, it := range p.req.Items {
		f := p.itemFiles[i]
		t.row(it.Ref.String(), f.path, it.Type, it.MediaType, it.Source, it.Date, it.Title, it.Relevance, it.Ref.Hex(), it.MD5, it.SHA1,
			strconv.FormatInt(f.size, 10), it.Custody, yes(it.ActiveContent), it.Graphic, exhibit.VersionCell(it.VersionOf), strings.Join(f.derivations, " | "), list(it.Entries))
	}
	return t.bytes()
}

// custody makes custody.csv: every event in the life of every item, as its entry says.
func (p *plan) custody(lines map[int64]exhibit.EntryLine) ([]byte, error) {
	t := newTable("reference", "entry", "event", "at", "clock", "actor", "role", "tool", "key", "time_basis")
	for _, it := range p.req.Items {
		for _, n := range it.Entries {
			l, ok := lines[n]
			if !ok {
				return nil, fmt.Errorf("entry %d of item %s is not in the ledger", n, it.Ref)
			}
			if l.Erased {
				t.row(it.Ref.String(), strconv.FormatInt(n, 10), "erased", "", "", "", "", "", l.Key, "")
				continue
			}
			e, err := l.Open()
			if err != nil {
				return nil, err
			}
			t.row(it.Ref.String(), strconv.FormatInt(n, 10), e.Type, e.At, e.Clock, e.Actor, e.Role, e.Tool, l.Key, "stated by the operator")
		}
	}
	return t.bytes(), nil
}

// withheld makes withheld.csv.
func (p *plan) withheld() []byte {
	t := newTable("category", "reference", "received_with_entry", "count", "reason", "decided_with_entry")
	for _, w := range p.req.Withheld {
		count := ""
		if w.Count > 0 {
			count = strconv.FormatInt(w.Count, 10)
		}
		t.row(w.Category, w.Reference, number(w.Item), count, w.Reason, number(w.Entry))
	}
	return t.bytes()
}
