package intake_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"exhibit/internal/intake"
)

// lister is a sink that preserves nothing and says what it was given.
type lister struct{}

func (lister) Arrived(_ context.Context, a intake.Arrival) (intake.Received, error) {
	r, err := a.Open()
	if err != nil {
		return intake.Received{}, err // Walk passes it on to Outcome
	}
	n, err := io.Copy(io.Discard, r)
	r.Close()
	if err == nil {
		err = a.Check()
	}
	if err == nil {
		fmt.Println(a.Report, n)
	}
	return intake.Received{}, err
}

func (lister) Outcome(_ context.Context, o intake.Outcome) error {
	fmt.Println(o.Report, o.Code)
	return nil
}

func ExampleWalk() {
	dir, err := os.MkdirTemp("", "reports")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	os.WriteFile(filepath.Join(dir, "100%.txt"), []byte("shelling reported"), 0o644)
	os.Symlink("/etc", filepath.Join(dir, "etc"))

	if err := intake.Walk(context.Background(), lister{}, intake.Config{}, dir); err != nil {
		panic(err)
	}
	// Output:
	// 100%25.txt 17
	// etc symlink-outside
}
