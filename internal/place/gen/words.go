package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"exhibit/internal/place"
)

// weakenWords marks names that are ordinary words or people's first names: they lead to a place only where the words
// beside them say so. Countries and very large cities keep theirs.
func (t *table) weakenWords(dir string) error {
	words, err := englishWords(filepath.Join(dir, "american-english"))
	if err != nil {
		return err
	}
	rows, err := readTable("ordinary.tsv", 2)
	if err != nil {
		return err
	}
	names, plainly := map[string]bool{}, map[string]bool{}
	for _, r := range rows {
		for _, w := range strings.Fields(r[1]) {
			if r[0] == "names" {
				names[place.Fold(w)] = true
			} else {
				plainly[place.Fold(w)] = true
			}
		}
	}
	weak := 0
	for key, hits := range t.names {
		if strings.Contains(key, " ") {
			continue
		}
		for _, e := range hits {
			switch {
			case e.kind == place.KindCountry, e.population >= 1000000 && !names[key] && !plainly[key] && len(key) > 3:
			case plainly[key] && e.kind != place.KindRegion, words[key] && !t.prominent(e), names[key] && max(e.population, e.weight) < 200000, len([]rune(key)) < 3:
				t.weaken(key, e)
				weak++
			}
		}
	}
	for w := range plainly {
		if _, held := t.names[w]; !held && !strings.Contains(w, " ") && w != "" && w[0] >= 0x80 {
			t.names[w] = nil // no name, and no form of one
		}
	}
	fmt.Printf("%d names count only beside words that call for them\n", weak)
	t.addSkeletons(words)
	return nil
}

// prominent places keep their name although a word is spelled alike: regions, capitals, and places whose hand-written
// entry shows that reports of conflict name them.
func (t *table) prominent(e *entry) bool {
	if e.kind == place.KindRegion && e.country != "UA" && e.weight >= 300000 || e.kind == place.KindCapital && e.population >= 100000 {
		return true
	}
	_, slug, ok := strings.Cut(e.id, "/")
	return ok && slug != "" && !unicode.IsDigit(rune(slug[0])) || e.country == "UA" && e.kind == place.KindCity && e.population >= 10000
}

// englishWords are the words that the list writes small.
func englishWords(path string) (map[string]bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out := map[string]bool{}
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		w := sc.Text()
		if w == "" || strings.HasSuffix(w, "'s") || !unicode.IsLower([]rune(w)[0]) {
			continue
		}
		out[place.Fold(w)] = true
	}
	return out, sc.Err()
}

// addSkeletons lets names of the Arab world be found however their letters are put into Latin ones, unless an English
// word or a name of the table is spelled as the skeleton is.
func (t *table) addSkeletons(words map[string]bool) {
	taken := map[string]bool{}
	for w := range words {
		taken[place.Skeleton(w)] = true
	}
	type pair struct {
		key string
		e   *entry
	}
	var found []pair
	for key, hits := range t.names {
		s := place.Skeleton(key)
		for _, e := range hits {
			if s == "" || e.kind == place.KindCountry || e.kind == place.KindRegion || e.kind == place.KindDistrict || t.weak[key][e] || taken[s] {
				continue
			}
			if strings.Contains(" SY PS IQ LB LY YE SD JO EG SA ", " "+e.country+" ") {
				found = append(found, pair{place.SkeletonMark + s, e})
			} else if !strings.Contains(key, " ") && e.population >= 20000 {
				taken[s] = true
			}
		}
	}
	for _, p := range found {
		if !taken[strings.TrimPrefix(p.key, place.SkeletonMark)] {
			t.callRaw(p.e, p.key)
		}
	}
}

func (t *table) callRaw(e *entry, key string) {
	if !t.answers(e, key) {
		t.names[key] = append(t.names[key], e)
	}
}
