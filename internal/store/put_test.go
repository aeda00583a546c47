package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

func TestEndThatCameTooEarlyIsNoEnd(t *testing.T) {
	s, err := Init(Disk{}, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, early := range []error{io.ErrUnexpectedEOF, fmt.Errorf("a member breaks off: %w", io.ErrUnexpectedEOF), fmt.Errorf("refused: %w", io.EOF)} {
		b := s.NewBatch()
		_, err := b.Put(context.Background(), Originals, io.MultiReader(strings.NewReader("half of it"), failing{early}))
		if re := (*ReadError)(nil); !errors.As(err, &re) {
			t.Errorf("a source that ends with %q was stored as if it were whole: %v", early, err)
		}
		if b.Len() != 0 {
			t.Errorf("half of a source that ends with %q waits to be made durable", early)
		}
	}
}

// failing is a source that gives nothing but an error.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
