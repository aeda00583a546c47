package intake

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestMemberNamesStayBelowTheirFolder(t *testing.T) {
	for name, want := range map[string]string{
		"dir/photo.jpg":    "dir/photo.jpg",
		"../../etc/passwd": "%2E%2E/%2E%2E/etc/passwd",
		"/etc/passwd":      "%2Fetc/passwd",
		"a//b":             "a/%2Fb",
		`C:\Windows\x.dll`: "C%3A%5CWindows%5Cx.dll",
		"c:/x":             "c%3A/x",
		`..\..\x`:          "..%5C..%5Cx",
		"a\x00.txt":        "a%00.txt",
		"a/./b":            "a/%2E/b",
		"..":               "%2E%2E",
		"12:30.txt":        "12:30.txt",
	} {
		got, why := memberName(name)
		if got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
		if DecodeName(got) != name {
			t.Errorf("%q decodes to %q", got, DecodeName(got))
		}
		if harmless := name == "dir/photo.jpg" || name == "12:30.txt"; harmless != (why == "") {
			t.Errorf("%q: %q", name, why)
		}
	}
	long, why := memberName(strings.Repeat("Ж\n", 5000))
	if len(long) > 230 || !utf8.ValidString(long) || why == "" {
		t.Errorf("%q (%s)", long, why)
	}
}

func TestEqualNamesAreNumbered(t *testing.T) {
	u := names{}
	var got []string
	for _, n := range []string{"a/x.jpg", "a/x.jpg", "a/x.jpg", "a/x~2.jpg", ".rc", ".rc", "plain", "plain"} {
		n, _ = u.unique(n)
		got = append(got, n)
	}
	want := "a/x.jpg a/x~2.jpg a/x~3.jpg a/x~2~2.jpg .rc .rc~2 plain plain~2"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got %s", s)
	}
	for range 100_000 { // must not look through all earlier ones each time
		u.unique("same")
	}
}

func TestReportNamesRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := string(rapid.SliceOf(rapid.Byte()).Draw(t, "name"))
		if rapid.Bool().Draw(t, "text") {
			name = rapid.String().Draw(t, "name as text")
		}
		if err := checkName(name); err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzReportName(f *testing.F) {
	for _, s := range []string{"a.txt", "%41", "%", "%%4", "\xff%ff", "..", "../x", "/", "a!b", "\u202e", "a\r\nb", "C:x", "\xe2\x80", strings.Repeat("%", 2000)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if err := checkName(name); err != nil {
			t.Error(err)
		}
	})
}

func checkName(name string) error {
	e := EncodeName(name)
	if got := DecodeName(e); got != name {
		return fmt.Errorf("%q became %q became %q", name, e, got)
	}
	if err := plain(e); err != nil {
		return err
	}
	m, _ := memberName(name)
	if err := plain(m); err != nil {
		return err
	}
	for i, part := range strings.Split(m, "/") {
		if part == ".." || part == "." || part == "" && i == 0 {
			return fmt.Errorf("member %q is named %q", name, m)
		}
	}
	if got := DecodeName(m); got != name && name != "" && len(m) < 200 {
		return fmt.Errorf("member %q became %q became %q", name, m, got)
	}
	return nil
}

// plain says what is wrong with an encoded name.
func plain(s string) error {
	if !utf8.ValidString(s) {
		return fmt.Errorf("%q is not UTF-8", s)
	}
	for _, r := range s {
		if r != '%' && hidden(r) {
			return fmt.Errorf("%q holds %U", s, r)
		}
	}
	return nil
}
