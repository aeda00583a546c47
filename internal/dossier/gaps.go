package dossier

import (
	"sort"
	"strings"

	"exhibit/internal/casefile"
	"exhibit/internal/claim"
	"exhibit/internal/law"
)

// disagreement is one point on which statements about an incident cannot all be true.
type disagreement struct {
	N         string
	Incident  namedAnchor
	Conflicts []conflict
}

const (
	disagreementsShown = 60
	wantedShown        = 200
	listShown          = 200
	itemsShown         = 400
	logShown           = 400
)

// disagreements gathers the conflicts of the incidents that the page shows.
func (b *book) disagreements(list []int) (out []disagreement, more int) {
	for _, i := range list {
		in := b.incidentAt(i)
		if len(in.Conflicts) == 0 {
			continue
		}
		if len(out) == disagreementsShown {
			more++
			continue
		}
		out = append(out, disagreement{b.next(6), namedAnchor{b.mask(in.Title), anchor("incident", in.ID)}, b.conflicts(in, 6)})
	}
	return out, more
}

// sought is evidence that is mentioned and not held.
type sought struct {
	N     string
	What  string
	Has   string
	Ask   string
	Words words
}

func (b *book) wanted() (out []sought, more int) {
	for i := range b.f.Snapshot.Claims {
		c := &b.f.Snapshot.Claims[i]
		if c.Kind != claim.EvidenceMention || c.Status == "rejected" {
			continue
		}
		if len(out) == wantedShown {
			more++
			continue
		}
		w := b.cite(c.ID)
		v := sought{N: b.next(7), Words: w, What: plain(b.mask(c.Wanted))}
		if v.What == "" {
			v.What = "evidence, kind not clear from the words"
		}
		if w.Held != "" {
			v.Has, v.Ask = "held back with the item", "whoever holds the item"
		} else {
			at := b.itemAt(c.Ref, c.Report)
			var it *casefile.Item
			if at >= 0 {
				it = &b.f.Items[at]
			}
			outlet := b.mask(outletOf(c, it))
			v.Has, v.Ask = w.Speaker, join(", then ", w.Speaker, outlet)
			if v.Has == "" {
				v.Has = "not stated"
			}
		}
		out = append(out, v)
	}
	return out, more
}

// contraryItem is an item with words that bear against an assertion or an element.
type contraryItem struct {
	Item    itemLink
	Outcome string
	Words   []words
	More    int
}

// contraryClaims lists the claims that bear against something: denials, contrary facts of a sheet, facts that deny. They are
// looked for once, since every incident is laid out for it.
func (b *book) contraryClaims() []string {
	if b.against == nil {
		b.against = b.findContrary()
	}
	return b.against
}

