package sheet

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

	"exhibit/internal/intake"
)

// Match gives every report the row that is about it. reports are the names under which things arrived; a row about a thing that did not
// arrive, or about a name under which two things did, is a problem. A report without a row is none: what is not stated is a gap.
//
// A row's path is compared as it is written first; then with "./" before it and "\" for "/" put right; then with its special characters
// written as report names have them; then without regard to how accents are composed, which differs between systems.
func Match(rows []Row, reports []string) (map[string]Row, []Problem) {
	m := newMatcher(reports)
	found := make(map[string]Row, len(rows))
	var problems []Problem
	for _, row := range rows {
		report, why, missing := m.find(row.Path)
		if first, twice := found[report]; twice && why == "" {
			why = fmt.Sprintf("line %d is about the same item; make one row of the two", first.Line)
		}
		if why != "" {
			problems = append(problems, Problem{Line: row.Line, Column: Path, Path: row.Path, Text: why, Missing: missing})
			continue
		}
		found[report] = row
	}
	return found, problems
}

type matcher struct {
	count  map[string]int      // reports
	normal map[string][]string // reports by their name in one composition
	base   map[string][]string // reports by their last part
}

func newMatcher(reports []string) *matcher {
	m := &matcher{count: map[string]int{}, normal: map[string][]string{}, base: map[string][]string{}}
	for _, r := range reports {
		if m.count[r]++; m.count[r] > 1 {
			continue
		}
		m.normal[normal(r)] = append(m.normal[normal(r)], r)
		m.base[base(r)] = append(m.base[base(r)], r)
	}
	return m
}

// find gives the report a path means, or says why there is none.
func (m *matcher) find(path string) (report, why string, missing bool) {
	for _, p := range spellings(path) {
		switch candidates := m.normal[normal(p)]; {
		case m.count[p] == 1:
			return p, "", false
		case m.count[p] > 1:
			return "", "several things arrived under this path; add their folders one by one, each with its own sheet", false
		case len(candidates) == 1:
			return candidates[0], "", false
		case len(candidates) > 1:
			return "", fmt.Sprintf("%d things arrived under names that look like this; rename the files so that they differ", len(candidates)), false
		}
	}
	if near := m.base[base(normal(path))]; len(near) == 1 {
		return "", fmt.Sprintf("nothing arrived under this path; was %q meant? Put the path right", near[0]), true
	}
	return "", "nothing arrived under this path; put the path right, add the missing file, or delete the row", true
}

// spellings are the ways in which a person may have written a report name.
func spellings(path string) []string {
	slashed := trimDot(strings.ReplaceAll(path, `\`, "/"))
	all := []string{path, trimDot(path), slashed}
	for _, p := range []string{path, trimDot(path), slashed} {
		// "!" is either the mark between parent and child or part of a file's name, "%" an escape or itself.
		all = append(all, encodeParts(p), intake.EncodeName(p))
	}
	return all
}

func encodeParts(p string) string {
	parts := strings.Split(p, "!")
	for i := range parts {
		parts[i] = intake.EncodeName(parts[i])
	}
	return strings.Join(parts, "!")
}

func trimDot(p string) string {
	for strings.HasPrefix(p, "./") || strings.HasPrefix(p, `.\`) {
		p = p[2:]
	}
	return p
}

// normal is a path with the slashes and composition of our own.
func normal(p string) string {
	return norm.NFC.String(trimDot(strings.ReplaceAll(p, `\`, "/")))
}

func base(p string) string {
	return p[strings.LastIndexAny(p, "/!")+1:]
}

// Missing lists the fields a row does not state, in the order of the template: the gaps.
func (r Row) Missing() []string {
	if len(r.Values) == 0 {
		return allFields()
	}
	var gaps []string
	for _, f := range Fields() {
		if f.Name != Path && r.Values[f.Name] == "" {
			gaps = append(gaps, f.Name)
		}
	}
	return slices.Clip(gaps)
}

// allFields are the gaps of an item of which nothing is stated: most items of most cases. The caller must not change it.
var allFields = sync.OnceValue(func() []string {
	var all []string
	for _, f := range Fields() {
		if f.Name != Path {
			all = append(all, f.Name)
		}
	}
	return all
})
