package exhibit

import (
	"crypto"
	"encoding/hex"
	"fmt"
	"hash"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// manifest is a manifest of a bag made by anyone.
type manifest struct {
	name  string
	hash  crypto.Hash
	sums  map[string]string   // by path
	paths map[string][]string // by sum; made when first asked for
}

// sharing returns the paths that are listed with the same checksum as p.
func (m *manifest) sharing(p string) []string {
	if m.paths == nil {
		m.paths = map[string][]string{}
		for have, sum := range m.sums {
			m.paths[sum] = append(m.paths[sum], have)
		}
	}
	return m.paths[m.sums[p]]
}

// foreignBag is a bag while it is checked.
type foreignBag struct {
	c       *checker
	decl    bagDeclaration
	files   map[string]bool
	payload []manifest
	tags    []manifest
	fetch   map[string]string // URL by path
	excused map[string]bool   // missing paths that are only worth a warning
	size    map[string]int64
}

// isBag reports whether what lacks bagit.txt was meant to be a bag.
func (c *checker) isBag() bool {
	top, err := fs.ReadDir(c.fsys, ".")
	if err != nil {
		return false
	}
	data := false
	for _, e := range top {
		data = data || e.Name() == "data" && e.IsDir()
	}
	return data && slices.ContainsFunc(top, func(e fs.DirEntry) bool { return strings.HasPrefix(e.Name(), "manifest-") })
}

// checkForeignBag checks a bag by RFC 8493, or by the draft it declares.
func (c *checker) checkForeignBag() error {
	files, err := c.bagFiles()
	if err != nil {
		return err
	}
	b := &foreignBag{c: c, files: files, fetch: map[string]string{}, excused: map[string]bool{}, size: map[string]int64{}}
	b.declaration()
	b.manifests()
	b.readFetch()
	b.complete()
	b.hash()
	b.tagFiles()
	b.info()
	c.rep.Items = 0
	c.limit("A bag carries no signature: whoever can change a file can change its manifest too.")
	return nil
}

func (b *foreignBag) declaration() {
	text, err := b.c.read("bagit.txt")
	if err == nil {
		b.decl, err = parseDeclaration(text)
		if err != nil {
			b.c.find("bag-declaration", "bagit.txt", -1, "the bag's declaration is not as it should be: %v", err)
		}
	} else {
		b.c.find("bag-declaration", "bagit.txt", -1, "the bag's declaration: %s", why(err))
	}
	if b.decl.encoding == "" {
		b.decl = bagDeclaration{version: bagVersion{0, 97}, encoding: "UTF-8"}
	}
	if fi, err := fs.Stat(b.c.fsys, "data"); err != nil || !fi.IsDir() {
		b.c.find("payload-missing", "data", -1, "the folder of the payload is missing")
	}
}

// manifests reads every manifest there is.
func (b *foreignBag) manifests() {
	for _, p := range slices.Sorted(maps.Keys(b.files)) {
		name, ok := strings.CutSuffix(p, ".txt")
		alg, tag := strings.CutPrefix(name, "tagmanifest-")
		if !tag {
			alg, _ = strings.CutPrefix(name, "manifest-")
		}
		if !ok || alg == name || strings.Contains(p, "/") {
			continue
		}
		m, ok := b.manifest(p, alg, tag)
		switch {
		case !ok:
		case tag:
			b.tags = append(b.tags, m)
		default:
			b.payload = append(b.payload, m)
		}
	}
	if len(b.payload) == 0 {
		b.c.find("manifest-missing", "", -1, "no manifest of the payload can be read")
	}
}

func (b *foreignBag) manifest(p, alg string, tag bool) (manifest, bool) {
	h, known := bagAlgorithm(alg)
	if !known {
		b.c.limit("%s was not checked: digest %q is not known here.", p, alg)
		return manifest{}, false
	}
	m := manifest{name: p, hash: h, sums: map[string]string{}}
	raw, err := b.c.readUpTo(p, largeFile)
	var text string
	if err == nil {
		text, err = decodeTagFile(raw, b.decl.encoding)
	}
	var lines []bagLine
	if err == nil {
		lines, err = parseBagManifest(text, b.decl.version, h.Size())
	}
	if err != nil {
		b.c.find("manifest-form", p, -1, "the manifest cannot be read: %v", err)
		return m, !tag
	}
	for _, l := range lines {
		b.line(&m, l, tag)
	}
	return m, true
}

func (b *foreignBag) line(m *manifest, l bagLine, tag bool) {
	if l.star {
		b.c.limit("%s is written as md5sum writes it, with * before names.", m.name)
	}
	if l.dotted {
		b.c.limit("%s has names that begin with ./ .", m.name)
	}
	if !safePath(l.path) || strings.HasPrefix(l.path, "data/") == tag {
		b.c.find("path-unsafe", m.name, -1, "the manifest names %q, which is not %s this bag", l.path, map[bool]string{true: "a tag file of", false: "below data/ of"}[tag])
		return
	}
	have, twice := m.sums[l.path]
	switch {
	case !twice:
		m.sums[l.path] = l.sum
	case have != l.sum:
		b.c.find("manifest-form", m.name, -1, "%q is listed twice with different checksums", l.path)
	case b.decl.version.final():
		b.c.find("manifest-form", m.name, -1, "%q is listed twice", l.path)
	default:
		b.c.limit("%s lists %q twice.", m.name, l.path)
	}
}

// readFetch reads fetch.txt. Nothing is fetched here.
func (b *foreignBag) readFetch() {
	if !b.files["fetch.txt"] {
		return
	}
	raw, err := b.c.readUpTo("fetch.txt", largeFile)
	var text string
	if err == nil {
		text, err = decodeTagFile(raw, b.decl.encoding)
	}
	if err != nil {
		b.c.find("bag-fetch", "fetch.txt", -1, "the list of what is to be fetched cannot be read: %v", err)
		return
	}
	for i, line := range bagLines(text) {
		f := strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == '\t' })
		if len(f) < 3 {
			b.c.find("bag-fetch", "fetch.txt", -1, "line %d is not an address, a length and a path", i+1)
			continue
		}
		_, rest, _ := strings.Cut(line, f[0])
		_, p, _ := strings.Cut(rest, f[1])
		p = decodeBagPath(strings.TrimLeft(p, " \t"), b.decl.version)
		if !safePath(p) || !strings.HasPrefix(p, "data/") {
			b.c.find("path-unsafe", "fetch.txt", -1, "line %d would put something at %q, which is not below data/ of this bag", i+1, p)
			continue
		}
		b.fetch[p] = f[0]
	}
}

