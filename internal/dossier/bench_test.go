package dossier

import (
	"io"
	"testing"
)

// BenchmarkFortyThousandReports writes the main page of 8,000 incidents told by 40,000 reports.
func BenchmarkFortyThousandReports(b *testing.B) {
	f := manyIncidents(8000)
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, f); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAnnexesOfFortyThousandReports writes their annexes.
func BenchmarkAnnexesOfFortyThousandReports(b *testing.B) {
	f := manyIncidents(8000)
	b.ReportAllocs()
	for b.Loop() {
		if err := Annexes(func(string) (io.WriteCloser, error) { return discard{}, nil }, f); err != nil {
			b.Fatal(err)
		}
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
func (discard) Close() error                { return nil }
