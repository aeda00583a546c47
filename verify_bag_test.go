package exhibit

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"io"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// unpack reads an archive of testdata/conformance into memory.
func unpack(t testing.TB, name string) fstest.MapFS {
	f, err := os.Open("testdata/conformance/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	out, r := fstest.MapFS{}, tar.NewReader(z)
	for {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if h.Typeflag == tar.TypeReg {
			out[path.Clean(h.Name)] = &fstest.MapFile{Data: b}
		}
	}
}

// The conformance suite's verdict is the name of the folder. A warning is a limit here, and an unsafe path is a finding
// on every system.
func TestBagConformanceSuite(t *testing.T) {
	bags := map[string]fstest.MapFS{}
	for p, f := range unpack(t, "bagit.tar.gz") {
		part := strings.SplitN(p, "/", 4)
		if len(part) < 4 {
			continue
		}
		name := strings.Join(part[:3], "/")
		if bags[name] == nil {
			bags[name] = fstest.MapFS{}
		}
		bags[name][part[3]] = f
	}
	count := map[string]int{}
	for _, name := range slices.Sorted(maps.Keys(bags)) {
		verdict := strings.Split(name, "/")[1]
		count[verdict]++
		t.Run(name, func(t *testing.T) {
			r := check(t, bags[name], Options{})
			if want := verdict == "valid" || verdict == "warning"; r.Unaltered() != want || r.Kind != "bag" {
				t.Errorf("%s: findings %v", r.Kind, r.Findings)
			}
			if warned := len(r.Limits) > 2; verdict == "warning" && !warned {
				t.Errorf("no limit warns: %v", r.Limits)
			}
		})
	}
	want := map[string]int{"valid": 27, "invalid": 15, "warning": 6, "linux-only": 6, "windows-only": 6}
	if !maps.Equal(count, want) {
		t.Errorf("bags read: %v, want %v", count, want)
	}
}
