package incident

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"exhibit/internal/claim"
)

// Joining. Every event gets a few block keys; only events that share a key are compared, in the order of their days and with a
// bounded number of neighbours, so that the cost grows with the number of events. Events that are alike in all that is
// compared are one node. Links are then taken from the strongest to the weakest; a link that would bring together what cannot be
// one (two objects, two towns, a must-not decision) is not taken and becomes a proposal. Nothing here depends on the
// order of events: ties are broken by the words that anchor them.

// neighbours is the number of following events in a block that an event is compared with.
const neighbours = 24

// tellingNumber is the number of killed from which a day and a number alone are worth a person's look.
const tellingNumber = 3

type pairLink struct {
	a, b int // nodes
	verdict
}

// joiner holds one joining.
type joiner struct {
	events   []claim.Event // in order of content
	profiles []profile
	nodes    [][]int // events of each node, ascending
	nodeOf   []int
	cells    []cluster
	parent   []int

	overruled []Pair

	words   *wording
	weights *weights
}

// cluster is what is known of a set of events while it grows.
type cluster struct {
	objects  []string
	from, to int // the days all its dated events have in common; 0 when none is dated
	apart    map[int]bool
	some     []int // its first nodes, ascending: what others are compared with
}

func newJoiner(events []claim.Event, profiles []profile, words *wording) *joiner {
	w, err := frozen()
	if err != nil {
		panic(err) // the data is part of the program, and a test reads it
	}
	return &joiner{events: events, profiles: profiles, nodeOf: make([]int, len(events)), words: words, weights: w}
}

// gather makes one node of all events that are alike in everything compared and that may be joined at all. Events a person
// decided on keep a node of their own.
func (j *joiner) gather(fixed map[int]bool) {
	at := map[string]int{}
	var key []byte
	for i := range j.profiles {
		p := &j.profiles[i]
		if p.place != "" && p.from != 0 && p.precision >= district && !p.total && !p.aside && p.family != other && !fixed[i] {
			key = p.appendKey(key[:0])
			if n, ok := at[string(key)]; ok {
				j.nodes[n] = append(j.nodes[n], i)
				j.nodeOf[i] = n
				continue
			}
			at[string(key)] = len(j.nodes)
		}
		j.nodeOf[i] = len(j.nodes)
		j.nodes = append(j.nodes, []int{i})
	}
}

// appendKey writes everything compare looks at.
func (p *profile) appendKey(b []byte) []byte {
	b = append(b, p.kind...)
	b = append(b, 0)
	b = append(b, p.place...)
	for _, n := range []int{p.precision, p.from, p.to, boolInt(p.found), p.killed[0], p.killed[1], p.injured[0], p.injured[1], p.bodies, int(math.Round(p.lat * 1e3)), int(math.Round(p.lon * 1e3))} {
		b = append(b, 0)
		b = strconv.AppendInt(b, int64(n), 36)
	}
	for _, list := range [][]string{p.objects, p.weapons, p.around} {
		b = append(b, 1)
		for _, s := range list {
			b = append(b, s...)
			b = append(b, 0)
		}
	}
	return b
}

// alike says that the events of one node can be joined: a town, a day and a kind agree.
func (j *joiner) alike(n int) (verdict, bool) {
	p := &j.profiles[j.nodes[n][0]]
	v, ok := compare(p, p, false)
	return v, ok && v.join
}

type slot struct {
	key  string
	node int
}

// links compares what shares a block and returns what may be joined or proposed, strongest first.
func (j *joiner) links() []pairLink {
	slots := make([]slot, 0, 3*len(j.nodes))
	for n := range j.nodes {
		for _, k := range j.profiles[j.nodes[n][0]].blocks() {
			slots = append(slots, slot{k, n})
		}
	}
	slices.SortFunc(slots, func(a, b slot) int {
		if c := cmp.Compare(a.key, b.key); c != 0 {
			return c
		}
		x, y := j.head(a.node), j.head(b.node)
		return cmp.Or(cmp.Compare(x.when(), y.when()), cmp.Compare(x.to, y.to), cmp.Compare(a.node, b.node))
	})
	seen := map[[2]int]bool{}
	var out []pairLink
	for i := range slots {
		for k := i + 1; k < len(slots) && k <= i+neighbours && slots[k].key == slots[i].key; k++ {
			pair := [2]int{min(slots[i].node, slots[k].node), max(slots[i].node, slots[k].node)}
			if pair[0] == pair[1] || seen[pair] {
				continue
			}
			if v, ok := j.weigh(pair[0], pair[1]); ok {
				seen[pair] = true
				out = append(out, pairLink{pair[0], pair[1], v})
			}
		}
	}
	slices.SortFunc(out, func(a, b pairLink) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.a, b.a), cmp.Compare(a.b, b.b))
	})
	return out
}

