package claim

import (
	"strings"

	"exhibit/internal/lang"
	"exhibit/internal/place"
)

// The rules of this file read languages whose sentences begin with the verb: the verb of saying, then who says it, then
// "that" and what is said; what happened to people, then how many and who. Which languages those are is said in their
// lexicon (grammar.tsv, trait speaker-after). Their scripts may have no capitals (trait caseless), so that a name is
// told from other words by the post or the kind of body it begins with, and ends where "that" begins.

func sayings() set { return of(cSay, cTell, cContinue, cCount, cDeny, cReject) }

// verbal cuts tokens a to b of a sentence by who speaks: a new verb of saying behind a comma begins another's words, or
// goes on with the same speaker's where it names nobody.
func (p *page) verbal(a, b int) []segment {
	var out []segment
	var before *speech
	if sp, end := p.titled(a, b); sp != nil {
		p.settle(sp, a, b)
		before, a = sp, end
	}
	for i := a; i < b; {
		j := i + 1
		for j < b && !p.saysAt(j, b) {
			j++
		}
		sg := p.verbalPiece(i, j, before)
		if n := len(out) - 1; n >= 0 && before != nil && out[n].sp == before && before.class == cDeny && sg.sp != nil && sg.sp.who == before.who {
			out[n].b, out[n].to = j, j // "he denied it and said that the others had done it"
			i = j
			continue
		}
		if sg.sp != nil {
			before = sg.sp
		}
		if sg.b-sg.a >= 2 {
			out = append(out, sg)
		}
		i = j
	}
	return out
}

// titled reads "X: …", where X is a body or an official, at the front of a sentence. A place before it is a dateline.
func (p *page) titled(a, b int) (*speech, int) {
	for i := a + 1; i < b && i < a+12; i++ {
		if p.low(i) != ":" {
			continue
		}
		from := a
		for k := a; k < i; k++ {
			if isDash(p.low(k)) {
				from = k + 1
			}
		}
		if from >= i || p.has(from, i, sayings()) || p.has(from, i, harm()) || p.has(from, i, of(cAttack, cToll, cTollKilled)) {
			return nil, 0
		}
		who := p.interpretRun(from, i)
		if who == nil || who.kind == aCountry {
			return nil, 0
		}
		return &speech{who: who, verb: i, class: cSay}, i + 1
	}
	return nil, 0
}

func isDash(w string) bool { return w == "-" || w == "–" || w == "—" }

// saysAt: at token i, behind a comma or a joining word, another saying begins.
func (p *page) saysAt(i, b int) bool {
	switch w := p.low(i - 1); {
	case w == "," || w == ";" || w == ":" && i > 0:
	case w == "while" || p.low(i) == "while":
	case p.low(i) == "and" && i+1 < b && p.own[i+1].has(cTell) && p.hitValue(i+1) == "alleged":
		return true
	case w == "" && p.low(i-2) == "while":
	default:
		return false
	}
	k := p.find(i, min(b, i+4), sayings())
	if k < 0 || p.clauseWord(i, p.hits[k].first) {
		return false
	}
	return true
}

// clauseWord: a word of tokens a to b makes what follows a part of the clause before ("which …", "what …", "as …").
func (p *page) clauseWord(a, b int) bool {
	for i := a; i < b; i++ {
		switch p.low(i) {
		case "which", "what", "that", "as", "according", "where", "who", ",":
			return true
		}
		if p.own[i].any(harm()) || p.own[i].any(of(cAttack, cAccording)) || p.tok[i].Kind != lang.Word {
			return true
		}
	}
	return false
}

// verbalPiece makes the segment of tokens a to b, at most one saying.
func (p *page) verbalPiece(a, b int, before *speech) segment {
	sg := segment{a: a, b: b, from: a, to: b, voice: "narration"}
	f := p.verbalFrame(a, b)
	switch {
	case f != nil && f.sp != nil:
		p.settle(f.sp, a, b)
	case f != nil && before != nil:
		again := *before
		again.verb, again.class, again.modality = f.v, p.hitClass(f.v), p.hitValue(f.v)
		f.sp = &again
	case f != nil:
		if k := p.pronoun("they"); k != nil && p.low(f.ve) == "that" {
			f.sp = &speech{who: k, verb: f.v, class: p.hitClass(f.v), modality: p.hitValue(f.v)}
		}
	}
	if f != nil && (f.sp == nil || f.sp.modality == "opinion" && p.low(f.v+1) == "that") && p.has(f.ve, b, of(cAccording)) {
		f = nil
	}
	if f == nil || f.sp == nil {
		if sp, end := p.verbalAccording(a, b); sp != nil {
			sg.sp, sg.voice = sp, "indirect"
			p.settle(sp, sp.verb, b)
			if end > 0 {
				sg.a = end
			}
		} else if before != nil && f == nil {
			sg.sp, sg.voice = before, "indirect"
		}
		return sg
	}
	sg.sp, sg.voice = f.sp, "indirect"
	if f.sp.class == cSay || f.sp.class == cContinue {
		if k := p.findWord(f.ve, min(b, f.ve+10), "that"); k >= 0 && !p.has(f.ve, k, harm()) && !p.has(f.ve, k, of(cAttack)) {
			sg.a = k + 1
		} else if f.sp.modality != "confirmed" {
			sg.a = p.contentStart(f.ve, b)
		}
		if sg.a >= b-1 {
			sg.a = a
		}
	}
	// "X said that …, according to Y": Y counted.
	return sg
}

