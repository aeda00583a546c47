package casualty

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"exhibit/internal/claim"
	"exhibit/internal/origin"
)

// Body names who counted in a claim. Package origin knows the answer; nil takes the claim's own words.
type Body func(i int) string

// figure is one number of one claim with everything that keeps it apart from others.
type figure struct {
	claim     int // index
	measure   Measure
	value     int
	body      string // name for readers
	area      string // folded place the count is for
	without   string // folded exclusions
	group     string // folded population: "", children, combatants …
	status    string
	scope     string // words for readers
	qualifier string
	total     bool // a running total or a total up to a day
	nameless  int  // how far the counter is from a name: named, generic, unnamed
}

// How a claim names its counter.
const (
	named   = iota
	generic // "officials"
	unnamed // the outlet tells it
)

// reader of one measure of a claim.
type field struct {
	measure  Measure
	n        *int
	min, max *int
}

func fields(c *claim.Claim) [7]field {
	return [7]field{
		{Killed, c.Killed, c.KilledMin, c.KilledMax}, {Injured, c.Injured, c.InjuredMin, c.InjuredMax},
		{Combined, c.CombinedTotal, c.CombinedTotalMin, c.CombinedTotalMax}, {Missing, c.Missing, c.MissingMin, c.MissingMax},
		{Detained, c.Detained, c.DetainedMin, c.DetainedMax}, {Displaced, c.Displaced, c.DisplacedMin, c.DisplacedMax},
		{BodiesFound, c.BodiesFound, c.BodiesFoundMin, c.BodiesFoundMax},
	}
}

// figuresOf reads every number of the claims that count: rejected claims and denials do not.
func figuresOf(claims []claim.Claim, body Body) []figure {
	var out []figure
	for i := range claims {
		c := &claims[i]
		if c.Kind != claim.Casualty || c.Status == "rejected" || c.Modality == "denied" {
			continue
		}
		var f figure
		made := false
		for _, m := range fields(c) {
			if m.n == nil {
				continue
			}
			if !made {
				f, made = common(claims, i, body), true
			}
			f.measure, f.value = m.measure, *m.n
			out = append(out, f)
		}
	}
	return out
}

// common reads what all numbers of a claim share.
func common(claims []claim.Claim, i int, body Body) figure {
	c := &claims[i]
	f := figure{claim: i, status: c.CountStatus, qualifier: c.Qualifier, scope: scopeWords(c)}
	if body != nil {
		f.body = body(i)
	}
	if f.body == "" {
		f.body = c.CountSource
	}
	if f.body == "" {
		f.body = c.Speaker
	}
	f.area, f.without = areaOf(c)
	switch name := cmp.Or(c.CountSource, c.Speaker); {
	case name == "":
		f.nameless = unnamed
	case origin.Generic(name) || origin.Generic(trimWords(fold(name), append(strings.Fields(f.area), "city", "town", "municipal", "in", "of", "the")...)):
		// "City officials", "officials in Brodva", told of Brodva: whichever they are, they are those of the place
		f.nameless = generic
	}
	f.group = groupOf(c)
	running := c.Cumulative != nil && *c.Cumulative
	single := c.Cumulative != nil && !*c.Cumulative
	f.total = f.body != "" && !single && (running || asOf(c) != "" || c.AsOfMin != "")
	return f
}

func scopeWords(c *claim.Claim) string {
	if c.Scope != "" {
		return c.Scope
	}
	if c.Place != "" {
		return c.Place
	}
	return strings.Join(c.Places, ", ")
}

// asOf is the day a count runs to, when it is stated as one day.
func asOf(c *claim.Claim) string {
	if c.AsOf == "" && c.AsOfMin == c.AsOfMax {
		return c.AsOfMin
	}
	return c.AsOf
}

// exclusion marks: what stands behind them in a scope is not in the count.
func exclusions() []string {
	return []string{" excluding ", " except for ", " except ", " not including ", " not counting ", " without ", " outside of ", " outside ", " other than ", " apart from ", " in addition to ", " besides ", " beyond "}
}

// areaOf splits a scope into the area counted and what it leaves out. The place the reader resolved names the area when
// there is one; the words of the scope name it else.
func areaOf(c *claim.Claim) (area, without string) {
	scope := " " + fold(c.Scope) + " "
	for _, mark := range exclusions() {
		if i := strings.Index(scope, mark); i >= 0 {
			without = trimWords(scope[i+len(mark):], "of", "most", "the", "all", "these", "this", "that", "figures", "figure", "city", "in", "part", "parts")
			if without == "" {
				without = "something named before"
			}
			scope = scope[:i] + " "
			break
		}
	}
	area = fold(c.Place)
	if area == "" {
		if i := strings.Index(scope, " since "); i >= 0 {
			scope = scope[:i]
		}
		area = trimWords(scope, "in", "the", "across", "throughout", "civilians", "killed", "injured")
	}
	return vicinity(area), without
}

// SameArea reports whether two names of areas are two wordings of one: "towns near Brodva", "villages around Brodva".
func SameArea(a, b string) bool {
	a, b = vicinity(fold(a)), vicinity(fold(b))
	return a == b && a != ""
}

// vicinity gives the wordings of what lies around a place one form: "towns near Brodva" and "villages around Brodva" are
// both "around brodva", and not Brodva.
func vicinity(area string) string {
	near := false
	for w := range strings.FieldsSeq(area) {
		switch w {
		case "around", "near", "outside", "surrounding", "vicinity", "outskirts", "suburbs":
			near = true
		}
	}
	if !near {
		return area
	}
	rest := trimWords(area, "around", "near", "outside", "surrounding", "vicinity", "outskirts", "suburbs", "towns", "town", "villages", "village", "settlements",
		"places", "areas", "area", "and", "of", "in", "to", "the", "other", "city", "capital")
	if rest == "" {
		return area
	}
	return "around " + rest
}

func trimWords(s string, drop ...string) string {
	var out []string
	for w := range strings.FieldsSeq(s) {
		if !slices.Contains(drop, w) {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

// groupOf names the population counted where it is not civilians in general: a count of children is another count.
func groupOf(c *claim.Claim) string {
	scope := " " + fold(c.Scope) + " "
	for _, g := range []string{"children", "women", "soldiers", "combatants", "journalists", "medics", "prisoners"} {
		if strings.Contains(scope, " "+g+" ") {
			return g
		}
	}
	switch s := fold(c.VictimStatus); s {
	case "", "unknown", "civilian", "civilians":
		return ""
	case "child", "children":
		return "children"
	case "combatant", "combatants", "soldier", "soldiers", "military":
		return "combatants"
	default:
		if strings.Contains(s, "civil") {
			return ""
		}
		return s
	}
}

// fold makes words comparable: lower case, no accents, no punctuation, single spaces.
func fold(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		case unicode.IsMark(r) || r == '\'' || r == '’':
		default:
			gap = true
		}
	}
	return b.String()
}

// digest is 16 hex digits of the SHA-256 of the parts, parted by a byte that no part holds.
func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
