package claim

import (
	"strings"
	"unicode"

	"exhibit/internal/lang"
)

// farthestStamp is how many tokens of a saved post may stand before the stamp of its day.
const farthestStamp = 160

// postStamp takes the day that a network stamps on a post when the page around it was saved in English, whatever the
// language of the post: "June 5, 2021 · Shared with Public" and "9:51 AM · Dec 7, 2021". The former stands above the
// post: what is before it is the page's frame and repeats the post's first words.
func (p *page) postStamp() bool {
	for i := 3; i+3 < len(p.tok) && i < farthestStamp; i++ {
		if w := p.form(i); w != "·" && w != "•" {
			continue
		}
		shared := p.form(i+1) == "shared" && p.form(i+2) == "with"
		from, to := i-4, i
		if !shared {
			if w := p.form(i - 1); w != "am" && w != "pm" && w != "utc" && w != "gmt" {
				continue
			}
			from, to = i+1, min(len(p.tok), i+5)
		}
		day := p.englishDay(max(0, from), to)
		if day == 0 {
			continue
		}
		p.pubMin, p.pubMax, p.pubWhy = day, day, "stamp of the post"
		if shared {
			p.body = max(p.body, min(i+4, len(p.tok)))
		}
		return true
	}
	return false
}

// englishDay is the one full date in English of tokens a to b, 0 for none.
func (p *page) englishDay(a, b int) lang.Day {
	en := lang.For("en")
	text := p.text[p.tok[a].Start:p.tok[b-1].End]
	if k := strings.LastIndexFunc(p.text[p.tok[a].Start:p.tok[a].End], unicode.IsUpper); k > 0 {
		text = text[k:] // "accountJune": the end of a line got lost
	}
	words := en.Tokenize(text, nil)
	for _, m := range en.Dates(words, lang.Anchor{}) {
		if m.IsDay() && m.Basis == "as written" {
			return m.Min
		}
	}
	return 0
}
