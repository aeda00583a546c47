package dossier

import (
	"bufio"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"

	"exhibit/internal/casefile"
)

// incidentsShown is how many incidents stand in the main page; the rest is in the annex pages.
const incidentsShown = 40

//go:embed templates/*.html templates/style.css
var templateFiles embed.FS

// templates parses the pages once, when the first one is written.
var templates = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("dossier").Funcs(template.FuncMap{
		"number": number, "number64": func(n int64) string { return number(int(n)) }, "plural": plural, "moment": moment, "day": day, "plain": plain, "visible": visible, "inc": func(n int) int { return n + 1 },
	}).ParseFS(templateFiles, "templates/*.html"))
})

// page is everything the main page shows.
type page struct {
	Title    string
	Case     casefile.Info
	Created  string
	Style    template.CSS
	Policy   string
	Head     casefile.Head
	HeadAt   string
	Anchors  []casefile.Anchor
	Contents []content
	Cover    cover

	Schedule      []happening
	Incidents     []happening
	MoreIncidents int
	AnnexPages    []string

	Parties     []party
	MoreParties int
	Unnamed     int

	Sheets     []sheet
	MoreSheets int

	Totals       []total
	MoreTotals   int
	Refusals     []refused
	MoreRefusals int

	Trees     []traced
	MoreTrees int
	Single    int // statements with a single mention

	Disagreements     []disagreement
	MoreDisagreements int
	Denials           []beside
	MoreDenials       int

	Wanted     []sought
	MoreWanted int

	Contrary      []contraryItem
	ContraryItems int
	MoreContrary  int
	Unused        []itemLink
	UnusedTotal   int
	Aside         []setAside
	AsideTotal    int

	Gaps        []gap
	NoneStated  string // fields that no item has
	Unread      []unread
	UnreadTotal int
	Idle        []ruling // decisions without effect

	Tabs     []tab
	Loose    []words
	MoreTabs int

	Rulings          []ruling
	MoreRulings      int
	Verdicts         []verdict
	MoreVerdicts     int
	Observations     []seen
	MoreObservations int

	Making making
	Check  []sumLine
}

type content struct {
	N     int
	Title string
	Note  string
}

// sumLine is one line for sha256sum.
type sumLine struct{ Digest, Path string }

// Write writes the dossier of f to w: one HTML page that needs nothing beside it. It reads f and keeps nothing; what
// the page shows is bounded, so that a case of many thousand reports gives a page that a person can open. What is
// beyond the bounds is named on the page with its number, and Annexes writes it.
func Write(w io.Writer, f casefile.File) error {
	err := valid(w, func(out io.Writer) error {
		return templates().ExecuteTemplate(out, "page.html", open(&f).page())
	})
	if err != nil {
		return fmt.Errorf("writing the dossier of case %q: %w", f.Case.Title, err)
	}
	return nil
}

// valid buffers what write writes and turns bytes that are not UTF-8 into U+FFFD, so that what we hand out can be read
// by anyone whatever a field held.
func valid(w io.Writer, write func(io.Writer) error) error {
	buffered := bufio.NewWriterSize(w, 64<<10)
	clean := transform.NewWriter(buffered, runes.ReplaceIllFormed())
	if err := write(clean); err != nil {
		return err
	}
	if err := clean.Close(); err != nil {
		return err
	}
	return buffered.Flush()
}

