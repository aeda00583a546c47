package intake

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMembersOfAnArchiveAreThingsOfTheirOwn(t *testing.T) {
	inner := zipOf(t, pair{"photo.jpg", "jpeg"})
	files := []pair{{"list.csv", "a,b"}, {"dir/", ""}, {"dir/inner.zip", string(inner)}, {"dir/empty.txt", ""}}
	tarred := tarOf(t, tar.Header{Name: "./list.csv", Uname: "a,b"}, tar.Header{Name: "dir/", Typeflag: tar.TypeDir},
		tar.Header{Name: "dir/inner.zip", Uname: string(inner)}, tar.Header{Name: "dir/empty.txt"})
	for name, content := range map[string][]byte{
		"x.zip": zipOf(t, files...), "x.tar": tarred, "x.tar.gz": gzipOf(t, tarred), "x.tgz": gzipOf(t, tarred),
		"no ending": zipOf(t, files...),
	} {
		t.Run(name, func(t *testing.T) {
			m := one(t, Config{}, name, content)
			want := []string{name, name + "!list.csv", name + "!dir/inner.zip", name + "!dir/inner.zip!photo.jpg", name + "!dir/empty.txt"}
			if d := cmp.Diff(want, m.order); d != "" {
				t.Error(d)
			}
			a := m.arrivals[name+"!dir/inner.zip!photo.jpg"]
			if string(m.bytes[a.Report]) != "jpeg" || a.Parent != name+"!dir/inner.zip" || a.Depth != 2 || a.Path != "" || a.Size != 4 || a.Name != "photo.jpg" {
				t.Errorf("%+v", a)
			}
			if d := cmp.Diff([]string{Expanded}, m.remarks[name]); d != "" {
				t.Error(d)
			}
			if len(m.refused) > 0 {
				t.Errorf("refused: %v", m.reasons)
			}
		})
	}
}

func TestASinglePackedFileHasItsContentAsAMember(t *testing.T) {
	// "Shelling was reported." packed by bzip2, which Go reads and does not write.
	bz, err := base64.StdEncoding.DecodeString(bzip2Sample)
	if err != nil {
		t.Fatal(err)
	}
	two := append(gzipOf(t, []byte("one ")), gzipOf(t, []byte("two"))...)
	for _, c := range []struct {
		name    string
		content []byte
		member  string
		want    string
	}{
		{"report.txt.gz", gzipOf(t, []byte("text")), "report.txt", "text"},
		{"REPORT.TXT.GZ", gzipOf(t, []byte("text")), "REPORT.TXT", "text"},
		{"packed", gzipOf(t, []byte("text")), "packed.content", "text"},
		{"a.tgz", gzipOf(t, []byte("no tar")), "a.tar", "no tar"},
		{"two.gz", two, "two", "one two"},
		{"padded.gz", append(gzipOf(t, []byte("text")), make([]byte, 512)...), "padded", "text"},
		{"empty.gz", gzipOf(t, nil), "empty", ""},
		{"r.txt.bz2", bz, "r.txt", "Shelling was reported.\n"},
	} {
		m := one(t, Config{}, c.name, c.content)
		got, ok := m.bytes[c.name+"!"+c.member]
		if !ok || string(got) != c.want {
			t.Errorf("%s: %q, arrived %v, refused %v", c.name, got, m.order, m.reasons)
		}
	}
}

const bzip2Sample = "QlpoOTFBWSZTWfkwzZMAAAJTgAAQQAEIACbl3IAgACKNAaB6n6oU0yMTExGWL0HNC2oWQyB5/F3JFOFCQ+TDNkw="

func TestAMemberCanBeOpenedAgain(t *testing.T) {
	tarred := tarOf(t, tar.Header{Name: "1", Uname: "first"}, tar.Header{Name: "2", Uname: "second"})
	mail := "From: a@example.org\r\nMIME-Version: 1.0\r\nContent-Type: application/pdf; name=1\r\n\r\nfirst"
	for name, content := range map[string][]byte{
		"x.zip": zipOf(t, pair{"1", "first"}), "x.tar": tarred, "x.tgz": gzipOf(t, tarred), "1.gz": gzipOf(t, []byte("first")), "x.eml": []byte(mail),
	} {
		opened := 0
		m := newMemory(t)
		m.before = func(a Arrival) {
			if a.Parent == "" || a.Name != "1" {
				return
			}
			for range 2 {
				r, err := a.Open()
				if err != nil {
					t.Fatal(err)
				}
				one := make([]byte, 1)
				r.Read(one)
				rest, err := io.ReadAll(r)
				if string(one)+string(rest) != "first" || err != nil {
					t.Errorf("%s: %q%q %v", name, one, rest, err)
				}
				r.Close()
				opened++
			}
		}
		dir := t.TempDir()
		put(t, dir, name, content)
		if err := Walk(t.Context(), m, Config{}, dir); err != nil {
			t.Fatal(err)
		}
		if opened != 2 || string(m.bytes[name+"!1"]) != "first" {
			t.Errorf("%s: opened %d times, arrived %v, refused %v", name, opened, m.order, m.reasons)
		}
	}
}

