package sheet

import (
	"slices"
	"strings"
	"time"
)

// check looks at the cells that have a form. The words of a restriction, of graphic and of a precision come out in lower case; nothing else is changed,
// but that created_precision, left empty, is set to what the form of created says.
func (p *parser) check(row *Row) {
	v := row.Values
	for _, name := range []string{"created", "published", "collected_at"} {
		if v[name] == "" {
			continue
		}
		if _, ok := Precision(v[name]); !ok {
			p.wrong(row.Line, name, row.Path, "%q is not a date this program reads one way only; write 2022-03-06, 2022-03, 2022, or 2022-03-06T14:05Z", v[name])
		}
	}
	if r := v["restriction"]; r != "" {
		v["restriction"] = strings.ToLower(r)
		if v["restriction"] != "open" && v["restriction"] != "restricted" {
			p.wrong(row.Line, "restriction", row.Path, "%q is neither \"open\" nor \"restricted\"; write one of the two, and details under \"conditions\"", r)
		}
	}
	if g := v["graphic"]; g != "" {
		v["graphic"] = strings.ToLower(g)
		if v["graphic"] != "yes" && v["graphic"] != "no" {
			p.wrong(row.Line, "graphic", row.Path, "%q is neither \"yes\" nor \"no\"; write one of the two, and details under \"notes\"", g)
		}
	}
	p.checkPrecision(row)
}

func (p *parser) checkPrecision(row *Row) {
	v := row.Values
	form, dated := Precision(v["created"])
	stated := strings.ToLower(v["created_precision"])
	words := precisions()
	switch {
	case stated == "" && dated:
		v["created_precision"] = form
	case stated == "":
	case !slices.Contains(words, stated):
		p.wrong(row.Line, "created_precision", row.Path, "%q is not one of %s; write one of these", v["created_precision"], strings.Join(words, ", "))
	case v["created"] == "":
		p.wrong(row.Line, "created_precision", row.Path, "a precision is stated and no date; write the date under \"created\"")
	case dated && stated != "approximate" && slices.Index(words, stated) > slices.Index(words, form):
		p.wrong(row.Line, "created_precision", row.Path, "the date %q says the %s and not the %s; write the date in full or state its precision", v["created"], form, stated)
	default:
		v["created_precision"] = stated
	}
}

// Precision says how exact a date is by its form: year, month, day, hour (never by form alone), minute or second. ok is false for what is no date.
// Dates follow ISO 8601; a time of day may lack its zone, which is then not stated.
func Precision(date string) (word string, ok bool) {
	for _, f := range []struct{ layout, word string }{
		{"2006", "year"}, {"2006-01", "month"}, {"2006-01-02", "day"},
		{"2006-01-02T15:04", "minute"}, {"2006-01-02T15:04Z07:00", "minute"}, {"2006-01-02 15:04", "minute"},
		{"2006-01-02T15:04:05", "second"}, {"2006-01-02T15:04:05Z07:00", "second"}, {"2006-01-02 15:04:05", "second"},
	} {
		if t, err := time.Parse(f.layout, date); err == nil && t.Year() >= 1800 {
			return f.word, true
		}
	}
	return "", false
}
