package exhibit

import (
	"crypto/sha256"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// VersionBody is the body of a version entry: the entry's item stands in for an original that is restricted. Which one
// it is stays closed until the salt is disclosed (docs/format/submission.md, 10).
type VersionBody struct {
	Commitment Ref `json:"commitment"`
}

// ClearedBody is what Verify reads in the body of a cleared entry: Version may be read instead of the entry's item. The
// salt opens the commitment in the version's own entry; it is destroyed with the original, and handed over with it.
type ClearedBody struct {
	Version    Ref     `json:"version,omitzero"` // zero: the item itself
	Commitment Ref     `json:"commitment,omitzero"`
	Salt       HexSalt `json:"salt,omitempty"`
}

// VersionCommitment ties a version to its original: SHA-256 over a random salt and the 32 bytes of the original's own
// SHA-256. A bare hash of the original could be guessed back; without the salt this cannot.
func VersionCommitment(salt [SaltSize]byte, original Ref) Ref {
	h := sha256.New()
	h.Write(salt[:])
	h.Write(original[:])
	var r Ref
	h.Sum(r[:0])
	return r
}

// Version says that an item stands in for an original.
type Version struct {
	Item       Ref   `json:"item"`
	Entry      int64 `json:"entry"` // that says so
	Commitment Ref   `json:"commitment"`
	Original   Ref   `json:"original,omitzero"` // zero: not disclosed here
}

// versions are the commitments that entries state, and those that entries open.
type versions struct {
	stated map[Ref][]Version // by item
	opened map[int64]opened  // by the cleared entry
	erased bool              // some entries are gone
}

type opened struct {
	original Ref
	body     ClearedBody
}

// take notes what an entry says of versions.
func (v *versions) take(c *checker, path string, l *EntryLine, e *Entry) {
	if e == nil {
		v.erased = v.erased || l.Erased
		return
	}
	bad := func(err error) bool {
		if err != nil {
			c.find("entry-form", path, e.N, "entry %d (%s) has a body of another shape: %v", e.N, e.Type, err)
		}
		return err != nil
	}
	switch e.Type {
	case VersionStated:
		var b VersionBody
		if bad(json.Unmarshal(e.Body, &b)) {
			return
		}
		if e.Item.IsZero() || b.Commitment.IsZero() {
			c.find("entry-form", path, e.N, "entry %d (version) does not say which item stands in for an original, or commits to none", e.N)
			return
		}
		if v.stated == nil {
			v.stated = map[Ref][]Version{}
		}
		v.stated[e.Item] = append(v.stated[e.Item], Version{Item: e.Item, Entry: e.N, Commitment: b.Commitment})
	case Cleared:
		var b ClearedBody
		if bad(json.Unmarshal(e.Body, &b)) || b.Commitment.IsZero() && len(b.Salt) == 0 {
			return // the item itself, or of a time before commitments
		}
		if v.opened == nil {
			v.opened = map[int64]opened{}
		}
		v.opened[e.N] = opened{e.Item, b}
	}
}

// check opens every commitment whose salt is here, and says which versions stand in for what.
func (v *versions) check(c *checker, path string) {
	for _, n := range slices.Sorted(maps.Keys(v.opened)) {
		o := v.opened[n]
		if len(o.body.Salt) != SaltSize || VersionCommitment([SaltSize]byte(o.body.Salt), o.original) != o.body.Commitment {
			c.find("version-commitment", path, n, "entry %d says that %s stands in for %s, and its salt does not open its commitment to that", n, o.body.Version, o.original)
			continue
		}
		all := v.stated[o.body.Version]
		i := slices.IndexFunc(all, func(x Version) bool { return x.Commitment == o.body.Commitment })
		if i >= 0 {
			all[i].Original = o.original
		} else if len(all) > 0 || c.rep.Kind == "case" && !v.erased {
			c.find("version-commitment", path, n, "entry %d says that %s stands in for %s, and no entry of that version commits to it", n, o.body.Version, o.original)
		}
	}
	closed := 0
	for _, all := range v.stated {
		for _, x := range all {
			c.rep.Versions = append(c.rep.Versions, x)
			if x.Original.IsZero() {
				closed++
			}
		}
	}
	slices.SortFunc(c.rep.Versions, func(a, b Version) int { return int(a.Entry - b.Entry) })
	if closed > 0 {
		c.limit("Which originals these stand in for is not disclosed here: items with a commitment: %d. The salts show it when the sender discloses them (docs/format/submission.md, 10).", closed)
	}
}

// cell is what index.csv says in version_of of the item with this digest in hex.
func (v *versions) cell(sum string) string {
	ref, err := ParseHex(sum)
	if err != nil {
		return ""
	}
	var all []Ref
	for _, x := range v.stated[ref] {
		all = append(all, x.Commitment)
	}
	return VersionCell(all)
}

// VersionCell is the cell version_of of index.csv for an item whose entries state these commitments, in their order.
func VersionCell(commitments []Ref) string {
	var s []string
	for _, r := range commitments {
		s = append(s, r.String())
	}
	return strings.Join(s, " | ")
}
