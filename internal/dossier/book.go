package dossier

import (
	"crypto/sha256"
	"encoding/hex"
	"sort"
	"strings"

	"exhibit/internal/casefile"
	"exhibit/internal/claim"
	"exhibit/internal/origin"
	"exhibit/internal/responsibility"
)

// book is a File with what is needed to turn its pages: who is where, what may be printed, what was cited.
type book struct {
	f           *casefile.File
	claims      map[string]int // claim id → place in f.Snapshot.Claims
	origins     map[string]int
	events      map[string]int
	items       map[string]int // ref → place in f.Items
	paths       map[string]int // report path → place in f.Items
	numbers     []int32        // claim → its number among the claims of its item
	held        map[string]heldBack
	names       *strings.Replacer // individuals said to be perpetrators → words that do not name them
	persons     []string
	accused     map[string]bool     // the same names, folded
	accusedIn   map[string][]string // ref → individuals whom the item accuses
	kinds       map[string]string   // kind of fact → what it asks for
	accusations []responsibility.Accusation
	against     []string     // claims that bear against something; see contraryClaims
	cited       map[int]bool // claims whose words the page has to carry
	listed      map[int]bool // items the page has to list
	counters    map[int]int  // paragraph numbers given out, by section
}

// heldBack is why the words of an item are not printed.
type heldBack struct {
	Category string
	Reason   string
	Entry    int64
}

func open(f *casefile.File) *book {
	b := &book{f: f, claims: map[string]int{}, origins: map[string]int{}, events: map[string]int{}, items: map[string]int{},
		paths: map[string]int{}, held: map[string]heldBack{}}
	for i := range f.Items {
		it := &f.Items[i]
		if _, dup := b.items[it.Ref]; !dup {
			b.items[it.Ref] = i
		}
		for _, p := range it.Reports {
			if _, dup := b.paths[p]; !dup {
				b.paths[p] = i
			}
		}
		switch {
		case it.Erased > 0:
			b.held[it.Ref] = heldBack{Category: "erased", Reason: "erased by order", Entry: it.Erased}
		case closed(it):
			b.held[it.Ref] = heldBack{Category: "restricted", Reason: "restricted"}
		}
	}
	for _, w := range f.LeftOut {
		if w.Ref != "" {
			b.held[w.Ref] = heldBack{w.Category, w.Reason, w.Entry}
		}
	}
	s := &f.Snapshot
	for i := range s.Claims {
		b.claims[s.Claims[i].ID] = i
	}
	for i := range s.Origins {
		b.origins[s.Origins[i].ID] = i
	}
	for i := range s.Events {
		b.events[s.Events[i].ID] = i
	}
	b.kinds = factKinds()
	b.numberClaims()
	b.findPersons()
	b.turn()
	return b
}

// turn begins a new page: nothing cited yet, paragraphs counted from the start.
func (b *book) turn() {
	b.cited, b.listed, b.counters = map[int]bool{}, map[int]bool{}, map[int]int{}
}

// closed reports whether an item is restricted and nobody has cleared a version of it.
func closed(it *casefile.Item) bool {
	return it.Erased > 0 || it.Restriction != "" && it.Restriction != "open" && it.Cleared == ""
}

// numberClaims numbers the claims of each item by their place in its text: 7:3 is the third of item 7. The number of
// a claim stays when items are added.
func (b *book) numberClaims() {
	claims := b.f.Snapshot.Claims
	order := make([]int32, len(claims))
	for i := range order {
		order[i] = int32(i)
	}
	sort.SliceStable(order, func(i, j int) bool {
		x, y := &claims[order[i]], &claims[order[j]]
		if x.Ref != y.Ref {
			return x.Ref < y.Ref
		}
		if x.CharStart != y.CharStart {
			return x.CharStart < y.CharStart
		}
		return x.ID < y.ID
	})
	b.numbers = make([]int32, len(claims))
	n, ref := int32(0), ""
	for k, i := range order {
		if k == 0 || claims[i].Ref != ref {
			n, ref = 0, claims[i].Ref
		}
		n++
		b.numbers[i] = n
	}
}

// findPersons gathers the individuals outside a public role whom a report calls a perpetrator and whom no person has
// accepted as named. The machine does not repeat such a name.
func (b *book) findPersons() {
	b.accusations = responsibility.Accusations(b.f.Snapshot.Claims, b.f.Snapshot.Origins)
	var public strings.Builder // names that the words give together with a public office
	accepted := map[string]bool{}
	candidates := map[string]bool{}
	for _, r := range b.accusations {
		for _, id := range r.Claims {
			c := b.claim(id)
			switch {
			case c == nil:
			case r.Level == responsibility.Office:
				public.WriteString(fold(c.ActorAccused) + " ")
			case r.Level == responsibility.Individual:
				candidates[strings.TrimSpace(c.ActorAccused)] = true
				if decided(c) {
					accepted[fold(c.ActorAccused)] = true
				}
			}
		}
		if r.Level == responsibility.Office {
			public.WriteString(fold(r.Actor) + " ")
		}
	}
	for i := range b.f.Snapshot.Events {
		for _, a := range b.f.Snapshot.Events[i].Alleged {
			if a.Kind == "individual" {
				candidates[strings.TrimSpace(a.Name)] = true
			}
		}
	}
	known := public.String()
	for name := range candidates {
		if len(name) > 2 && !accepted[fold(name)] && !strings.Contains(known, fold(name)) {
			b.persons = append(b.persons, name)
		}
	}
	sort.Slice(b.persons, func(i, j int) bool {
		x, y := b.persons[i], b.persons[j]
		return len(x) > len(y) || len(x) == len(y) && x < y
	})
	var pairs []string
	b.accused = map[string]bool{}
	for _, p := range b.persons {
		b.accused[fold(p)] = true
		pairs = append(pairs, p, "[an individual]")
	}
	b.names = strings.NewReplacer(pairs...)
	b.findAccusers()
}

