package casefile

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"exhibit/internal/incident"
	"exhibit/internal/reading"
	"exhibit/internal/similar/pdq"
)

// mostTwins is how many twins of one item are listed. A picture that everybody reuses would else cost the square of their
// number.
const mostTwins = 100

// like says that one picture looks like another.
type like struct {
	other    int // in the list of pictures
	distance int
	position int // in pdq.Positions
}

// gallery finds pictures that look alike. It holds those whose hashes are compared.
type gallery struct {
	all    []pictured
	ids    []int    // place of each in all
	asIs   *pdq.Set // one hash each
	turned *pdq.Set // one for each position
}

func newGallery(all []pictured, use func(*pictured) bool) *gallery {
	g := &gallery{all: all}
	var asIs, turned []pdq.Hash
	for i := range all {
		if all[i].compared() && use(&all[i]) {
			g.ids = append(g.ids, i)
			asIs, turned = append(asIs, all[i].hashes[0]), append(turned, all[i].hashes[:]...)
		}
	}
	g.asIs, g.turned = pdq.NewSet(asIs), pdq.NewSet(turned)
	return g
}

// near finds the pictures that look like picture i, each once, in its likest position, the nearest first. Either of two may
// be turned, so that a picture has for a twin whatever has it for one.
func (g *gallery) near(i int) []like {
	best := map[int]like{}
	take := func(other, distance, position int) {
		if old, met := best[other]; other != i && (!met || distance < old.distance || distance == old.distance && position < old.position) {
			best[other] = like{other, distance, position}
		}
	}
	hashes := &g.all[i].hashes
	g.turned.Near(hashes[0], pdq.Match, func(k, d int) { take(g.ids[k/len(hashes)], d, k%len(hashes)) })
	for position, h := range hashes {
		g.asIs.Near(h, pdq.Match, func(k, d int) { take(g.ids[k], d, pdq.Back(position)) })
	}
	out := make([]like, 0, len(best))
	for _, l := range best {
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b like) int { return cmp.Or(a.distance-b.distance, a.other-b.other) })
	return out
}

// Pictures adds to items their perceptual hashes and, where want says so, the items that show the same picture and the
// earliest known copy.
func (c *Case) Pictures(ctx context.Context, items []Item, want func(*Item) bool) error {
	all, err := c.pictures(ctx)
	if err != nil || len(all) == 0 {
		return err
	}
	k := copies{c: c, items: items, byRef: map[string]int{}, byReport: map[string]int{}, known: map[int]Copy{}}
	k.index()
	for i := range all {
		if err := all[i].show(c, k.item(&all[i])); err != nil {
			return err
		}
	}
	if k.parents, err = c.parents(ctx); err != nil {
		return err
	}
	g := newGallery(all, func(*pictured) bool { return true })
	for _, i := range g.ids {
		if err := ctx.Err(); err != nil {
			return err
		}
		if it := k.item(&all[i]); it == nil || !want(it) {
			continue
		}
		if err := k.twins(ctx, all, i, g.near(i)); err != nil {
			return err
		}
	}
	return nil
}

// show writes the hash of a picture, or why there is none, on its item.
func (p *pictured) show(c *Case, it *Item) error {
	if it == nil {
		return nil
	}
	if p.PDQ == "" && p.reason == "" {
		if err := p.read(c); err != nil {
			return err
		}
	}
	it.PDQReason = p.reason
	if p.reason != "" {
		return nil
	}
	it.PDQ, it.PDQQuality = p.PDQ, &p.Quality
	if !p.compared() {
		it.PDQReason = fmt.Sprintf("not compared: there is too little to see in it (quality %d of 100, at least %d is asked for)", p.Quality, pdq.LeastUseful)
	}
	return nil
}

// severalItems stands for the item of a path under which different ones were added.
const severalItems = -1