func (b *book) page() *page {
	f := b.f
	p := &page{Case: f.Case, Created: moment(f.Case.Created), Head: f.Checkpoint, HeadAt: moment(f.Checkpoint.At), Anchors: f.Anchors}
	p.Case.Title, p.Case.Purpose, p.Case.Program = b.mask(f.Case.Title), b.mask(f.Case.Purpose), visible(f.Case.Program)
	if p.Case.Purpose == "case" {
		p.Case.Purpose = ""
	}
	p.Title = p.Case.Title
	if p.Title == "" {
		p.Title = "Untitled case"
	}
	p.Style, p.Policy = dress("Dossier · " + p.Title)
	p.Cover = b.cover()

	ranked := b.ranked()
	top := ranked
	if len(top) > incidentsShown {
		top, p.MoreIncidents = ranked[:incidentsShown], len(ranked)-incidentsShown
		p.AnnexPages = annexNames(p.MoreIncidents)
	}
	top = b.byDate(top)
	ids, shown := map[string]bool{}, map[string]string{}
	for _, i := range top {
		in := b.incidentAt(i)
		ids[in.ID], shown[in.ID] = true, b.mask(in.Title)
	}
	b.next(1) // the schedule
	for _, i := range top {
		p.Incidents = append(p.Incidents, b.happening(b.incidentAt(i), b.next(1), ids))
	}
	p.Parties, p.MoreParties, p.Unnamed = b.parties()
	p.Sheets, p.MoreSheets = b.sheets(shown)
	p.Totals, p.MoreTotals = b.totals()
	p.Refusals, p.MoreRefusals = b.refusals()
	p.Trees, p.MoreTrees, p.Single = b.trees(shown)
	p.Disagreements, p.MoreDisagreements = b.disagreements(top)
	p.Denials, p.MoreDenials = b.denials()
	p.Wanted, p.MoreWanted = b.wanted()
	p.Contrary, p.ContraryItems, p.MoreContrary = b.contrary()
	p.Unused, p.UnusedTotal = b.unused()
	p.Aside, p.AsideTotal = b.aside()
	p.Gaps, p.NoneStated = b.gaps()
	p.Unread, p.UnreadTotal = b.unread()
	p.Rulings, p.MoreRulings = b.rulings()
	p.Idle = withoutEffect(p.Rulings)
	p.Verdicts, p.MoreVerdicts = b.verdicts()
	p.Observations, p.MoreObservations = b.observations()
	p.Making = b.making()
	p.Tabs, p.Loose, p.MoreTabs = b.index()
	p.Check = checkLines(p.Tabs)
	p.Contents = p.contents(len(ranked))
	return p
}

func (p *page) contents(incidents int) []content {
	return []content{
		{1, "What happened", plural(incidents, "incident", "incidents")},
		{2, "Who is said to be responsible", plural(len(p.Parties)+p.MoreParties, "party", "parties")},
		{3, "What it may amount to", plural(len(p.Sheets)+p.MoreSheets, "sheet", "sheets")},
		{4, "Figures, and sums we refused", plural(len(p.Totals)+p.MoreTotals, "running total", "running totals") + ", " + plural(len(p.Refusals)+p.MoreRefusals, "refusal", "refusals")},
		{5, "Origins", plural(len(p.Trees)+p.MoreTrees, "tree", "trees")},
		{6, "Contradictions and denials", plural(len(p.Disagreements)+p.MoreDisagreements, "contradiction", "contradictions") + ", " + plural(len(p.Denials)+p.MoreDenials, "denial", "denials")},
		{7, "Wanted", plural(len(p.Wanted)+p.MoreWanted, "mention", "mentions")},
		{8, "Contrary and unused items", plural(p.ContraryItems, "contrary", "contrary") + ", " + number(p.UnusedTotal) + " unused"},
		{9, "Gaps", plural(p.UnreadTotal, "item", "items") + " without text"},
		{10, "Items, and the words relied on", plural(p.Cover.Items, "item", "items")},
		{11, "Decisions, assessments, observations", plural(len(p.Rulings)+p.MoreRulings+len(p.Verdicts)+p.MoreVerdicts+len(p.Observations)+p.MoreObservations, "entry", "entries")},
		{12, "How this was made, and how reliable the machine is", ""},
		{13, "How to check this file", ""},
	}
}

// checkLines gives a few lines for sha256sum --check, from items whose name holds nothing a shell or eye would trip on.
func checkLines(tabs []tab) []sumLine {
	var out []sumLine
	for _, t := range tabs {
		if len(out) < 3 && len(t.Paths) > 0 && t.Ref != "" && !strings.Contains(t.Paths[0], "!") && strings.IndexFunc(t.Paths[0], odd) < 0 {
			out = append(out, sumLine{t.Ref, t.Paths[0]})
		}
	}
	return out
}

func odd(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("._-/", r)
}

// dress returns the style of a page with its running head, and the policy that lets a browser apply exactly this
// style and fetch nothing.
func dress(runningHead string) (template.CSS, string) {
	sheet, err := templateFiles.ReadFile("templates/style.css")
	if err != nil {
		panic(err) // embedded at build time
	}
	css := strings.ReplaceAll(string(sheet), "/*running-head*/", cssString(runningHead))
	css = strings.ReplaceAll(css, "/*svg-dark*/", svgDark)
	sum := sha256.Sum256([]byte(css))
	policy := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
	return template.CSS(css), policy
}

// cssString writes s as a CSS string in which nothing but letters, digits and blanks stands for itself.
func cssString(s string) string {
	head, left := clip(s, 80)
	if left > 0 {
		head += "…"
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range head {
		if (r >= 'a' && r <= 'z') || (r >= 'A' && r <= 'Z') || (r >= '0' && r <= '9') || r == ' ' {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, `\%06X `, r) // the blank ends the escape and is part of it
		}
	}
	b.WriteByte('"')
	return b.String()
}
