package intake

import (
	"archive/tar"
	"bytes"
	"io"
	"testing"
)

// fuzzed takes one thing made of b through all of intake. The memory sink checks the contract; here it is checked that the limits hold.
func fuzzed(t *testing.T, name string, b []byte) {
	m := newMemory(t)
	w := &walk{sink: m, limits: Limits{Depth: 4, Members: 50, Free: 1 << 20, Mail: 1 << 20}.withDefaults()}
	a := Arrival{Report: name, Name: name, Size: int64(len(b)), Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }}
	budget := newBudget(w.limits, a.Size)
	total := budget.total
	if _, err := w.take(t.Context(), a, budget); err != nil {
		t.Fatalf("the walk ended: %v", err)
	}
	sum := int64(0)
	for report, b := range m.bytes {
		if report != name {
			sum += int64(len(b))
		}
	}
	if sum > total {
		t.Errorf("%d bytes came out of a file that may expand to %d", sum, total)
	}
}

func FuzzZip(f *testing.F) {
	f.Add(zipOf(f, pair{"a.txt", "x"}, pair{"dir/b.zip", string(zipOf(f, pair{"../c", "y"}))}))
	f.Add(zipOf(f, pair{"a.txt", "some longer text to be cut off somewhere"})[:60])
	f.Add(manyEntries(f, 60, "x", false))
	f.Add([]byte("PK\x05\x06"))
	f.Add(append(zipOf(f, pair{"a", "x"}), zipOf(f, pair{"b", "y"})...))
	f.Fuzz(func(t *testing.T, b []byte) { fuzzed(t, "x.zip", b) })
}

func FuzzTar(f *testing.F) {
	f.Add(tarOf(f, tar.Header{Name: "a/b", Uname: "x"}, tar.Header{Name: "l", Typeflag: tar.TypeSymlink, Linkname: "/"}))
	f.Add(tarOf(f, tar.Header{Name: "Ж", Uname: "x", PAXRecords: map[string]string{"comment": "c"}, Format: tar.FormatPAX})[:1600])
	f.Fuzz(func(t *testing.T, b []byte) { fuzzed(t, "x.tar", b) })
}

func FuzzMbox(f *testing.F) {
	const from = "From a@b Mon Mar  7 12:00:00 2022\n"
	f.Add([]byte(from + "From: a\nSubject: one\n\nwords\n\n" + from + "From: b\n\n>From here\n"))
	f.Add([]byte(from + from + "\n" + from))
	f.Add([]byte(from + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/mbox; name=x.mbox\n\n" + from + "\nx\n\n--b--\n"))
	f.Add([]byte("From  Mon Mar 7 1:\r\n\r\n\r\nFrom x Mon Mar 7 1:\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) { fuzzed(t, "x.mbox", b) })
}

func FuzzPacked(f *testing.F) {
	f.Add(gzipOf(f, []byte("text")))
	f.Add(append(gzipOf(f, []byte("text")), gzipOf(f, tarOf(f, tar.Header{Name: "a", Uname: "x"}))...))
	f.Add(gzipOf(f, tarOf(f, tar.Header{Name: "a", Uname: "x"})))
	f.Add(gzipOf(f, gzipOf(f, gzipOf(f, []byte("x")))))
	f.Add([]byte("BZh91AY&SY"))
	f.Fuzz(func(t *testing.T, b []byte) { fuzzed(t, "x.gz", b) })
}
