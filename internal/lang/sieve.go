package lang

// Sieve tells at once of most words that they are not among those put into it, so that they need not be looked up. It
// never turns away a word that is. Most words of a text are neither function words nor words of a list.
type Sieve struct {
	bits [256]uint64
}

// Put lets a word pass.
func (s *Sieve) Put(w string) {
	h := sieved(w)
	s.bits[h>>6] |= 1 << (h & 63)
}

// May reports whether the word may have been put in.
func (s *Sieve) May(w string) bool {
	h := sieved(w)
	return s.bits[h>>6]&(1<<(h&63)) != 0
}

// sieved mixes five bytes of a word and its length into 14 bits. Words in two-byte letters differ in every second byte;
// the bytes are chosen so that they take some of those.
func sieved(w string) uint32 {
	n := len(w)
	if n == 0 {
		return 0
	}
	h := uint32(w[0]) | uint32(w[n-1])<<8 | uint32(w[n>>1])<<16 | uint32(w[(n-1)&1])<<24
	h = h*0x9E3779B1 ^ uint32(w[(n-1)&3]) ^ uint32(w[n*3>>2])<<7 ^ uint32(n)<<14
	return h * 0x85EBCA6B >> 18
}
