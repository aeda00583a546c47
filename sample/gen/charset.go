package main

import "fmt"

// windows1251 writes s in the Windows code page for Cyrillic.
func windows1251(s string) ([]byte, error) {
	out := make([]byte, 0, len(s))
	for _, r := range s {
		switch {
		case r < 0x80:
			out = append(out, byte(r))
		case r >= 'А' && r <= 'я':
			out = append(out, byte(r-'А'+0xC0))
		case r == 'Ё':
			out = append(out, 0xA8)
		case r == 'ё':
			out = append(out, 0xB8)
		case r == '«':
			out = append(out, 0xAB)
		case r == '»':
			out = append(out, 0xBB)
		case r == '–':
			out = append(out, 0x96)
		case r == '—':
			out = append(out, 0x97)
		default:
			return nil, fmt.Errorf("windows-1251 as written here has no %q", r)
		}
	}
	return out, nil
}

// winAnsi writes s in the encoding that the fonts of the PDF declare.
func winAnsi(s string) ([]byte, error) {
	out := make([]byte, 0, len(s))
	for _, r := range s {
		switch {
		case r >= 0x20 && r < 0x7F:
			out = append(out, byte(r))
		case r == '’':
			out = append(out, 0x92)
		case r == '“':
			out = append(out, 0x93)
		case r == '”':
			out = append(out, 0x94)
		case r == '–':
			out = append(out, 0x96)
		case r >= 0xA0 && r <= 0xFF:
			out = append(out, byte(r))
		default:
			return nil, fmt.Errorf("WinAnsi as written here has no %q", r)
		}
	}
	return out, nil
}
