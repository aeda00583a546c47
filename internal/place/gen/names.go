package main

import (
	"embed"
	"fmt"
	"strings"

	"exhibit/internal/place"
)

//go:embed data/*.tsv
var tables embed.FS

// readTable reads a hand-written table: tab-separated, # for remarks.
func readTable(name string, fields int) ([][]string, error) {
	b, err := tables.ReadFile("data/" + name)
	if err != nil {
		return nil, err
	}
	var out [][]string
	for i, line := range strings.Split(string(b), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		r := strings.Split(line, "\t")
		if len(r) != fields {
			return nil, fmt.Errorf("reading %s line %d: %d fields, not %d", name, i+1, len(r), fields)
		}
		out = append(out, r)
	}
	return out, nil
}

// nameAll gives every unit its canonical English name and the names that rules give.
func (u *ukraine) nameAll() {
	for _, n := range u.units {
		switch n.category {
		case "O":
			n.name = romanise(n.uk, national2010) + " oblast"
		case "P":
			u.nameArea(n, "raion", []string{"raion", "district", "rayon"}, "район", "район")
		case "H":
			u.nameArea(n, "hromada", []string{"hromada", "community", "territorial community", "municipality"}, "громада", "громада")
		case "B":
			n.name = romanise(n.uk, national2010) + " district"
			u.call(n.entry, n.uk+" район", russianForm(n.uk)+" район", n.name,
				romanise(n.uk, agencies)+" district", romanise(russianForm(n.uk), russian)+" district")
			for _, s := range loosened(n.name) {
				u.call(n.entry, s)
			}
		default:
			n.name = romanise(n.uk, national2010)
			u.call(n.entry, n.name)
			u.call(n.entry, spellings(n.uk, n.category == "M" || n.category == "X")...)
			if n.category == "M" || n.category == "K" {
				u.call(n.entry, n.name+" city", "city of "+n.name)
			}
		}
	}
}

// nameArea names a raion or community both by its adjective (Buchanskyi raion) and, as English does, by its seat (Bucha raion).
func (u *ukraine) nameArea(n *unit, word string, words []string, ukWord, ruWord string) {
	adjective := romanise(n.uk, national2010)
	n.name = adjective + " " + word
	u.call(n.entry, n.uk+" "+ukWord, russianForm(n.uk)+" "+ruWord)
	stems := []string{adjective, romanise(n.uk, agencies)}
	stems = append(stems, loosened(adjective)...)
	if seat := u.seat(n); seat != nil {
		english := romanise(seat.uk, national2010)
		n.name = english + " " + word
		stems = append(stems, english, romanise(seat.uk, agencies))
	}
	for _, s := range stems {
		for _, w := range words {
			u.call(n.entry, s+" "+w)
		}
	}
}

// seatByHand lists the seats whose adjective is made from two words.
var seatByHand = map[string]string{"Криворізький": "Кривий Ріг", "Криворізька": "Кривий Ріг", "Білоцерківський": "Біла Церква", "Білоцерківська": "Біла Церква"}

// seat finds the settlement of the area whose name the adjective is made from: the best known one that shares at least
// three letters and all but the last three of its own.
func (u *ukraine) seat(n *unit) *unit {
	adjective := []rune(place.Fold(n.uk))
	var best *unit
	bestScore := 0
	for _, m := range u.inArea[n.id] {
		if seatByHand[n.uk] == m.uk {
			return m
		}
		name := []rune(place.Fold(m.uk))
		shared := 0
		for shared < len(name) && shared < len(adjective) && name[shared] == adjective[shared] {
			shared++
		}
		if shared < 3 || shared < len(name)-3 {
			continue
		}
		score := shared*10 - len(name) - 100*rank(m.entry)
		if best == nil || score > bestScore {
			best, bestScore = m, score
		}
	}
	return best
}

func (u *ukraine) nameByHand() error {
	oblasts, err := readTable("oblasts.tsv", 3)
	if err != nil {
		return err
	}
	for _, r := range oblasts {
		found := false
		for _, n := range u.units {
			if n.category == "O" && n.id[:4] == r[0] {
				found, n.name = true, r[1]
				u.call(n.entry, r[1])
				u.call(n.entry, strings.Split(r[2], "|")...)
			}
		}
		if !found {
			return fmt.Errorf("oblasts.tsv: no region %q in the codifier", r[0])
		}
	}
	renamed, err := readTable("renamed.tsv", 4)
	if err != nil {
		return err
	}
	for _, r := range renamed {
		found := false
		for _, n := range u.units {
			if !n.settled() || n.id[:4] != r[1] || place.Fold(n.uk) != place.Fold(r[0]) {
				continue
			}
			found = true
			if r[2] != "-" {
				n.name = r[2]
				u.call(n.entry, r[2])
			}
			u.call(n.entry, strings.Split(r[3], "|")...)
		}
		if !found {
			fmt.Printf("renamed.tsv: %s (%s) is not in the codifier\n", r[0], r[1])
		}
	}
	return nil
}
