package dossier

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"exhibit/internal/casualty"
	"exhibit/internal/claim"
)

// number writes n with a comma at the thousands: 2,400.
func number(n int) string {
	if n < 0 {
		return "−" + number(-n)
	}
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// plural writes a number and its noun: "1 origin", "3 origins".
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + many
}

// measureWords says what a number counts, in words that cannot be mistaken for another measure.
func measureWords(m casualty.Measure) string {
	switch m {
	case casualty.Killed:
		return "killed"
	case casualty.Injured:
		return "injured"
	case casualty.Combined:
		return "killed or injured, not told apart"
	case casualty.Missing:
		return "missing"
	case casualty.Detained:
		return "detained"
	case casualty.Displaced:
		return "displaced"
	case casualty.BodiesFound:
		return "bodies found"
	}
	return strings.ReplaceAll(string(m), "_", " ")
}

// qualified writes a value with the qualifier of its words.
func qualified(value int, qualifier string) string {
	switch n := number(value); qualifier {
	case "", "exact":
		return n
	case "at_least":
		return "at least " + n
	case "more_than":
		return "more than " + n
	case "less_than", "fewer_than":
		return "fewer than " + n
	case "up_to", "at_most":
		return "up to " + n
	case "approx", "about":
		return "about " + n
	default:
		return n + " (" + strings.ReplaceAll(qualifier, "_", " ") + ")"
	}
}

// span writes a range that a rule made.
func span(lo, hi *int) string {
	switch {
	case lo == nil && hi == nil:
		return ""
	case lo == nil:
		return "up to " + number(*hi)
	case hi == nil:
		return "at least " + number(*lo)
	case *lo == *hi:
		return number(*lo)
	}
	return number(*lo) + " to " + number(*hi)
}

// stated is one number of a claim, as its words state it.
type stated struct {
	measure  casualty.Measure
	value    *int
	min, max *int
}

func (s stated) there() bool { return s.value != nil || s.min != nil || s.max != nil }

func (s stated) words(qualifier string) string {
	if s.value != nil {
		return qualified(*s.value, qualifier) + " " + measureWords(s.measure)
	}
	if qualifier == "hundreds" || qualifier == "thousands" || qualifier == "dozens" {
		return qualifier + " " + measureWords(s.measure) + " (read as " + span(s.min, s.max) + ")"
	}
	return span(s.min, s.max) + " " + measureWords(s.measure)
}

// countsOf lists the seven measures of a claim in the order in which the file shows them.
func countsOf(c *claim.Claim) [7]stated {
	return [7]stated{
		{casualty.Killed, c.Killed, c.KilledMin, c.KilledMax},
		{casualty.Injured, c.Injured, c.InjuredMin, c.InjuredMax},
		{casualty.Combined, c.CombinedTotal, c.CombinedTotalMin, c.CombinedTotalMax},
		{casualty.BodiesFound, c.BodiesFound, c.BodiesFoundMin, c.BodiesFoundMax},
		{casualty.Missing, c.Missing, c.MissingMin, c.MissingMax},
		{casualty.Detained, c.Detained, c.DetainedMin, c.DetainedMax},
		{casualty.Displaced, c.Displaced, c.DisplacedMin, c.DisplacedMax},
	}
}

// day writes an ISO day as a reader says it; what is not an ISO day stands as it is.
func day(iso string) string {
	if t, err := time.Parse("2006-01-02", iso); err == nil {
		return t.Format("2 January 2006")
	}
	if t, err := time.Parse("2006-01", iso); err == nil {
		return t.Format("January 2006")
	}
	return iso
}

func shortDay(iso string) string {
	if t, err := time.Parse("2006-01-02", iso); err == nil {
		return t.Format("2 Jan 2006")
	}
	return day(iso)
}

// days writes an interval of ISO days.
func days(lo, hi string) string {
	a, errA := time.Parse("2006-01-02", lo)
	b, errB := time.Parse("2006-01-02", hi)
	switch {
	case lo == "" && hi == "":
		return ""
	case lo == hi:
		return day(lo)
	case lo == "":
		return "not after " + day(hi)
	case hi == "":
		return "not before " + day(lo)
	case errA == nil && errB == nil && a.Year() == b.Year() && a.Month() == b.Month():
		return fmt.Sprintf("%d to %s", a.Day(), b.Format("2 January 2006"))
	case errA == nil && errB == nil && a.Year() == b.Year():
		return a.Format("2 January") + " to " + b.Format("2 January 2006")
	}
	return day(lo) + " to " + day(hi)
}

// shortDays writes an interval for a narrow column: "26 Feb – 13 Mar 2031".
func shortDays(lo, hi string) string {
	a, errA := time.Parse("2006-01-02", lo)
	b, errB := time.Parse("2006-01-02", hi)
	switch {
	case lo == hi:
		return shortDay(lo)
	case errA != nil || errB != nil:
		return days(lo, hi)
	case a.Year() == b.Year() && a.Month() == b.Month():
		return fmt.Sprintf("%d – %s", a.Day(), b.Format("2 Jan 2006"))
	case a.Year() == b.Year():
		return a.Format("2 Jan") + " – " + b.Format("2 Jan 2006")
	}
	return shortDay(lo) + " – " + shortDay(hi)
}

// moment writes an RFC 3339 time to the minute.
func moment(at string) string {
	if t, err := time.Parse(time.RFC3339, at); err == nil {
		return t.UTC().Format("2 January 2006, 15:04") + " UTC"
	}
	return at
}

// originsWords writes a range of origins. A lower bound of nought means that no origin has a stated basis of
// knowledge, which "at most" says without sounding like a finding.
func originsWords(lo, hi int) string {
	switch {
	case hi == 0:
		return "no origin found"
	case lo == hi:
		return plural(hi, "origin", "origins")
	case lo == 0:
		return "at most " + plural(hi, "origin", "origins")
	}
	return number(lo) + " to " + plural(hi, "origin", "origins")
}

// plain turns a word of a vocabulary into words: "forced_work" is "forced work".
func plain(s string) string { return strings.ReplaceAll(strings.ReplaceAll(s, "_", " "), "-", " ") }

// clip cuts s to about n characters at a word, and says how many characters were left out.
func clip(s string, n int) (head string, left int) {
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s, 0
	}
	i, seen := 0, 0
	for i = range s {
		if seen == n {
			break
		}
		seen++
	}
	head = s[:i]
	if at := strings.LastIndexAny(head, " \n\t"); at > len(head)*3/4 {
		head = head[:at]
	}
	return head, utf8.RuneCountInString(s[len(head):])
}

// visible shows what would otherwise act on the line: control characters and marks that turn the direction of text.
// A file named "annex\u202Efdp.exe" is printed with the mark in sight.
func visible(s string) string {
	if strings.IndexFunc(s, unseen) < 0 && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		if unseen(r) {
			fmt.Fprintf(&b, "⟨U+%04X⟩", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func unseen(r rune) bool {
	return r < 0x20 || r == 0x7F || (r >= 0x80 && r <= 0x9F) || (r >= 0x202A && r <= 0x202E) ||
		(r >= 0x2066 && r <= 0x2069) || r == 0x200E || r == 0x200F || r == 0x061C || r == 0x2028 || r == 0x2029 || r == 0xFEFF
}

// tongue returns a language tag fit for an attribute, or nothing.
func tongue(s string) string {
	if len(s) < 2 || len(s) > 35 {
		return ""
	}
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' {
			return ""
		}
	}
	return s
}