func (b *book) findContrary() []string {
	seen := map[string]bool{}
	out := []string{}
	add := func(id string) {
		if c := b.claim(id); c != nil && c.Status != "rejected" && !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	s := &b.f.Snapshot
	for i := range s.Claims {
		if isDenial(&s.Claims[i]) {
			add(s.Claims[i].ID)
		}
	}
	_ = s.EachSheet(func(x *law.Sheet) error { // fails only with the law data, which this page has read already
		for _, f := range x.Contrary {
			add(f.Claim)
		}
		for _, e := range x.Elements {
			for _, f := range e.Facts {
				for _, d := range f.Denied {
					add(d)
				}
			}
		}
		return nil
	})
	for i := range s.Propositions {
		for _, d := range s.Propositions[i].Denials {
			add(d)
		}
	}
	return out
}

// contrary gathers contrary words by item, with the items that were left out for it.
func (b *book) contrary() (out []contraryItem, items, more int) {
	byItem := map[int][]string{}
	for _, id := range b.contraryClaims() {
		c := b.claim(id)
		byItem[b.itemAt(c.Ref, c.Report)] = append(byItem[b.itemAt(c.Ref, c.Report)], id)
	}
	var elsewhere []contraryItem // left out and not in this file
	for _, w := range b.f.LeftOut {
		if w.Category != contraryLeftOut {
			continue
		}
		if at := b.itemAt(w.Ref, ""); at < 0 {
			elsewhere = append(elsewhere, contraryItem{Item: b.link(-1), Outcome: heldBack{w.Category, w.Reason, w.Entry}.words()})
		} else if byItem[at] == nil {
			byItem[at] = []string{}
		}
	}
	var places []int
	for at := range byItem {
		places = append(places, at)
	}
	sort.Ints(places)
	items = len(places) + len(elsewhere)
	out = elsewhere[:min(len(elsewhere), listShown)] // these first: nothing else in this file speaks of them
	for _, at := range places {
		if len(out) >= listShown {
			break
		}
		v := contraryItem{Item: b.link(at), Outcome: "included"}
		if at >= 0 {
			if h, ok := b.held[b.f.Items[at].Ref]; ok {
				v.Outcome = h.words()
			}
		}
		v.Words, v.More = b.citeSome(b.inOrder(byItem[at]), 4)
		out = append(out, v)
	}
	return out, items, items - len(out)
}

// unused lists the items of whose words nothing entered an incident, a running total or a proposition.
func (b *book) unused() (out []itemLink, total int) {
	used := map[int]bool{}
	use := func(ids []string) {
		for _, id := range ids {
			if c := b.claim(id); c != nil {
				used[b.itemAt(c.Ref, c.Report)] = true
			}
		}
	}
	s := &b.f.Snapshot
	for i := range s.Incidents {
		use(s.Incidents[i].Claims)
	}
	for i := range s.Series {
		for _, p := range s.Series[i].Points {
			use(p.Claims)
		}
	}
	for i := range s.Propositions {
		use(s.Propositions[i].Claims)
		use(s.Propositions[i].Denials)
	}
	for i := range b.f.Items {
		if o := b.f.Items[i].Outcome; used[i] || o == "failed" || o == "refused" || o == "duplicate" {
			continue
		}
		total++
		if total <= listShown {
			out = append(out, b.link(i))
		}
	}
	return out, total
}

// gap is a field of the provenance sheet that nobody stated for some of the items.
type gap struct {
	Field string
	Count string
	n     int
	Items []itemLink
	More  int
}

const itemsPerGap = 12

// gaps lists the fields that are missing for some items, and names those that are missing for every one.
func (b *book) gaps() (some []gap, none string) {
	byField := map[string][]int{}
	for i := range b.f.Items {
		for _, field := range b.f.Items[i].Gaps {
			byField[field] = append(byField[field], i)
		}
	}
	var all []string
	for field, list := range byField {
		if len(list) == len(b.f.Items) {
			all = append(all, plain(visible(field)))
			continue
		}
		g := gap{Field: plain(visible(field)), Count: plural(len(list), "item", "items"), n: len(list)}
		for k, i := range list {
			if k == itemsPerGap {
				g.More = len(list) - k
				break
			}
			g.Items = append(g.Items, b.link(i))
		}
		some = append(some, g)
	}
	sort.Strings(all)
	sort.Slice(some, func(i, j int) bool {
		if some[i].n != some[j].n {
			return some[i].n > some[j].n
		}
		return some[i].Field < some[j].Field
	})
	return some, strings.Join(all, ", ")
}

// unread is an item that gave no text, with the recorded reason.
type unread struct {
	Item    itemLink
	Outcome string
	Reason  string
	Type    string
}

func (b *book) unread() (out []unread, total int) {
	for i := range b.f.Items {
		it := &b.f.Items[i]
		if it.Outcome == "read" || it.Outcome == "duplicate" {
			continue
		}
		total++
		if total > listShown {
			continue
		}
		v := unread{Item: b.link(i), Outcome: it.Outcome, Reason: b.mask(it.Reason), Type: it.MediaType}
		if v.Reason == "" {
			v.Reason = "no reason recorded"
		}
		if b.secret(i) {
			v.Reason, v.Type = b.held[it.Ref].words(), ""
		}
		out = append(out, v)
	}
	return out, total
}

// tab is one item in the index, with the words that the page cites from it.
type tab struct {
	N, Anchor string
	Title     string
	Secret    string // why nothing more is printed
	Held      string // why its words are not printed
	Paths     []string
	MorePaths int
	Ref       string
	MD5, SHA1 string
	Size      string
	Type      string
	Lang      string
	Published string
	Author    string
	Outcome   string
	Reader    string
	Flags     string
	Entries   string
	Sheet     []pair
	Gaps      string
	Words     []words
}

type pair struct{ Key, Value string }

// index lists the items: all of a small case, else those that the page names, and under each the words it cites.
// It comes last in the making of a page, because only then is it known what was cited.
func (b *book) index() (out []tab, loose []words, more int) {
	if len(b.f.Items) <= itemsShown {
		for i := range b.f.Items {
			b.listed[i] = true
		}
	}
	return b.citedTabs()
}

func (b *book) citedTabs() (out []tab, loose []words, more int) {
	byItem := map[int][]int{}
	for c := range b.cited {
		k := &b.f.Snapshot.Claims[c]
		at := b.itemAt(k.Ref, k.Report)
		byItem[at] = append(byItem[at], c)
		if at >= 0 {
			b.listed[at] = true
		}
	}
	full := func(list []int) (out []words) {
		sort.Slice(list, func(i, j int) bool {
			x, y := list[i], list[j]
			return b.numbers[x] < b.numbers[y] || b.numbers[x] == b.numbers[y] && x < y
		})
		for _, c := range list {
			out = append(out, b.wordsOf(c))
		}
		return out
	}
	var places []int
	for i := range b.listed {
		places = append(places, i)
	}
	sort.Ints(places)
	for _, i := range places {
		t := b.tab(i)
		t.Words = full(byItem[i])
		out = append(out, t)
	}
	return out, full(byItem[-1]), len(b.f.Items) - len(places)
}

func (b *book) tab(i int) tab {
	it := &b.f.Items[i]
	t := tab{N: number(i + 1), Anchor: "item-" + plainNumber(i+1), Title: b.itemName(i), Outcome: it.Outcome}
	if h, ok := b.held[it.Ref]; ok {
		t.Held = h.words()
	}
	if b.secret(i) {
		t.Secret = t.Held
		return t
	}
	for k, p := range it.Reports {
		if k == 4 {
			t.MorePaths = len(it.Reports) - k
			break
		}
		t.Paths = append(t.Paths, b.mask(p))
	}
	t.Ref, t.MD5, t.SHA1, t.Size = strings.TrimPrefix(it.Ref, "sha256-"), it.MD5, it.SHA1, size(it.Bytes)
	t.Type, t.Lang = visible(it.MediaType), tongue(it.Lang)
	t.Published = one(it.Published, it.PublishedMin, it.PublishedMax)
	t.Author, t.Reader, t.Flags = b.mask(it.Author), visible(it.Reader), plainList(it.Flags)
	t.Entries = entries(it.Entries)
	for k, v := range it.Sheet {
		if v != "" && !identity(k) {
			v, left := clip(b.mask(v), 300)
			if left > 0 {
				v += "…"
			}
			t.Sheet = append(t.Sheet, pair{plain(visible(k)), v})
		}
	}
	sort.Slice(t.Sheet, func(i, j int) bool { return t.Sheet[i].Key < t.Sheet[j].Key })
	t.Gaps = plainList(it.Gaps)
	return t
}

// identity reports whether a field of the sheet may hold who a person at risk is: such fields stay with the case.
func identity(field string) bool {
	field = strings.ToLower(field)
	for _, s := range []string{"contact", "phone", "email", "address", "identity", "source_name"} {
		if strings.Contains(field, s) {
			return true
		}
	}
	return false
}

func entries(list []int64) string {
	var out []string
	for i, e := range list {
		if i == 8 {
			out = append(out, "and "+number(len(list)-i)+" more")
			break
		}
		out = append(out, number(int(e)))
	}
	return strings.Join(out, ", ")
}

func size(n int64) string {
	switch {
	case n >= 1<<20:
		return score(float64(n)/(1<<20)) + " MiB"
	case n >= 1<<10:
		return score(float64(n)/(1<<10)) + " KiB"
	}
	return plural(int(n), "byte", "bytes")
}
