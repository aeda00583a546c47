package dossier

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"exhibit/internal/casefile"
	"exhibit/internal/claim"
	"exhibit/internal/incident"
	"exhibit/internal/origin"
)

// stories are the states of the page that somebody should look at. With EXHIBIT_STORYBOOK=DIR the test leaves them in
// DIR, pictures beside them.
func stories() map[string]func() casefile.File {
	return map[string]func() casefile.File{
		"empty":          func() casefile.File { return casefile.File{} },
		"only-articles":  onlyArticles,
		"whole":          fixture,
		"one-incident":   oneIncident,
		"submission":     submission,
		"tree-60":        func() casefile.File { return wideTree(60) },
		"tree-400":       func() casefile.File { return wideTree(400) },
		"incidents-2000": func() casefile.File { return manyIncidents(2000) },
	}
}

func onlyArticles() casefile.File {
	f := fixture()
	keep := f.Items[:0:0]
	for _, it := range f.Items {
		if it.MediaType != "image/jpeg" {
			keep = append(keep, it)
		}
	}
	f.Items = keep
	return f
}

func oneIncident() casefile.File {
	f := fixture()
	f.Selected = []string{"i-dolmir"}
	f.Snapshot.Series, f.Snapshot.Refusals = nil, nil
	return f
}

func submission() casefile.File {
	f := oneIncident()
	f.Case.Purpose = "submission to the Commission of Inquiry"
	f.Anchors = []casefile.Anchor{{Kind: "rfc3161", Authority: "Port Saline Time Authority", Time: "2031-03-25T16:44:00Z", Size: 214}}
	f.LeftOut = []casefile.Withheld{
		{Ref: f.Items[13].Ref, Category: "restricted", Reason: "the originator has not agreed", Entry: 207},
		{Ref: f.Items[2].Ref, Category: "not-selected", Reason: "a bulletin that repeats item 1", Entry: 208},
		{Ref: f.Items[5].Ref, Category: "contrary", Reason: "handed over in full with the first submission", Entry: 209},
	}
	return f
}

// wideTree is one statement carried by n outlets and two agencies.
func wideTree(n int) casefile.File {
	f := casefile.File{Case: casefile.Info{Title: "One speech, many outlets"}}
	p := origin.Proposition{ID: "p", Text: "The bridge at Lower Orlanka was struck twice on the morning of 9 March", OriginsMin: 1, OriginsMax: 1, Origins: [][]string{{"o"}}}
	for i := range n {
		path := fmt.Sprintf("outlet-%03d.txt", i)
		f.Items = append(f.Items, item(path, fmt.Sprintf("Report %d", i+1), fmt.Sprintf("The %s Courier", name(i)), "2031-03-09", "en", "text/plain"))
		chain := []string{"bridge warden of Lower Orlanka", fmt.Sprintf("The %s Courier", name(i))}
		if i%3 == 1 {
			chain = []string{"bridge warden of Lower Orlanka", "Velmora Wire", fmt.Sprintf("The %s Courier", name(i))}
		}
		f.Snapshot.Claims = append(f.Snapshot.Claims, say(fmt.Sprintf("w%d", i), path, claim.Attack, "The bridge was hit twice, the warden said.", func(c *claim.Claim) {
			c.Origin, c.Speaker, c.Attribution, c.BasisOfKnowledge = "o", "bridge warden of Lower Orlanka", chain, "eyewitness"
		}))
		p.Claims = append(p.Claims, fmt.Sprintf("w%d", i))
	}
	p.Mentions = n
	f.Snapshot.Origins = []origin.Origin{{ID: "o", Speaker: "bridge warden of Lower Orlanka", Channel: "interview", Date: "2031-03-09", BasisOfKnowledge: origin.Eyewitness, Claims: p.Claims}}
	f.Snapshot.Propositions = []origin.Proposition{p}
	return f
}

func name(i int) string {
	first := []string{"Port", "Upper", "Lower", "Old", "New", "East", "West", "Far"}
	second := []string{"Saline", "Dolmir", "Orlanka", "Veshnia", "Tarn", "Brenna", "Kolm"}
	return first[i%len(first)] + " " + second[i/len(first)%len(second)]
}

// manyIncidents has n incidents, each with five claims from five reports.
func manyIncidents(n int) casefile.File {
	f := casefile.File{Case: casefile.Info{Title: "A long war"}, Checkpoint: casefile.Head{Size: int64(n * 7)}}
	for i := range n {
		day := fmt.Sprintf("2031-%02d-%02d", i%12+1, i%28+1)
		in := incident.Incident{ID: fmt.Sprintf("i%d", i), Title: fmt.Sprintf("Shelling of %s, block %d", name(i), i), Type: "shelling", DateMin: day, DateMax: day, Place: name(i),
			Precision: "town", KilledMin: num(i % 9), KilledMax: num(i%9 + 2), CountRule: "stated-range-of-origins v1", OriginsMin: i % 4, OriginsMax: i%4 + 2, Support: "several"}
		for k := range 5 {
			id, path := fmt.Sprintf("c%d.%d", i, k), fmt.Sprintf("r/%06d-%d.txt", i, k)
			it := item(path, fmt.Sprintf("Report %d from %s", k, name(i)), name(k)+" Courier", day, "en", "text/plain")
			f.Items = append(f.Items, it)
			f.Snapshot.Claims = append(f.Snapshot.Claims, say(id, path, claim.Casualty, fmt.Sprintf("%d people died when shells fell on %s, residents told us on %s.", i%9+k%3, name(i), day), func(c *claim.Claim) {
				c.Speaker, c.Killed, c.Origin = "residents", num(i%9+k%3), fmt.Sprintf("o%d.%d", i, k%3)
			}))
			in.Claims, in.Reports = append(in.Claims, id), append(in.Reports, path)
		}
		f.Snapshot.Incidents = append(f.Snapshot.Incidents, in)
	}
	return f
}

func num(v int) *int { return &v }

func render(t testing.TB, f casefile.File) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, f); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// memory keeps annex files by name.
type memory map[string]*bytes.Buffer

type closing struct{ *bytes.Buffer }

func (closing) Close() error { return nil }

func (m memory) create(name string) (io.WriteCloser, error) {
	m[name] = new(bytes.Buffer)
	return closing{m[name]}, nil
}

func annexes(t testing.TB, f casefile.File) memory {
	t.Helper()
	m := memory{}
	if err := Annexes(m.create, f); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestEveryStoryIsAWholePage(t *testing.T) {
	dir := os.Getenv("EXHIBIT_STORYBOOK")
	for name, story := range stories() {
		t.Run(name, func(t *testing.T) {
			f := story()
			page := render(t, f)
			checkPage(t, page)
			keep(t, dir, name+".html", page)
			for file, b := range annexes(t, f) {
				if strings.HasSuffix(file, ".html") {
					checkPage(t, b.Bytes())
					keep(t, dir, file, b.Bytes())
				}
			}
		})
	}
	for name, svg := range pictures() {
		checkPicture(t, name, svg)
		keep(t, dir, name+".svg", []byte(svg))
	}
}

func keep(t *testing.T, dir, name string, b []byte) {
	t.Helper()
	if dir == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
		t.Fatal(err)
	}
}