// complete compares what is listed with what is there (RFC 8493, 3).
func (b *foreignBag) complete() {
	listed := map[string]int{}
	for i := range b.payload {
		m := &b.payload[i]
		for p := range m.sums {
			listed[p]++
			if !b.files[p] && !b.excused[p] {
				b.missing(m, p)
			}
		}
	}
	for p := range b.files {
		if !strings.HasPrefix(p, "data/") {
			continue
		}
		switch n := listed[p]; {
		case n == 0:
			b.c.find("payload-unlisted", p, -1, "the file is in no manifest")
		case n < len(b.payload) && b.decl.version.final():
			b.c.find("payload-unlisted", p, -1, "the file is in %d of %d manifests, and should be in all", n, len(b.payload))
		}
	}
	for p := range b.fetch {
		if listed[p] == 0 {
			b.c.find("bag-fetch", "fetch.txt", -1, "%q is to be fetched and is in no manifest", p)
		}
	}
}

func (b *foreignBag) missing(m *manifest, p string) {
	if url, ok := b.fetch[p]; ok {
		b.c.find("payload-missing", p, -1, "the file is not here; fetch.txt says it is at %s, and nothing is fetched here", url)
		return
	}
	if leftBySystem(p) {
		b.excused[p] = true
		b.c.limit("%s lists %q, which operating systems make by themselves; it is not here.", m.name, p)
		return
	}
	for _, have := range m.sharing(p) {
		if b.files[have] && sameButForm(have, p) {
			b.excused[p] = true
			b.c.limit("%s lists both %q and %q; only one of them is here, with the bytes of both.", m.name, have, p)
			return
		}
	}
	b.c.find("payload-missing", p, -1, "the file is in %s and is not here", m.name)
}

