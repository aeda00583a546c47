package claim

import (
	"strings"

	"exhibit/internal/lang"
	"exhibit/internal/place"
)

// surveyor settles the names of a whole text together; *place.Gazetteer satisfies it.
type surveyor interface {
	finder
	Setting(mentions []place.Mention, hints place.Hints) *place.Setting
}

// survey is what the names of a text say of where it is at home. It is made once for each text.
type survey struct {
	sure    []place.Mention     // names that can be nothing but places, each once
	stated  map[int]place.Match // by first token: names that the words beside them narrow
	setting *place.Setting      // made of them
	from    string              // the country of the report that the setting was made with
}

// surveyPlaces looks once through the text for names that surely are places: with the state or district they lie in
// ("Springfield, Ohio"), with a word for what they are ("the village of …"), behind "in" or "near", or well known.
func (p *page) surveyPlaces() {
	g, ok := p.r.places.(surveyor)
	if !ok {
		return
	}
	sv := &survey{stated: map[int]place.Match{}}
	words := make([]string, len(p.tok))
	for i := range p.tok {
		words[i] = bareName(p.text[p.tok[i].Start:p.tok[i].End])
	}
	seen := map[string]bool{}
	for i := 0; i < len(p.tok); i++ {
		if !p.mayNamePlace(i) {
			continue
		}
		m, n := g.Find(words, i)
		if n == 0 || len(m.Candidates) == 0 {
			continue
		}
		if m.Stated != "" && !isArea(&m.Candidates[0]) {
			sv.stated[i] = m
		}
		name := p.words(i, i+m.Name)
		if key := name + "\x00" + m.Stated; !seen[key] && p.surelyPlace(i, n, &m) {
			seen[key] = true
			sv.sure = append(sv.sure, place.Mention{Name: name, Candidates: m.Candidates})
		}
		i += m.Name - 1
	}
	p.survey, p.looked, p.formsAt = sv, nil, nil
	p.setTheScene(g)
}

// setTheScene makes the setting, anew when the country that the report was sent from has become known.
func (p *page) setTheScene(g surveyor) {
	var hints place.Hints
	if p.dateCountry != "" {
		for _, c := range p.desk.lookup(p.r.places, p.dateCountry) {
			if c.Kind == place.KindCountry {
				hints.Within = append(hints.Within, c.ID)
			}
		}
	}
	p.survey.setting, p.survey.from = g.Setting(p.survey.sure, hints), p.dateCountry
}

func (p *page) mayNamePlace(i int) bool {
	t := &p.tok[i]
	if t.Kind != lang.Word || t.Runes < 2 || p.own[i].any(of(cPerson, cBodyName, cBodyUN, cOutlet, cRole, cRoleTitle)) && !p.own[i].has(cCountry) {
		return false
	}
	if p.lex.caseless {
		return !p.lang.Has(t.Lower) && (p.maySite(i) || p.behindSeat(i))
	}
	return t.Cap && p.dateFrom(i) == i && !isLead(t.Gloss)
}

// surelyPlace: nothing but a place is meant by the name at token i, which with its container takes n tokens.
func (p *page) surelyPlace(i, n int, m *place.Match) bool {
	best := &m.Candidates[0]
	switch {
	case n > m.Name, m.Stated != "", best.Kind == place.KindCountry, p.own[i].has(cCountry), p.behindSeat(i):
		return true
	case p.partOfName(i, i+m.Name), m.How == place.HowSpelling && p.low(i-1) != "in" && p.low(i-1) != "near", p.own[i].has(cGiven):
		return false
	}
	switch p.low(i - 1) {
	case "in", "near", "outside", "around", "across", "throughout", "inside":
		return i > 0
	}
	if p.lex.caseless {
		return strings.HasPrefix(p.tok[i].Lower, "#") || m.Name == 1 && p.mayBePlace(i)
	}
	return best.Kind == place.KindRegion || best.Population >= 500_000
}

// partOfName: a capitalised word that is no place stands right beside tokens a to b, as in the full name of a person.
func (p *page) partOfName(a, b int) bool {
	if p.lex.caseless {
		return false
	}
	return b < len(p.tok) && p.mayBeName(b) && p.tok[b].Newlines == 0 || a > 0 && p.tok[a].Newlines == 0 && !p.sentenceStart(a-1) && p.mayBeName(a-1)
}

// meant narrows the places of a name to the one that this text means. Where nothing decides, the name stays with what
// contains all that are left and without a position of its own.
func (p *page) meant(name string, found []place.Place) []place.Place {
	g, ok := p.r.places.(surveyor)
	if len(found) == 0 || !ok || p.survey == nil {
		if found = p.prefer(found); len(found) > 1 {
			found = found[:1]
		}
		return found
	}
	if p.survey.from != p.dateCountry {
		p.setTheScene(g)
	}
	r := p.survey.setting.Resolve(place.Mention{Name: name, Candidates: found})
	if r.Settled {
		return []place.Place{r.Place}
	}
	return []place.Place{openPlace(r)}
}

// openPlace stands for several places of one name of which nobody can say which is meant: no id, no position.
func openPlace(r place.Resolution) place.Place {
	first := r.Open[0]
	out := place.Place{Name: first.Name, Precision: first.Precision, Kind: first.Kind, Country: r.Place.Country, Population: first.Population}
	for _, c := range r.Open {
		out.Population = max(out.Population, c.Population)
	}
	if r.Place.ID != "" {
		out.Parents = r.Place.Path()
		out.ParentIDs = append(append(out.ParentIDs, r.Place.ParentIDs...), r.Place.ID)
	}
	return out
}

// statedAt is the place of the name in tokens i to i+n as the words beside it settle it: two towns of one name in one
// text are told apart by their states.
func (p *page) statedAt(i, n int) []place.Place {
	if p.survey == nil {
		return nil
	}
	m, ok := p.survey.stated[i]
	if !ok || m.Name != n {
		return nil
	}
	return p.meant(p.words(i, i+n), m.Candidates)
}

// meansToo remembers a place under the name that claims and events have for it, which in the text may not stand and may
// be that of other places: what the words of the text settled holds for it too.
func (p *page) meansToo(found []place.Place) {
	if len(found) == 0 || p.survey == nil || p.looked == nil {
		return
	}
	if _, ok := p.looked[found[0].Name]; !ok {
		p.looked[found[0].Name] = found
	}
}

// countryOf is the country that a place lies in or is, "" where several places of one name are left.
func countryOf(x *place.Place) string {
	switch {
	case len(x.Parents) > 0:
		return x.Parents[0]
	case x.ID != "":
		return x.Name
	}
	return ""
}

// pastContainer is the token behind the state or district that stands after the name in tokens i to i+n: in "Aurora,
// Colo." nothing happened in a place called Colo.
func (p *page) pastContainer(i, n int) int {
	if p.survey != nil {
		if m, ok := p.survey.stated[i]; ok && m.Name == n {
			return i + m.Words
		}
	}
	return i + n
}

// isArea: a country, region or district, and not a town or village, however roughly its position is known.
func isArea(x *place.Place) bool {
	switch x.Kind {
	case place.KindCountry, place.KindRegion, place.KindDistrict, place.KindRaion, place.KindHromada:
		return true
	}
	return false
}
