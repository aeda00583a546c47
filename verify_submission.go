package exhibit

import (
	"bytes"
	"crypto"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Paths in a submission (docs/format/submission.md, 1).
const (
	bagitText         = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
	payloadManifest   = "manifest-sha256.txt"
	payloadMD5        = "manifest-md5.txt"
	tagManifest       = "tagmanifest-sha256.txt"
	signaturePath     = "tagmanifest-sha256.txt.minisig"
	submissionEntries = "machine/entries.jsonl"
	proofsPath        = "machine/proofs.jsonl"
	submissionHead    = "machine/checkpoint"
	keysPath          = "machine/keys.txt"
	itemsFolder       = "data/evidence/items/"
	derivationsFolder = "data/evidence/derivations/"
)

// marksSubmission reports whether bag-info.txt says that exhibit made the bag.
func (c *checker) marksSubmission() bool {
	b, err := c.read("bag-info.txt")
	return err == nil && (bytes.Contains(b, []byte("External-Identifier: exhibit.submission/")) || bytes.Contains(b, []byte("Bag-Software-Agent: exhibit/")))
}

// submission is a package while it is checked.
type submission struct {
	c        *checker
	files    map[string]bool
	payload  manifest // manifest-sha256.txt
	tags     manifest
	manifest Ref // digest of manifest-sha256.txt
	walk     *entries
	lines    map[int64]Ref // leaf of every line handed over
	items    map[Ref][]int64
	first    map[int64]Ref // item of every received entry
	derived  map[Ref]bool
	anchors  []anchored
	release  *Entry
	released ReleasedBody
	versions versions
	allowed  allowances
	releaser *key
}

// checkSubmission checks a package in the form of docs/format/submission.md.
func (c *checker) checkSubmission() error {
	files, err := c.bagFiles()
	if err != nil {
		return err
	}
	s := &submission{c: c, files: files, lines: map[int64]Ref{}, items: map[Ref][]int64{}, first: map[int64]Ref{}, derived: map[Ref]bool{}, allowed: newAllowances()}
	if err := s.form(); err != nil {
		return err
	}
	s.hash()
	if err := s.ledger(); err != nil {
		return err
	}
	s.checkRelease()
	s.versions.check(c, submissionEntries)
	s.checkEvidence()
	s.checkIndex()
	s.signature()
	c.rep.Items = int64(len(s.items))
	return nil
}

// form checks the files that make the package a bag, to the byte.
func (s *submission) form() error {
	b, err := s.c.read("bagit.txt")
	if err != nil {
		s.c.find("bag-declaration", "bagit.txt", -1, "the bag's declaration: %s", why(err))
	} else if string(b) != bagitText {
		s.c.find("package-form", "bagit.txt", -1, "the file should be %q", bagitText)
	}
	s.payload = s.manifestFile(payloadManifest, false)
	s.tags = s.manifestFile(tagManifest, true)
	if raw, err := s.c.readUpTo(payloadManifest, largeFile); err == nil {
		s.manifest = RefOf(raw)
	}
	for _, p := range slices.Sorted(maps.Keys(s.files)) {
		inData := strings.HasPrefix(p, "data/")
		switch _, tagged := s.tags.sums[p]; {
		case inData && s.payload.sums[p] == "":
			s.c.find("payload-unlisted", p, -1, "the file is in no manifest")
		case !inData && p != tagManifest && p != signaturePath && !tagged:
			s.c.find("tag-unlisted", p, -1, "the file is not in %s", tagManifest)
		case !inData && !knownTagFile(p):
			s.c.find("package-form", p, -1, "no file of this name belongs to a submission")
		}
	}
	s.listedButMissing(s.payload, "payload-missing")
	s.listedButMissing(s.tags, "tag-missing")
	return s.info()
}

func (s *submission) listedButMissing(m manifest, code string) {
	for p := range m.sums {
		if !s.files[p] {
			s.c.find(code, p, -1, "the file is in %s and is not here", m.name)
		}
	}
}

func knownTagFile(p string) bool {
	switch p {
	case "bagit.txt", "bag-info.txt", "README.txt", payloadManifest, payloadMD5, tagManifest, signaturePath, submissionEntries, proofsPath, submissionHead, keysPath:
		return true
	}
	name, ok := strings.CutPrefix(p, "machine/tokens/")
	n, ext, _ := strings.Cut(name, ".")
	v, err := strconv.ParseInt(n, 10, 64)
	return ok && (ext == "tsr" || ext == "checkpoint") && err == nil && strconv.FormatInt(v, 10) == n
}

// manifestFile reads a manifest that must be canonical: lower-case hex, two spaces, the path, LF, sorted by path.
func (s *submission) manifestFile(name string, tag bool) manifest {
	m := manifest{name: name, hash: crypto.SHA256, sums: map[string]string{}}
	b, err := s.c.readUpTo(name, largeFile)
	if err != nil {
		s.c.find("manifest-missing", name, -1, "the manifest: %s", why(err))
		return m
	}
	s.canonical(name, b, 64, tag, m.sums)
	return m
}

// canonical reads the lines of a manifest into sums and reports the first way in which its form is not ours.
func (s *submission) canonical(name string, b []byte, sumLength int, tag bool, sums map[string]string) {
	bad, last := "", ""
	say := func(format string, args ...any) {
		if bad == "" {
			bad = fmt.Sprintf(format, args...)
		}
	}
	text, whole := strings.CutSuffix(string(b), "\n")
	if !whole {
		say("it does not end with a line end")
	}
	for i, line := range strings.Split(text, "\n") {
		if len(line) < sumLength+3 || line[sumLength:sumLength+2] != "  " || strings.Trim(line[:sumLength], "0123456789abcdef") != "" {
			say("line %d is not a checksum in %d lower-case hex digits, two spaces and a path", i+1, sumLength)
			continue
		}
		p := line[sumLength+2:]
		if !safePath(p) || strings.ContainsAny(p, "%\r") || strings.HasPrefix(p, "data/") == tag {
			s.c.find("path-unsafe", name, -1, "line %d names %q, which a submission cannot hold there", i+1, p)
			continue
		}
		if p <= last {
			say("line %d is not in the order of paths", i+1)
		}
		if _, twice := sums[p]; twice {
			s.c.find("manifest-form", name, -1, "%q is listed twice", p)
		}
		sums[p], last = line[:sumLength], p
	}
	if bad != "" {
		s.c.find("package-form", name, -1, "the manifest is not written as a submission's is: %s", bad)
	}
}

// info checks bag-info.txt: these elements, in this order, each once.
func (s *submission) info() error {
	b, err := s.c.read("bag-info.txt")
	if err != nil {
		s.c.find("bag-info", "bag-info.txt", -1, "the file: %s", why(err))
		return nil
	}
	values := map[string]string{}
	rest := string(b)
	for _, label := range []string{"Bag-Software-Agent", "Bagging-Date", "External-Description", "External-Identifier", "Internal-Sender-Identifier", "Payload-Oxum"} {
		line, more, ok := strings.Cut(rest, "\n")
		value, labelled := strings.CutPrefix(line, label+": ")
		if !ok || !labelled {
			s.c.find("package-form", "bag-info.txt", -1, "a line %q is due where %q stands", label+": …", line)
			break
		}
		values[label], rest = value, more
	}
	if len(values) == 6 && rest != "" {
		s.c.find("package-form", "bag-info.txt", -1, "more stands after Payload-Oxum")
	}
	format := values["External-Identifier"]
	if strings.HasPrefix(format, "exhibit.submission/") && format != SubmissionFormat {
		return fmt.Errorf("bag-info.txt says format %q: %w", format, ErrNewer)
	}
	if format != SubmissionFormat || !strings.HasPrefix(values["Bag-Software-Agent"], "exhibit/") {
		s.c.find("package-form", "bag-info.txt", -1, "the file does not say that this is a submission of format %s made by exhibit", SubmissionFormat)
	}
	s.c.rep.Origin = values["Internal-Sender-Identifier"]
	if oxum, ok := values["Payload-Oxum"]; ok {
		s.oxum(oxum)
	}
	return nil
}

func (s *submission) oxum(want string) {
	var bytes, count int64
	for p := range s.files {
		if !strings.HasPrefix(p, "data/") {
			continue
		}
		count++
		if f, err := s.c.fsys.Open(p); err == nil {
			if fi, err := f.Stat(); err == nil {
				bytes += fi.Size()
			}
			f.Close()
		}
	}
	if have := fmt.Sprintf("%d.%d", bytes, count); have != want {
		s.c.find("bag-oxum", "bag-info.txt", -1, "Payload-Oxum is %s, and the payload has %s", want, have)
	}
}

// hash reads every file and compares it with the manifests.
func (s *submission) hash() {
	payload := []manifest{s.payload}
	if s.files[payloadMD5] {
		m := manifest{name: payloadMD5, hash: crypto.MD5, sums: map[string]string{}}
		if b, err := s.c.readUpTo(payloadMD5, largeFile); err != nil {
			s.c.find("manifest-missing", payloadMD5, -1, "the manifest: %s", why(err))
		} else {
			s.canonical(payloadMD5, b, 32, false, m.sums)
		}
		for p := range s.payload.sums {
			if m.sums[p] == "" {
				s.c.find("payload-unlisted", p, -1, "the file is not in %s", payloadMD5)
			}
		}
		s.listedButMissing(m, "payload-missing")
		payload = append(payload, m)
	}
	bufs := newBuffers()
	each(s.c, slices.Sorted(maps.Keys(s.files)), func(p string) {
		buf := bufs.pool.Get().(*[]byte)
		defer bufs.pool.Put(buf)
		switch {
		case strings.HasPrefix(p, "data/"):
			s.c.compare(p, "payload", payload, *buf)
		default:
			s.c.compare(p, "tag", []manifest{s.tags}, *buf)
		}
	})
}
