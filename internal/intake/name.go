package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"
)

// EncodeName writes a name so that it is valid UTF-8, stays on one line, reads in the order it is written and cannot be taken for
// a parent and its child: bytes that are not UTF-8, and the characters that hidden reports true of, become %XX for each of
// their bytes. "/" stays as it is. DecodeName reverses it.
func EncodeName(name string) string {
	plain := true
	for _, r := range name {
		if r == utf8.RuneError || hidden(r) {
			plain = false
			break
		}
	}
	if plain {
		return name
	}
	var b strings.Builder
	for i := 0; i < len(name); {
		r, n := utf8.DecodeRuneInString(name[i:])
		if r == utf8.RuneError && n == 1 || hidden(r) {
			escape(&b, name[i:i+n])
		} else {
			b.WriteString(name[i : i+n])
		}
		i += n
	}
	return b.String()
}

// hidden reports whether r does not stand for itself in a report name: it cannot be seen, turns the direction of writing,
// breaks the line, or means something in a report name or to another system's file names.
func hidden(r rune) bool {
	switch {
	case r == '%', r == '!', r == '\\':
	case r < 0x20, r >= 0x7f && r < 0xa0: // control characters
	case r == 0x061c, r == 0x200e, r == 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069: // direction (Unicode UAX #9)
	case r == 0x2028, r == 0x2029: // line and paragraph separator
	case r == 0x200b, r == 0x2060, r == 0xfeff: // no width at all; the joiners U+200C and U+200D are needed to write Persian
	default:
		return false
	}
	return true
}

func escape(b *strings.Builder, s string) {
	const digits = "0123456789ABCDEF"
	for i := range len(s) {
		b.WriteByte('%')
		b.WriteByte(digits[s[i]>>4])
		b.WriteByte(digits[s[i]&15])
	}
}

// DecodeName gives back the bytes that EncodeName was given. A "%" without two hexadecimal digits stands for itself.
func DecodeName(name string) string {
	if !strings.Contains(name, "%") {
		return name
	}
	b := make([]byte, 0, len(name))
	for i := 0; i < len(name); i++ {
		if name[i] == '%' && i+2 < len(name) {
			if c, err := hex.DecodeString(name[i+1 : i+3]); err == nil {
				b = append(b, c[0])
				i += 2
				continue
			}
		}
		b = append(b, name[i])
	}
	return string(b)
}

// SplitReport gives the parent and the encoded own name of a report; parent is "" for a file on disk.
func SplitReport(report string) (parent, name string) {
	if i := strings.LastIndexByte(report, '!'); i >= 0 {
		return report[:i], report[i+1:]
	}
	return "", report
}

// maxMemberName is the longest encoded name of a member, in bytes; archives allow 64 KiB and more.
const maxMemberName = 1024

// memberName encodes the name a container gives a member so that, taken as a path, it stays below its folder.
// Unless it is too long, DecodeName gives back the name. why is "" for a name that was harmless.
func memberName(name string) (encoded, why string) {
	parts := strings.Split(name, "/")
	var b strings.Builder
	for i, p := range parts {
		last := i == len(parts)-1
		switch {
		case p == "" && !last:
			escape(&b, "/") // the separator becomes part of the next name: "/etc" is %2Fetc, "a//b" is a/%2Fb
			why = "it is an absolute path or has an empty part"
			continue
		case p == "." || p == "..":
			escape(&b, p)
			why = "it leads out of its folder"
		case i == 0 && len(p) >= 2 && p[1] == ':' && isLetter(p[0]):
			b.WriteString(p[:1])
			escape(&b, ":")
			b.WriteString(EncodeName(p[2:]))
			why = "it begins with a drive letter"
		default:
			b.WriteString(EncodeName(p))
			if strings.ContainsRune(p, 0) {
				why = "it holds a NUL byte"
			}
		}
		if !last {
			b.WriteByte('/')
		}
	}
	encoded = b.String()
	if strings.Contains(name, `..\`) || strings.HasPrefix(name, `\`) {
		why = "it leads out of its folder on some systems"
	}
	if encoded == "" {
		return "unnamed", "it has no name"
	}
	if len(encoded) > maxMemberName {
		sum := sha256.Sum256([]byte(name))
		return cut(encoded, 200) + "~" + hex.EncodeToString(sum[:8]), fmt.Sprintf("it is %d bytes long", len(name))
	}
	return encoded, why
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// cut shortens an encoded name to at most n bytes without splitting a character or an escape.
func cut(s string, n int) string {
	s = s[:n]
	if i := strings.LastIndexByte(s, '%'); i >= 0 && i > n-3 {
		s = s[:i]
	}
	for len(s) > 0 && !utf8.ValidString(s) {
		s = s[:len(s)-1]
	}
	return s
}

// names keeps the members of one container apart. The value is the next number to try for a name that is taken.
type names map[[16]byte]int

// unique returns name, or name~2, name~3 … before the extension if it was taken.
func (u names) unique(name string) (string, bool) {
	key, free := u.add(name)
	if free {
		return name, true
	}
	dir, base := path.Split(name)
	ext := path.Ext(base)
	if ext == base {
		ext = "" // a hidden file is not an extension
	}
	stem := dir + strings.TrimSuffix(base, ext)
	for {
		next := fmt.Sprintf("%s~%d%s", stem, u[key], ext)
		u[key]++
		if _, free := u.add(next); free {
			return next, false
		}
	}
}

func (u names) add(name string) (key [16]byte, free bool) {
	sum := sha256.Sum256([]byte(name))
	key = [16]byte(sum[:16])
	if _, taken := u[key]; taken {
		return key, false
	}
	u[key] = 2
	return key, true
}
