package intake

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// memory is a sink that keeps everything, and insists on its contract: a thing arrives or is refused, never both and never twice;
// a parent is there before its children; a remark speaks of what is there.
type memory struct {
	t        testing.TB
	order    []string
	bytes    map[string][]byte
	arrivals map[string]Arrival
	refused  map[string]string // report -> code
	reasons  map[string]string
	remarks  map[string][]string

	limit      int64 // bytes kept of one thing; more are counted and thrown away
	before     func(a Arrival)
	whileRead  func(a Arrival)
	received   func(a Arrival, r *Received)
	arrivedErr error
}

func newMemory(t testing.TB) *memory {
	return &memory{t: t, bytes: map[string][]byte{}, arrivals: map[string]Arrival{}, refused: map[string]string{},
		reasons: map[string]string{}, remarks: map[string][]string{}, limit: 64 << 20}
}

func (m *memory) Arrived(_ context.Context, a Arrival) (Received, error) {
	m.once(a.Report)
	if m.before != nil {
		m.before(a)
	}
	if a.Parent != "" {
		if _, ok := m.bytes[a.Parent]; !ok {
			m.t.Errorf("%q arrived before its parent %q", a.Report, a.Parent)
		}
	}
	b, err := m.read(a)
	if err != nil {
		return Received{}, fmt.Errorf("preserving: %w", err)
	}
	if m.arrivedErr != nil {
		return Received{}, m.arrivedErr
	}
	if a.Size >= 0 && int64(len(b)) != a.Size && a.Size <= m.limit {
		m.t.Errorf("%q stated %d bytes and has %d", a.Report, a.Size, len(b))
	}
	m.order = append(m.order, a.Report)
	m.bytes[a.Report], m.arrivals[a.Report] = b, a
	got := Received{Head: b[:min(len(b), 4096)], New: true, Open: func() (io.ReadSeekCloser, int64, error) {
		return seekCloser{bytes.NewReader(b)}, int64(len(b)), nil
	}}
	if m.received != nil {
		m.received(a, &got)
	}
	return got, nil
}

func (m *memory) read(a Arrival) ([]byte, error) {
	r, err := a.Open()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	_, err = io.CopyN(&b, r, min(m.limit, 1000))
	if err == nil {
		if m.whileRead != nil {
			m.whileRead(a)
		}
		if _, err = io.CopyN(&b, r, m.limit); err == nil {
			_, err = io.Copy(io.Discard, r)
		}
	}
	if err == io.EOF {
		err = nil
	}
	r.Close()
	if err == nil {
		err = a.Check()
	}
	return b.Bytes(), err
}

func (m *memory) Outcome(_ context.Context, o Outcome) error {
	if o.Code == "" || o.Reason == "" || strings.ContainsAny(o.Reason, "\n\r") {
		m.t.Errorf("outcome %+v has no code or no sentence", o)
	}
	if o.Preserved {
		if _, ok := m.bytes[o.Report]; !ok {
			m.t.Errorf("remark %s on %q, which did not arrive", o.Code, o.Report)
		}
		m.remarks[o.Report] = append(m.remarks[o.Report], o.Code)
		m.reasons[o.Report+" "+o.Code] = o.Reason
		return nil
	}
	if _, ok := m.bytes[o.Report]; ok {
		m.t.Errorf("%q arrived and was refused (%s)", o.Report, o.Code)
	}
	if _, ok := m.refused[o.Report]; ok {
		m.t.Errorf("%q was refused twice", o.Report)
	}
	m.refused[o.Report] = o.Code
	m.reasons[o.Report] = o.Reason
	return nil
}

func (m *memory) once(report string) {
	if _, ok := m.bytes[report]; ok {
		m.t.Errorf("%q arrived twice", report)
	}
	for _, part := range strings.Split(report, "!") {
		if err := plain(part); err != nil {
			m.t.Error(err)
		}
	}
}

type seekCloser struct{ *bytes.Reader }

func (seekCloser) Close() error { return nil }

// walked walks paths with a memory.
func walked(t testing.TB, cfg Config, paths ...string) *memory {
	t.Helper()
	m := newMemory(t)
	if err := Walk(t.Context(), m, cfg, paths...); err != nil {
		t.Fatal(err)
	}
	return m
}

// one walks a folder that holds one file.
func one(t testing.TB, cfg Config, name string, content []byte) *memory {
	t.Helper()
	dir := t.TempDir()
	put(t, dir, name, content)
	return walked(t, cfg, dir)
}

func put(t testing.TB, dir, name string, content []byte) {
	t.Helper()
	p := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

type pair struct{ name, content string }

func zipOf(t testing.TB, members ...pair) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range members {
		w, err := z.CreateHeader(&zip.FileHeader{Name: m.name, Method: zip.Deflate})
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, m.content)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarOf(t testing.TB, headers ...tar.Header) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, h := range headers {
		content := h.Uname // where the tests put it
		h.Uname = ""
		h.Size = int64(len(content))
		h.Mode = 0o644
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, content)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipOf(t testing.TB, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(content)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
