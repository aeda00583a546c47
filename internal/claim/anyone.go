package claim

import (
	"strings"

	"exhibit/internal/lang"
)

// coordinated is the subject of a second verb: "The agency suspended its work and urged …".
func (p *page) coordinated(h hit, a int) *known {
	if p.low(h.first-1) != "and" || h.first-a > 24 || h.class != cTell && h.class != cDeny && h.class != cReject && h.class != cSay || !hasAnySuffix(p.low(h.first), "ed", "said", "on", "for") {
		return nil
	}
	return p.subjectAt(a, h.first)
}

// anyone is who speaks where no list knows them: "a deminer said", "people who reached the town say", "my cousin told
// us". The words themselves name them; what they know, and how, stays open.
func (p *page) anyone(h hit, floor int) (who *known, a, b int) {
	if w := p.low(h.first); !hasAnySuffix(w, "ed", "aid", "told", "wrote", "ing") && w != "say" && w != "says" && w != "tell" && w != "tells" && w != "recalls" && w != "urges" && w != "reckons" && w != "believes" && w != "adds" && w != "warns" && w != "insists" {
		return nil, 0, 0 // "the command post", "the police report": the bare form is a noun here
	}
	if h.class != cSay && (h.class != cTell || h.value != "call") || h.value == "confirmed" || h.value == "opinion" {
		return nil, 0, 0
	}
	b = p.skipAdverbs(h.first, floor)
	for a = b; a > floor && b-a < 10; a-- {
		t := &p.tok[a-1]
		if t.Kind != lang.Word || t.Newlines > 0 && a < b && p.tok[a].Newlines > 0 || p.own[a-1].any(of(cSay, cTell, cAttack, cKill, cInjure, cDeny, cSource, cEvidence, cHit, cRuin)) || p.inDate(a-1) || isDemonstrative(p.low(a-1)) {
			break
		}
	}
	start := a
	for start < b && p.low(start) != "who" && isLead(p.low(start)) {
		start++
	}
	if b-start < 1 || start > floor && p.low(start-1) != "," && !isLead(p.low(start-1)) && p.low(start-1) != "but" {
		return nil, 0, 0
	}
	first := p.low(start)
	noun := start
	switch first {
	case "a", "an", "the", "one", "another", "my", "our", "his", "her", "their", "several", "some", "many", "two", "three", "other":
		noun++
	default:
		if !p.tok[start].Cap || start != floor || !strings.HasSuffix(first, "s") && first != "people" && first != "women" && first != "men" {
			return nil, 0, 0 // a bare noun speaks in the plural only, at the front of its clause
		}
	}
	if noun >= b || p.tok[noun].Kind != lang.Word || p.has(start, b, of(cWeapon, cObject)) {
		return nil, 0, 0
	}
	from := start
	if first == "the" || first == "a" || first == "an" {
		from++
	}
	return &known{name: p.words(from, b)}, start, b
}

// isDemonstrative: words that begin a clause of their own, or stand for a thing.
func isDemonstrative(w string) bool {
	switch w {
	case "that", "this", "which", "it", "they", "he", "she", "we", "i", "you", "there", "what", "those", "these", "to", "not":
		return true
	}
	return false
}
