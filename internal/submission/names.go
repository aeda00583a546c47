package submission

import (
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxName leaves room for a prefix on every file system.
const maxName = 120

// safeName turns the last part of a path as it was added into a file name that every system takes, that no manifest has
// to encode and that no terminal shows as something else: letters and digits of any script, and - _ . ( ) and spaces.
func safeName(report string) string {
	if i := strings.LastIndexAny(report, "/\\!"); i >= 0 && i < len(report)-1 {
		report = report[i+1:]
	}
	name := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.M, r), strings.ContainsRune("-_.() ", r):
			return r
		}
		return '_'
	}, norm.NFC.String(strings.ToValidUTF8(report, "_")))
	name = strings.Trim(name, " ")
	name = strings.TrimRight(name, ". ")
	if strings.HasPrefix(name, ".") {
		name = "_" + name
	}
	if reserved(name) {
		name = "_" + name
	}
	if name == "" {
		name = "item"
	}
	return shorten(name)
}

// reserved reports whether Windows takes the name for a device.
func reserved(name string) bool {
	base, _, _ := strings.Cut(strings.ToUpper(name), ".")
	switch base {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	return len(base) == 4 && (strings.HasPrefix(base, "COM") || strings.HasPrefix(base, "LPT")) && base[3] >= '0' && base[3] <= '9'
}

// shorten cuts the middle and keeps the extension.
func shorten(name string) string {
	if len(name) <= maxName {
		return name
	}
	ext := path.Ext(name)
	if len(ext) > 16 {
		ext = ""
	}
	stem := name[:maxName-len(ext)]
	for !utf8.ValidString(stem) {
		stem = stem[:len(stem)-1]
	}
	return strings.TrimRight(stem, ". ") + ext
}

// names gives every file a path of its own, also where a file system does not tell upper from lower case.
type names map[string]bool

func (n names) take(dir, name string) string {
	ext := path.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	for i := 1; ; i++ {
		p := dir + name
		if key := strings.ToLower(p); !n[key] {
			n[key] = true
			return p
		}
		name = fmt.Sprintf("%s-%d%s", stem, i+1, ext)
	}
}
