package dossier

import (
	"encoding/xml"
	"fmt"
	"strings"
	"unicode"
)

// A picture is drawn with presentation attributes (the light dress, which holds where style is forbidden) and with
// classes that the style sheet of the page, or of the picture when it stands alone, overrides in the dark.
type paint struct{ class, attr string }

var (
	paper  = paint{"x-paper", `fill="#fffdf8"`}
	ink    = paint{"x-ink", `fill="#1d1b18"`}
	soft   = paint{"x-soft", `fill="#615b50"`}
	blue   = paint{"x-blue", `fill="#1f4e79"`}
	rust   = paint{"x-rust", `fill="#9a3412"`}
	hollow = paint{"x-hollow", `fill="#fffdf8" stroke="#615b50" stroke-width="1.5"`}
	hair   = paint{"x-hair", `fill="none" stroke="#e2dccf" stroke-width="1"`}
	axis   = paint{"x-axis", `fill="none" stroke="#8d8678" stroke-width="1"`}
	branch = paint{"x-branch", `fill="none" stroke="#a39b8b" stroke-width="1.3"`}
	strike = paint{"x-strike", `fill="none" stroke="#9a3412" stroke-width="3" stroke-linecap="round"`}
	card   = paint{"x-card", `fill="#f6f2e8" stroke="#d9d2c2" stroke-width="1"`}
)

func (p paint) String() string { return `class="` + p.class + `" ` + p.attr }

// svgStyle is the style of a picture that stands alone; the page repeats it inside its own sheet.
const svgStyle = `@media (prefers-color-scheme:dark){` + svgDark + `}`

const svgDark = `.x-paper{fill:#1b1c1f}.x-ink{fill:#ebe7dd}.x-soft{fill:#aaa497}.x-blue{fill:#9cc4ec}.x-rust{fill:#f2a585}` +
	`.x-hollow{fill:#1b1c1f;stroke:#aaa497}.x-hair{stroke:#35363a}.x-axis{stroke:#7d786d}.x-branch{stroke:#6f6a60}` +
	`.x-strike{stroke:#f2a585}.x-card{fill:#232427;stroke:#3d3e43}` +
	`.x-line0{stroke:#9cc4ec}.x-line1{stroke:#f2a585}.x-line2{stroke:#9fd3a6}.x-line3{stroke:#d5b3e8}` +
	`.x-line4{stroke:#e0c879}.x-line5{stroke:#c3beb2}` +
	`.x-dot0{fill:#9cc4ec}.x-dot1{fill:#f2a585}.x-dot2{fill:#9fd3a6}.x-dot3{fill:#d5b3e8}.x-dot4{fill:#e0c879}.x-dot5{fill:#c3beb2}`

const (
	sans  = `font-family="'Source Sans 3','Helvetica Neue',Helvetica,Arial,'Liberation Sans',sans-serif"`
	serif = `font-family="Charter,'Bitstream Charter','Source Serif 4',Cambria,Georgia,'Liberation Serif',serif"`
)

// canvas collects the body of one picture.
type canvas struct {
	b      strings.Builder
	width  float64
	height float64
	title  string
	desc   string
}

func (c *canvas) put(format string, args ...any) { fmt.Fprintf(&c.b, format+"\n", args...) }

// style of a run of text.
type font struct {
	size   float64
	bold   bool
	serif  bool
	italic bool
	anchor string // start middle end
}

func (c *canvas) text(x, y float64, p paint, f font, s string) {
	family, more := sans, ""
	if f.serif {
		family = serif
	}
	if f.bold {
		more += ` font-weight="600"`
	}
	if f.italic {
		more += ` font-style="italic"`
	}
	if f.anchor != "" && f.anchor != "start" {
		more += ` text-anchor="` + f.anchor + `"`
	}
	c.put(`<text x="%s" y="%s" %s font-size="%s"%s %s>%s</text>`, px(x), px(y), family, px(f.size), more, p, xmlText(isolate(s)))
}

// lines writes wrapped text and returns the y below it.
func (c *canvas) lines(x, y float64, p paint, f font, leading float64, lines []string) float64 {
	for _, l := range lines {
		c.text(x, y, p, f, l)
		y += leading
	}
	return y
}

