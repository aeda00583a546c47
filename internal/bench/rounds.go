package main

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// contestant is one side of a comparison: what it is called in the progress lines, and how one round of it is run.
type contestant struct {
	name  string
	round func(ctx context.Context, n int) (measured, error)
}

// series is what the rounds of one contestant took.
type series struct {
	took []time.Duration
	peak int64 // of all rounds
}

func (s *series) add(m measured) {
	s.took = append(s.took, m.took)
	s.peak = max(s.peak, m.peak)
}

func (s series) median() time.Duration { return median(s.took) }

// String gives the median with the smallest and the largest.
func (s series) String() string {
	if len(s.took) < 2 {
		return duration(s.median())
	}
	return fmt.Sprintf("%s (%s to %s)", duration(s.median()), duration(slices.Min(s.took)), duration(slices.Max(s.took)))
}

// alternate runs the contestants in rounds. Who begins changes with each round, so that what a machine does over time
// (a disk that fills, a processor that heats up) falls on all alike.
func (b *bench) alternate(ctx context.Context, of ...contestant) ([]series, error) {
	out := make([]series, len(of))
	for n := range b.rounds {
		for k := range of {
			i := (n + k) % len(of)
			if err := b.settle(ctx); err != nil {
				return nil, err
			}
			m, err := of[i].round(ctx, n)
			if err != nil {
				return nil, err
			}
			out[i].add(m)
			b.say("round %d of %d, %s: %s, %s", n+1, b.rounds, of[i].name, duration(m.took), bytesText(m.peak))
		}
	}
	return out, nil
}

// median is the middle value; of an even number, the mean of the two in the middle.
func median(d []time.Duration) time.Duration {
	if len(d) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(d))
	return (s[(len(s)-1)/2] + s[len(s)/2]) / 2
}

// duration gives three figures, in seconds from one second on.
func duration(d time.Duration) string {
	if d >= time.Second {
		return figures(d.Seconds()) + " s"
	}
	return figures(d.Seconds()*1e3) + " ms"
}

// figures writes a number with three figures, and never fewer than its whole part.
func figures(x float64) string {
	places := 2
	for y := x; y >= 9.995 && places > 0; y /= 10 {
		places--
	}
	if x < 0.9995 {
		places = 3
	}
	return fmt.Sprintf("%.*f", places, x)
}

// bytesText gives bytes in decimal units.
func bytesText(n int64) string {
	switch {
	case n >= 1e9:
		return fmt.Sprintf("%.2f GB", float64(n)/1e9)
	case n >= 1e6:
		return fmt.Sprintf("%.0f MB", float64(n)/1e6)
	default:
		return fmt.Sprintf("%.0f KB", float64(n)/1e3)
	}
}
