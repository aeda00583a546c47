package submission

import (
	"archive/zip"
	"bufio"
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A BagIt validator written from RFC 8493 alone, that shares no code with the writer or with Verify.
func validBag(fsys fs.FS) error {
	decl, err := fs.ReadFile(fsys, "bagit.txt")
	if err != nil {
		return err
	}
	if !regexp.MustCompile(`\ABagIt-Version: 1\.0\r?\nTag-File-Character-Encoding: UTF-8(\r?\n)?\z`).Match(decl) {
		return fmt.Errorf("bagit.txt: %q", decl)
	}
	present := map[string]bool{}
	if err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			present[p] = true
		}
		return err
	}); err != nil {
		return err
	}
	algorithms := map[string]func() hash.Hash{"sha256": sha256.New, "md5": md5.New}
	manifests := 0
	for _, kind := range []string{"manifest", "tagmanifest"} {
		for alg, make := range algorithms {
			listed, err := manifestOf(fsys, kind+"-"+alg+".txt")
			if err != nil {
				return err
			}
			if listed == nil {
				continue
			}
			if kind == "manifest" {
				manifests++
				for p := range present {
					if strings.HasPrefix(p, "data/") && listed[p] == "" {
						return fmt.Errorf("%s is not in the %s manifest", p, alg)
					}
				}
			}
			for p, want := range listed {
				if (kind == "manifest") != strings.HasPrefix(p, "data/") {
					return fmt.Errorf("%s in a %s", p, kind)
				}
				b, err := fs.ReadFile(fsys, p)
				if err != nil {
					return err
				}
				h := make()
				h.Write(b)
				if hex.EncodeToString(h.Sum(nil)) != want {
					return fmt.Errorf("%s does not have its %s", p, alg)
				}
			}
		}
	}
	if manifests == 0 {
		return fmt.Errorf("no payload manifest")
	}
	return infoOf(fsys, present)
}

func manifestOf(fsys fs.FS, name string) (map[string]string, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, nil
	}
	defer f.Close()
	line := regexp.MustCompile(`^([0-9a-fA-F]+)[ \t]+(\S.*)$`)
	out := map[string]string{}
	s := bufio.NewScanner(f)
	for s.Scan() {
		m := line.FindStringSubmatch(s.Text())
		if m == nil {
			return nil, fmt.Errorf("%s: line %q", name, s.Text())
		}
		p := strings.NewReplacer("%0A", "\n", "%0D", "\r", "%25", "%").Replace(m[2])
		if out[p] != "" {
			return nil, fmt.Errorf("%s lists %q twice", name, p)
		}
		if strings.HasPrefix(p, "/") || strings.HasPrefix(p, "~") || strings.Contains("/"+p+"/", "/../") {
			return nil, fmt.Errorf("%s lists %q", name, p)
		}
		out[p] = strings.ToLower(m[1])
	}
	return out, s.Err()
}

// infoOf checks Payload-Oxum and that every element is "Label: value".
func infoOf(fsys fs.FS, present map[string]bool) error {
	b, err := fs.ReadFile(fsys, "bag-info.txt")
	if err != nil {
		return err
	}
	var octets, streams int64
	for p := range present {
		if strings.HasPrefix(p, "data/") {
			fi, err := fs.Stat(fsys, p)
			if err != nil {
				return err
			}
			octets, streams = octets+fi.Size(), streams+1
		}
	}
	found := false
	for _, line := range strings.Split(strings.TrimSuffix(string(b), "\n"), "\n") {
		label, value, ok := strings.Cut(line, ": ")
		if !ok || strings.ContainsAny(label, " \t") {
			return fmt.Errorf("bag-info.txt: %q", line)
		}
		if label == "Payload-Oxum" {
			found = value == fmt.Sprintf("%d.%d", octets, streams)
		}
	}
	if !found {
		return fmt.Errorf("bag-info.txt does not say Payload-Oxum: %d.%d", octets, streams)
	}
	return nil
}

func TestPackagePassesAnIndependentBagItValidator(t *testing.T) {
	h := newHouse(t)
	h.req.MD5 = true
	dir := t.TempDir()
	if _, err := h.writer().Write(t.Context(), filepath.Join(dir, "out"), h.req); err != nil {
		t.Fatal(err)
	}
	if err := validBag(os.DirFS(filepath.Join(dir, "out"))); err != nil {
		t.Error(err)
	}
	if _, err := h.writer().Write(t.Context(), filepath.Join(dir, "packed.zip"), h.req); err != nil {
		t.Fatal(err)
	}
	z, err := zip.OpenReader(filepath.Join(dir, "packed.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	inside, err := fs.Sub(z, "packed") // one folder of the archive's name, as RFC 8493, 4 has it
	if err != nil {
		t.Fatal(err)
	}
	if err := validBag(inside); err != nil {
		t.Error(err)
	}
	for _, f := range z.File { // archive/zip checks every CRC when a file is read to its end
		r, err := f.Open()
		if err == nil {
			_, err = io.Copy(io.Discard, r)
		}
		if err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	if tool, err := exec.LookPath("bagit.py"); err == nil { // Library of Congress, bagit-python, where it is installed
		if out, err := exec.Command(tool, "--validate", filepath.Join(dir, "out")).CombinedOutput(); err != nil {
			t.Errorf("bagit-python: %v\n%s", err, out)
		}
	}
	// The validator itself finds what is wrong.
	victim := filepath.Join(dir, "out", "README.txt")
	if err := os.Chmod(victim, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(victim, []byte("another"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := validBag(os.DirFS(filepath.Join(dir, "out"))); err == nil {
		t.Error("the validator passes an altered tag file")
	}
}
