package claim

import (
	"strings"

	"exhibit/internal/lang"
)

// violates: "the strike violated the laws of war", "such attacks are contrary to the Geneva Conventions": what breaks a
// law, said of a deed. "Bombed the school in violation of the law" tells of the bombing.
func (p *page) violates(c clause) (Kind, string) {
	if p.harmFigure(c.a, c.b) {
		return "", ""
	}
	for k := p.find(c.a, c.b, of(cBreach, cLabel)); k >= 0; k = p.nextHit(k, c.b, of(cBreach, cLabel)) {
		h := p.hits[k]
		w := p.low(h.first)
		verb := strings.HasPrefix(w, "violat") || strings.HasPrefix(w, "breach") || strings.HasPrefix(w, "contraven") || strings.HasPrefix(w, "flout") || strings.HasPrefix(w, "broke") || strings.HasPrefix(w, "ran") || strings.HasPrefix(w, "run")
		if strings.Contains(w, "ion") && h.class == cBreach && p.calledBefore(h.first, c.a) && p.has(h.last, min(c.b, h.last+6), of(cLaw)) {
			return LegalLabel, "legal.violates"
		}
		if verb && strings.Contains(w, "ion") || h.class == cLabel && !verb || p.low(h.first-1) == "to" {
			continue
		}
		if h.class == cBreach && !p.has(h.last, min(c.b, h.last+6), of(cLaw)) {
			continue
		}
		if strings.HasPrefix(w, "breach") && h.class == cBreach && !hasAnySuffix(w, "ed", "es", "ing") && p.calledBefore(h.first, c.a) {
			return LegalLabel, "legal.violates" // "it is a clear breach of the convention"
		}
		if verb && hasAnySuffix(w, "ed", "es", "s", "ate", "broke") || isBeing(p.low(h.first-1)) || p.low(h.first-1) == "be" {
			return LegalLabel, "legal.violates"
		}
	}
	return "", ""
}

// weakVerdict: "what happened amounts to murder", "the raid was heinous", "called the strike barbaric": a word of
// condemnation that is a label only where somebody says that the deed is it.
func (p *page) weakVerdict(c clause) (Kind, string) {
	if c.sp == nil || p.harmFigure(c.a, c.b) {
		return "", ""
	}
	called := c.sp.class == cTell && c.sp.verb >= c.a && c.sp.verb < c.b && c.sp.modality == "" && isNaming(p.low(c.sp.verb))
	for k := p.find(c.a, c.b, of(cLabelWeak, cLabel, cLabelAttack)); k >= 0; k = p.nextHit(k, c.b, of(cLabelWeak, cLabel, cLabelAttack)) {
		h := p.hits[k]
		if called && h.first > c.sp.verb && (isPlainNaming(p.low(c.sp.verb)) || p.findWord(c.sp.verb, h.first, "as") >= 0) && !p.has(c.sp.verb, c.b, of(cDenyWord)) {
			return LegalLabel, "legal.named"
		}
		if h.class == cLabel && p.findWord(max(c.a, h.first-4), h.first, "commit", "commits", "committed", "perpetrated") >= 0 && !p.has(c.a, h.first, of(cAttack, cAct, cActNeeds, cEvidence)) {
			return LegalLabel, "legal.committed" // "both sides committed war crimes, including attacks on …"
		}
		if h.class != cLabelWeak {
			continue
		}
		for i := h.first - 1; i > c.a && i > h.first-5; i-- {
			w := p.low(i)
			if w == "amount" || w == "amounts" || w == "amounted" || p.own[i].has(cConstitute) || (w == "is" || w == "was" || w == "are" || w == "were") && p.low(h.last) != "case" {
				return LegalLabel, "legal.verdict"
			}
			if !isDeterminer(w) && w != "to" && w != "but" && w != "nothing" && !hasAnySuffix(w, "ly") && !p.own[i].any(of(cLabelWeak, cHedge)) && !isPlainAdjective(w) && w != "act" && w != "of" {
				break
			}
		}
	}
	return "", ""
}

// calledBefore: "is a clear", "constitutes a" before the noun at token i.
func (p *page) calledBefore(i, floor int) bool {
	for k := i - 1; k > floor && k > i-6; k-- {
		if isBeing(p.low(k)) || p.own[k].has(cConstitute) || p.low(k) == "be" {
			return true
		}
		if p.tok[k].Kind != lang.Word {
			return false
		}
	}
	return false
}

// isPlainNaming: verbs that give a name without "as"; "condemned the murder of" names nothing.
func isPlainNaming(w string) bool {
	return strings.HasPrefix(w, "call") || strings.HasPrefix(w, "brand") || strings.HasPrefix(w, "label")
}

func isNaming(w string) bool {
	switch w {
	case "called", "calls", "call", "calling", "described", "describes", "branded", "brands", "labelled", "labeled", "labels", "denounced", "denounces", "decried", "decries", "condemned", "condemns":
		return true
	}
	return false
}

// examined: "reviewed 38 videos", "fragments were found", "intercepts suggest that …": somebody looks at, holds, or draws on
// what may be evidence.
func (p *page) examined(c clause) (Kind, string) {
	if p.noEvidence(c) || p.has(c.a, c.b, of(cDenyWord)) || len(p.figures(c.a, c.b)) > 0 {
		return "", ""
	}
	// "The museum shows photographs": somebody who looks into things, or a grave thing, must be named.
	about := of(cAttack, cKill, cHit, cRuin, cBody, cSite, cVictim, cLabel, cWeapon, cBodyName, cBodyUN, cBodyNoun, cOfficial, cActor, cForce)
	for k := p.find(c.a, c.b, of(cEvidence, cEvidenceWeak)); k >= 0; k = p.nextHit(k, c.b, of(cEvidence, cEvidenceWeak)) {
		h := p.hits[k]
		behind := min(c.b, h.last+12)
		switch h.value {
		case "video", "photographs", "images", "recordings", "satellite imagery", "testimony":
			if h.class == cEvidence && h.first-c.a < 5 && p.findWord(h.last, behind, "suggest", "suggests", "suggested", "indicate", "indicates", "indicated", "prove", "proves", "reveal", "reveals", "revealed") >= 0 {
				return EvidenceMention, "evidence.shown"
			}
			if h.class != cEvidence || c.sp == nil && !p.has(c.a, c.b, about) {
				continue
			}
			if h.first-c.a < 5 && p.has(h.last, behind, of(cShow)) {
				return EvidenceMention, "evidence.shown"
			}
			if v := p.find(max(c.a, h.first-6), h.first, of(cShow, cGather, cFind)); v >= 0 && p.hits[v].first-c.a < 9 && !p.has(c.a, p.hits[v].first, of(cAttack, cKill, cRuin)) {
				return EvidenceMention, "evidence.examined"
			}
		case "weapon remnants", "documents", "forensic":
			if v := p.find(h.last, behind, of(cFind, cGather)); v >= 0 && p.passive(p.hits[v].first, h.last) {
				return EvidenceMention, "evidence.found"
			}
			if v := p.find(max(c.a, h.first-8), h.first, of(cFind, cGather)); v >= 0 {
				return EvidenceMention, "evidence.found"
			}
			if h.value != "weapon remnants" && h.first-c.a < 5 && p.findWord(h.last, behind, "show", "shows", "showed", "suggest", "suggests", "suggested", "indicate", "indicates", "indicated", "reveal", "reveals", "revealed", "prove", "proves", "confirm", "confirms", "confirmed", "record", "list", "lists", "listed") >= 0 {
				return EvidenceMention, "evidence.shown"
			}
		}
	}
	return "", ""
}