// verbalAccording reads "according to X" in tokens a to b; end is where what is told begins when X stands in front.
func (p *page) verbalAccording(a, b int) (*speech, int) {
	k := p.find(a, b, of(cAccording))
	if k < 0 {
		return nil, 0
	}
	h := p.hits[k]
	who, end := p.nameRun(h.last, b, false)
	if who == nil {
		return nil, 0
	}
	sp := &speech{who: who, verb: h.first, class: cAccording}
	if h.first-a <= 2 {
		for end < b && p.tok[end].Kind == lang.Punct {
			end++
		}
		return sp, end
	}
	return sp, 0
}

// verbalFrame finds the verb of saying that tokens a to b begin with, and who says it: behind the verb, or before it.
// The speech is nil when the words name nobody.
func (p *page) verbalFrame(a, b int) *framed {
	k := p.find(a, min(b, a+14), sayings())
	for ; k >= 0; k = p.nextHit(k, min(b, a+14), sayings()) {
		h := p.hits[k]
		if p.own[h.first].any(of(cPerson, cAccording)) || p.low(h.first-1) == "the" {
			continue
		}
		if p.saysBefore(a, h.first) {
			who, end := p.nameRun(h.last, b, h.class == cTell || h.class == cDeny || h.class == cReject)
			f := &framed{v: h.first, sa: h.first, sb: max(end, h.last), ve: max(end, h.last)}
			if who != nil {
				f.sp = &speech{who: who, verb: h.first, class: h.class}
				if h.class == cSay || h.class == cTell {
					f.sp.modality = h.value
				}
			}
			return f
		}
		// "The ministry says that", "The spokesman had spoken of": the speaker first.
		if start := p.pastJoiners(a, h.first); start < h.first && !p.clauseWord(start, h.first) && h.class != cDeny {
			if who := p.interpretRun(start, h.first); who != nil {
				return &framed{v: h.first, sa: start, sb: h.first, ve: h.last, sp: &speech{who: who, verb: h.first, class: h.class, modality: p.hitValue(h.first)}}
			}
		}
	}
	return nil
}

func (p *page) nextHit(k, b int, cs set) int {
	for k++; k < len(p.hits) && p.hits[k].first < b; k++ {
		if p.hits[k].last <= b && cs.has(p.hits[k].class) {
			return k
		}
	}
	return -1
}

func (p *page) hitClass(i int) class {
	if k := p.find(i, min(len(p.tok), i+4), sayings()); k >= 0 && p.hits[k].first == i {
		return p.hits[k].class
	}
	return cSay
}

func (p *page) hitValue(i int) string {
	if k := p.find(i, min(len(p.tok), i+4), of(cSay, cTell)); k >= 0 && p.hits[k].first == i {
		return p.hits[k].value
	}
	return ""
}

// saysBefore: between the front of the words and their verb of saying stand joining words, a day and a place alone.
func (p *page) saysBefore(a, v int) bool {
	i := p.pastJoiners(a, v)
	for i < v {
		if d := p.dateFrom(i); d > i {
			i = d
			continue
		}
		if p.tok[i].Kind == lang.Word && (p.own[i].any(nameWords()) || p.own[i].any(harm()) || p.own[i].any(of(cAttack, cVictim, cToll, cTollKilled))) || p.low(i) == "which" || p.low(i) == "that" || p.low(i) == "what" {
			return false
		}
		if i-a > 4 {
			return false
		}
		i++
	}
	return true
}

// pastJoiners passes over "and", "but", "while", auxiliaries and commas.
func (p *page) pastJoiners(a, b int) int {
	for a < b {
		switch w := p.low(a); {
		case w == "and" || w == "so" || w == "but" || w == "while" || w == "then" || w == "had" || w == "has" || w == "was" || w == "were" || w == "also" || w == "meanwhile" || w == "" || w == "," || w == ";" || isDash(w):
			a++
		default:
			return a
		}
	}
	return a
}

// heads are words that a speaker's name begins with or is.
func heads() set {
	return of(cBodyName, cBodyUN, cBodyNoun, cOfficial, cWitness, cHearsay, cNoun, cOutlet, cPerson, cActor, cForce, cRole, cCountry, cMetonym)
}

// nameRun reads who is named from token i on and returns the token behind it. Where "that" follows, all words before it
// name the speaker; elsewhere the name ends with the last word that belongs to it. One: a second name is the object of
// the verb ("the ministry accused the army").
func (p *page) nameRun(i, limit int, one bool) (*known, int) {
	for i < limit && (p.low(i) == "," || p.low(i) == "") {
		i++
	}
	if end := p.nameToThat(i, limit); end > i && (!one || !p.twoNames(i, end)) {
		if who := p.interpretRun(i, end); who != nil {
			return who, end
		}
		if a, b := p.trim(i, end); !one && b-a > 0 && b-a < 8 && !p.has(a, b, harm()) && !p.has(a, b, of(cAttack)) {
			for a < b && p.low(a) == "the" && b-a > 1 && p.tok[a].Spaced && p.tok[a+1].Spaced {
				a++
			}
			return p.remember(&known{name: p.words(a, b), kind: officials}), end
		}
		return nil, i
	}
	end := p.runEnd(i, limit, one)
	if end == i || one && end < limit && p.low(end) == "in" && !p.tok[end+1].Spaced && p.own[i-1].has(cTell) && p.hitValue(i-1) == "alleged" && p.own[end-1].any(of(cActor, cForce, cCountry)) {
		return nil, i // "and accused the rebels of": the rebels are accused
	}
	return p.interpretRun(i, end), end
}

