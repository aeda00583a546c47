package charset

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"exhibit/internal/reading/text"
)

const (
	english   = "Three shells landed near the bus station on Tuesday, the mayor’s office said; nobody was hurt.\n"
	ukrainian = "Увечері снаряди влучили у житловий будинок. Двоє людей загинули, ще п'ятеро поранені, повідомив речник міської ради. Їх забрали до лікарні.\n"
	russian   = "Вечером снаряды попали в жилой дом. Двое погибли, ещё пятеро ранены, сообщил представитель городского совета. Объезд закрыт.\n"
	arabic    = "أصابت القذائف مبنى سكنيا مساء الثلاثاء وقتل شخصان وأصيب خمسة آخرون، بحسب المتحدث باسم البلدية.\n"
	french    = "Les obus ont touché une école près de la rivière à l'aube ; deux élèves ont été blessés, a déclaré la préfète.\n"
	greek     = "Οι οβίδες έπληξαν μια πολυκατοικία το βράδυ της Τρίτης και δύο άνθρωποι τραυματίστηκαν, είπε ο δήμαρχος της πόλης στους δημοσιογράφους.\n"
	chinese   = "星期二晚上,炮弹击中了一座居民楼,两人死亡,五人受伤,市政府发言人表示,伤者已经被送往医院接受治疗。\n"
)

// TestCharsetIsFoundWithoutDeclaration shows that what nobody declares is still read as it was written.
func TestCharsetIsFoundWithoutDeclaration(t *testing.T) {
	u16 := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	for _, c := range []struct {
		name, words string
		enc         encoding.Encoding
		want        string
	}{
		{"utf-8", ukrainian, encoding.Nop, "utf-8"},
		{"utf-8 with mark", "\uFEFF" + english, encoding.Nop, "utf-8"},
		{"utf-16 with mark", ukrainian, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "utf-16be"},
		{"utf-16le bare", ukrainian, u16, "utf-16le"},
		{"utf-16le bare arabic", arabic, u16, "utf-16le"},
		{"utf-16be bare", english, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-16be"},
		{"utf-32 with mark", russian, utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), "utf-32le"},
		{"utf-32be bare", russian, utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), "utf-32be"},
		{"windows-1251 ukrainian", ukrainian, charmap.Windows1251, "windows-1251"},
		{"windows-1251 russian", russian, charmap.Windows1251, "windows-1251"},
		{"koi8-u", ukrainian, charmap.KOI8U, "koi8-u"},
		{"koi8-r", strings.ReplaceAll(russian, "ё", "е"), charmap.KOI8R, "koi8-u"},
		{"iso-8859-5", russian, charmap.ISO8859_5, "iso-8859-5"},
		{"ibm866", russian, charmap.CodePage866, "ibm866"},
		{"windows-1256", arabic, charmap.Windows1256, "windows-1256"},
		{"iso-8859-6", arabic, charmap.ISO8859_6, "iso-8859-6"},
		{"windows-1252", french, charmap.Windows1252, "windows-1252"},
		{"windows-1252 german", "Die Geschosse schlugen gegen Abend nahe der Schule ein, zwei Schüler wurden verletzt, größere Schäden entstanden an den Häusern.", charmap.Windows1252, "windows-1252"},
		{"windows-1252 english", english, charmap.Windows1252, "windows-1252"},
		{"greek", strings.Repeat(greek, 3), charmap.ISO8859_7, "iso-8859-7"},
		{"big5", strings.Repeat("星期二晚上,砲彈擊中一座民居,兩人死亡,五人受傷。", 5), traditionalchinese.Big5, "big5"},
		{"shift_jis", strings.Repeat("火曜日の夜、砲弾が住宅に当たり、二人が死亡しました。", 5), japanese.ShiftJIS, "shift_jis"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, err := c.enc.NewEncoder().Bytes([]byte(c.words))
			if err != nil {
				t.Fatal(err)
			}
			got, how, err := Decode(b, "")
			if err != nil {
				t.Fatal(err)
			}
			if how.Name != c.want {
				t.Errorf("charset %q, want %q", how.Name, c.want)
			}
			if strings.TrimPrefix(got, "\uFEFF") != strings.TrimPrefix(c.words, "\uFEFF") {
				t.Errorf("words changed:\n%s", got)
			}
		})
	}
}

// TestDeclarationIsBelievedUnlessBytesSayOtherwise shows the order of belief.
func TestDeclarationIsBelievedUnlessBytesSayOtherwise(t *testing.T) {
	short, _ := charmap.KOI8U.NewEncoder().Bytes([]byte("Суми"))
	for _, c := range []struct {
		name     string
		b        []byte
		declared string
		want     string
		by       string
	}{
		{"short text needs the declaration", short, "koi8-u", "koi8-u", "declared"},
		{"valid UTF-8 overrules it", []byte(ukrainian), "windows-1251", "utf-8", "validity"},
		{"unknown name is no help", []byte(ukrainian), "x-no-such", "utf-8", "validity"},
		{"declared UTF-8 that is not", mustEncode(t, charmap.Windows1251, ukrainian), "utf-8", "windows-1251", "look of the text"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, how, err := Decode(c.b, c.declared)
			if err != nil || how.Name != c.want || how.By != c.by {
				t.Errorf("got %+v, %v", how, err)
			}
		})
	}
}

// TestDamagedUTF8KeepsItsWords shows that a broken byte costs one character, not the text.
func TestDamagedUTF8KeepsItsWords(t *testing.T) {
	b := []byte(ukrainian)
	got, how, err := Decode(b[:len(b)-3], "")
	if err != nil || how.Name != "utf-8" || how.Replaced != 1 || !strings.HasPrefix(got, "Увечері снаряди") {
		t.Errorf("got %q, %+v, %v", got, how, err)
	}
}

// TestBytesThatAreNoTextAreRefused shows that an image under a text's name does not become words.
func TestBytesThatAreNoTextAreRefused(t *testing.T) {
	b := make([]byte, 4096)
	for i := range b {
		b[i] = byte(i*i*7 + i>>3)
	}
	_, _, err := Decode(b, "")
	var f *text.Failure
	if !errors.As(err, &f) || f.Code != text.BadCharset {
		t.Errorf("got %v", err)
	}
}

func mustEncode(t *testing.T, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{english, ukrainian, arabic, greek, chinese} {
		f.Add([]byte(s), "")
		f.Add([]byte(s), "utf-16")
	}
	f.Add([]byte{0xFF, 0xFE, 'a', 0, 0x00, 0xD8}, "")
	f.Add([]byte("\x1b$B%F%9%H\x1b(B"), "iso-2022-jp")
	f.Fuzz(func(t *testing.T, b []byte, declared string) {
		s, how, err := Decode(b, declared)
		if err == nil && (!utf8.ValidString(s) || how.Name == "") {
			t.Fatalf("%+v %q", how, s)
		}
		if err == nil && how.Name == "utf-8" && how.Replaced == 0 && s != string(b) {
			t.Fatal("UTF-8 changed")
		}
	})
}
