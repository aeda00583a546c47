package main

import (
	"bytes"
	"encoding/binary"
)

// The photograph is drawn: hills, a sky, a scale of one metre in ten parts. Nobody is in it.
const (
	photoWidth  = 640 // both are multiples of 8, so every block is whole
	photoHeight = 480
)

// photograph draws the picture and gives it the EXIF block of a camera.
func photograph() []byte { return jpeg(photoWidth, photoHeight, scene, exif()) }

// scene gives the colour at one point, as luminance and two chrominances.
func scene(x, y int) [3]int {
	rgb := func(r, g, b int) [3]int {
		return [3]int{
			(299*r + 587*g + 114*b) / 1000,
			128 + (-169*r-331*g+500*b)/1000,
			128 + (500*r-419*g-81*b)/1000,
		}
	}
	if y >= 424 && y < 456 && x >= 64 && x < 576 { // the scale
		inner := y >= 428 && y < 452 && x >= 68 && x < 572
		if !inner || (x-64)*10/512%2 == 0 && y < 440 || (x-64)*10/512%2 == 1 && y >= 440 {
			return rgb(20, 20, 20)
		}
		return rgb(240, 240, 235)
	}
	// Hills are parabolas: integers only, so that every machine draws the same picture.
	near := 330 + (x-180)*(x-180)/1400
	far := 260 + (x-470)*(x-470)/1100
	switch {
	case y > 400:
		return rgb(120, 110, 95)
	case y > near:
		return rgb(84-y/16, 120-y/12, 70)
	case y > far:
		return rgb(110, 132, 128)
	}
	return rgb(150+y/4, 180+y/6, 225)
}

// exif writes an APP1 payload (CIPA DC-008, TIFF big-endian): maker, date with its offset from UTC, and the
// place of a public square, Maidan Nezalezhnosti in Kyiv.
func exif() []byte {
	const headerSize = 8
	text := func(s string) []byte { return append([]byte(s), 0) }
	ratio := func(v ...uint32) []byte {
		var b []byte
		for _, n := range v {
			b = binary.BigEndian.AppendUint32(b, n)
		}
		return b
	}
	long := func(v int) []byte { return binary.BigEndian.AppendUint32(nil, uint32(v)) }
	short := func(v uint16) []byte { return binary.BigEndian.AppendUint16(nil, v) }

	main := func(exifAt, gpsAt int) []field {
		return []field{
			{0x010E, 2, text("Drawn test picture with a scale. It shows no real place.")},
			{0x010F, 2, text("Exhibit sample")},
			{0x0110, 2, text("Drawn, not taken")},
			{0x0112, 3, short(1)},
			{0x0131, 2, text("sample/gen")},
			{0x0132, 2, text("2022:03:29 14:05:00")},
			{0x8769, 4, long(exifAt)},
			{0x8825, 4, long(gpsAt)},
		}
	}
	photo := []field{
		{0x9000, 7, []byte("0231")},
		{0x9003, 2, text("2022:03:29 14:05:00")},
		{0x9004, 2, text("2022:03:29 14:05:00")},
		{0x9011, 2, text("+03:00")},
		{0xA001, 3, short(1)},
		{0xA002, 4, long(photoWidth)},
		{0xA003, 4, long(photoHeight)},
	}
	gps := []field{
		{0x0000, 1, []byte{2, 3, 0, 0}},
		{0x0001, 2, text("N")},
		{0x0002, 5, ratio(50, 1, 27, 1, 36, 100)}, // 50° 27' 0.36"
		{0x0003, 2, text("E")},
		{0x0004, 5, ratio(30, 1, 31, 1, 2676, 100)}, // 30° 31' 26.76"
		{0x0012, 2, text("WGS-84")},
		{0x001D, 2, text("2022:03:29")},
	}
	first := len(directory(headerSize, main(0, 0)))
	second := len(directory(headerSize+first, photo))
	var b bytes.Buffer
	b.WriteString("Exif\x00\x00MM\x00\x2A\x00\x00\x00\x08")
	b.Write(directory(headerSize, main(headerSize+first, headerSize+first+second)))
	b.Write(directory(headerSize+first, photo))
	b.Write(directory(headerSize+first+second, gps))
	return b.Bytes()
}

// field is one entry of a TIFF directory; kind 1 byte, 2 text, 3 short, 4 long, 5 ratio, 7 undefined.
type field struct {
	tag, kind uint16
	value     []byte
}

// directory writes a TIFF directory that begins at the given offset, with the values that do not fit behind it.
func directory(at int, fields []field) []byte {
	sizes := map[uint16]int{1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1}
	var dir, values []byte
	valuesAt := at + 2 + 12*len(fields) + 4
	dir = binary.BigEndian.AppendUint16(dir, uint16(len(fields)))
	for _, f := range fields {
		dir = binary.BigEndian.AppendUint16(dir, f.tag)
		dir = binary.BigEndian.AppendUint16(dir, f.kind)
		dir = binary.BigEndian.AppendUint32(dir, uint32(len(f.value)/sizes[f.kind]))
		if len(f.value) <= 4 {
			var inline [4]byte
			copy(inline[:], f.value)
			dir = append(dir, inline[:]...)
			continue
		}
		dir = binary.BigEndian.AppendUint32(dir, uint32(valuesAt+len(values)))
		values = append(values, f.value...)
		if len(values)%2 == 1 {
			values = append(values, 0) // values begin at even offsets
		}
	}
	dir = append(dir, 0, 0, 0, 0) // no further directory in this chain
	return append(dir, values...)
}
