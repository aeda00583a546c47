package storetest

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// Recording is a folder as it was and the operations that were carried out on it since.
type Recording struct {
	base *node
	ops  []Op

	mu  sync.Mutex
	now *model // after the operations of the latest question
}

// Len returns the number of operations.
func (r *Recording) Len() int { return len(r.ops) }

// Op returns operation i.
func (r *Recording) Op(i int) Op { return r.ops[i] }

// Marked returns how many operations were done when what was marked; 0 when it never was.
func (r *Recording) Marked(what string) int {
	return 1 + slices.IndexFunc(r.ops, func(o Op) bool { return o.Kind == Mark && o.Name == what })
}

// Policy chooses what a crash leaves of the things not yet synced.
type Policy struct {
	name     string
	survives func() bool     // a change of a name
	keeps    func(n int) int // how many of n bytes of a file
}

func (p Policy) String() string { return p.name }

// Lost takes everything that was not synced: the machine lost power and its disk had not been asked for anything else.
func Lost() Policy {
	return Policy{"everything unsynced lost", func() bool { return false }, func(int) int { return 0 }}
}

// Kept takes nothing: the program was killed.
func Kept() Policy {
	return Policy{"everything kept", func() bool { return true }, func(n int) int { return n }}
}

// Mixed throws dice for every change of a name and for the bytes of every file: none of what was not synced, all of it,
// or some. The same seed gives the same throws for the same point.
func Mixed(seed uint64) Policy {
	r := rand.New(rand.NewPCG(seed, 0x9e3779b97f4a7c15))
	keep := func(n int) int {
		switch r.IntN(3) {
		case 0:
			return 0
		case 1:
			return n
		}
		return r.IntN(n + 1)
	}
	return Policy{fmt.Sprintf("mixed by seed %d", seed), func() bool { return r.IntN(2) == 0 }, keep}
}

// node is a file or a folder, whatever its names.
type node struct {
	id     int
	chunks [][]byte // bytes of a file, as they were written
	safe   int      // chunks that are synced

	names   map[string]*node // of a folder, as programs see it; nil for a file
	lasting map[string]*node // of a folder, as they are synced
	pending []change         // of names, since then
}

// change gives a name to something, or takes it away.
type change struct {
	name string
	to   *node
}

func newFolder() *node { return &node{names: map[string]*node{}, lasting: map[string]*node{}} }

func (n *node) isFolder() bool { return n.names != nil }

// clone copies a tree in which everything is synced.
func (n *node) clone(made map[*node]*node) *node {
	if c := made[n]; c != nil {
		return c
	}
	c := &node{id: n.id, chunks: slices.Clone(n.chunks), safe: n.safe}
	made[n] = c
	if n.isFolder() {
		c.names, c.lasting = make(map[string]*node, len(n.names)), make(map[string]*node, len(n.names))
		for name, child := range n.names {
			child = child.clone(made)
			c.names[name], c.lasting[name] = child, child
		}
	}
	return c
}

func (n *node) set(name string, to *node) {
	if to == nil {
		delete(n.names, name)
	} else {
		n.names[name] = to
	}
	n.pending = append(n.pending, change{name, to})
}

func (n *node) syncNames() {
	n.lasting, n.pending = maps.Clone(n.names), nil
}

func (n *node) syncAll() {
	n.safe = len(n.chunks)
	if !n.isFolder() {
		return
	}
	n.syncNames()
	for _, child := range n.names {
		child.syncAll()
	}
}

// model is the folder after some operations.
type model struct {
	root    *node
	files   map[int]*node // by number of creation
	trusted map[string]trusted
	done    int // operations
}

type trusted struct {
	data []byte
	op   int
}

func (m *model) find(name string) (*node, error) {
	n := m.root
	for part := range strings.SplitSeq(name, "/") {
		if part == "." {
			continue
		}
		if n = n.names[part]; n == nil {
			return nil, fmt.Errorf("%q: %w", name, fs.ErrNotExist)
		}
	}
	return n, nil
}

// set gives a name, or takes it away.
func (m *model) set(name string, to *node) error {
	dir, err := m.find(path.Dir(name))
	if err == nil {
		dir.set(path.Base(name), to)
	}
	return err
}

func (m *model) apply(i int, op Op) error {
	switch op.Kind {
	case Trusted:
		m.trusted[op.Name] = trusted{op.Data, i}
		return nil
	case Create:
		m.files[op.file] = &node{id: op.file}
		return m.set(op.Name, m.files[op.file])
	case Write:
		f := m.files[op.file]
		f.chunks = append(f.chunks, op.Data)
		return nil
	case Mkdir:
		if n, err := m.find(op.Name); err == nil && n.isFolder() {
			return nil
		}
		return m.set(op.Name, newFolder())
	case Remove:
		return m.set(op.Name, nil)
	case Rename:
		n, err := m.find(op.Name)
		return errors.Join(err, m.set(op.To, n), m.set(op.Name, nil))
	case SyncAll:
		m.root.syncAll()
		for _, f := range m.files { // also those that have lost their names and are still open
			f.safe = len(f.chunks)
		}
		return nil
	case Sync:
		f := m.files[op.file]
		if op.file == 0 {
			var err error
			if f, err = m.find(op.Name); err != nil {
				return err
			}
		}
		f.safe = len(f.chunks)
		return nil
	case SyncDir:
		d, err := m.find(op.Name)
		if err == nil {
			d.syncNames()
		}
		return err
	}
	return nil // Close and Mark change nothing
}

