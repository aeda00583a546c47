package main

import (
	"errors"
	"slices"

	"exhibit/internal/casefile"
	"exhibit/internal/claim"
	"exhibit/internal/claim/second"
)

// secondKey names the environment variable that holds the key of the second reader's server. It is nowhere recorded.
const secondKey = "EXHIBIT_SECOND_READER_KEY"

// secondFlags belong to read --second.
type secondFlags struct {
	Second        bool `help:"Ask the second reader, which a lead allowed (exhibit decide second-reader), for the claims of the texts. The one reader that opens a connection."`
	MaxRequests   int  `default:"200" help:"Budget of this run: how often the second reader is asked."`
	MaxCharacters int  `default:"2000000" help:"Budget of this run: how many characters are sent to it."`
}

func (c *readCmd) askSecond(a *app, cf *casefile.Case) error {
	if c.MaxRequests < 1 || c.MaxCharacters < 1 {
		return &exitError{exitCannot, errors.New("a budget of nothing asks nobody; give --max-requests and --max-characters of at least 1")}
	}
	done, err := cf.ReadSecond(a.ctx, c.RetryFailed, func(endpoint, model string) (casefile.SecondReader, error) {
		return second.New(second.Config{Endpoint: endpoint, Model: model, Key: a.getenv(secondKey), Budget: second.Budget{Requests: c.MaxRequests, Characters: c.MaxCharacters}})
	})
	a.endProgress()
	if errors.Is(err, casefile.ErrSecondNotAllowed) {
		return &exitError{exitCannot, err}
	}
	if err != nil {
		return err
	}
	if _, err := cf.Assert(a.ctx); err != nil {
		return err
	}
	if _, err := cf.Weigh(a.ctx); err != nil {
		return err
	}
	if c.JSON {
		return a.json(done)
	}
	a.printf("%s at %s, allowed by entry %d, was sent %d characters in %d requests.\n", done.Model, done.Endpoint, done.Entry, done.Characters, done.Requests)
	a.printf("%d texts read, %d failed, %d wait for another run. %d claims kept; %d thrown away, because their words are not in the text or they are none; %d fields dropped.\n",
		done.Done, done.Failed, done.Waiting, done.Claims, done.Thrown.Claims(), done.Thrown.Fields())
	if done.Restricted+done.Conditions > 0 {
		a.printf("Not sent: %d restricted, %d given under conditions.\n", done.Restricted, done.Conditions)
	}
	if done.Stopped != "" {
		a.printf("Stopped: %s\n", done.Stopped)
	}
	a.printf("What it proposes counts nowhere until a person accepts it: exhibit show second --case %s\n", c.Case)
	return nil
}

type decideSecond struct {
	Endpoint string `placeholder:"URL" help:"Base address of an OpenAI-compatible server, e.g. http://127.0.0.1:11434/v1."`
	Model    string `placeholder:"NAME" help:"Model, as that server calls it."`
	Off      bool   `help:"Send nothing from here on."`
	decideFlags
}

func (decideSecond) Help() string {
	return `A second reader is a language model at an address you name. It is off unless a lead allows it, for this case and this address only. Texts of open items
leave the house for that address when somebody says exhibit read --second; those of restricted items and of items given under conditions never do. Its key is taken from EXHIBIT_SECOND_READER_KEY.

Examples:
  exhibit decide second-reader --case bucha --endpoint http://127.0.0.1:11434/v1 --model llama3.1:8b --reason "runs on this machine; agreed on 3 May"
  exhibit decide second-reader --case bucha --off --reason "not needed any more"`
}

func (d *decideSecond) Run(a *app) error {
	if err := d.check(); err != nil {
		return err
	}
	if d.Off == (d.Endpoint != "" || d.Model != "") {
		return &exitError{exitCannot, errors.New("say either --endpoint URL --model NAME, or --off")}
	}
	return a.with(d.Case, casefile.Write, func(cf *casefile.Case) error {
		record := func() (int64, error) { return cf.AllowSecond(a.ctx, d.Endpoint, d.Model, d.Reason) }
		if d.Off {
			record = func() (int64, error) { return cf.ForbidSecond(a.ctx, d.Reason) }
		}
		n, err := record()
		if err != nil {
			return err
		}
		return d.made(a, cf, n)
	})
}

// compare lays the two readers side by side.
func (v *viewer) compared(ref string) second.Compared {
	of := func(all []claim.Claim) []claim.Claim {
		if ref == "" {
			return all
		}
		var out []claim.Claim
		for i := range all {
			if all[i].Ref == ref {
				out = append(out, all[i])
			}
		}
		return out
	}
	return second.Compare(of(v.s.Claims), of(v.s.Second))
}

// second prints where two readers differ.
func (v *viewer) second(ref string) error {
	x := v.compared(ref)
	if v.c.JSON {
		return v.json(x.Differences)
	}
	if len(v.s.Second) == 0 {
		v.printf("No second reader has proposed anything that is not decided.\n")
		return nil
	}
	v.printf("Two readers: on %d claims they agree, %d claims only the first has, in these %d places they differ. Neither is taken for right.\n", x.Agreed, x.OnlyFirst, len(x.Differences))
	byID := map[string]*claim.Claim{}
	for _, all := range [][]claim.Claim{v.s.Claims, v.s.Second} {
		for i := range all {
			byID[all[i].ID] = &all[i]
		}
	}
	for _, d := range x.Differences {
		s := byID[d.Second]
		if d.First == "" {
			v.printf("  only the second  %s  %s  %s  [%d:%d]\n    “%s”\n", s.ID, s.Kind, s.Report, s.CharStart, s.CharEnd, shorten(s.Quote, 200))
			continue
		}
		f := byID[d.First]
		v.printf("  %s [%d:%d]\n    first   %s “%s”\n    second  %s “%s”\n", s.Report, s.CharStart, s.CharEnd, f.ID, shorten(f.Quote, 200), s.ID, shorten(s.Quote, 200))
		for _, x := range d.Fields {
			v.printf("      %-15s %s  |  %s\n", x.Name, said(x.First), said(x.Second))
		}
	}
	return nil
}

func said(s string) string {
	if s == "" {
		return "(nothing)"
	}
	return s
}

// itemReaders prints where two readers of an item differ. A case that was not weighed since is passed over: show second
// says so.
func (v *viewer) itemReaders(it *casefile.Item) error {
	s, _, err := v.cf.Snapshot(v.ctx)
	if errors.Is(err, casefile.ErrStale) {
		return nil
	}
	if err != nil {
		return err
	}
	v.s = &s
	if !slices.ContainsFunc(s.Second, func(c claim.Claim) bool { return c.Ref == it.Ref }) {
		return nil
	}
	return v.second(it.Ref)
}