// nameToThat is where the name ends that has "that" or a colon behind it; 0 where something else comes first.
func (p *page) nameToThat(i, limit int) int {
	end := 0
	for k := i; k < limit && k < i+22; k++ {
		w := p.low(k)
		switch {
		case w == "that" || w == ":" || w == "as" && k+1 < limit && p.low(k+1) == "that":
			if end == 0 {
				end = k
			}
			return end
		case p.tok[k].Kind == lang.Punct || p.quote[k] != 0 || p.own[k].any(sayings()) && !p.own[k].any(nameWords()) || w == "about" || w == "which" || w == "what":
			return 0
		case p.own[k].any(harm()) && !p.own[k].any(nameWords()), p.tok[k].Kind == lang.Number && p.dateFrom(k) == k && !p.inDate(k):
			return 0
		case end == 0 && (p.dateFrom(k) > k || p.low(k) == "day" || w == "in" && p.has(k+1, min(limit, k+4), of(cSource)) || w == "on" || w == "to" && !p.own[k+1].any(nameWords()) && p.low(k+1) != "the"):
			end = k
		}
		if p.own[k].any(of(cAttack, cHit)) && !p.own[k].any(nameWords()) && end == 0 {
			return 0
		}
	}
	return 0
}

func (p *page) twoNames(a, b int) bool {
	return p.runEnd(a, b, true) < b-1 && p.has(p.runEnd(a, b, true), b, heads())
}

// runEnd is where the words end that may belong to one name from token i on.
func (p *page) runEnd(i, limit int, one bool) int {
	end, open, head, definite := i, false, false, false
	for k := i; k < limit && k < i+18; {
		w := p.low(k)
		if p.tok[k].Kind != lang.Word || p.quote[k] != 0 || p.dateFrom(k) > k {
			break
		}
		if w == "the" && k+1 < limit {
			definite = true
			k++
			continue
		}
		h := p.headAt(k, limit)
		switch {
		case h >= 0:
			hit := p.hits[h]
			if head && !open && hit.class != cPerson && !(hit.class == cCountry && p.own[k].has(cNational)) {
				if one || !p.own[k].any(of(cRole, cPerson)) {
					return end
				}
			}
			if head && one && !open && hit.class != cPerson {
				return end
			}
			head = true
			open = !definite && of(cNoun, cBodyNoun, cForce).has(hit.class) || hit.class == cRole
			k, end = hit.last, hit.last
			definite = false
			continue
		case p.own[k].any(of(cNational, cRoleTitle, cRoleFormer)):
			k++
			end, definite = k, false
			continue
		case (w == "in" || w == "to" || w == "from" || w == "with") && head && k+1 < limit:
			next := k + 1
			if p.low(next) == "the" || p.low(next) == "this" || p.low(next) == "that" || p.low(next) == "those" {
				next++
			}
			if next < limit && p.low(next) == "the" {
				next++
			}
			if next < limit && (p.headAt(next, limit) >= 0 || w == "in" && (p.siteAt(next, limit) > 0 || isSeatNoun(p.low(next)))) && !(one && p.own[next].any(of(cAttack, cObject))) {
				if n := p.siteAt(next, limit); p.headAt(next, limit) < 0 && n > 0 {
					k, end = next+n, next+n
				} else if p.headAt(next, limit) < 0 {
					k, end = next+1, next+1
				} else {
					k, open = next, true
				}
				continue
			}
			return end
		case open && head:
			// what completes a noun: "ministry of X", "the head of X"
			if p.own[k].any(harm()) || p.own[k].any(of(cAttack, cVictim, cObject, cUse)) || p.own[k].any(sayings()) || w == "and" || w == "that" {
				return end
			}
			open = false
			k++
			end, definite = k, false
			continue
		case w == "this" || w == "those" || w == "some" || w == "several":
			k++
			continue
		}
		break
	}
	return end
}

func (p *page) headAt(i, limit int) int {
	k := p.find(i, min(limit, i+9), heads())
	if k < 0 || p.hits[k].first != i {
		return -1
	}
	best := k
	for ; k < len(p.hits) && p.hits[k].first == i; k++ {
		if h := p.hits[k]; heads().has(h.class) && h.last <= limit && (h.last > p.hits[best].last || h.last == p.hits[best].last && h.class == cActor) {
			best = k
		}
	}
	return best
}