func TestMembersWithHarmfulNamesArePreservedUnderSafeOnes(t *testing.T) {
	m := one(t, Config{}, "x.zip", zipOf(t, pair{"../../evil.sh", "1"}, pair{"/etc/passwd", "2"}, pair{`C:\run.exe`, "3"},
		pair{"nul\x00.txt", "4"}, pair{"same.txt", "5"}, pair{"same.txt", "6"}, pair{"bad\xff.txt", "7"}, pair{"", "8"}))
	want := map[string]string{
		"x.zip!%2E%2E/%2E%2E/evil.sh": "1" + UnsafePath, "x.zip!%2Fetc/passwd": "2" + UnsafePath, "x.zip!C%3A%5Crun.exe": "3" + UnsafePath,
		"x.zip!nul%00.txt": "4" + UnsafePath, "x.zip!same.txt": "5", "x.zip!same~2.txt": "6" + DuplicateName, "x.zip!bad%FF.txt": "7",
		"x.zip!unnamed": "8" + UnsafePath,
	}
	got := map[string]string{}
	for report, b := range m.bytes {
		if report != "x.zip" {
			got[report] = string(b) + strings.Join(m.remarks[report], " ")
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestDocumentsThatAreZipsAreNotOpened(t *testing.T) {
	office := zipOf(t, pair{"[Content_Types].xml", "<x/>"}, pair{"_rels/.rels", "<x/>"}, pair{"word/document.xml", "<x/>"})
	for name, content := range map[string][]byte{
		"a.docx": office,
		"a.odt":  zipOf(t, pair{"mimetype", "application/vnd.oasis.opendocument.text"}, pair{"content.xml", ""}),
		"a.epub": zipOf(t, pair{"mimetype", "application/epub+zip"}, pair{"x.html", ""}),
		"a.jar":  zipOf(t, pair{"META-INF/MANIFEST.MF", ""}, pair{"A.class", ""}),
		"a.apk":  zipOf(t, pair{"AndroidManifest.xml", ""}, pair{"classes.dex", ""}),
	} {
		m := one(t, Config{}, name, content)
		if len(m.order) != 1 || len(m.remarks) > 0 {
			t.Errorf("%s: arrived %v, remarks %v", name, m.order, m.remarks)
		}
	}
	m := one(t, Config{}, "disguised.zip", office)
	if d := cmp.Diff(map[string][]string{"disguised.zip": {Document}}, m.remarks); d != "" {
		t.Error(d)
	}
}

func TestKindsThatAreNotOpenedAreNamed(t *testing.T) {
	for name, content := range map[string]string{
		"a.rar": "Rar!\x1a\x07\x01\x00", "a.7z": "7z\xbc\xaf\x27\x1c", "a.xz": "\xfd7zXZ\x00", "a.zst": "\x28\xb5\x2f\xfd", "a.pst": "!BDN",
		"a.msg": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
	} {
		m := one(t, Config{}, name, []byte(content))
		if d := cmp.Diff(map[string][]string{name: {NoReader}}, m.remarks); d != "" {
			t.Error(d)
		}
	}
	if m := one(t, Config{}, "a.doc", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")); len(m.remarks) > 0 {
		t.Errorf("an old Word document holds no others: %v", m.remarks)
	}
}

func TestABombIsGivenUpAndItsArchivePreserved(t *testing.T) {
	small := Limits{Free: 1 << 20}
	zeros := strings.Repeat("\x00", 4<<20)
	liar := zipOf(t, pair{"big", zeros}) // says that "big" has 100 bytes
	at := bytes.Index(liar, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(liar[at+24:], 100)
	for name, c := range map[string]struct {
		content []byte
		refused map[string]string
		remarks []string
	}{
		"stated.zip": {zipOf(t, pair{"before", "1"}, pair{"big", zeros}, pair{"after", "2"}), map[string]string{"stated.zip!big": Bomb}, []string{Expanded}},
		"liar.zip":   {liar, map[string]string{"liar.zip!big": BadArchive}, []string{Expanded}},
		"big.gz":     {gzipOf(t, []byte(zeros)), map[string]string{"big.gz!big": Bomb}, []string{Expanded}},
		"big.tgz":    {gzipOf(t, tarOf(t, tar.Header{Name: "big", Uname: zeros})), map[string]string{"big.tgz!big": Bomb}, []string{Bomb}},
	} {
		m := one(t, Config{Limits: small}, name, c.content)
		if d := cmp.Diff(c.refused, m.refused); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		if d := cmp.Diff(c.remarks, m.remarks[name]); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		if !bytes.Equal(m.bytes[name], c.content) {
			t.Errorf("%s itself is not preserved", name)
		}
	}
}

func TestAllMembersTogetherAreBounded(t *testing.T) {
	// Many members, each within its own limit, together beyond what one file on disk may expand to: 16 MiB here.
	limits := Limits{Free: 1 << 20}
	part := strings.Repeat("\x00", 900<<10)
	var stated, unstated []pair
	for i := range 40 {
		stated = append(stated, pair{fmt.Sprint(i), part})
		unstated = append(unstated, pair{fmt.Sprint(i, ".gz"), string(gzipOf(t, []byte(part)))})
	}
	inner := func(members []pair) pair { return pair{"inner.zip", string(zipOf(t, members...))} }
	m := one(t, Config{Limits: limits}, "x.zip", zipOf(t, append(stated[:10:10], inner(stated[20:]), pair{"after", "x"})...))
	if len(m.order) != 21 || len(m.refused) != 12 {
		t.Errorf("%d arrived, refused: %v", len(m.order), m.refused)
	}
	if _, ok := m.bytes["x.zip!after"]; !ok {
		t.Error("what there is room for is taken")
	}
	m = one(t, Config{Limits: limits}, "x.zip", zipOf(t, inner(unstated), pair{"after", "x"}))
	if m.remarks["x.zip"][0] != Bomb || m.remarks["x.zip!inner.zip"][0] != Bomb || len(m.refused) != 1 {
		t.Errorf("remarks %v, refused %v", m.remarks, m.refused)
	}
	if len(m.order) > 40 {
		t.Errorf("%d arrived", len(m.order))
	}
}

func TestOverlappingMembersAreBounded(t *testing.T) {
	// Every entry of the directory points at the same packed bytes, so a small file states as much as one likes.
	overlapping := manyEntries(t, 3000, strings.Repeat("\x00", 1<<20), false)
	m := one(t, Config{Limits: Limits{Free: 4 << 20}}, "x.zip", overlapping)
	if got := len(m.order); got < 60 || got > 66 {
		t.Errorf("%d arrived", got)
	}
	if !strings.Contains(strings.Join(m.remarks["x.zip"], " "), Bomb) {
		t.Errorf("remarks %v", m.remarks["x.zip"])
	}
}

// manyEntries is a ZIP whose directory names one member n times.
func manyEntries(t testing.TB, n int, content string, named bool) []byte {
	t.Helper()
	one := zipOf(t, pair{"00000000", content})
	at := bytes.Index(one, []byte("PK\x01\x02"))
	entry := one[at:bytes.LastIndex(one, []byte("PK\x05\x06"))]
	out := append([]byte{}, one[:at]...)
	for i := range n {
		e := bytes.Clone(entry)
		copy(e[46:], fmt.Sprintf("%08d", i))
		out = append(out, e...)
	}
	d := directory{start: int64(at), offset: uint64(at)}
	return append(out, d.closing(n, n*len(entry))...)
}

func TestAMillionEntriesAreCountedInBoundedMemory(t *testing.T) {
	const n = 1_000_000
	content := manyEntries(t, n, "x", false)
	m := newMemory(t)
	m.limit = 1 << 30
	dir := t.TempDir()
	put(t, dir, "x.zip", content)
	var peak uint64
	m.before = func(a Arrival) {
		if len(m.order)%500 == 0 {
			var s runtime.MemStats
			runtime.ReadMemStats(&s)
			peak = max(peak, s.HeapInuse)
		}
	}
	runtime.GC()
	if err := Walk(t.Context(), m, Config{Limits: Limits{Members: 2000}}, dir); err != nil {
		t.Fatal(err)
	}
	if len(m.order) != 2001 {
		t.Errorf("%d arrived", len(m.order))
	}
	if d := cmp.Diff([]string{TooMany}, m.remarks["x.zip"]); d != "" {
		t.Error(d)
	}
	if r := m.reasons["x.zip "+TooMany]; !strings.Contains(r, " 998000 ") {
		t.Errorf("how many were not taken is not said: %s", r)
	}
	t.Logf("%d MB in use for a file of %d MB", peak>>20, len(content)>>20)
}

func TestNestingIsFollowedToTheLimit(t *testing.T) {
	b := []byte("at the bottom")
	name := "bottom.txt"
	for range 10 {
		b, name = zipOf(t, pair{name, string(b)}), "n.zip"
	}
	m := one(t, Config{}, "n.zip", b)
	if len(m.order) != 9 {
		t.Errorf("arrived %q", m.order)
	}
	deepest := m.order[len(m.order)-1]
	if d := cmp.Diff([]string{TooDeep}, m.remarks[deepest]); d != "" {
		t.Error(d)
	}
	m = one(t, Config{Limits: Limits{Depth: 20}}, "n.zip", b)
	if len(m.order) != 11 || !strings.HasSuffix(m.order[10], "!bottom.txt") {
		t.Errorf("arrived %q", m.order)
	}
}

func TestMembersThatCannotBeTakenAreRecorded(t *testing.T) {
	locked := zipOf(t, pair{"secret.txt", "x"}, pair{"open.txt", "y"})
	for _, sig := range []string{"PK\x01\x02", "PK\x03\x04"} {
		at := bytes.Index(locked, []byte(sig))
		locked[at+6+2*(strings.Count(sig, "\x01"))] |= 1
	}
	odd := zipOf(t, pair{"odd.txt", "x"})
	at := bytes.Index(odd, []byte("PK\x01\x02"))
	odd[at+10] = 93
	broken := zipOf(t, pair{"broken.txt", strings.Repeat("all sorts of words ", 20)}, pair{"fine.txt", "y"})
	broken[40] ^= 0xff
	var withLink bytes.Buffer
	z := zip.NewWriter(&withLink)
	h := &zip.FileHeader{Name: "link"}
	h.SetMode(0o777 | 1<<27) // fs.ModeSymlink
	w, _ := z.CreateHeader(h)
	io.WriteString(w, "/etc/passwd")
	z.Close()
	special := tarOf(t, tar.Header{Name: "dev", Typeflag: tar.TypeChar}, tar.Header{Name: "pipe", Typeflag: tar.TypeFifo},
		tar.Header{Name: "sym", Typeflag: tar.TypeSymlink, Linkname: "../../x"}, tar.Header{Name: "hard", Typeflag: tar.TypeLink, Linkname: "f"}, tar.Header{Name: "f", Uname: "x"})
	for name, c := range map[string]struct {
		content []byte
		want    map[string]string
		arrived int
	}{
		"locked.zip":  {locked, map[string]string{"locked.zip!secret.txt": Encrypted}, 2},
		"odd.zip":     {odd, map[string]string{"odd.zip!odd.txt": Unsupported}, 1},
		"broken.zip":  {broken, map[string]string{"broken.zip!broken.txt": BadArchive}, 2},
		"link.zip":    {withLink.Bytes(), map[string]string{"link.zip!link": Link}, 1},
		"special.tar": {special, map[string]string{"special.tar!dev": SpecialFile, "special.tar!pipe": SpecialFile, "special.tar!sym": Link, "special.tar!hard": Link}, 2},
	} {
		m := one(t, Config{}, name, c.content)
		if d := cmp.Diff(c.want, m.refused); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		if len(m.order) != c.arrived {
			t.Errorf("%s: arrived %v", name, m.order)
		}
	}
}

func TestOfATruncatedArchiveTheWholeMembersAreKept(t *testing.T) {
	noise := func(seed byte) string { // does not compress
		b := make([]byte, 40_000)
		x := uint32(seed) + 1
		for i := range b {
			x = x*1664525 + 1013904223
			b[i] = byte(x >> 24)
		}
		return string(b)
	}
	var stored bytes.Buffer // sizes before the bytes, as most programs write them
	z := zip.NewWriter(&stored)
	for i, c := range []string{noise(1), noise(2), noise(3)} {
		w, err := z.CreateRaw(&zip.FileHeader{Name: fmt.Sprint(i + 1), CRC32: crc32.ChecksumIEEE([]byte(c)), CompressedSize64: 40_000, UncompressedSize64: 40_000})
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, c)
	}
	z.Close()
	members := []pair{{"1", noise(1)}, {"2", noise(2)}, {"3", noise(3)}}
	tarred := tarOf(t, tar.Header{Name: "1", Uname: noise(1)}, tar.Header{Name: "2", Uname: noise(2)}, tar.Header{Name: "3", Uname: noise(3)})
	for name, content := range map[string][]byte{
		"stored.zip": stored.Bytes(), "deflated.zip": zipOf(t, members...), "x.tar": tarred, "x.tar.gz": gzipOf(t, tarred),
	} {
		m := one(t, Config{}, name, content[:100_000])
		if string(m.bytes[name+"!1"]) != noise(1) || string(m.bytes[name+"!2"]) != noise(2) {
			t.Errorf("%s: arrived %v, refused %v", name, m.order, m.reasons)
		}
		if _, ok := m.bytes[name+"!3"]; ok {
			t.Errorf("%s: a part of a member looks whole", name)
		}
		if r := m.remarks[name]; len(r) != 1 || r[0] != BadArchive {
			t.Errorf("%s: remarks %v", name, r)
		}
		t.Log(m.reasons[name+" "+BadArchive])
	}
	single := gzipOf(t, []byte(noise(1)))
	m := one(t, Config{}, "x.gz", single[:20_000])
	if d := cmp.Diff(map[string]string{"x.gz!x": BadArchive}, m.refused); d != "" {
		t.Error(d)
	}
}

func TestASinkMayKeepAThingClosedOrKnowItFromBefore(t *testing.T) {
	content := zipOf(t, pair{"a.txt", "x"})
	dir := t.TempDir()
	put(t, dir, "x.zip", content)
	put(t, dir, "y.zip", content)
	put(t, dir, "z.docx", zipOf(t, pair{"[Content_Types].xml", "<x/>"}, pair{"_rels/.rels", "<x/>"}))
	m := newMemory(t)
	m.received = func(a Arrival, r *Received) {
		switch a.Report {
		case "x.zip", "z.docx":
			r.Open = nil
		case "y.zip":
			r.New, r.Expanded, r.ExpandedAs = false, true, "w.zip"
		}
	}
	if err := Walk(t.Context(), m, Config{}, dir); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[string][]string{"x.zip": {NotOpened}, "y.zip": {SameAsBefore}}, m.remarks); d != "" {
		t.Error(d)
	}
	// Without that word from the sink the same bytes are opened again, under their own name.
	m = walked(t, Config{}, dir)
	if _, ok := m.bytes["y.zip!a.txt"]; !ok {
		t.Errorf("arrived %v", m.order)
	}
}

func TestAFaultOfTheStoreEndsTheWalkAndIsNoDamageOfTheArchive(t *testing.T) {
	tarred := tarOf(t, tar.Header{Name: "1", Uname: strings.Repeat("x", 100_000)})
	for name, content := range map[string][]byte{
		"x.zip": zipOf(t, pair{"1", "x"}), "x.tar": tarred, "x.tgz": gzipOf(t, tarred), "x.eml": []byte("From: a\nTo: b\nContent-Type: application/pdf\n\n" + strings.Repeat("x", 100_000)),
		"x.mbox": []byte("From a@b Mon Mar  7 12:00:00 2022\nTo: b\n\n" + strings.Repeat("x\n", 100_000)),
	} {
		dir := t.TempDir()
		put(t, dir, name, content)
		for _, good := range []int{0, 1} {
			m := newMemory(t)
			m.received = func(a Arrival, r *Received) {
				open := r.Open
				r.Open = func() (io.ReadSeekCloser, int64, error) {
					f, n, err := open()
					return &failing{ReadSeekCloser: f, left: good}, n, err
				}
			}
			err := Walk(t.Context(), m, Config{}, dir)
			if err == nil || !strings.Contains(err.Error(), "disk fault") {
				t.Errorf("%s: error %v, remarks %v, refused %v", name, err, m.remarks, m.refused)
			}
		}
	}
}

type failing struct {
	io.ReadSeekCloser
	left int
}

func (f *failing) Read(p []byte) (int, error) {
	if f.left--; f.left < 0 {
		return 0, fmt.Errorf("disk fault")
	}
	return f.ReadSeekCloser.Read(p)
}
