package claim

import "exhibit/internal/place"

// breaking: the report calls itself breaking news in its first words.
func (p *page) breaking() bool {
	if p.pubMax == 0 || p.pubMin != p.pubMax || len(p.tok) > shortText {
		return false
	}
	for i := p.body; i < len(p.tok) && i < p.body+16; i++ {
		if p.low(i) == "breaking" || p.form(i) == "#عاجل" {
			return true
		}
	}
	return false
}

// broke gives what breaking news tells of without a day the report's day and the one before: it is news, and may have
// happened in the night.
func (p *page) broke(events []Event) {
	if !p.breaking() {
		return
	}
	for i := range events {
		if e := &events[i]; e.DateMin == "" && e.DateMax == p.pubMax.String() && e.Precision != place.PrecisionCountry {
			e.DateMin, e.DateBasis = (p.pubMax - 1).String(), "breaking news of the report's day"
		}
	}
}