// interpretRun says who the words a to b name, the first name counts; nil when no listed word names anybody.
func (p *page) interpretRun(a, b int) *known {
	if k := p.find(a, b, of(cPerson)); k >= 0 {
		return p.remember(p.listed(p.hits[k].value))
	}
	first := -1
	for i := a; i < b && first < 0; i++ {
		first = p.headAt(i, b)
	}
	if first < 0 {
		if k := p.find(a, b, of(cSource)); k >= 0 && p.low(a) == "the" && b-a < 4 {
			return p.lastNamed(func(k *known) bool { return k.kind == aBody }) // "the report says"
		}
		return nil
	}
	if h := p.hits[first]; h.class == cNoun { // "the organization Human Rights Watch"
		next := h.last
		if p.low(next) == "the" {
			next++
		}
		if k := p.headAt(next, b); k >= 0 && next < b && of(cBodyName, cBodyUN, cOutlet, cActor).has(p.hits[k].class) && p.low(h.first-1) != "the" {
			first = k
		}
	}
	h := p.hits[first]
	nation := p.nationOf(a, b)
	definite := h.first > 0 && p.low(h.first-1) == "the"
	switch h.class {
	case cBodyUN:
		return p.remember(&known{name: h.value, kind: aBody, un: true, noun: p.bodyNoun(h)})
	case cBodyName:
		return p.remember(&known{name: h.value, kind: aBody, nation: p.nationIn(h.value), noun: p.bodyNoun(h)})
	case cOutlet:
		return p.remember(&known{name: h.value, kind: aPress})
	case cActor:
		return p.remember(&known{name: h.value, kind: aCountry, nation: p.nationIn(h.value), noun: p.bodyNoun(h)})
	case cCountry, cMetonym:
		return &known{name: h.value, kind: aCountry, nation: h.value}
	case cRole:
		k := &known{name: p.plain(a, b), kind: officials, noun: h.value, nation: nation}
		if body := p.find(h.last, b, of(cBodyName, cBodyUN, cBodyNoun, cActor)); body >= 0 {
			k.name = h.value + " of " + p.hits[body].value
		}
		if q := p.holder(a, b, h.value); q != nil {
			k = &known{name: q.name, role: q.role, kind: aPerson, listed: q, noun: strings.ToLower(q.role), nation: q.of}
		}
		return p.remember(k)
	case cForce:
		name := h.value
		if nation != "" {
			name = nation + " " + name
		}
		return p.remember(&known{name: name, kind: aCountry, nation: nation})
	case cNoun:
		if definite && b-h.last <= 1 {
			if k := p.lastNamed(func(k *known) bool {
				return (k.kind == aBody || k.kind == aCountry) && (k.noun == p.form(h.first) || strings.Contains(strings.ToLower(k.name), h.value))
			}); k != nil {
				return p.remember(k)
			}
			if k := p.lastNamed(func(k *known) bool { return k.kind == aBody || k.kind == aCountry }); k != nil {
				return p.remember(k)
			}
		}
		return p.remember(&known{name: p.plain(a, b), kind: aBody, nation: nation, noun: p.bodyNoun(h)})
	}
	k := &known{name: h.value, kind: officials, nation: nation}
	switch h.class {
	case cBodyNoun:
		k.kind = aBody
	case cWitness:
		k.kind = witnesses
	case cHearsay:
		k.kind = hearsay
	}
	if nation != "" {
		k.name = nation + " " + h.value
	} else if h.class == cBodyNoun {
		if sites := p.sitesIn(h.last, b); len(sites) > 0 {
			k.name = sites[0].name + " " + h.value
		}
	}
	return p.remember(k)
}

// verbalClauses cuts a segment where another thing is told: at a semicolon, at a second "that", where harm comes of an
// attack told before. Where harm is told by its cause, the cause may be an attack that nothing else tells of.
func (p *page) verbalClauses(sg segment) []clause {
	var out []clause
	start := sg.a
	add := func(a, b int, only Kind) {
		for a < b && (p.low(a) == "," || p.low(a) == ";") {
			a++
		}
		if b-a >= 2 {
			c := clause{segment: sg, only: only}
			c.a, c.b = a, b
			out = append(out, c)
		}
	}
	for i := sg.a + 1; i < sg.b; i++ {
		if p.low(i) == ";" || p.verbalBreak(i, start, sg.b) {
			add(start, i, "")
			start = i
		}
	}
	add(start, sg.b, "")
	n := len(out)
	for k := 0; k < n; k++ {
		c := out[k]
		if i := p.causeAt(c); i > 0 {
			add(i, c.b, Attack)
		}
	}
	return out
}

// verbalBreak: another assertion begins at token i.
func (p *page) verbalBreak(i, start, b int) bool {
	if i-start < 3 || b-i < 3 {
		return false
	}
	w, n := p.low(i), p.low(i+1)
	comma := p.low(i-1) == ","
	switch {
	case w == "and" && n == "that":
		return true
	case comma && w == "while", w == "and" && n == "this":
		return true
	case comma && w == "after" && n == "that", w == "after that" && comma:
		return p.harmFigure(i, b)
	}
	if k := p.find(i, min(b, i+5), of(cResult)); k >= 0 && p.hits[k].first == i && i-start >= 4 && p.has(start, i, of(cAttack, cRuin, cWeapon)) && p.harmFigure(i, b) {
		return true
	}
	if (w == "and" || w == "so") && p.tok[i].Kind == lang.Word {
		v := p.pastJoiners(i, b)
		attack, told := p.own[min(v, b-1)].any(of(cAttack, cHit, cUse, cRuin)), p.has(start, i, of(cAttack, cRuin, cUse))
		if p.own[min(v, b-1)].any(of(cKill, cDie, cInjure, cMissing, cDetain, cDisplace)) && told && !p.harmFigure(start, i) && p.harmFigure(v, b) {
			return true
		}
		return comma && attack && p.harmFigure(start, i) && !p.attackedBy(v)
	}
	// Posts have no marks: a count of dead stands behind the attack.
	if p.mayCount[i] && p.own[i].any(of(cDead, cInjure)) && p.countOf(i) > 0 && p.tok[i-1].Kind == lang.Word && !p.mayCount[i-1] && p.low(i-1) != "and" && p.low(i-1) != "the" && p.low(i-1) != "in" && p.low(i-1) != "to" && p.low(i-1) != "from" && !p.own[i-1].any(harm()) && !p.has(max(start, i-3), i, of(cResult)) {
		return i-start > 4 && p.has(start, i, of(cAttack)) && p.has(start, i, of(cObject, cWeapon))
	}
	return false
}