// copies finds what is known of the copies of pictures.
type copies struct {
	c        *Case
	items    []Item
	byRef    map[string]int
	byReport map[string]int
	parents  map[string][]string // item, in hex: reports it came with
	known    map[int]Copy
}

func (k *copies) index() {
	for i := range k.items {
		if k.items[i].Ref == "" {
			continue
		}
		k.byRef[k.items[i].Ref] = i
		for _, r := range k.items[i].Reports {
			if _, met := k.byReport[r]; met {
				k.byReport[r] = severalItems
			} else {
				k.byReport[r] = i
			}
		}
	}
}

// item finds the item of a picture; nil where it is not among those that are looked at.
func (k *copies) item(p *pictured) *Item {
	if i, ok := k.byRef[refPrefix+p.item]; ok {
		return &k.items[i]
	}
	return nil
}

// twins writes the pictures like one on its item, and the earliest known of them and itself.
func (k *copies) twins(ctx context.Context, all []pictured, i int, found []like) error {
	it := k.item(&all[i])
	if it == nil || len(found) == 0 {
		return nil
	}
	first, err := k.copy(ctx, it)
	if err != nil {
		return err
	}
	for _, l := range found {
		other := k.item(&all[l.other])
		if other == nil {
			continue
		}
		known, err := k.copy(ctx, other)
		if err != nil {
			return err
		}
		if known.By != "" && (first.By == "" || known.By < first.By) {
			first = known
		}
		if len(it.Twins) == mostTwins {
			it.TwinsMore++
			continue
		}
		it.Twins = append(it.Twins, Twin{Copy: known, Distance: l.distance, Turned: pdq.Positions()[l.position]})
	}
	it.Earliest = &first
	return nil
}

// copy says by which day an item is known to have been there: the earliest of the days that are stated, each by its last day
// where it is a month or a year. A day that is stated as approximate bounds nothing.
func (k *copies) copy(ctx context.Context, it *Item) (Copy, error) {
	i := k.byRef[it.Ref]
	if known, ok := k.known[i]; ok {
		return known, nil
	}
	out := Copy{Ref: it.Ref, Report: it.Reports[0]}
	by := func(day, basis string) {
		if day != "" && (out.By == "" || day < out.By) {
			out.By, out.Basis = day, basis
		}
	}
	if it.Sheet["created_precision"] != "approximate" {
		by(lastDay(it.Sheet["created"]), "created, as the provenance sheet states")
	}
	by(lastDay(it.Sheet["published"]), "published, as the provenance sheet states")
	for _, parent := range k.parents[it.Ref[len(refPrefix):]] {
		if p, ok := k.byReport[parent]; ok && p != severalItems && k.items[p].MediaType == reading.MailType {
			by(k.items[p].PublishedMax, "date of the message it came with ("+parent+")")
		}
	}
	by(lastDay(it.Sheet["collected_at"]), "collected, as the provenance sheet states")
	received, err := k.c.receivedOn(ctx, it)
	if err != nil {
		return out, err
	}
	by(received, "received, as the operator stated")
	k.known[i] = out
	return out, nil
}

// lastDay is the last day of a date of the sheet, which may have a time.
func lastDay(s string) string {
	_, hi, _ := sheetDay(s[:min(len(s), len(time.DateOnly))])
	return hi
}

// receivedOn is the day of the first entry of an item.
func (c *Case) receivedOn(ctx context.Context, it *Item) (string, error) {
	if len(it.Entries) == 0 {
		return "", nil
	}
	line, err := c.ledger.Line(ctx, it.Entries[0])
	if err != nil || line.Erased {
		return "", err
	}
	e, err := line.Open()
	if err != nil {
		return "", err
	}
	return lastDay(e.At), nil
}

