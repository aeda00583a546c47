package html

import (
	"strings"
	"time"
)

// Ways of writing a full date that mean one day and no other. Forms such as 03/04/2022, which mean two, are not among
// them.
var dayForms = []string{
	"2006-01-02", "2006/01/02", "2006.01.02", "20060102", "2006-1-2", "January 2, 2006", "Jan 2, 2006", "2 January 2006", "2 Jan 2006", "02-Jan-2006",
	time.RFC1123, time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", time.RFC850, time.ANSIC, time.UnixDate, "Monday, January 2, 2006",
}

// day reads a stated date as a range of ISO days: one day, or the days of a month or year. The day is the one
// written, in whatever zone the page wrote it.
func day(s string) (lo, hi string, ok bool) {
	s = strings.TrimSpace(s)
	if len(s) > 60 {
		return "", "", false
	}
	for _, form := range dayForms {
		if t, err := time.Parse(form, s); err == nil {
			return one(t)
		}
	}
	// 2022-03-06T23:30:00+02:00, 2022-03-06 23:30, 20220306T2330Z: the date stands before T, blank or zone.
	if i := strings.IndexAny(s, "Tt "); i >= 8 {
		for _, form := range dayForms[:5] {
			if t, err := time.Parse(form, s[:i]); err == nil && clock(s[i+1:]) {
				return one(t)
			}
		}
	}
	if t, err := time.Parse("2006-01", s); err == nil && plausible(t) {
		return t.Format(time.DateOnly), t.AddDate(0, 1, -1).Format(time.DateOnly), true
	}
	if t, err := time.Parse("2006", s); err == nil && plausible(t) {
		return t.Format(time.DateOnly), t.AddDate(1, 0, -1).Format(time.DateOnly), true
	}
	return "", "", false
}

func one(t time.Time) (string, string, bool) {
	d := t.Format(time.DateOnly)
	return d, d, plausible(t)
}

// plausible refuses the zero dates that content systems write when they know none.
func plausible(t time.Time) bool { return t.Year() > 1970 && t.Year() < 2200 }

// clock reports that s begins like a time of day.
func clock(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '2' }