// findAccusers notes in which items whom of the individuals is accused.
func (b *book) findAccusers() {
	b.accusedIn = map[string][]string{}
	if len(b.persons) == 0 {
		return
	}
	note := func(ref, name string) {
		if name = strings.TrimSpace(name); b.accused[fold(name)] {
			b.accusedIn[ref] = append(b.accusedIn[ref], name)
		}
	}
	for i := range b.f.Snapshot.Claims {
		if c := &b.f.Snapshot.Claims[i]; c.ActorAccused != "" {
			note(c.Ref, c.ActorAccused)
		}
	}
	for i := range b.f.Snapshot.Events {
		for _, a := range b.f.Snapshot.Events[i].Alleged {
			note(b.f.Snapshot.Events[i].Ref, a.Name)
		}
	}
}

// decided reports whether a person accepted a claim.
func decided(c *claim.Claim) bool {
	return c.DecidedBy != "" && (c.Status == "accepted" || c.Status == "corrected")
}

func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// mask prints a text that the machine composed: without control marks and without names of accused individuals.
func (b *book) mask(s string) string {
	if len(b.persons) == 0 {
		return visible(s)
	}
	return visible(b.names.Replace(s))
}

// namesPerson reports whether the words of a claim name an individual as alleged perpetrator: the claim accuses them,
// or it stands in an item that does and has the name in its words, other than as its speaker.
func (b *book) namesPerson(c *claim.Claim) bool {
	if len(b.persons) == 0 || decided(c) {
		return false
	}
	if b.accused[fold(c.ActorAccused)] {
		return true
	}
	for _, p := range b.accusedIn[c.Ref] {
		if strings.Contains(c.Quote, p) && !strings.Contains(c.Speaker, p) {
			return true
		}
	}
	return false
}

// heldWhy says why the words of a claim are not printed; empty when they are.
func (b *book) heldWhy(c *claim.Claim) string {
	if h, ok := b.held[c.Ref]; ok {
		return h.words()
	}
	if b.namesPerson(c) {
		return "not printed: the words name an individual as alleged perpetrator, and no person has accepted them"
	}
	return ""
}

func (h heldBack) words() string {
	s := "held back: " + categoryWords(h.Category)
	if h.Reason != "" && h.Reason != h.Category {
		s += ", " + visible(h.Reason)
	}
	if h.Entry > 0 {
		s += " (entry " + number(int(h.Entry)) + ")"
	}
	return s
}

// eachHeld calls fn with what is held back and how many things that is: a row that names none may stand for several.
func (b *book) eachHeld(fn func(h heldBack, n int)) {
	for _, h := range b.held {
		fn(h, 1)
	}
	for _, w := range b.f.LeftOut {
		if w.Ref == "" {
			fn(heldBack{w.Category, w.Reason, w.Entry}, int(max(1, w.Count)))
		}
	}
}

// contraryLeftOut is the category of an item that bears against what was selected and was left out all the same.
const contraryLeftOut = "contrary"

func categoryWords(c string) string {
	switch c {
	case contraryLeftOut:
		return "contrary item left out"
	case "conditions":
		return "given under conditions"
	}
	return plain(c)
}

// secret reports whether not even the digest, title and path of an item may be printed.
func (b *book) secret(i int) bool {
	h, ok := b.held[b.f.Items[i].Ref]
	return closed(&b.f.Items[i]) || ok && (h.Category == "restricted" || h.Category == "erased")
}

func (b *book) claim(id string) *claim.Claim {
	if i, ok := b.claims[id]; ok {
		return &b.f.Snapshot.Claims[i]
	}
	return nil
}

func (b *book) origin(id string) *origin.Origin {
	if i, ok := b.origins[id]; ok {
		return &b.f.Snapshot.Origins[i]
	}
	return nil
}

func (b *book) event(id string) *claim.Event {
	if i, ok := b.events[id]; ok {
		return &b.f.Snapshot.Events[i]
	}
	return nil
}

// itemAt finds an item by its reference, else by the path of the report; -1 when the file has none.
func (b *book) itemAt(ref, report string) int {
	if i, ok := b.items[ref]; ok {
		return i
	}
	if i, ok := b.paths[report]; ok && ref == "" {
		return i
	}
	return -1
}

func (b *book) finder() finder {
	return finder{
		origin: b.origin,
		claim:  b.claim,
		item: func(ref, report string) (int, *casefile.Item) {
			if i := b.itemAt(ref, report); i >= 0 {
				return i + 1, &b.f.Items[i]
			}
			return 0, nil
		},
		words: func(c *claim.Claim) bool { return b.heldWhy(c) == "" },
		mask:  b.mask,
	}
}

// next gives out the next paragraph number of a section; the first paragraph of every section is its introduction.
func (b *book) next(section int) string {
	b.counters[section]++
	return number(section) + "." + number(b.counters[section]+1)
}

// anchor makes an id that stays the same for the same name, whatever characters the name has.
func anchor(kind, id string) string {
	ok := id != "" && len(id) <= 80
	for _, r := range id {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_' && r != '.' {
			ok = false
			break
		}
	}
	if ok {
		return kind + "-" + id
	}
	sum := sha256.Sum256([]byte(id))
	return kind + "-x" + hex.EncodeToString(sum[:8])
}
