package exhibit

import (
	"bytes"
	"cmp"
	"crypto"
	_ "crypto/md5"  // bags of others use it
	_ "crypto/sha1" // likewise
	_ "crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Reading bags after RFC 8493 and the drafts before it, as anyone may have made them. What exhibit itself writes is
// held to a stricter form (verify_submission.go).

// bagVersion is the version a bag declares; drafts before 1.0 are checked by the rules of their time.
type bagVersion struct{ major, minor int }

func (v bagVersion) final() bool { return v.major >= 1 }

type bagDeclaration struct {
	version  bagVersion
	encoding string
}

// parseDeclaration reads bagit.txt (RFC 8493, 2.1.1).
func parseDeclaration(b []byte) (bagDeclaration, error) {
	var d bagDeclaration
	if !utf8.Valid(b) || bytes.HasPrefix(b, []byte("\ufeff")) {
		return d, errors.New("it is not UTF-8 without a byte-order mark")
	}
	lines := bagLines(string(b))
	if len(lines) != 2 {
		return d, fmt.Errorf("it has %d lines and should have two", len(lines))
	}
	version, ok := strings.CutPrefix(lines[0], "BagIt-Version: ")
	major, minor, dotted := strings.Cut(version, ".")
	if !ok || !dotted || !digits(major) || !digits(minor) {
		return d, fmt.Errorf("its first line is %q and should be \"BagIt-Version: M.N\"", lines[0])
	}
	if !slices.Contains([]string{"0.93", "0.94", "0.95", "0.96", "0.97", "1.0"}, version) {
		return d, fmt.Errorf("version %s is none of 0.93 to 0.97 and 1.0", version)
	}
	d.version.major, _ = strconv.Atoi(major)
	d.version.minor, _ = strconv.Atoi(minor)
	if d.encoding, ok = strings.CutPrefix(lines[1], "Tag-File-Character-Encoding: "); !ok || d.encoding == "" || strings.TrimSpace(d.encoding) != d.encoding {
		return d, fmt.Errorf("its second line is %q and should name the encoding of tag files", lines[1])
	}
	return d, nil
}

func digits(s string) bool {
	return s != "" && len(s) < 6 && strings.Trim(s, "0123456789") == ""
}

// bagLines cuts text at LF, CR or CRLF.
func bagLines(s string) []string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	s = strings.TrimSuffix(s, "\n")
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

// decodeTagFile turns a tag file into UTF-8.
func decodeTagFile(b []byte, encoding string) (string, error) {
	switch strings.ToUpper(encoding) {
	case "UTF-8", "UTF8", "US-ASCII", "ASCII":
		if !utf8.Valid(b) {
			return "", fmt.Errorf("it is not %s", encoding)
		}
		return strings.TrimPrefix(string(b), "\ufeff"), nil
	case "ISO-8859-1", "LATIN1", "ISO8859-1":
		var s strings.Builder
		for _, c := range b {
			s.WriteRune(rune(c))
		}
		return s.String(), nil
	case "UTF-16", "UTF-16LE", "UTF-16BE":
		return decodeUTF16(b, strings.ToUpper(encoding))
	}
	return "", fmt.Errorf("its encoding %q is not known here", encoding)
}

func decodeUTF16(b []byte, encoding string) (string, error) {
	var order binary.ByteOrder = binary.BigEndian
	if encoding == "UTF-16LE" || encoding == "UTF-16" && bytes.HasPrefix(b, []byte{0xff, 0xfe}) {
		order = binary.LittleEndian
	}
	if len(b)%2 != 0 {
		return "", errors.New("it is UTF-16 with an odd number of bytes")
	}
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = order.Uint16(b[2*i:])
	}
	return strings.TrimPrefix(string(utf16.Decode(units)), "\ufeff"), nil
}

// bagLine is one line of a manifest.
type bagLine struct {
	sum    string // lower case
	path   string
	star   bool // a * before the name, as md5sum writes it
	dotted bool // ./ before the name
}

// parseBagManifest reads a manifest or tag manifest (RFC 8493, 2.1.3 and 2.2.1).
func parseBagManifest(text string, v bagVersion, size int) ([]bagLine, error) {
	var out []bagLine
	for i, line := range bagLines(text) {
		at := strings.IndexAny(line, " \t")
		if at < 0 {
			return nil, fmt.Errorf("line %d is not a checksum and a path", i+1)
		}
		l := bagLine{sum: strings.ToLower(line[:at]), path: strings.TrimLeft(line[at:], " \t")}
		if len(l.sum) != 2*size || strings.Trim(l.sum, "0123456789abcdef") != "" {
			return nil, fmt.Errorf("line %d does not begin with a checksum of %d hex digits", i+1, 2*size)
		}
		if rest, ok := strings.CutPrefix(l.path, "*"); ok {
			l.path, l.star = rest, true
		}
		if rest, ok := strings.CutPrefix(l.path, "./"); ok {
			l.path, l.dotted = rest, true
		}
		l.path = decodeBagPath(l.path, v)
		if l.path == "" {
			return nil, fmt.Errorf("line %d names no path", i+1)
		}
		out = append(out, l)
	}
	return out, nil
}