func (p *page) attackedBy(i int) bool { return i < len(p.tok) && p.low(i) == "the" }

// causeAt: "… were killed in a raid on a school", "… by shelling of the market": where the cause begins; 0 for none.
func (p *page) causeAt(c clause) int {
	for k := p.find(c.a+2, c.b, of(cAttack)); k >= 0; k = p.nextHit(k, c.b, of(cAttack)) {
		h := p.hits[k]
		i := h.first
		if !p.harmFigure(c.a, i) {
			continue
		}
		switch p.low(i - 1) {
		case "in", "because", "after", "the", "":
			if p.has(h.first, c.b, of(cObject)) || p.has(i, c.b, of(cWeapon)) && len(p.sitesIn(i, c.b)) > 0 {
				return i
			}
		}
	}
	return 0
}

// countOf is how many people or bodies the form of the noun at token i tells of: one, two, or 0 for no number.
func (p *page) countOf(i int) int {
	for k := int(p.at[i]); k < len(p.hits) && p.hits[k].first == i; k++ {
		if h := p.hits[k]; h.class == cVictim || harm().has(h.class) {
			switch {
			case h.value == "one" || strings.HasSuffix(h.value, " one"):
				return 1
			case h.value == "two" || strings.HasSuffix(h.value, " two"):
				return 2
			}
		}
	}
	return 0
}

// verbalFigures finds the numbers of people in tokens a to b: what happened stands before the number, or is the noun
// counted ("7 martyrs"), or stands behind the people.
func (p *page) verbalFigures(a, b int) []figure {
	var out []figure
	last := -1 // the token behind the number before
	for i := a; i < b; {
		v, next, ok := lang.Value{}, i, false
		if p.mayCount[i] {
			v, next, ok = p.lang.Number(p.tok[:b], i)
			if ok && v.Low != nil && *v.Low < 3 && p.countOf(i) > 0 && next == i+1 {
				ok = false
			}
		}
		noun := false
		if !ok && i != last && p.countOf(i) > 0 && !p.alreadyCounted(i, a) {
			n := p.countOf(i)
			v, next, ok, noun = lang.Value{Low: &n, High: &n, Exact: &n, Qualifier: "exact", First: i, Last: i + 1}, i+1, true, true
			if p.low(i+1) == "and" && i+2 < b && p.own[i+2].has(cVictim) && p.countOf(i+2) == 0 && !p.own[i+2].any(of(cDead, cInjure)) {
				v.Exact, v.High, v.Qualifier = nil, nil, "at_least" // "a woman and her children"
			}
		}
		if !ok {
			i++
			continue
		}
		f := figure{Value: v, first: i, last: next}
		if !noun {
			last = next
			if p.notCounted(i, next, b) {
				i = max(next, i+1)
				continue
			}
		}
		if !p.verbalMeasure(&f, out, a, b, noun) {
			i = max(next, i+1)
			continue
		}
		if n := len(out); n > 0 && noun && !f.part && !out[n-1].part && out[n-1].m == f.m && f.first <= out[n-1].last+3 && out[n-1].Exact != nil && p.joined(out[n-1].last, f.Value.First) {
			sum := *out[n-1].Exact + *f.Exact
			out[n-1].Exact, out[n-1].Low, out[n-1].High, out[n-1].last, out[n-1].Last = &sum, &sum, &sum, f.last, f.Last
		} else {
			if f.part && n > 0 {
				out[n-1].last = max(out[n-1].last, f.last)
			}
			out = append(out, f)
		}
		i = max(next, i+1)
	}
	return out
}

// alreadyCounted: a number or a word such as "every" stands right before the noun at token i.
func (p *page) alreadyCounted(i, floor int) bool {
	for k := i - 1; k >= floor && k > i-3; k-- {
		if p.tok[k].Kind == lang.Number || p.mayCount[k] && p.countOf(k) == 0 && k == i-1 {
			return true
		}
		switch p.low(k) {
		case "each", "without", "not", "any":
			return true
		case "the":
		default:
			return false
		}
	}
	return false
}

