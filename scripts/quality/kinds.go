package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// kind is a kind of set, known by the files in it.
type kind struct {
	files   []string
	unpack  func(*quality) (texts string, err error) // nil: texts lie in texts/
	scorers []scorer
}

func (k kind) fits(dir string) bool {
	for _, f := range k.files {
		if _, err := os.Stat(filepath.Join(dir, f)); err != nil {
			return false
		}
	}
	return true
}

// scorer is one script and the figures taken from what it prints.
type scorer struct {
	script  string
	args    []string // SET/ is the set, CASE/ the exports, UNPACKED/ what was unpacked
	figures []figure
}

// figure is a number in a scorer's JSON. In a path dots part the keys; a dot inside a key is written as a colon.
type figure struct {
	name, path string
	base       string // path of the baseline the scorer itself computes, or =text for a published one
}

func (f figure) read(v any) (string, bool) { return at(v, f.path) }

func (f figure) readBaseline(v any) (string, bool) {
	if text, ok := strings.CutPrefix(f.base, "="); ok {
		return text, true
	}
	if f.base == "" {
		return "", false
	}
	return at(v, f.base)
}

// at finds a value by its path. A list gives its length, a share too small for a percentage its counts.
func at(v any, path string) (string, bool) {
	for key := range strings.SplitSeq(path, ".") {
		key = strings.ReplaceAll(key, ":", ".")
		m, ok := v.(map[string]any)
		if !ok {
			return "", false
		}
		next, ok := m[key]
		if !ok {
			return "", false
		}
		if next == nil && (key == "pct" || key == "f1") {
			if right, n := m["right"], m["n"]; right != nil && n != nil {
				return fmt.Sprintf("%v of %v", right, n), true
			}
		}
		v = next
	}
	switch v := v.(type) {
	case float64:
		return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", v), "0"), "."), true
	case []any:
		return fmt.Sprint(len(v)), true
	}
	return "", false
}

const tfidf = "baseline_tf_idf.fixed at 0:15."

func kinds() []kind {
	return []kind{
		{files: []string{"texts", "dev-gold.json"}, scorers: claimScorers()},
		{files: []string{"texts", "gold-pairs.jsonl", "facts.jsonl"}, scorers: incidentScorers()},
		{files: []string{"texts-test.tar.gz", "corpora-test.tar.gz"}, unpack: unpackKeys, scorers: eventScorers()},
	}
}

func claimScorers() []scorer {
	return []scorer{
		{"score_claims.py", []string{"SET/dev-gold.json", "CASE/claims.jsonl", "--texts", "SET/texts"}, []figure{
			{name: "claims, F1 (span and kind)", path: "claims.f1"},
			{name: "claims, precision", path: "claims.p"},
			{name: "claims, recall", path: "claims.r"},
			{name: "quotes that stand in the text where the claim says", path: "quote_integrity.pct", base: "=100"},
			{name: "claims made of words that assert nothing", path: "negative_errors", base: "=0"},
			{name: "speaker", path: "fields.speaker.pct"},
			{name: "day of the incident", path: "fields.incident_date.pct"},
			{name: "killed", path: "fields.killed.pct"},
			{name: "modality", path: "fields.modality.pct"},
		}},
		{"score_series.py", []string{"SET/dev-gold.json", "CASE/series.jsonl"}, []figure{
			{name: "running totals, points F1", path: "points.f1"},
			{name: "other totals", path: "other_totals.pct"},
			{name: "supersession", path: "supersession.pct"},
			{name: "sums that must not be made", path: "added", base: "=0"},
			{name: "series mixed up", path: "apart_broken", base: "=0"},
		}},
		{"score_origins.py", []string{"SET/dev-gold.json", "CASE/claims.jsonl", "CASE/origins.jsonl"}, []figure{
			{name: "who depends on whom, F1", path: "dependent.f1"},
			{name: "propositions with no origin too many", path: "propositions.pct"},
		}},
		{"score_pairs.py", []string{"SET/dev-gold.json", "CASE/incidents.jsonl", "CASE/events.jsonl", "--claims", "CASE/claims.jsonl"}, []figure{
			{name: "claims of one incident together", path: "together.pct"},
			{name: "claims of two incidents apart", path: "apart.pct"},
		}},
	}
}

func incidentScorers() []scorer {
	return []scorer{
		{"score_incidents.py", []string{"SET/gold-pairs.jsonl", "SET/facts.jsonl", "CASE/incidents.jsonl", "--baseline", "SET/texts"}, []figure{
			{name: "joining, B-cubed F1 (baseline: TF-IDF clustering)", path: "b_cubed.f1", base: tfidf + "b_cubed.f1"},
			{name: "joining, pairwise precision (baseline: TF-IDF)", path: "pairwise.p", base: tfidf + "pairwise.p"},
			{name: "joining, pairwise recall (baseline: TF-IDF)", path: "pairwise.r", base: tfidf + "pairwise.r"},
			{name: "killed in an incident, exact (baseline: always 1)", path: "facts.killed.exact_with_zero.pct", base: "facts.killed.exact_with_zero.always_1"},
			{name: "killed in an incident, ranges meet where stated (baseline: always 1)", path: "facts.killed.overlap_where_stated.pct", base: "facts.killed.overlap_where_stated.always_1"},
			{name: "day of an incident within one", path: "facts.date_within_1_day.pct"},
			{name: "place of an incident within 25 km", path: "facts.place_25_km.pct"},
		}},
		{"score_documents.py", []string{"SET/gold-pairs.jsonl", "SET/facts.jsonl", "CASE/events.jsonl", "--reports", "SET/reports.jsonl", "--texts", "SET/texts"}, []figure{
			{name: "reports with a reported event", path: "reports_with_events.pct"},
			{name: "killed in a report, exact (baseline: always 1)", path: "killed.exact_with_zero.pct", base: "killed.exact_with_zero.always_1"},
			{name: "killed in a report, ranges meet where stated (baseline: always 1)", path: "killed.overlap_where_stated.pct", base: "killed.overlap_where_stated.always_1"},
			{name: "day in a report within one (baseline: day of the report)", path: "date_within_1_day.pct", base: "date_within_1_day.report_day"},
			{name: "place in a report within 25 km (limit: named in the text)", path: "place_25_km.pct", base: "place_25_km.in_text"},
		}},
	}
}

