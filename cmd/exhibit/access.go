package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"syscall"

	"exhibit/internal/casefile"
)

// looked enters in the access log that something is shown or goes out. It comes before what it speaks of. A case on
// media that cannot be written to is read all the same, and that the look is not entered is said.
func (a *app) looked(cf *casefile.Case, x casefile.Access) {
	err := cf.Access(a.ctx, x)
	switch {
	case err == nil:
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		fmt.Fprintf(a.stderr, "exhibit: %s of this case cannot be written here, so it does not say that you looked\n", casefile.AccessFile)
	default:
		fmt.Fprintln(a.stderr, plain("exhibit: the access log does not say that you looked: "+err.Error()))
	}
}

// words says of which restricted items claims and reported events hold words.
type words struct {
	protected map[string]casefile.Protected
	of        map[string]string // reference by the id of a claim or reported event
}

func newWords(protected map[string]casefile.Protected, s *casefile.Snapshot) *words {
	w := &words{protected: protected, of: map[string]string{}}
	if len(protected) == 0 || s == nil {
		return w
	}
	for i := range s.Claims {
		w.of[s.Claims[i].ID] = s.Claims[i].Ref
	}
	for i := range s.Events {
		w.of[s.Events[i].ID] = s.Events[i].Ref
	}
	return w
}

// in lists the restricted items that something shown names, or words of which it names, by the entries that received
// them.
func (w *words) in(x any) []int64 {
	if len(w.protected) == 0 {
		return nil
	}
	b, err := json.Marshal(x)
	if err != nil {
		return w.all(false) // rather too many than too few
	}
	var out []int64
	dec := json.NewDecoder(strings.NewReader(string(b)))
	for {
		token, err := dec.Token()
		if err != nil {
			break // the end
		}
		name, ok := token.(string)
		if !ok {
			continue
		}
		if ref, ok := w.of[name]; ok {
			name = ref
		}
		if p, ok := w.protected[name]; ok {
			out = append(out, p.Entry)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// all lists the restricted items, or those that are cleared, whose words are read.
func (w *words) all(cleared bool) []int64 {
	var out []int64
	for _, p := range w.protected {
		if p.Cleared || !cleared {
			out = append(out, p.Entry)
		}
	}
	slices.Sort(out)
	return out
}

// access shows the access log.
func (c *showCmd) access(a *app, cf *casefile.Case) error {
	var all []casefile.Access
	broken, err := cf.AccessLog(a.ctx, func(x casefile.Access) error { all = append(all, x); return nil })
	if err != nil {
		return err
	}
	a.looked(cf, casefile.Access{Act: casefile.Showed, What: "access"})
	if c.JSON {
		return a.json(map[string]any{"looks": all, "broken": broken})
	}
	a.printf("Times and actors are stated by the operator. Nobody signs this log, and it is handed over to nobody.\n")
	for _, x := range all {
		a.printf("%s  %-4s %-7s %s\n", x.At, lookedBy(x.Actor), x.Act, lookedAt(&x))
	}
	if broken > 0 {
		a.printf("%d lines cannot be read.\n", broken)
	}
	return nil
}

func lookedBy(actor string) string {
	if actor == "" {
		return "?"
	}
	return actor
}

func lookedAt(x *casefile.Access) string {
	var s []string
	for _, part := range []string{x.What, x.Names} {
		if part != "" {
			s = append(s, part)
		}
	}
	if len(x.Items) > 0 {
		s = append(s, fmt.Sprintf("restricted items received with entries %s", strings.Trim(fmt.Sprint(x.Items), "[]")))
	}
	if x.To != "" {
		s = append(s, fmt.Sprintf("to %q", x.To))
	}
	return oneLine(strings.Join(s, "; "))
}