// notCounted: the number is of a day, money, a share, an age or of things, or says that nobody was hurt.
func (p *page) notCounted(i, next, b int) bool {
	if k := p.dateAt(next); k >= 0 && p.dates[k].Last > i && next <= p.dates[k].Last {
		return true
	}
	if next < b && p.tok[next].Kind == lang.Punct {
		switch p.low(next) {
		case "%", ":", "/", "°", "-", "–":
			return true
		}
	}
	for k := next; k < b && k < next+2; k++ {
		switch w := p.low(k); {
		case w == "percent" || w == "years" || w == "year" || w == "hours":
			return true
		case p.own[k].has(cVictim):
			k = b
		case p.own[k].has(cUnit) && !p.own[k].any(harm()):
			return true
		case p.tok[k].Kind != lang.Word || w == "and":
			k = b
		}
	}
	return p.denied(max(0, i-3), i) || p.has(max(0, i-4), i, of(cAct)) || p.low(i-1) == "without" || p.low(i-2) == "without"
}

func (p *page) joined(a, b int) bool {
	for i := a; i < b; i++ {
		if p.low(i) == "and" || p.low(i) == "," {
			return true
		}
	}
	return false
}

// verbalMeasure says what the number counts.
func (p *page) verbalMeasure(f *figure, before []figure, a, b int, noun bool) bool {
	at := f.Value.First
	part := false
	for k := at - 1; k >= a && k > at-4; k-- {
		if w := p.low(k); w == "including" || w == "among" {
			part = true
		} else if w != "" && w != "them" && w != "the" && w != "at" && w != "least" {
			break
		}
	}
	f.part = part && len(before) > 0
	// The noun itself, or the noun behind the number.
	victim := -1
	from := f.last
	if noun {
		from = at
	}
	for k := from; k < b && k < f.last+5; k++ {
		m := p.measureAt(k, b)
		if m != noMeasure && !(k > f.last && p.verbHere(k)) {
			f.m, f.last = m, p.endAt(k)
			break
		}
		if p.own[k].has(cVictim) {
			victim = k
			p.describe(f, k)
			f.last = k + 1
			break
		}
		if w := p.low(k); p.tok[k].Kind != lang.Word || w == "and" || w == "including" || w == "which" || w == "that" {
			break
		}
	}
	if noun && p.own[at].has(cVictim) && f.m == noMeasure {
		victim = at
	}
	if f.m == noMeasure {
		f.m = p.measureBehind(f, a, noun)
	}
	if f.m == noMeasure && victim >= 0 {
		f.m = p.measureAhead(f, victim, b, noun)
	}
	if f.m == noMeasure && len(before) > 0 && victim >= 0 && p.onlyPeople(before[len(before)-1].Last, at) {
		f.m, f.part = before[len(before)-1].m, before[len(before)-1].part
	}
	if f.part && f.m != noMeasure && victim < 0 && before[len(before)-1].m != f.m {
		f.part = false // "30 casualties, of them 12 dead"
	}
	if f.part && f.m == noMeasure {
		f.m = before[len(before)-1].m
	}
	return f.m != noMeasure
}

// verbHere: the word of harm at token k is a verb, which has people of its own behind it.
func (p *page) verbHere(k int) bool {
	return p.low(k-1) == "and" || p.own[k].any(of(cKill, cDie, cDetain, cDisplace, cMissing))
}

// measureBehind is what the words before the number tell of the people counted.
func (p *page) measureBehind(f *figure, a int, noun bool) measure {
	reach := 9
	if noun {
		reach = 5
	}
	for k := f.Value.First - 1; k >= a && k > f.Value.First-reach; k-- {
		t, w := &p.tok[k], p.low(k)
		if t.Kind == lang.Number && !p.inDate(k) {
			return noMeasure
		}
		if t.Kind == lang.Punct && w != "," && w != ":" && w != "(" {
			return noMeasure
		}
		if s := p.startOf(k); p.own[k].any(harm()) && s <= k {
			if m := p.measureAt(s, len(p.tok)); m != noMeasure && p.low(s-1) != "not" {
				f.first = s
				return m
			}
		}
		if p.own[k].any(of(cTollKilled)) {
			f.first = k
			return mKilled
		}
		if w == "," || w == "which" || w == "that" || p.own[k].any(of(cVictim, cObject)) && k < f.Value.First-3 || p.own[k].any(of(cAttack, cRuin, cWeapon)) {
			return noMeasure
		}
	}
	return noMeasure
}

// measureAhead: "471 people were killed": what happened stands behind the people.
func (p *page) measureAhead(f *figure, victim, b int, noun bool) measure {
	limit := min(b, victim+7)
	if noun {
		limit = min(b, victim+3)
	}
	for k := victim + 1; k < limit; k++ {
		switch w := p.low(k); {
		case p.tok[k].Kind != lang.Word, w == "and", w == "including" && noun, w == "which" && noun, w == "during", w == "after", w == "because", w == "through", w == "near":
			return noMeasure
		}
		if m := p.measureAt(k, b); m != noMeasure {
			end := p.endAt(k)
			if noun && p.has(end, min(b, end+3), of(cVictim)) {
				return noMeasure
			}
			f.last = end
			return m
		}
		if p.own[k].any(of(cAttack, cSay, cObject)) {
			return noMeasure
		}
	}
	return noMeasure
}

// onlyPeople: between two numbers stand only people and joining words.
func (p *page) onlyPeople(a, b int) bool {
	joined := false
	for i := a; i < b; i++ {
		switch w := p.low(i); {
		case w == "and":
			joined = true
		case w == "," || w == "the" || w == "from" || w == "":
		case p.own[i].any(of(cVictim, cDead, cInjure)):
		default:
			return false
		}
	}
	return joined && b-a < 8
}

