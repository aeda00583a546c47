package pdq

import (
	"encoding/hex"
	"errors"
	"math/bits"
)

// Version changes whenever the same points could give another hash.
const Version = "pdq/1"

// Published thresholds.
const (
	Match       = 31 // the greatest distance of two hashes of one picture
	LeastUseful = 50 // the least quality of a hash that is compared
)

// Bits is the number of bits of a hash, and so the greatest distance there is.
const Bits = 256

// Hash is a PDQ hash, in the order in which it is written: the first bit of the text is the highest bit of the first word.
type Hash [4]uint64

// ErrHash says that a text is no hash.
var ErrHash = errors.New("a PDQ hash is 64 hexadecimal digits")

// Parse reads a hash as it is written everywhere: 64 hexadecimal digits, in either case.
func Parse(s string) (Hash, error) {
	var b [Bits / 8]byte
	if len(s) != 2*len(b) {
		return Hash{}, ErrHash
	}
	if _, err := hex.Decode(b[:], []byte(s)); err != nil {
		return Hash{}, ErrHash
	}
	var h Hash
	for i, x := range b {
		h[i/8] = h[i/8]<<8 | uint64(x)
	}
	return h, nil
}

// String writes a hash in 64 lower-case hexadecimal digits.
func (h Hash) String() string {
	var b [Bits / 8]byte
	for i := range b {
		b[i] = byte(h[i/8] >> (56 - 8*(i%8)))
	}
	return hex.EncodeToString(b[:])
}

// Distance is the number of bits in which two hashes differ.
func (h Hash) Distance(g Hash) int {
	return bits.OnesCount64(h[0]^g[0]) + bits.OnesCount64(h[1]^g[1]) + bits.OnesCount64(h[2]^g[2]) + bits.OnesCount64(h[3]^g[3])
}

// set raises bit k, counted from the last bit of the text.
func (h *Hash) set(k int) { h[3-k/64] |= 1 << (k % 64) }

// slot is one of the sixteen runs of sixteen bits that an index goes by.
func (h *Hash) slot(i int) uint16 { return uint16(h[i/4] >> (16 * (i % 4))) }
