package claim

import (
	"slices"
	"sort"
	"strings"

	"exhibit/internal/lang"
	"exhibit/internal/place"
)

// longestPhrase is how many words of a description may stand before its head, and behind it.
const longestPhrase = 8

// nounPhrase is the description that the head at tokens a to b belongs to, as the report has it: what stands before the
// head ("armoured police vehicle", "Liberal senator") and what hangs on it ("members of the teachers' union"). end is the
// token behind it.
func (p *page) nounPhrase(a, b int) (words string, end int) {
	if !p.lex.english {
		return p.words(a, b), b // without articles the words before a head may be the verb's
	}
	for n := 0; n < longestPhrase && p.beforeHead(a-1); n++ {
		a--
	}
	end = p.behindHead(b)
	return p.words(a, end), end
}

// inWords gives people whom a claim counts the words that the report has for them; a status alone describes nobody.
func (p *page) inWords(v *Party, c *Claim) {
	v.Description = ""
	a := p.tokenAt(c.CharStart)
	b := a
	for b < len(p.tok) && p.tok[b].RuneEnd() <= c.CharEnd {
		b++
	}
	for _, q := range p.peopleIn(a, b) {
		if q.desc == "" || !sameBound(q.lo, v.NumberMin) || !sameBound(q.hi, v.NumberMax) || p.lex.genitive && p.speaks(q) {
			continue
		}
		v.Description = q.inFull()
		if v.Type == "unknown" || v.Type == "" || q.typ != "civilian" {
			v.Type = q.typ
		}
		return
	}
}

// tokenAt is the first token at or behind a code point.
func (p *page) tokenAt(char int) int {
	return sort.Search(len(p.tok), func(i int) bool { return int(p.tok[i].Rune) >= char })
}

// headWord is the word that a description hangs on: "members" of "members of the union".
func headWord(s string) string {
	for i := 0; i+4 <= len(s); i++ {
		if s[i] == ' ' && strings.EqualFold(s[i:i+4], " of ") {
			return lastWord(s[:i])
		}
	}
	return lastWord(s)
}

// beforeHead: the word at i may stand between an article and the head of a description.
func (p *page) beforeHead(i int) bool {
	if i < 0 || p.tok[i].Kind != lang.Word || p.tok[i+1].Newlines > 1 || endsPhrase(p.low(i)) || p.lang.IsDateWord(p.tok, i) || p.mayCount[i] && !p.own[i].has(cNational) {
		return false
	}
	if p.own[i].any(of(cSay, cTell, cDeedAttempt, cAccording, cPerpetrator)) || p.own[i].any(of(cDeed)) && !p.own[i].any(of(cWeapon, cTarget)) {
		return false
	}
	w := p.form(i)
	switch {
	case isAdverb(w) || strings.HasSuffix(w, "'s"):
		return false
	case strings.HasSuffix(w, "ing"):
		return w == "ruling" || w == "leading" || w == "housing" || w == "fishing" || w == "shopping" || w == "building"
	case strings.HasSuffix(w, "ed"):
		return w == "armed" || w == "retired" || w == "united" || w == "armored" || w == "armoured" || w == "unarmed" || w == "uniformed" || w == "unidentified" || w == "hooded" || w == "masked" || w == "hired"
	}
	return !p.own[i].any(of(cHuman)) || !strings.HasSuffix(w, "s")
}

// behindHead passes over "of …" behind a head, up to the next verb, preposition or sign.
func (p *page) behindHead(b int) int {
	end := b
	if isKin(p.form(b - 1)) {
		return b // whose kin somebody is, is somebody of their own
	}
	for i := b; i < len(p.tok) && i < b+longestPhrase && p.low(i) == "of"; {
		k := i + 1
		for k < len(p.tok) && (p.low(k) == "the" || p.low(k) == "its" || p.low(k) == "their" || p.low(k) == "his" || p.low(k) == "her") {
			k++
		}
		from := k
		for k < len(p.tok) && k < b+longestPhrase+2 && p.hangs(k) {
			k++
		}
		if k == from || p.own[b-1].any(of(cHuman)) && p.own[k-1].any(of(cHuman)) && !strings.HasSuffix(p.form(k-1), "s") && !p.tok[k-1].Cap {
			break // "the mother of the girl": the girl is somebody of her own
		}
		end, i = k, k
	}
	return end
}

func (p *page) hangs(k int) bool {
	if w := p.form(k); (w == "'s" || w == "'" || w == "’") && k+1 < len(p.tok) && p.tok[k+1].Kind == lang.Word && !endsPhrase(p.low(k+1)) {
		return true // "of the teachers' union"
	}
	if p.tok[k].Kind != lang.Word || p.tok[k].Newlines > 1 || p.lang.IsDateWord(p.tok, k) || p.own[k].any(of(cSay, cTell, cDeed, cDeedAttempt, cAccording)) {
		return false
	}
	switch p.form(k) {
	case "de", "del", "la", "las", "los", "el", "y", "al":
		return true
	}
	return !endsPhrase(p.low(k)) && !isAdverb(p.form(k))
}

func isAdverb(w string) bool {
	switch w {
	case "elderly", "family", "assembly", "daily", "weekly", "supply", "july", "italy":
		return false
	}
	return strings.HasSuffix(w, "ly")
}

