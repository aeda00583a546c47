package main

import (
	"fmt"
	"strings"

	"exhibit/internal/claim"
)

// line prints one named line of a page; what is empty is left out. Words of others stay on it.
func (v *viewer) line(name, text string) {
	if text = oneLine(text); text != "" {
		v.printf("  %-13s %s\n", name, text)
	}
}

// claimByID finds a claim; nil when there is none.
func (v *viewer) claimByID(id string) *claim.Claim {
	if v.claims == nil {
		v.claims = make(map[string]*claim.Claim, len(v.s.Claims))
		for i := range v.s.Claims {
			v.claims[v.s.Claims[i].ID] = &v.s.Claims[i]
		}
	}
	return v.claims[id]
}

// quotes prints the words behind a list of claims, whole; only line ends within a quote become spaces.
func (v *viewer) quotes(ids []string) {
	for _, id := range ids {
		c := v.claimByID(id)
		if c == nil {
			continue
		}
		v.printf("    %s  %s [%d:%d]  %s%s\n      “%s”\n", c.ID, oneLine(c.Report), c.CharStart, c.CharEnd, oneLine(whoSays(c)), oneLine(decidedOn(c)), oneLine(c.Quote))
	}
}

// whoSays names the speaker of a claim, or says that the report tells it itself.
func whoSays(c *claim.Claim) string {
	switch {
	case c.Speaker == "":
		return "the report itself"
	case c.SpeakerRole == "":
		return c.Speaker
	}
	return c.Speaker + ", " + c.SpeakerRole
}

// decidedOn says what a person decided about a claim; empty when nobody did.
func decidedOn(c *claim.Claim) string {
	if c.DecidedBy == "" {
		return ""
	}
	return fmt.Sprintf("  (%s by %s)", c.Status, c.DecidedBy)
}

// unreviewed prints the stamp unless a person decided on every claim that a page rests on.
func (v *viewer) unreviewed(ids []string) {
	for _, id := range ids {
		if c := v.claimByID(id); c != nil && c.DecidedBy == "" {
			v.printf("%s\n", stamp)
			return
		}
	}
}

// spanOf writes a number of which only a range may be known.
func spanOf(lo, hi *int) string {
	switch {
	case lo == nil && hi == nil:
		return ""
	case lo == nil:
		return fmt.Sprintf("up to %d", *hi)
	case hi == nil:
		return fmt.Sprintf("at least %d", *lo)
	}
	return between(*lo, *hi)
}

// dayOr writes a day, or the range in which it lies, or that nobody stated it. It never picks a day of a range.
func dayOr(day, lo, hi, unknown string) string {
	switch {
	case day != "" || lo != "" && lo == hi:
		return max(day, lo)
	case lo == "" && hi == "":
		return unknown
	case lo == "":
		return "not after " + hi
	case hi == "":
		return "not before " + lo
	}
	return "between " + lo + " and " + hi
}

// plainWords turns words of a vocabulary into words for people.
func plainWords(list ...string) string {
	return strings.ReplaceAll(strings.Join(list, ", "), "_", " ")
}