func (j *joiner) head(n int) *profile { return &j.profiles[j.nodes[n][0]] }

// weigh compares two nodes; they are of one report when an event of the one stands in a report of the other.
func (j *joiner) weigh(a, b int) (verdict, bool) {
	x, y := j.head(a), j.head(b)
	return compare(x, y, j.events[x.event].Ref == j.events[y.event].Ref)
}

// when is the day an event is sorted by.
func (p *profile) when() int {
	if p.from != 0 {
		return p.from
	}
	return p.told
}

// blocks are the keys under which an event meets those it is compared with.
func (p *profile) blocks() []string {
	var out []string
	f := strconv.Itoa(int(p.group()))
	if p.aside {
		return nil
	}
	if p.total {
		for _, g := range p.figures {
			if g.value >= 10 {
				out = append(out, "t|"+g.measure+"|"+strconv.Itoa(g.value))
			}
		}
		return out
	}
	if p.sentence != 0 {
		out = append(out, f+"|s|"+strconv.FormatUint(p.sentence, 36))
	}
	// An event without a place is shown to a person beside what has its day and number.
	if p.from != 0 && p.from == p.to && p.killed[0] >= tellingNumber {
		out = append(out, f+"|n|"+strconv.Itoa(p.from)+"|"+strconv.Itoa(p.killed[0]))
	}
	if p.place == "" || p.precision < country {
		return out
	}
	if !p.wide() {
		out = append(out, f+"|"+p.place)
	}
	if p.point {
		// Two grids, one moved by half a cell: points within near kilometres share a cell of one of them nearly always.
		for g, off := range []float64{0, 0.05} {
			out = append(out, f+"|g"+strconv.Itoa(g)+"|"+strconv.Itoa(int(math.Floor((p.lat+off)*10)))+"|"+strconv.Itoa(int(math.Floor((p.lon+off)*10))))
		}
	}
	// A region in one report and a town of it in another meet only on a day and a number or an object.
	if p.from != 0 && p.from == p.to {
		for _, place := range append([]string{p.name}, p.around...) {
			at := f + "|in|" + place + "|" + strconv.Itoa(p.from) + "|"
			if p.killed[0] > 0 {
				out = append(out, at+"k"+strconv.Itoa(p.killed[0]))
			}
			for _, o := range p.objects {
				out = append(out, at+o)
			}
		}
	}
	return out
}

// group is the family for blocking: what may be one thing shares it.
func (p *profile) group() family {
	switch p.family {
	case killing, site:
		return attack
	case torture:
		return taking
	}
	return p.family
}

// decision is a person's word on two nodes.
type decision struct {
	a, b int // events, then nodes
	must bool
	pair Pair
}

// unite takes the decisions and then the links, strongest first, and returns the links not taken.
func (j *joiner) unite(decisions []decision, links []pairLink) (taken, proposed []pairLink) {
	j.parent = make([]int, len(j.nodes))
	j.cells = make([]cluster, len(j.nodes))
	for n := range j.nodes {
		j.parent[n] = n
		j.cells[n] = cellOf(n, j.head(n))
	}
	for _, d := range decisions { // the latest first
		a, b := j.find(d.a), j.find(d.b)
		switch {
		case d.must && j.cells[a].apart[b] || !d.must && a == b:
			j.overruled = append(j.overruled, d.pair)
		case d.must:
			j.merge(a, b)
			taken = append(taken, pairLink{min(d.a, d.b), max(d.a, d.b), verdict{score: 1, why: decided, join: true}})
		default:
			j.forbid(a, b)
		}
	}
	narrow := slices.DeleteFunc(slices.Clone(links), j.wide)
	links = slices.DeleteFunc(links, func(l pairLink) bool { return !j.wide(l) })
	for _, l := range narrow {
		a, b := j.find(l.a), j.find(l.b)
		switch {
		case j.cells[a].apart[b]:
			continue // a person said no: nobody is asked again
		case a == b:
			if l.join {
				taken = append(taken, l)
			}
		case l.join && l.like != nil && j.alikeOnTheWhole(a, b), l.join && l.like == nil && j.cells[a].fits(&j.cells[b]):
			j.merge(a, b)
			taken = append(taken, l)
		default:
			proposed = append(proposed, l)
		}
	}
	t, p := j.uniteWide(links)
	taken, proposed = append(taken, t...), append(proposed, p...)
	return taken, slices.DeleteFunc(proposed, func(l pairLink) bool { return j.find(l.a) == j.find(l.b) })
}

