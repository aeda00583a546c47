package claim

import (
	"strconv"

	"exhibit/internal/lang"
)

// peopleNamed are the words that names of people in this text are made of, once for the text. Many family names and
// given names are towns somewhere; a person is told by a given name or an honorific at the front ("Officer Selby"), or
// by an age behind ("Whitby, 34,").
func (p *page) peopleNamed() map[string]bool {
	if p.nameWords != nil {
		return p.nameWords
	}
	p.nameWords = map[string]bool{}
	for i := 0; i < len(p.tok); i++ {
		if !p.inName(i) {
			continue
		}
		j := i + 1
		for j < len(p.tok) && p.tok[j].Newlines == 0 && (p.inName(j) || p.isInitial(j)) {
			j++
		}
		if p.isPerson(i, j) {
			for k := i; k < j; k++ {
				p.nameWords[p.form(k)] = true
			}
		}
		i = j - 1
	}
	return p.nameWords
}

// inName: a capitalised word that may be part of a person's name.
func (p *page) inName(i int) bool {
	t := &p.tok[i]
	return t.Cap && t.Kind == lang.Word && !isLead(t.Gloss) && !p.lang.IsDateWord(p.tok, i) && (p.own[i].has(cGiven) || !p.own[i].any(of(cNational, cMetonym, cActor, cBodyName, cBodyUN, cBodyNoun, cOutlet, cHonorific, cNamedFor, cRole, cRoleTitle, cForce, cObject)))
}

// isInitial: the dot behind one letter, inside a name.
func (p *page) isInitial(i int) bool { return p.low(i) == "." && p.tok[i-1].Runes == 1 }

// isPerson: the capitalised words in tokens i to j name somebody.
func (p *page) isPerson(i, j int) bool {
	switch {
	case p.own[i].has(cGiven):
		return p.low(i-1) != "in" && p.low(i-1) != "near"
	case i > 0 && p.own[i-1].has(cHonorific), i > 1 && p.low(i-1) == "." && p.own[i-2].has(cHonorific):
		return true
	}
	return j+2 < len(p.tok) && p.low(j) == "," && isAge(&p.tok[j+1]) && (p.low(j+2) == "," || p.low(j+2) == "." || p.low(j+2) == "of")
}

func isAge(t *lang.Token) bool {
	n, err := strconv.Atoi(t.Lower)
	return t.Kind == lang.Number && err == nil && n > 0 && n < 110
}

// namesNoTown: the words in tokens i to i+n are the name of a person, a street, a building or a paper, or of a town in a
// country that the text is not about; behind "in" and "near" and beside their state they are a town all the same.
func (p *page) namesNoTown(i, n int) bool {
	if !p.lex.english || p.survey == nil {
		return false
	}
	if m, ok := p.survey.stated[i]; ok && m.Name == n && m.Words > n {
		return false
	}
	if b := i + n; b < len(p.tok) && p.tok[b].Cap && p.tok[b].Newlines == 0 && (p.own[b].has(cNamedFor) || b+1 < len(p.tok) && p.tok[b+1].Cap && p.own[b+1].has(cNamedFor) && p.inName(b)) {
		return true
	}
	switch p.low(i - 1) {
	case "in", "near", "outside", "across", "throughout":
		return false
	}
	for k := i; k < i+n; k++ {
		if !p.peopleNamed()[p.form(k)] {
			return p.farOff(i, n)
		}
	}
	return true
}

// farOff: the name is that of a town in a country of which the text names nothing that is surely there.
func (p *page) farOff(i, n int) bool {
	known := p.survey.setting.Countries()
	if len(known) == 0 {
		return false
	}
	found := p.look(p.words(i, i+n))
	if len(found) == 0 || isArea(&found[0]) || found[0].Country == "" {
		return false
	}
	for _, c := range known {
		if c == found[0].Country {
			return false
		}
	}
	return true
}
