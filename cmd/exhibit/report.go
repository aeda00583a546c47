package main

import (
	"fmt"

	"exhibit"
)

// printReport says what verify found, for people: the verdict first, then what it rests on, then what it cannot tell.
func (a *app) printReport(r *exhibit.Report) {
	a.endProgress()
	if r.Unaltered() {
		a.printf("Unaltered: this %s is as it was recorded", r.Kind)
		if r.Size > 0 {
			a.printf(", to entry %d", r.Size-1)
		}
		a.printf(".\n")
	} else {
		a.printf("%d findings in this %s:\n", len(r.Findings), r.Kind)
		for _, f := range r.Findings {
			where := oneLine(f.Path)
			if f.Entry != nil {
				where = fmt.Sprintf("%s entry %d", where, *f.Entry)
			}
			a.printf("  %-20s %s\n    %s (%s)\n", f.Code, where, oneLine(f.Sentence), f.Rule)
		}
	}
	a.printf("Checked %d files (%s), %d entries, %d items.\n", r.Files, size(r.Bytes), r.Entries, r.Items)
	if r.Released != nil {
		a.printf("Released by entry %d to %q, signed by key %s.\n", r.Released.Entry, r.Released.Recipient, r.Released.Key)
	}
	for _, k := range r.Keys {
		trust := "nobody here said whose it is"
		if k.Trusted {
			trust = "trusted: you named it, or a key that vouches for it"
		}
		a.printf("Key %s: %s, %s, since entry %d; %s.\n", k.Fingerprint, oneLine(k.Actor), oneLine(k.Role), k.Entry, trust)
	}
	for _, x := range r.Anchors {
		a.printf("Anchored: the first %d entries existed on %s, says %s.\n", x.Size, x.Time, oneLine(x.Authority))
	}
	for _, e := range r.Erased {
		a.printf("Erased by entry %d: %d entries (%s).\n", e.By, len(e.Entries), oneLine(e.Reason))
	}
	for _, o := range r.Orphans {
		a.printf("No entry speaks of %s; adding the same bytes adopts it.\n", oneLine(o))
	}
	if len(r.Limits) > 0 {
		a.printf("What this cannot tell:\n")
		for _, l := range r.Limits {
			a.printf("  - %s\n", oneLine(l))
		}
	}
}
