package claim

import (
	"strings"

	"exhibit/internal/lang"
)

// The rules of this file read from the words around a deed how many it befell and how it ended for them.

// fold1 is how many one word says that a deed killed: "a double homicide".
func fold1(w string) int {
	switch w {
	case "double":
		return 2
	case "triple":
		return 3
	case "quadruple":
		return 4
	}
	return 0
}

// counts1: "charged with two counts of murder": who is charged with so many is charged with the death of so many.
func (p *page) counts1(h hit) int {
	i := h.first - 1
	for i > h.first-4 && strings.HasSuffix(p.form(i), "-degree") || p.form(i) == "capital" {
		i--
	}
	if p.form(h.last-1) != "murder" || p.form(i) != "of" || p.form(i-1) != "counts" {
		return 0
	}
	v, end, ok := p.numberAt(p.lang, i-2, i)
	if !ok || end != i-1 || v.Low == nil || v.High == nil || *v.Low != *v.High || *v.Low > mostOnRoster {
		return 0
	}
	return *v.Low
}

// manifold: "a double homicide", "the triple murder of": the word says how many died. Of what somebody was acquitted or convicted
// of long ago, or what is counted over a year, nothing is said.
func (p *page) manifold(d *deed, h hit, s lang.Sentence) {
	n := fold1(p.form(h.first - 1))
	if n == 0 {
		n = p.counts1(h)
	}
	if n == 0 || p.shouts || d.effect != "death" || strings.HasSuffix(p.form(h.last-1), "s") || len(d.patients) > 0 {
		return
	}
	for i := s.First; i < h.first; i++ {
		switch p.form(i) {
		case "acquitted", "convicted", "sentenced", "paroled", "attempted":
			return
		}
	}
	d.noun = true
	d.patients = []people{{a: h.first - 1, b: h.first, desc: "people", typ: "civilian", lo: &n, hi: &n}}
}

// survives: whoever was shot is hurt when the sentence says that they are expected to live.
func (p *page) survives(s lang.Sentence) bool {
	for i := s.First + 1; i+2 < s.Last; i++ {
		if p.form(i) != "expected" || p.form(i+1) != "to" || p.form(i-1) == "not" {
			continue
		}
		for k := i + 2; k < min(i+5, s.Last); k++ {
			switch p.form(k) {
			case "survive", "recover", "live":
				return true
			}
		}
	}
	return false
}

// ordinalOne: "two people were killed and a third was wounded".
func (p *page) ordinalOne(i, b int) bool {
	switch p.form(i) {
	case "second", "third", "fourth", "fifth", "sixth":
		return p.form(i-1) == "a" && i+1 < b && isAuxiliary(p.low(i+1))
	}
	return false
}

// diedOf: "was shot several times and died", "was hit in the chest and pronounced dead": who was shot is who died.
func (p *page) diedOf(h hit) bool {
	return p.form(h.first) == "died" || p.form(h.first) == "pronounced"
}

// someOfThem: "one of them died": who, nobody says.
func (p *page) someOfThem(i int) bool {
	switch p.form(i - 1) {
	case "them", "whom", "one", "some", "later":
		return p.form(i-1) != "later" || p.form(i-2) == "one" || p.form(i-2) == "them"
	}
	return false
}
