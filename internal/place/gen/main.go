// Command gen makes the gazetteer table that package place embeds.
//
//	go run ./internal/place/gen -sources DIR -out internal/place/data/table.bin.gz
//
// DIR holds katottg_2025-05-16.csv, geonames_postal_UA.txt and ua_98cities_en_uk_ru.csv as their publishers wrote them
// (internal/place/README.md says where they come from). The hand-written tables lie in gen/data. The same input gives
// the same bytes.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	sources := flag.String("sources", "", "directory with the published source files")
	out := flag.String("out", "internal/place/data/table.bin.gz", "file to write")
	flag.Parse()
	if err := run(*sources, *out); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(sources, out string) error {
	if sources == "" {
		return fmt.Errorf("say where the source files lie: -sources DIR")
	}
	t := newTable()
	if err := addWorld(t); err != nil {
		return err
	}
	if err := addUkraine(t, sources); err != nil {
		return err
	}
	b, err := t.encode()
	if err != nil {
		return err
	}
	positions := 0
	for _, e := range t.entries {
		if e.hasPoint {
			positions++
		}
	}
	fmt.Printf("%d places, %d with a position, %d names, %d words for people, %d bytes\n",
		len(t.entries), positions, len(t.names), len(t.demonyms), len(b))
	return os.WriteFile(out, b, 0o644)
}