// siteWithoutCapitals returns how many tokens from i name a place in a script without capitals: a name the gazetteer
// knows, or what stands behind a word such as "village".
func (p *page) siteWithoutCapitals(i, b int) int {
	t := &p.tok[i]
	if t.Kind != lang.Word || t.Runes < 2 {
		return 0
	}
	if n := p.longPlace(i, b); n > 1 && !p.lang.Has(t.Lower) && !p.own[i].any(of(cPerson, cBodyName, cBodyUN, cOutlet, cRole)) {
		return n
	}
	if p.own[i].any(of(cPerson, cBodyName, cBodyUN, cOutlet, cRole, cRoleTitle, cActor, cVictim, cKill, cAttack, cSay)) && !p.own[i].has(cCountry) || p.dateFrom(i) > i {
		return 0
	}
	if k := p.find(i, min(b, i+4), of(cCountry)); k >= 0 && p.hits[k].first == i {
		return p.hits[k].last - i
	}
	if p.mayBePlace(i) {
		return 1
	}
	if p.low(i) == "the" || !p.behindSeat(i) || p.own[i].any(heads()) || p.own[i].any(of(cNational, cObject, cWeapon, cDie, cInjure)) || p.lang.Has(t.Lower) && !p.own[i].has(cPlaceHead) {
		return 0
	}
	n := 1
	if p.own[i].has(cPlaceHead) {
		n = 2
		if i+2 < b && p.low(i+1) == "the" && !p.tok[i+2].Spaced {
			n = 3
		}
	}
	if i+n > b {
		return 0
	}
	return n
}

// behindSeat: a word such as "town" or "village" stands right before token i.
func (p *page) behindSeat(i int) bool {
	switch p.low(i - 1) {
	case "city", "town", "village", "settlement", "suburb", "outskirts":
		return true
	}
	return strings.HasPrefix(p.tok[i].Lower, "#") && i > 0 && p.low(i-1) == "in"
}

// bareName takes the mark of a hashtag and its joints from a name.
func bareName(s string) string {
	if strings.ContainsAny(s, "#_") {
		return strings.ReplaceAll(strings.TrimPrefix(s, "#"), "_", " ")
	}
	return s
}

// verbalHarm: "civilians were killed" without a number, the people behind the verb.
func (p *page) verbalHarm(h hit, b int) bool {
	k := p.find(h.last, min(b, h.last+4), of(cVictim))
	return k >= 0 && p.countOf(p.hits[k].first) == 0 && !p.has(h.last, p.hits[k].first, of(cAttack, cObject))
}

// verbalActor is the first party in the words a to b that nothing is done against.
func (p *page) verbalActor(a, b int) string {
	for k := p.find(a, b, of(cActor, cForce, cPerson)); k >= 0; k = p.nextHit(k, b, of(cActor, cForce, cPerson)) {
		h := p.hits[k]
		i := h.first - 1
		if p.low(i) == "the" {
			i--
		}
		if w := p.low(i); w == "on" || w == "against" || p.own[h.first].any(of(cRole, cObject)) || p.own[max(0, i)].any(of(cObject, cRole, cKill, cInjure)) {
			continue
		}
		switch h.class {
		case cActor:
			return h.value
		case cPerson:
			continue
		}
		if n := p.find(h.first, min(b, h.last+3), of(cNational)); n >= 0 {
			return p.words(h.first, p.hits[n].last)
		}
		return p.words(h.first, h.last)
	}
	return ""
}

// siteOnce looks once for the place that begins at token i.
func (p *page) siteOnce(i, b int) int {
	if len(p.sitesAt) == 0 {
		p.sitesAt = make([]int8, len(p.tok))
	}
	if p.sitesAt[i] == 0 {
		p.sitesAt[i] = int8(p.siteWithoutCapitals(i, len(p.tok)) + 1)
	}
	n := int(p.sitesAt[i]) - 1
	if i+n > b {
		return p.siteWithoutCapitals(i, b)
	}
	return n
}

// maySite: a place may begin at token i, by what stands before it.
func (p *page) maySite(i int) bool {
	if i == 0 || p.tok[i].Lower[0] == '#' || p.own[i].has(cPlaceHead) || p.tok[i-1].Kind == lang.Punct || p.behindSeat(i) {
		return true
	}
	switch p.low(i - 1) {
	case "in", "on", "to", "from", "and", "near", "the", "north", "south", "east", "west", "northwest", "central", "around", "inside", "towards", "about", "between", "over", "region", "governorate", "district", "area", "areas":
		return true
	}
	return false
}

// longPlace returns how many tokens from i, more than one, name a place that the gazetteer knows; 0 for none.
func (p *page) longPlace(i, b int) int {
	if !p.maySite(i) {
		return 0
	}
	if o := p.own[i]; p.low(i) == "the" || p.low(i) == "and" || p.low(i) == "in" || i+1 >= b || o.any(of(cAttack, cSay, cKill, cInjure, cForce)) || o.has(cObject) && !o.has(cPlaceHead) {
		return 0
	}
	for n := min(4, b-i); n > 1; n-- {
		whole := true
		for k := i; k < i+n && whole; k++ {
			whole = p.tok[k].Kind == lang.Word && (k == i || p.tok[k].Newlines == 0)
		}
		if whole && len(p.look(bareName(p.words(i, i+n)))) > 0 {
			return n
		}
	}
	return 0
}

