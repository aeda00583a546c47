package incident

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"exhibit/internal/claim"
	"exhibit/internal/origin"
	"exhibit/internal/similar"
)

// made is a case of n reports with the skew of real ones: a few towns take most of the events, a few spokespersons most of the
// speech, one agency text in ten is carried by several outlets, and the months of the conflict grow with the number of reports.
func made(n int) Input {
	r := rand.New(rand.NewPCG(uint64(n), 3))
	zipf := func(top int) int { return int(float64(top) * math.Pow(r.Float64(), 3)) }
	start := time.Date(2022, 2, 24, 0, 0, 0, 0, time.UTC)
	towns, people, span := max(200, n/20), max(40, n/100), max(60, n/100)
	in := Input{}
	types := []string{"shelling", "airstrike", "attack", "killing", "site_found"}
	objects := []string{"", "", "school", "hospital", "apartment building", "market"}
	for i := range n {
		ref := fmt.Sprintf("sha256-%064d", i)
		day := start.AddDate(0, 0, r.IntN(span))
		said := day.Format(time.DateOnly)
		report := fmt.Sprintf("reports/%06d.txt", i)
		sig := similar.Sig{Runs: 400}
		seed := rand.New(rand.NewPCG(uint64(i), 1))
		if i%10 == 0 {
			seed = rand.New(rand.NewPCG(uint64(i%(n/4+1)), 2))
		}
		for k := range sig.Min {
			sig.Min[k] = seed.Uint32()
		}
		in.Sources = append(in.Sources, origin.Source{Ref: ref, Report: report, Outlet: fmt.Sprintf("Outlet %d", zipf(400)), PublishedMin: said, PublishedMax: said, Sig: sig})
		for e := range 2 + r.IntN(2) {
			t := zipf(towns)
			ev := claim.Event{ID: fmt.Sprintf("e%d-%d", i, e), Report: report, Ref: ref, Anchor: fmt.Sprintf("words %d of report %d", e, i), CharStart: 400 * e, CharEnd: 400*e + 60,
				Type: types[r.IntN(len(types))], Place: fmt.Sprintf("Town %d", t), Places: []string{"Land", fmt.Sprintf("Region %d", t%25)}, Precision: "town"}
			if r.IntN(10) > 0 {
				ev.DateMin, ev.DateMax = said, said
			}
			if o := objects[r.IntN(len(objects))]; o != "" {
				ev.ObjectTypes = []string{o}
			}
			for k := range 2 {
				c := claim.Claim{ID: fmt.Sprintf("c%d-%d-%d", i, e, k), Report: report, Ref: ref, Quote: fmt.Sprintf("words %d %d of report %d say what happened in that town on that day", e, k, i),
					CharStart: 400*e + 60*k, CharEnd: 400*e + 60*k + 60, Kind: claim.Attack, Place: ev.Place, PlacePrecision: "town", SpeechDate: said,
					Speaker: fmt.Sprintf("Olena Name%c%d", 'a'+rune(r.IntN(20)), zipf(people)), SpeakerRole: "mayor"}
				if r.IntN(3) == 0 {
					c.Speaker = ""
				}
				if k == 1 {
					c.Kind, c.Killed = claim.Casualty, num(1+r.IntN(40))
				}
				ev.Claims = append(ev.Claims, c.ID)
				in.Claims = append(in.Claims, c)
			}
			in.Events = append(in.Events, ev)
		}
		if i%20 == 0 {
			yes := true
			in.Claims = append(in.Claims, claim.Claim{ID: fmt.Sprintf("t%d", i), Report: report, Ref: ref, Quote: fmt.Sprintf("a total in report %d", i), CharStart: 3000, CharEnd: 3060, Kind: claim.Casualty,
				Speaker: "UN human rights office", Place: "Land", PlacePrecision: "country", Killed: num(100 + 7*int(day.Sub(start).Hours()/24)), Cumulative: &yes, AsOf: said, CountStatus: "confirmed"})
		}
	}
	return in
}

// BenchmarkWeigh shows the cost of one report, which must not grow with the number of reports, what the result holds in memory, and
// the most that was held beside the input on the way, garbage included.
func BenchmarkWeigh(b *testing.B) {
	for _, n := range []int{10_000, 40_000} {
		b.Run(fmt.Sprintf("reports=%d", n), func(b *testing.B) {
			var kept, most uint64
			for b.Loop() {
				b.StopTimer()
				in := made(n)
				runtime.GC()
				before := heap()
				stop, peak := make(chan bool), make(chan uint64)
				go watch(stop, peak)
				b.StartTimer()
				w := Weigh(in)
				b.StopTimer()
				stop <- true
				most = max(most, <-peak-before)
				runtime.GC()
				kept = max(kept, heap()-before)
				runtime.KeepAlive(in)
				runtime.KeepAlive(w)
				b.StartTimer()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/report")
			b.ReportMetric(float64(kept)/(1<<20), "MB-kept")
			b.ReportMetric(float64(most)/(1<<20), "MB-most")
		})
	}
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// watch notes the largest heap until told to stop.
func watch(stop chan bool, peak chan uint64) {
	most := heap()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-stop:
			peak <- max(most, heap())
			return
		case <-tick.C:
			most = max(most, heap())
		}
	}
}

// BenchmarkJoin shows the cost of one event in joining alone.
func BenchmarkJoin(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprintf("events=%d", n), func(b *testing.B) {
			in := made(n * 2 / 5)
			w := weigher{in: in}
			w.order()
			w.index()
			b.ResetTimer()
			for b.Loop() {
				w.join()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(in.Events)), "ns/event")
			b.ReportMetric(float64(len(w.joined.nodes))/float64(len(in.Events)), "nodes/event")
		})
	}
}
