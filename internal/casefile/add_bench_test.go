package casefile_test

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"exhibit/internal/casefile"
	"exhibit/internal/store"
)

// BenchmarkAdd adds 2,000 files of 100 KB, durable on return.
func BenchmarkAdd(b *testing.B) {
	src := b.TempDir()
	body := make([]byte, 100_000)
	for i := range 2000 {
		copy(body, strconv.Itoa(i))
		if err := os.WriteFile(filepath.Join(src, strconv.Itoa(i)), body, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	cfg := config(b, store.Disk{}, b.TempDir(), "rules/1")
	b.SetBytes(2000 * 100_000)
	for b.Loop() {
		c := newCase(b, cfg)
		if _, err := c.Add(b.Context(), []string{src}, casefile.AddOptions{}); err != nil {
			b.Fatal(err)
		}
		c.Close()
	}
}