// standing returns the picture as a file of its own.
func (c *canvas) standing() string { return c.render(true) }

// inline returns the picture for a page whose sheet already has the classes.
func (c *canvas) inline() string { return c.render(false) }

func (c *canvas) render(alone bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" width="%s" height="%s" role="img">`+"\n",
		px(c.width), px(c.height), px(c.width), px(c.height))
	fmt.Fprintf(&b, "<title>%s</title>\n<desc>%s</desc>\n", xmlText(c.title), xmlText(c.desc))
	if alone {
		fmt.Fprintf(&b, "<style>%s</style>\n", svgStyle)
	}
	fmt.Fprintf(&b, `<rect x="0" y="0" width="%s" height="%s" rx="6" %s/>`+"\n", px(c.width), px(c.height), paper)
	b.WriteString(c.b.String())
	b.WriteString("</svg>\n")
	return b.String()
}

// px writes a coordinate with at most one decimal.
func px(v float64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0")
}

// xmlText escapes s for XML; characters that XML cannot hold become U+FFFD.
func xmlText(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(strings.ToValidUTF8(s, "\uFFFD"))); err != nil {
		return ""
	}
	return b.String()
}

// isolate keeps right-to-left text from reordering what stands beside it.
func isolate(s string) string {
	for _, r := range s {
		if unicode.Is(unicode.Arabic, r) || unicode.Is(unicode.Hebrew, r) || (r >= 0x202A && r <= 0x202E) {
			return "\u2068" + s + "\u2069"
		}
	}
	return s
}

// textWidth estimates how wide s is at a size. It is meant to be a little too wide for the common faces, so that
// what is laid out by it does not touch.
func textWidth(s string, size float64) float64 {
	w := 0.0
	for _, r := range s {
		w += runeWidth(r)
	}
	return w * size * 1.04
}

func runeWidth(r rune) float64 {
	switch {
	case r < 0x20 || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
		return 0
	case strings.ContainsRune("iIjl.,:;'|!‘’·", r):
		return 0.27
	case strings.ContainsRune("frt()[]/-\" “”", r):
		return 0.36
	case strings.ContainsRune("mwMW@%—…", r):
		return 0.92
	case r < 0x80 && unicode.IsUpper(r):
		return 0.70
	case r < 0x80:
		return 0.56
	case strings.ContainsRune("шщжмюыфШЩЖМЮЫФ", r):
		return 0.86
	case unicode.Is(unicode.Cyrillic, r):
		return 0.62
	case unicode.Is(unicode.Arabic, r):
		return 0.58
	case r >= 0x1100 && (unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hangul, r) || unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Katakana, r) || r >= 0x1F300):
		return 1.05
	}
	return 0.66
}

// wrap breaks s into at most max lines no wider than width; what is cut ends in an ellipsis.
func wrap(s string, size, width float64, max int) []string {
	var out []string
	line := ""
	words := strings.Fields(s)
	for i := 0; i < len(words); i++ {
		next := words[i]
		if line != "" {
			next = line + " " + words[i]
		}
		if textWidth(next, size) <= width {
			line = next
			continue
		}
		if line == "" { // one word wider than the line
			head, tail := fit(words[i], size, width)
			out, words[i] = append(out, head), tail
			i--
		} else {
			out, line = append(out, line), ""
			i--
		}
		if len(out) == max {
			out[max-1] = ellipsis(out[max-1]+"…", size, width)
			return out
		}
	}
	if line != "" {
		out = append(out, line)
	}
	return out
}

// fit splits a word where it reaches the width; the head has at least one character.
func fit(word string, size, width float64) (head, tail string) {
	w := 0.0
	for i, r := range word {
		w += runeWidth(r) * size * 1.04
		if w > width && i > 0 {
			return word[:i], word[i:]
		}
	}
	return word, ""
}

// ellipsis shortens s to the width.
func ellipsis(s string, size, width float64) string {
	if textWidth(s, size) <= width {
		return s
	}
	room := width - textWidth("…", size)
	w, end := 0.0, 0
	for i, r := range strings.TrimSuffix(s, "…") {
		end = i
		if w += runeWidth(r) * size * 1.04; w > room {
			break
		}
	}
	return strings.TrimRight(s[:end], " ,.;:") + "…"
}
