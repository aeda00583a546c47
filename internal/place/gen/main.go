// Command gen makes the gazetteer table that package place embeds.
//
//	go run ./internal/place/gen -sources DIR -out internal/place/data/table.bin
//
// DIR holds the source files as their publishers wrote them (internal/place/README.md lists them and says where they come
// from). The hand-written tables lie in gen/data. The same input gives the same bytes.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	sources := flag.String("sources", "", "directory with the published source files")
	out := flag.String("out", "internal/place/data/table.bin", "file to write")
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
	world, err := readWorld(sources)
	if err != nil {
		return err
	}
	if err := t.addAreas(sources, world); err != nil {
		return err
	}
	t.addTowns(world)
	if err := addUkraine(t, sources, world); err != nil {
		return err
	}
	if err := t.weakenWords(sources); err != nil {
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