// bodyNoun is the word by which a text may call a body or party later: the first of its name.
func (p *page) bodyNoun(h hit) string {
	if !p.lex.sayFirst {
		return ""
	}
	return p.form(h.first)
}

// otherThanAttack: the words tell of conduct again and again, or call the attack a name.
func (p *page) otherThanAttack(c clause) bool {
	if k := p.find(c.a, c.b, of(cEvidence)); k >= 0 && p.hits[k].first < c.a+4 && c.only == "" && p.has(c.a, min(c.b, p.hits[k].last+3), of(cShow)) {
		return true
	}
	return c.only == "" && (p.has(c.a, c.b, of(cPattern)) || c.sp != nil && c.sp.class == cTell && c.sp.modality == "" && p.has(c.a, c.b, of(cLabel)))
}

// verbalAttack: a party attacked ("their aircraft carried out the strike"), whoever suffered; or one claims it.
func (p *page) verbalAttack(c clause) bool {
	if c.sp != nil && c.sp.class == cTell && c.sp.modality == "" {
		return false // "condemned the attack"
	}
	if p.actor(c.a, c.b) != "" && (c.sp != nil || len(p.sitesIn(c.a, c.b)) > 0) {
		return true
	}
	return c.sp != nil && c.sp.who != nil && c.sp.who.kind == aCountry && c.b-c.a < 8 && c.sp.class == cSay
}

// gravesCounted: "the province holds more than 95 mass graves".
func (p *page) gravesCounted(c clause) bool {
	k := p.find(c.a, c.b, of(cSite))
	return k >= 0 && p.numbered(max(c.a, p.hits[k].first-3), p.hits[k].first)
}

// toldOf: an attack at the same place was told before.
func (p *page) toldOf(before []Claim, c *Claim) bool {
	for i := range before {
		b := &before[i]
		if b.Kind == Attack && (b.Place == c.Place || c.Place == "") && (b.IncidentDate == c.IncidentDate || b.IncidentDate == "" || c.IncidentDate == "") {
			return true
		}
	}
	return false
}

// isShadowed: "shelling" says nothing more where the munition is named.
func (p *page) isShadowed(out *Claim, h hit) bool {
	return h.value == "shelling" && len(out.Weapons) > 0
}

// mayBePlace: the word at i is the name of a place that the gazetteer knows, and stands where one may stand. Many names
// of villages are ordinary words too.
func (p *page) mayBePlace(i int) bool {
	t := &p.tok[i]
	if !p.behindSeat(i) && t.Lower[0] != '#' && (p.lang.Has(t.Lower) || p.own[i] != (set{}) && !p.own[i].any(of(cPlaceHead, cCountry, cMetonym))) {
		return false
	}
	found := p.look(bareName(p.words(i, i+1)))
	if len(found) == 0 {
		return false
	}
	x := &found[0]
	if p.dateCountry != "" && !inCountry(x, p.dateCountry) && x.Kind != place.KindCountry && x.Population < 500_000 {
		return false
	}
	if x.Kind == place.KindCountry || x.Population >= 100_000 || p.behindSeat(i) || strings.HasPrefix(t.Lower, "#") {
		return true
	}
	if p.lang.Has(t.Lower) || p.own[i] != (set{}) && !p.own[i].has(cPlaceHead) {
		return false
	}
	switch p.low(i - 1) {
	case "in", "near", "north", "south", "east", "west", "northwest", "inside", "around", "towards", "central", "about":
		return i > 0
	case "on", "to", "and", ",", "between", "from":
		return x.Population >= 5000
	}
	return false
}

// seatCountry is the country that most places named in the text lie in, "" when no two agree or none is named.
func (p *page) seatCountry() string {
	count := map[string]int{}
	best := ""
	for i := p.body; i < len(p.tok); i++ {
		if i > p.body && p.low(i-1) != "in" && !p.behindSeat(i) {
			continue
		}
		n := p.siteWithoutCapitals(i, len(p.tok))
		if n == 0 {
			continue
		}
		found := p.look(bareName(p.words(i, i+n)))
		i += n - 1
		if len(found) == 0 {
			continue
		}
		country := found[0].Name
		if len(found[0].Parents) > 0 {
			country = found[0].Parents[0]
		}
		if count[country]++; best == "" || count[country] > count[best] || count[country] == count[best] && country == p.home {
			best = country
		}
	}
	return best
}

// asWritten adds to the names of a place the one that the text writes, where that is another.
func (p *page) asWritten(path []string, name string) []string {
	if w := p.spelled[name]; w != "" && len(path) > 0 {
		return append(path[:len(path):len(path)], w)
	}
	return path
}

// tollOfOne: "the toll of the shelling rose to 7": the total of one event in one town, not of a war.
func (p *page) tollOfOne(c *Claim, wide bool) bool {
	return p.lex.sayFirst && !wide && c.Place != "" && !strings.Contains(c.Scope, " since ") && c.KilledMin != nil && *c.KilledMin < 500
}

// isScene: "in the village of X" says where, not what was hit.
func (p *page) isScene(h hit) bool {
	return h.value == "settlement" && (p.low(h.first-1) == "in" || p.low(h.first-1) == "the" && p.low(h.first-2) == "in")
}