// decodeBagPath undoes the encoding of line ends, and since 1.0 of the percent sign (RFC 8493, 2.1.3).
func decodeBagPath(s string, v bagVersion) string {
	pairs := []string{"%0A", "\n", "%0a", "\n", "%0D", "\r", "%0d", "\r"}
	if v.final() {
		pairs = append(pairs, "%25", "%")
	}
	return strings.NewReplacer(pairs...).Replace(s)
}

// bagAlgorithm is the digest that a manifest's name states.
func bagAlgorithm(name string) (crypto.Hash, bool) {
	h, ok := map[string]crypto.Hash{"md5": crypto.MD5, "sha1": crypto.SHA1, "sha224": crypto.SHA224, "sha256": crypto.SHA256, "sha384": crypto.SHA384, "sha512": crypto.SHA512}[strings.ReplaceAll(strings.ToLower(name), "-", "")]
	return h, ok
}

// safePath reports whether a path stays inside the bag on every system.
func safePath(p string) bool {
	return fs.ValidPath(p) && !strings.ContainsAny(p, "\x00\\") && p != "."
}

// bagInfo is one element of bag-info.txt.
type bagInfo struct{ label, value string }

// parseBagInfo reads bag-info.txt (RFC 8493, 2.2.2).
func parseBagInfo(text string, v bagVersion) ([]bagInfo, error) {
	var out []bagInfo
	for i, line := range bagLines(text) {
		if line == "" {
			continue
		}
		if line[0] == ' ' || line[0] == '\t' {
			if len(out) == 0 {
				return nil, fmt.Errorf("line %d continues nothing", i+1)
			}
			out[len(out)-1].value += " " + strings.TrimSpace(line)
			continue
		}
		label, value, ok := strings.Cut(line, ":")
		if !ok || v.final() && strings.TrimRight(label, " \t") != label {
			return nil, fmt.Errorf("line %d is not \"Label: value\"", i+1)
		}
		out = append(out, bagInfo{strings.TrimSpace(label), strings.TrimSpace(value)})
	}
	return out, nil
}

// bagFiles lists every file below the root; what is no regular file is reported and left out.
func (c *checker) bagFiles() (map[string]bool, error) {
	files := map[string]bool{}
	err := fs.WalkDir(c.fsys, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && p == ".":
			return err
		case err != nil:
			c.find("path-unsafe", p, -1, "the folder %s", why(err))
			return nil
		case d.IsDir():
			return c.ctx.Err()
		case !d.Type().IsRegular():
			c.find("path-unsafe", p, -1, "a link or device stands here, and a package holds files only")
		case !fs.ValidPath(p):
			c.find("path-unsafe", p, -1, "the name %q is not UTF-8", p)
		default:
			files[p] = true
			c.expect([]fs.DirEntry{d})
		}
		return c.ctx.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("listing files: %w", err)
	}
	return files, nil
}

// sameButForm reports whether two names differ only in case or in the way accents are written (RFC 8493, 5.2 and 5.3).
func sameButForm(a, b string) bool {
	if a == b || path.Dir(a) != path.Dir(b) {
		return false
	}
	return strings.EqualFold(a, b) || cmp.Or(accentsApart(a, b), accentsApart(b, a))
}

// accentsApart reports whether b writes as a letter and combining marks what a writes as one letter.
func accentsApart(a, b string) bool {
	x, y := []rune(a), []rune(b)
	for len(x) > 0 && len(y) > 0 {
		if x[0] == y[0] {
			x, y = x[1:], y[1:]
			continue
		}
		if x[0] < utf8.RuneSelf || len(y) < 2 || !combining(y[1]) {
			return false
		}
		x, y = x[1:], y[1:]
		for len(y) > 0 && combining(y[0]) {
			y = y[1:]
		}
	}
	return len(x) == 0 && len(y) == 0
}

func combining(r rune) bool { return 0x0300 <= r && r <= 0x036f }

// leftBySystem reports whether operating systems make such files by themselves.
func leftBySystem(p string) bool {
	switch strings.ToLower(path.Base(p)) {
	case ".ds_store", "thumbs.db", "desktop.ini":
		return true
	}
	return strings.HasPrefix(path.Base(p), "._")
}
