package place

// SkeletonMark stands before a skeleton among the names of the table. No folded name begins with it.
const SkeletonMark = "~"

// minSkeleton is the length below which too many words share a skeleton.
const minSkeleton = 4

// Skeleton is what the Latin spellings of an Arabic name have in common: Edlib and Idlib, Deir ez-Zor and Dayr az Zawr,
// Saraqeb and Saraqib. The article goes, doubled letters become one, e and i, o and u are not told apart.
// It is empty for names in other scripts and for what would be too short to tell anything.
func Skeleton(folded string) string { return string(appendSkeleton(nil, []byte(folded))) }

func appendSkeleton(to []byte, folded []byte) []byte {
	start := len(to)
	for from := 0; from < len(folded); {
		end := from
		for end < len(folded) && folded[end] != ' ' {
			end++
		}
		w := folded[from:end]
		from = end + 1
		if isArticle(string(w)) && len(w) != len(folded) {
			continue
		}
		var ok bool
		if to, ok = skeletonWord(to, w); !ok {
			return to[:start]
		}
	}
	if len(to)-start < minSkeleton || len(to)-start > MaxName {
		return to[:start]
	}
	return to
}

func isArticle(w string) bool {
	switch w {
	case "al", "el", "ul", "ar", "as", "ash", "ad", "at", "az", "an", "ez", "es", "er", "esh", "et", "ed", "en", "adh", "ath":
		return true
	}
	return false
}

func skeletonWord(to []byte, w []byte) ([]byte, bool) {
	first := len(to)
	for i := 0; i < len(w); i++ {
		c, step := sound(w[i:])
		if c == 0 {
			return to, false
		}
		i += step - 1
		if c == 'h' && i == len(w)-1 && len(to) > first || len(to) > first && to[len(to)-1] == c {
			continue // Hamah, Hama; Maarrat, Maarat
		}
		to = append(to, c)
	}
	return to, true
}

// sound is the first sound of s and how many letters write it; 0 for what is no plain Latin letter.
func sound(s []byte) (byte, int) {
	if len(s) > 1 {
		switch string(s[:2]) {
		case "sh", "ch":
			return 'c', 2
		case "kh":
			return 'x', 2
		case "gh":
			return 'g', 2
		case "th":
			return 't', 2
		case "dh":
			return 'd', 2
		case "dj":
			return 'j', 2
		case "ou", "oo", "aw", "au", "ow":
			return 'u', 2
		case "ay", "ai", "ei", "ey", "ee", "ie", "iy", "yi":
			return 'i', 2
		}
	}
	switch c := s[0]; {
	case c == 'e' || c == 'y':
		return 'i', 1
	case c == 'o':
		return 'u', 1
	case c == 'q' || c == 'c':
		return 'k', 1
	case 'a' <= c && c <= 'z':
		return c, 1
	}
	return 0, 1
}
