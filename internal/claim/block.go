package claim

import (
	"exhibit/internal/lang"
)

// blockKind says what a paragraph is.
type blockKind uint8

const (
	bodyText blockKind = iota
	headline
	caption
	byline
	message // signed at its end: all of it are one person's words
)

// layout finds what each paragraph is.
func (p *page) layout() {
	if len(p.sents) == 0 {
		return
	}
	p.blocks = make([]blockKind, p.sents[len(p.sents)-1].Block+1)
	for i := 0; i < len(p.sents); {
		j := i
		for j < len(p.sents) && p.sents[j].Block == p.sents[i].Block {
			j++
		}
		a, b := p.sents[i].First, p.sents[j-1].Last
		switch {
		case p.isByline(a, b):
			p.blocks[p.sents[i].Block] = byline
		case p.isCaption(a, b):
			p.blocks[p.sents[i].Block] = caption
		case b-a < 26 && j-i == 1 && !isEnd(p.low(b-1)) && len(p.blocks) > 1:
			p.blocks[p.sents[i].Block] = headline
		}
		i = j
	}
}

// isByline: a paragraph about the author of the report ("… is a reporter based in …", "Reporting by …").
func (p *page) isByline(a, b int) bool {
	switch p.low(a) {
	case "reporting", "editing", "written", "additional":
		if p.low(a+1) == "by" || p.low(a+2) == "by" {
			return b-a < 60
		}
	}
	if !p.tok[a].Cap || b-a > 150 {
		return false
	}
	for i := a + 1; i < b && i < a+6; i++ {
		if p.low(i) != "is" {
			if !p.tok[i].Cap {
				return false
			}
			continue
		}
		for k := i + 1; k < b && k < i+14; k++ {
			switch p.low(k) {
			case "author", "journalist", "reporter", "editor", "correspondent", "writer", "columnist", "contributor", "freelancer":
				return p.low(i+1) == "a" || p.low(i+1) == "an" || p.low(i+1) == "the"
			}
			if p.own[k].any(harm()) || p.own[k].any(of(cAttack)) {
				return false
			}
		}
		return false
	}
	return false
}

func isEnd(w string) bool {
	switch w {
	case ".", "!", "?", "”", "\"", "…", ":", ",", ";":
		return true
	}
	return false
}

// isCaption: a place and a country in capitals with a month and day and a colon, or a credit line.
func (p *page) isCaption(a, b int) bool {
	if b-a > 600 {
		return false
	}
	for i := a; i < b; i++ {
		if p.low(i) == "(" && i+2 < b && (p.low(i+1) == "photo" || p.low(i+1) == "image" || p.low(i+1) == "picture" || p.low(i+1) == "photograph") && (p.low(i+2) == "by" || p.low(i+2) == ":") {
			return true
		}
		if (p.low(i) == "photo" || p.low(i) == "image") && p.low(i+1) == ":" && i < a+2 {
			return true
		}
	}
	caps, dated := 0, false
	for i := a; i < b && i < a+14; i++ {
		if p.low(i) == ":" && caps >= 2 {
			return dated
		}
		dated = dated || p.lang.IsDateWord(p.tok, i) || p.tok[i].Kind == lang.Number
		if p.tok[i].AllCaps {
			caps++
		} else if p.tok[i].Kind == lang.Word {
			return false
		}
	}
	return false
}

// credit reads the photographer and agency of a caption as who shows it.
func (p *page) credit(a, b int) *known {
	for i := a; i+2 < b; i++ {
		if p.low(i) != "(" || p.low(i+2) != "by" && p.low(i+2) != ":" {
			continue
		}
		end := i + 3
		for end < b && p.low(end) != ")" && p.low(end) != "via" {
			end++
		}
		if end <= i+3 {
			return nil
		}
		name := p.words(i+3, end)
		return &known{name: name, role: "photographer", kind: aPress}
	}
	return nil
}