// After returns what a crash leaves of the folder when the first k operations were done. Questions in the order of k
// are answered fastest.
func (r *Recording) After(k int, p Policy) *Remains {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.now == nil || r.now.done > k {
		r.now = &model{root: r.base.clone(map[*node]*node{}), files: map[int]*node{}, trusted: map[string]trusted{}}
	}
	m := r.now
	for ; m.done < k; m.done++ {
		if err := m.apply(m.done, r.ops[m.done]); err != nil {
			panic(fmt.Sprintf("storetest: operation %d, %s, succeeded on the disk and cannot be replayed: %v", m.done, r.ops[m.done], err))
		}
	}
	out := &Remains{}
	out.take(".", m.root, p)
	for name, t := range m.trusted {
		out.things = append(out.things, thing{name: name, id: -t.op - 1, data: t.data, perm: 0o600})
	}
	slices.SortFunc(out.things, func(a, b thing) int { return cmp.Compare(a.name, b.name) })
	return out
}

// Remains is what a crash left.
type Remains struct{ things []thing }

type thing struct {
	name   string
	folder bool
	id     int // with the length it tells the bytes of one thing from those of every other of the same recording
	data   []byte
	perm   fs.FileMode
}

func (r *Remains) take(name string, n *node, p Policy) {
	if !n.isFolder() {
		r.things = append(r.things, thing{name: name, id: n.id, data: n.remains(p), perm: 0o400})
		return
	}
	r.things = append(r.things, thing{name: name, folder: true})
	have := n.lasting
	if len(n.pending) > 0 {
		have = maps.Clone(have)
	}
	for _, c := range n.pending {
		switch {
		case !p.survives():
		case c.to == nil:
			delete(have, c.name)
		default:
			have[c.name] = c.to
		}
	}
	for _, child := range slices.Sorted(maps.Keys(have)) {
		r.take(path.Join(name, child), have[child], p)
	}
}

func (n *node) remains(p Policy) []byte {
	all, safe := slices.Concat(n.chunks...), 0
	for _, c := range n.chunks[:n.safe] {
		safe += len(c)
	}
	return all[:safe+p.keeps(len(all)-safe)]
}

// Sum is the same for what was left alike at two points of one recording, not counting what has names that begin with
// without; "" counts everything.
func (r *Remains) Sum(without string) uint64 {
	h := fnv.New64a()
	fmt.Fprintln(h, without)
	for _, t := range r.things {
		if without == "" || !strings.HasPrefix(t.name, without) {
			fmt.Fprintf(h, "%s\x00%t %d %d\n", t.name, t.folder, t.id, len(t.data))
		}
	}
	return h.Sum64()
}

// Files returns the names of the files left, in order.
func (r *Remains) Files() []string {
	var out []string
	for _, t := range r.things {
		if !t.folder {
			out = append(out, t.name)
		}
	}
	return out
}

// Build makes a folder look like what was left. What else is in the folder is removed.
func (r *Remains) Build(dir string) error {
	wanted := make(map[string]*thing, len(r.things))
	for i := range r.things {
		wanted[r.things[i].name] = &r.things[i]
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	delete(wanted, ".")
	if err := keep(dir, ".", wanted); err != nil {
		return err
	}
	for _, t := range r.things {
		if wanted[t.name] == nil {
			continue
		}
		name := filepath.Join(dir, filepath.FromSlash(t.name))
		var err error
		if t.folder {
			err = os.Mkdir(name, 0o700)
		} else {
			err = os.WriteFile(name, t.data, t.perm)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// keep takes out of wanted what is there already, and removes everything else.
func keep(dir, name string, wanted map[string]*thing) error {
	entries, err := os.ReadDir(filepath.Join(dir, name))
	if err != nil {
		return err
	}
	for _, e := range entries {
		child := path.Join(name, e.Name())
		full := filepath.Join(dir, filepath.FromSlash(child))
		w := wanted[child]
		switch {
		case w != nil && w.folder && e.IsDir():
			delete(wanted, child)
			err = keep(dir, child, wanted)
		case w != nil && !w.folder && e.Type().IsRegular() && holds(full, w.data):
			delete(wanted, child)
		default:
			err = os.RemoveAll(full)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func holds(name string, want []byte) bool {
	if fi, err := os.Stat(name); err != nil || fi.Size() != int64(len(want)) {
		return false
	}
	b, err := os.ReadFile(name)
	return err == nil && bytes.Equal(b, want)
}
