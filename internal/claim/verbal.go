package claim

import (
	"strings"

	"exhibit/internal/lang"
)

// The rules of this file, and of verbal_clause.go, verbal_count.go and verbal_place.go, read languages whose sentences
// begin with the verb: the verb of saying, then who says it, then "that" and what is said; what happened to people, then
// how many and who. Which languages those are is said in their lexicon (grammar.tsv, trait speaker-after). Their scripts
// may have no capitals (trait caseless), so that a name is told from other words by the post or the kind of body it
// begins with, and ends where "that" begins.

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
	case p.low(i) == "and" && i+1 < b && p.own[i+1].has(cTell) && (p.hitValue(i+1) == "alleged" || p.hitValue(i+1) == "call"):
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
			open = !definite && of(cNoun, cBodyNoun, cForce).has(hit.class) || hit.class == cRole && (hit.last == hit.first+1 || p.low(hit.first+1) != "the")
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
			open = isSeatNoun(w) || w == "region" || w == "governorate" // "the governor of the region of X"
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

// bodyNoun is the word by which a text may call a body or party later: the first of its name.
func (p *page) bodyNoun(h hit) string {
	if !p.lex.sayFirst {
		return ""
	}
	return p.form(h.first)
}
