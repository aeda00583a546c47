package pdf

// slice is a machine's memory where addresses cannot be reserved.
type slice struct{ b []byte }

func (s *slice) Reallocate(size uint64) []byte {
	if have := uint64(len(s.b)); size > have {
		s.b = append(s.b, make([]byte, size-have)...)
	}
	return s.b[:size]
}

func (s *slice) Free() { s.b = nil }
