package main

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// The encoder of the standard library may write other bytes in its next version, and the sample's photograph must
// stay the same for ever. So this is a small one of our own (ITU-T T.81, baseline, no subsampling), in integers only.
// Its Huffman codes are of one length, which costs some kilobytes and saves all tables.

// zigzag is the order in which the 64 coefficients of a block are written.
func zigzag() [64]int {
	var order [64]int
	i := 0
	for sum := 0; sum < 15; sum++ {
		for k := 0; k <= sum; k++ {
			row, col := sum-k, k
			if sum%2 == 1 {
				row, col = k, sum-k
			}
			if row < 8 && col < 8 {
				order[i] = row*8 + col
				i++
			}
		}
	}
	return order
}

// step is how coarsely the coefficient of the given place is kept.
func step(place int) int { return 4 + 2*(place/8+place%8) }

// jpeg encodes the picture that colour describes, with app1 as its first application segment.
func jpeg(width, height int, colour func(x, y int) [3]int, app1 []byte) []byte {
	order := zigzag()
	var b bytes.Buffer
	segment := func(marker byte, payload []byte) {
		b.Write([]byte{0xFF, marker})
		b.Write(binary.BigEndian.AppendUint16(nil, uint16(len(payload)+2)))
		b.Write(payload)
	}
	b.Write([]byte{0xFF, 0xD8})
	segment(0xE1, app1)
	table := []byte{0}
	for _, place := range order {
		table = append(table, byte(step(place)))
	}
	segment(0xDB, table)
	frame := []byte{8, byte(height >> 8), byte(height), byte(width >> 8), byte(width), 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0}
	segment(0xC0, frame)
	segment(0xC4, codes(0x00, 4, levelSymbols()))
	segment(0xC4, codes(0x10, 8, runSymbols()))
	segment(0xDA, []byte{3, 1, 0, 2, 0, 3, 0, 0, 63, 0})
	b.Write(scan(width, height, colour, order))
	b.Write([]byte{0xFF, 0xD9})
	return b.Bytes()
}

// levelSymbols are the sizes that a difference of two levels can have.
func levelSymbols() []byte {
	var s []byte
	for size := range 12 {
		s = append(s, byte(size))
	}
	return s
}

// runSymbols are "end of block", "sixteen zeros" and every pair of a run of zeros and a size.
func runSymbols() []byte {
	s := []byte{0x00, 0xF0}
	for run := range 16 {
		for size := 1; size <= 10; size++ {
			s = append(s, byte(run<<4|size))
		}
	}
	return s
}

// codes is the payload of a table in which every symbol has a code of the same length.
func codes(id byte, length int, symbols []byte) []byte {
	counts := make([]byte, 16)
	counts[length-1] = byte(len(symbols))
	return append(append([]byte{id}, counts...), symbols...)
}

// bitWriter packs codes, most significant bit first, and stuffs a zero after every 0xFF.
type bitWriter struct {
	out  []byte
	acc  uint32
	bits int
}

func (w *bitWriter) write(v uint32, n int) {
	w.acc = w.acc<<n | v
	w.bits += n
	for w.bits >= 8 {
		c := byte(w.acc >> (w.bits - 8))
		w.out = append(w.out, c)
		if c == 0xFF {
			w.out = append(w.out, 0)
		}
		w.bits -= 8
		w.acc &= 1<<w.bits - 1
	}
}

// scan encodes all blocks, row by row, the three components of a block one after another.
func scan(width, height int, colour func(x, y int) [3]int, order [64]int) []byte {
	runCode := make(map[byte]uint32)
	for i, s := range runSymbols() {
		runCode[s] = uint32(i)
	}
	var w bitWriter
	var last [3]int
	for y := 0; y < height; y += 8 {
		for x := 0; x < width; x += 8 {
			for c := range 3 {
				var samples [64]int
				for i := range samples {
					samples[i] = colour(x+i%8, y+i/8)[c] - 128
				}
				block := transform(samples)
				size := sizeOf(block[0] - last[c])
				w.write(uint32(size), 4)
				w.write(magnitude(block[0]-last[c], size), size)
				last[c] = block[0]
				writeRuns(&w, block, order, runCode)
			}
		}
	}
	if w.bits > 0 {
		w.write(1<<(8-w.bits)-1, 8-w.bits)
	}
	return w.out
}

// writeRuns writes the 63 coefficients behind the level.
func writeRuns(w *bitWriter, block [64]int, order [64]int, runCode map[byte]uint32) {
	run := 0
	for _, place := range order[1:] {
		v := block[place]
		if v == 0 {
			run++
			continue
		}
		for ; run > 15; run -= 16 {
			w.write(runCode[0xF0], 8)
		}
		size := sizeOf(v)
		w.write(runCode[byte(run<<4|size)], 8)
		w.write(magnitude(v, size), size)
		run = 0
	}
	if run > 0 {
		w.write(runCode[0x00], 8)
	}
}

// sizeOf is the number of bits of |v|.
func sizeOf(v int) int { return bits.Len(uint(max(v, -v))) }

// magnitude is how the standard writes v in size bits: negative numbers less one.
func magnitude(v, size int) uint32 {
	if v < 0 {
		v += 1<<size - 1
	}
	return uint32(v)
}

// transform is the cosine transform of a block, quantised. The table holds cos(k·π/16)·2^13, rounded.
func transform(samples [64]int) [64]int {
	cosine := [9]int{8192, 8035, 7568, 6811, 5793, 4551, 3135, 1598, 0}
	cos := func(k int) int { // of k·π/16
		k %= 32
		if k > 16 {
			k = 32 - k
		}
		if k > 8 {
			return -cosine[16-k]
		}
		return cosine[k]
	}
	pass := func(in [64]int, at func(line, i int) int) [64]int {
		var out [64]int
		for line := range 8 {
			for u := range 8 {
				sum := 0
				for i := range 8 {
					sum += in[at(line, i)] * cos((2*i+1)*u)
				}
				if u == 0 {
					sum = sum * 5793 / 8192 // 1/√2
				}
				out[at(line, u)] = sum / 2 / 1024 // keep three bits for the second pass
			}
		}
		return out
	}
	rows := pass(samples, func(line, i int) int { return line*8 + i })
	both := pass(rows, func(line, i int) int { return i*8 + line })
	var out [64]int
	for place, v := range both {
		out[place] = rounded(v, 64*step(place)) // 2^3 from each pass
	}
	return out
}

// rounded divides to the nearest whole number.
func rounded(v, by int) int {
	if v < 0 {
		return -((-v + by/2) / by)
	}
	return (v + by/2) / by
}
