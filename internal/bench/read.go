package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"exhibit/internal/claim"
	"exhibit/internal/place"
)

// readVerb makes this program a reader of reports instead of a measurement: the reading has a process of its own, so
// that its memory is not that of the rest.
const readVerb = "read-reports"

// reading is what such a process says at its end.
type reading struct {
	Took   time.Duration `json:"took"`
	Claims int64         `json:"claims"`
	Events int64         `json:"events"`
}

// readReports reads "CORES LANGUAGE FILE…"; LANGUAGE is empty where it is to be found out from the words.
func readReports(args []string, stdout io.Writer) error {
	if len(args) < 3 {
		return fmt.Errorf("%s wants a number of cores, a language and files", readVerb)
	}
	cores, err := strconv.Atoi(args[0])
	if err != nil {
		return err
	}
	runtime.GOMAXPROCS(cores)
	r, err := claim.New(claim.Config{Gazetteer: place.Default()})
	if err != nil {
		return err
	}
	var all reading
	for _, name := range args[2:] {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		got := readAll(r, args[1], strings.Split(string(text), "\x00"), cores)
		all.Took, all.Claims, all.Events = all.Took+got.Took, all.Claims+got.Claims, all.Events+got.Events
	}
	return json.NewEncoder(stdout).Encode(all)
}

// readAll has each core take the next report until none is left. A beginning is read first: it loads the word lists.
func readAll(r *claim.Reader, language string, reports []string, cores int) reading {
	first := reports[0]
	r.Read(claim.Doc{Ref: "r", Lang: language, Text: strings.ToValidUTF8(first[:min(len(first), 4000)], "")})
	var next, claims, events atomic.Int64
	var done sync.WaitGroup
	started := time.Now()
	for range cores {
		done.Go(func() {
			for n := next.Add(1) - 1; n < int64(len(reports)); n = next.Add(1) - 1 {
				got := r.Read(claim.Doc{Ref: "r", Report: "report.txt", Lang: language, Text: reports[n]})
				claims.Add(int64(len(got.Claims)))
				events.Add(int64(len(got.Events)))
			}
		})
	}
	done.Wait()
	return reading{time.Since(started), claims.Load(), events.Load()}
}