// hash reads every file of the payload once, for all manifests.
func (b *foreignBag) hash() {
	var all []string
	for p := range b.files {
		if strings.HasPrefix(p, "data/") {
			all = append(all, p)
		}
	}
	slices.Sort(all)
	bufs := newBuffers()
	sizes := make([]int64, len(all))
	index := make([]int, len(all))
	for i := range all {
		index[i] = i
	}
	each(b.c, index, func(i int) {
		buf := bufs.pool.Get().(*[]byte)
		defer bufs.pool.Put(buf)
		sizes[i] = b.c.compare(all[i], "payload", b.payload, *buf)
	})
	for i, p := range all {
		b.size[p] = sizes[i]
	}
}

// compare reads a file once and compares it with every manifest that lists it.
func (c *checker) compare(p, what string, manifests []manifest, buf []byte) int64 {
	hashes := map[crypto.Hash]hash.Hash{}
	var list []hash.Hash
	for _, m := range manifests {
		if _, ok := m.sums[p]; ok && hashes[m.hash] == nil {
			hashes[m.hash] = m.hash.New()
			list = append(list, hashes[m.hash])
		}
	}
	size, err := c.digest(p, buf, list...)
	c.advance(1, 0)
	if err != nil {
		c.find(what+"-missing", p, -1, "the file cannot be read: %s", why(err))
		return size
	}
	for _, m := range manifests {
		want, ok := m.sums[p]
		if !ok {
			continue
		}
		if got := hex.EncodeToString(hashes[m.hash].Sum(nil)); got != want {
			c.find(what+"-altered", p, -1, "the bytes have the digest %s and should have %s (%s)", got, want, m.name)
		}
	}
	return size
}

func (b *foreignBag) tagFiles() {
	all := map[string]bool{}
	for _, m := range b.tags {
		for p := range m.sums {
			all[p] = true
		}
	}
	buf := make([]byte, blockSize)
	for _, p := range slices.Sorted(maps.Keys(all)) {
		if !b.files[p] {
			b.c.find("tag-missing", p, -1, "the file is in a tag manifest and is not here")
			continue
		}
		b.c.compare(p, "tag", b.tags, buf)
	}
}

// info checks bag-info.txt, of which only the size of the payload says anything that can be checked.
func (b *foreignBag) info() {
	if !b.files["bag-info.txt"] {
		return
	}
	raw, err := b.c.read("bag-info.txt")
	var text string
	if err == nil {
		text, err = decodeTagFile(raw, b.decl.encoding)
	}
	var info []bagInfo
	if err == nil {
		info, err = parseBagInfo(text, b.decl.version)
	}
	if err != nil {
		b.c.find("bag-info", "bag-info.txt", -1, "the file cannot be read: %v", err)
		return
	}
	var bytes int64
	for _, n := range b.size {
		bytes += n
	}
	have := fmt.Sprintf("%d.%d", bytes, len(b.size)+len(b.excused))
	for _, e := range info {
		if e.label == "Payload-Oxum" && e.value != have && e.value != fmt.Sprintf("%d.%d", bytes, len(b.size)) {
			b.c.find("bag-oxum", "bag-info.txt", -1, "Payload-Oxum is %s, and the payload has %s", e.value, have)
		}
	}
}
