package casualty

import (
	"slices"
	"strings"

	"exhibit/internal/claim"
)

// caveats are what is said of an undercount, by the body that says it and, where nobody is named, by the report.
type caveats struct{ byBody, byReport map[string][]caveat }

type caveat struct {
	area, quote string
	country     bool
}

// caveatsOf reads casualty claims without a number that say the true one is higher.
func caveatsOf(claims []claim.Claim, body Body) caveats {
	out := caveats{map[string][]caveat{}, map[string][]caveat{}}
	for i := range claims {
		c := &claims[i]
		if c.Kind != claim.Casualty || c.Status == "rejected" || numbered(c) || !undercount(c.Quote) {
			continue
		}
		f := common(claims, i, body)
		w := caveat{f.area, strings.Join(strings.Fields(c.Quote), " "), country(c)}
		if f.nameless == unnamed {
			out.byReport[c.Ref] = append(out.byReport[c.Ref], w)
		} else {
			out.byBody[fold(f.body)] = append(out.byBody[fold(f.body)], w)
		}
	}
	return out
}

// of lists what is said of the undercount of a series: by its body, or beside one of its figures by a report that names nobody.
// What a body says of a part of a country it says of its total of the country too.
func (w caveats) of(claims []claim.Claim, k key, fs []figure) []string {
	if k.measure == Displaced || k.measure == Detained {
		return nil
	}
	whole := slices.ContainsFunc(fs, func(f figure) bool { return country(&claims[f.claim]) })
	var out []string
	take := func(list []caveat) {
		for _, c := range list {
			if c.area == k.area || c.area == "" || k.area == "" || whole || c.country {
				out = append(out, c.quote)
			}
		}
	}
	take(w.byBody[k.body])
	reports := map[string]bool{}
	for _, f := range fs {
		if ref := claims[f.claim].Ref; !reports[ref] {
			reports[ref] = true
			take(w.byReport[ref])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func numbered(c *claim.Claim) bool {
	for _, f := range fields(c) {
		if f.n != nil || f.min != nil || f.max != nil {
			return true
		}
	}
	return false
}

// undercount reports whether words say that the true number is another, higher one.
func undercount(quote string) bool {
	q := " " + fold(quote) + " "
	for _, w := range []string{" higher ", " more ", " undercount ", " incomplete ", " rise ", " increase ", " grow ", " larger ", " greater ",
		" выше ", " больше ", " вище ", " більше ", " أعلى ", " أكثر ", " اكثر ", " اعلى "} {
		if strings.Contains(q, w) {
			return true
		}
	}
	return false
}