// endsPhrase: articles, prepositions, pronouns, auxiliaries and joining words are no part of a description on either side.
func endsPhrase(w string) bool {
	switch w {
	case "a", "an", "the", "this", "that", "these", "those", "another", "other", "others", "some", "any", "no", "all", "each", "every", "both", "several", "many", "more", "most", "few", "such",
		"of", "in", "on", "at", "to", "from", "by", "with", "for", "against", "between", "near", "during", "after", "before", "into", "inside", "outside", "over", "under", "around", "about", "through", "without", "within", "behind", "among", "since", "until", "as", "than", "like", "including", "along", "toward", "towards", "throughout", "across", "along with",
		"and", "or", "but", "nor", "if", "when", "where", "while", "because", "although", "so", "then", "there", "here",
		"i", "he", "she", "it", "we", "they", "you", "him", "them", "us", "his", "her", "its", "their", "our", "my", "your", "who", "whom", "whose", "which", "what",
		"not", "also", "again", "only", "just", "even", "later", "earlier", "today", "yesterday", "tonight", "tomorrow", "now", "still", "alleged", "presumed", "suspected", "so-called", "will", "would", "can", "could", "may", "might", "must", "shall", "should", "do", "does", "did", "left", "put", "took", "made", "came", "went", "began", "least":
		return true
	}
	return isAuxiliary(w)
}

// belong reads the group or the force that hangs on a description whose head ends at token b.
func (p *page) belong(q *people, b int) {
	k := p.find(b, q.b, of(cActor))
	if k < 0 {
		if k = p.find(b, q.b, of(cForce)); k < 0 {
			return
		}
		q.ofState = true
		if isMember(lastWord(q.desc)) {
			q.typ = "active military"
		}
	}
	h := p.hits[k]
	from := h.first
	for from > b && p.own[from-1].has(cNational) {
		from--
	}
	if q.of = p.words(from, h.last); h.class == cActor {
		q.of = h.value
	}
}

func isMember(w string) bool {
	return strings.EqualFold(w, "member") || strings.EqualFold(w, "members")
}

// battle: the sentence tells of fighting between forces, and nobody is named or described who would be no fighter, nor
// anything that was hit.
func (p *page) battle(e *Event) bool {
	s := p.sents[p.sentenceAt(e.CharStart)]
	if len(e.Targets) > 0 || e.Type == "site_found" || e.Type == "displacement" || !p.has(s.First, s.Last, of(cBattle)) {
		return false
	}
	fighters := false
	for _, q := range p.peopleIn(s.First, s.Last) {
		fighters = fighters || q.culprit || q.group != "" || q.typ == "active military"
	}
	for _, v := range e.Victims {
		w := strings.ToLower(headWord(v.Description))
		if v.Name != "" || v.Type == "civilian" && w != "people" && w != "persons" && w != "members" && w != "" {
			return false
		}
		if v.Type != "civilian" && v.Type != "active military" && v.Type != "combatant" && v.Type != "unknown" && v.Type != "law enforcement" {
			return false
		}
	}
	return fighters
}

// lessVague leaves out what a report only mentions beside what it tells of: no day, no place within a country, nobody who
// did it and nobody named.
func (p *page) lessVague(events []Event) []Event {
	if !p.lex.deeds || !p.shouts && !slices.ContainsFunc(events, func(e Event) bool { return e.DateMin != "" && e.near() }) {
		return events
	}
	return slices.DeleteFunc(events, func(e Event) bool {
		return e.DateMin == "" && !e.near() && len(e.Alleged) == 0 && e.Type != "site_found" && e.Type != "displacement" && !slices.ContainsFunc(e.Victims, func(v Party) bool { return v.Name != "" })
	})
}

// near: the event has a place within a country.
func (e *Event) near() bool { return e.Place != "" && e.Precision != place.PrecisionCountry }

// onlyGroup is the armed group that a report names, where it names one: "the guerrillas" are its.
func (p *page) onlyGroup() string {
	if p.oneGroupKnown {
		return p.oneGroup
	}
	p.oneGroupKnown = true
	for k := range p.hits {
		if h := p.hits[k]; h.class == cActor && h.value != p.oneGroup && p.category(h.value) == "non_state" {
			if p.oneGroup != "" {
				p.oneGroup = ""
				break
			}
			p.oneGroup = h.value
		}
	}
	return p.oneGroup
}

// theirGroup adds to doers who are called fighters of no name ("the guerrillas") the one group that the report names.
func (p *page) theirGroup(e *Event) {
	if e.Category == "state" || len(e.Alleged) == 0 {
		return
	}
	rebels := -1
	for i, a := range e.Alleged {
		if a.Kind == "organisation" {
			return
		}
		switch strings.ToLower(headWord(a.Name)) {
		case "guerrillas", "guerrilla", "rebels", "insurgents", "subversives", "fighters", "militants":
			rebels = i
		}
	}
	if rebels < 0 {
		return
	}
	if g := p.onlyGroup(); g != "" {
		e.Alleged = append(e.Alleged, Accused{Name: g, Kind: "organisation", Confidence: e.Alleged[rebels].Confidence})
	}
}

func isKin(w string) bool {
	switch w {
	case "son", "sons", "daughter", "daughters", "brother", "brothers", "sister", "sisters", "mother", "father", "parents", "wife", "husband", "cousin", "cousins", "nephew", "niece", "uncle", "aunt", "grandson", "granddaughter", "grandmother", "grandfather", "family", "families", "relative", "relatives", "friend", "friends", "girlfriend", "boyfriend":
		return true
	}
	return false
}

// inFull is the whole description of people, or its head where no more was read.
func (q *people) inFull() string {
	if q.words == "" {
		return q.desc
	}
	return q.words
}