func eventScorers() []scorer {
	const best = "=%s (best of 1992, other texts)"
	return []scorer{
		{"score_muc4.py", []string{"--keys", "UNPACKED/*/key-*", "--events", "CASE/events.jsonl"}, []figure{
			{name: "events, all templates F", path: "rows.ALL TEMPLATES.f", base: fmt.Sprintf(best, "55.9")},
			{name: "number of victims, F", path: "rows.hum-tgt-num.f", base: fmt.Sprintf(best, "60.6")},
			{name: "effect on victims, F", path: "rows.hum-tgt-effect.f", base: fmt.Sprintf(best, "56.6")},
		}},
	}
}

// unpackKeys unpacks texts and answer keys, which must be of the same side.
func unpackKeys(q *quality) (string, error) {
	dir := filepath.Join(q.scratch, filepath.Base(q.set), "unpacked")
	texts := filepath.Join(dir, "texts")
	if err := os.MkdirAll(texts, 0o700); err != nil {
		return "", err
	}
	for archive, to := range map[string]string{"texts-test.tar.gz": texts, "corpora-test.tar.gz": dir} {
		if out, err := exec.CommandContext(q.ctx, "tar", "xzf", filepath.Join(q.set, archive), "-C", to).CombinedOutput(); err != nil {
			return "", fmt.Errorf("unpacking %s: %w\n%s", archive, err, out)
		}
	}
	return texts, nil
}

// sample measures what can be told without an answer by hand: that every quote is what the text says at that place,
// and how many of the reports have a text.
func (q *quality) sample() error {
	if err := q.makeCase("sample", "sample/reports", "--sheet", "sample/items.csv"); err != nil {
		return err
	}
	type item struct{ Ref, Text, Outcome string }
	text, read, items := map[string]string{}, 0, 0
	err := eachLine(filepath.Join(q.caseDir, "items.jsonl"), func(i item) {
		if i.Ref == "" {
			return
		}
		items++
		if i.Text != "" {
			read++
			text[i.Ref] = filepath.Join(q.caseDir, "texts", i.Text)
		}
	})
	if err != nil {
		return err
	}
	right, claims, err := quotes(filepath.Join(q.caseDir, "claims.jsonl"), text)
	if err != nil {
		return err
	}
	q.add(row{"sample", "quotes that stand in the text where the claim says", fmt.Sprintf("%d of %d", right, claims), "all", q.date, "make quality"})
	q.add(row{"sample", "items with a text (the others are a photograph, archives and what is restricted)", fmt.Sprintf("%d of %d", read, items), "", q.date, "make quality"})
	if right != claims {
		return fmt.Errorf("%d of %d claims do not stand on their words", claims-right, claims)
	}
	return nil
}

// own takes over the figures of our own marked reports. They were worked out before the program was built, because they
// travel with it.
func (q *quality) own() error {
	b, err := os.ReadFile(q.table)
	if err != nil {
		return fmt.Errorf("reading the figures of our own reports: %w; run: go run ./internal/claim/score/measure", err)
	}
	for line := range strings.Lines(string(b)) {
		c := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") {
			continue
		}
		if len(c) != 7 {
			return fmt.Errorf("%s has a line of another shape: %q", q.table, line)
		}
		q.add(row{c[0] + ": " + c[6], c[2] + " (of " + c[4] + ")", strings.TrimSuffix(c[3], " %"), "", c[5], "make quality"})
	}
	return nil
}

// quotes counts the claims whose quote is what stands at its place in the text.
func quotes(file string, text map[string]string) (right, all int, err error) {
	runes := map[string][]rune{}
	type quoted struct {
		Ref, Quote string
		Start      int `json:"char_start"`
		End        int `json:"char_end"`
	}
	err = eachLine(file, func(c quoted) {
		all++
		if _, ok := runes[c.Ref]; !ok {
			b, e := os.ReadFile(text[c.Ref])
			if e != nil {
				return
			}
			runes[c.Ref] = []rune(string(b))
		}
		if r := runes[c.Ref]; 0 <= c.Start && c.Start <= c.End && c.End <= len(r) && string(r[c.Start:c.End]) == c.Quote {
			right++
		}
	})
	return right, all, err
}

// eachLine reads a file of JSON Lines.
func eachLine[T any](file string, fn func(T)) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	for dec := json.NewDecoder(f); dec.More(); {
		var v T
		if err := dec.Decode(&v); err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(file), err)
		}
		fn(v)
	}
	return nil
}