// wide reports whether of one of the linked events no more than the country is known.
func (j *joiner) wide(l pairLink) bool {
	return l.like == nil && (j.head(l.a).wide() || j.head(l.b).wide())
}

// uniteWide gives an event of which only the country is known to the one incident that it can be; where several could be meant, or
// something keeps them apart, a person is asked.
func (j *joiner) uniteWide(links []pairLink) (taken, proposed []pairLink) {
	by := map[int][]pairLink{} // by the node that is wide
	var order []int
	for _, l := range links {
		n := l.a
		if !j.head(n).wide() {
			n = l.b
		}
		if j.cells[j.find(l.a)].apart[j.find(l.b)] {
			continue
		}
		if by[n] == nil {
			order = append(order, n)
		}
		by[n] = append(by[n], l)
	}
	slices.Sort(order)
	for _, n := range order {
		meant := -1
		for _, l := range by[n] {
			root := j.find(l.a + l.b - n)
			switch {
			case !l.join || root == j.find(n):
			case meant >= 0 && meant != root:
				meant = len(j.nodes) // several
			default:
				meant = root
			}
		}
		one := meant >= 0 && meant < len(j.nodes) && j.cells[j.find(n)].fits(&j.cells[meant]) && !j.cells[j.find(n)].apart[meant]
		for _, l := range by[n] {
			if one && l.join {
				j.merge(j.find(l.a), j.find(l.b))
				taken = append(taken, l)
			} else {
				proposed = append(proposed, l)
			}
		}
	}
	return taken, proposed
}

func cellOf(n int, p *profile) cluster {
	return cluster{objects: p.objects, from: p.from, to: p.to, some: []int{n}}
}

func (j *joiner) find(n int) int {
	for j.parent[n] != n {
		j.parent[n] = j.parent[j.parent[n]]
		n = j.parent[n]
	}
	return n
}

func (j *joiner) forbid(a, b int) {
	a, b = j.find(a), j.find(b)
	for _, p := range [][2]int{{a, b}, {b, a}} {
		if j.cells[p[0]].apart == nil {
			j.cells[p[0]].apart = map[int]bool{}
		}
		j.cells[p[0]].apart[p[1]] = true
	}
}

// fits reports whether two sets may be one: no two objects, no days without one in common.
func (c *cluster) fits(d *cluster) bool {
	if len(c.objects) > 0 && len(d.objects) > 0 && !shareObject(c.objects, d.objects) {
		return false
	}
	return c.from == 0 || d.from == 0 || max(c.from, d.from) <= min(c.to, d.to)+1
}

// merge makes one set of two that nothing keeps apart.
func (j *joiner) merge(a, b int) {
	if a == b {
		return
	}
	if b < a {
		a, b = b, a
	}
	j.parent[b] = a
	c, d := &j.cells[a], &j.cells[b]
	if len(c.objects) == 0 || len(d.objects) > 0 && len(d.objects) < len(c.objects) {
		c.objects = d.objects // the narrower naming keeps other objects out
	}
	if c.from == 0 {
		c.from, c.to = d.from, d.to
	} else if d.from != 0 {
		c.from, c.to = min(max(c.from, d.from), min(c.to, d.to)), max(max(c.from, d.from), min(c.to, d.to))
	}
	c.some = append(c.some, d.some...)
	slices.Sort(c.some)
	c.some, d.some = c.some[:min(len(c.some), compared)], nil
	for n := range d.apart {
		if c.apart == nil {
			c.apart = map[int]bool{}
		}
		c.apart[n] = true
		delete(j.cells[n].apart, b)
		j.cells[n].apart[a] = true
	}
	d.apart = nil
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