// parents lists, for each item that came out of an archive or mail, the reports of these.
func (c *Case) parents(ctx context.Context) (map[string][]string, error) {
	rows, err := c.db.QueryContext(ctx, `SELECT ref, parent FROM arrivals WHERE parent IS NOT NULL ORDER BY entry`)
	if err != nil {
		return nil, fmt.Errorf("listing arrivals: %w", err)
	}
	defer rows.Close()
	out := map[string][]string{}
	for rows.Next() {
		var ref, parent string
		if err := rows.Scan(&ref, &parent); err != nil {
			return nil, fmt.Errorf("listing arrivals: %w", err)
		}
		if !slices.Contains(out[ref], parent) {
			out[ref] = append(out[ref], parent)
		}
	}
	return out, rows.Err()
}

// Pictures that come with many reports, or are small, are letterheads and signs and say nothing of an incident.
const (
	leastSide   = 200 // points
	mostReports = 50
)

// pictureIn is a picture that came with a message.
type pictureIn struct {
	pictured
	copies []incident.PictureIn
}

// addPictures finds the reports that hold the same picture: messages it was attached to.
func (l *loaded) addPictures(ctx context.Context, c *Case, in io.Writer, sources bool) error {
	found, err := c.picturesInReports(ctx)
	if err != nil {
		return err
	}
	for i := range found {
		fmt.Fprintln(in, "picture", found[i].item, found[i].ref.Hex())
		for _, x := range found[i].copies {
			fmt.Fprintln(in, x.In, x.Name)
		}
	}
	if !sources || len(found) == 0 {
		return nil
	}
	all := make([]pictured, len(found))
	for i := range found {
		if err := found[i].read(c); err != nil {
			return err
		}
		all[i] = found[i].pictured
	}
	g := newGallery(all, func(p *pictured) bool { return min(p.Width, p.Height) >= leastSide })
	for _, i := range g.ids {
		copies := found[i].copies
		for _, n := range g.near(i) {
			if copies = append(slices.Clip(copies), found[n.other].copies...); len(copies) > mostReports {
				break
			}
		}
		if len(copies) <= mostReports {
			l.samePicture(found[i].copies, copies)
		}
	}
	return nil
}

// samePicture notes each pair of a report that holds a picture and another that holds it too. A pair is met from either
// side and noted from one.
func (l *loaded) samePicture(own, all []incident.PictureIn) {
	for _, a := range own {
		for _, b := range all {
			if a.In < b.In {
				l.pictures = append(l.pictures, incident.SamePicture{A: a, B: b})
			}
		}
	}
}

// picturesInReports lists the pictures that came with messages that were read, with the messages. Where different messages
// were added under one path, nobody can tell which of them it was, and the picture is left out.
func (c *Case) picturesInReports(ctx context.Context) ([]pictureIn, error) {
	all, err := c.pictures(ctx)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	rows, err := c.db.QueryContext(ctx, `SELECT DISTINCT a.ref, a.report, p.ref FROM arrivals a JOIN derivations d ON d.item = a.ref AND d.stage = 'picture' AND d.ref IS NOT NULL
		JOIN arrivals p ON p.report = a.parent JOIN derivations t ON t.item = p.ref AND t.stage = 'claims' AND t.ref IS NOT NULL
		WHERE NOT EXISTS (SELECT 1 FROM arrivals o WHERE o.report = a.parent AND o.ref <> p.ref) ORDER BY 1, 2, 3`)
	if err != nil {
		return nil, fmt.Errorf("listing pictures in reports: %w", err)
	}
	defer rows.Close()
	in := map[string][]incident.PictureIn{}
	for rows.Next() {
		var ref, report, parent string
		if err := rows.Scan(&ref, &report, &parent); err != nil {
			return nil, fmt.Errorf("listing pictures in reports: %w", err)
		}
		in[ref] = append(in[ref], incident.PictureIn{Ref: refPrefix + ref, Name: report, In: refPrefix + parent})
	}
	var out []pictureIn
	for _, p := range all {
		if len(in[p.item]) > 0 && p.reason == "" {
			out = append(out, pictureIn{p, in[p.item]})
		}
	}
	return out, rows.Err()
}
