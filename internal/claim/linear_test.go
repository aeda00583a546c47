package claim

import (
	"reflect"
	"strings"
	"testing"

	"exhibit/internal/place"
)

func TestManyEqualQuotesAreCountedTheSameInOnePassAsOneByOne(t *testing.T) {
	s := "Soldiers shelled a school in Sumy.\n\nThe mayor said that 12 people were killed in Sumy.\n\n"
	text := strings.Repeat(s, 700) // large enough for the single pass
	checkIntegrity(t, text, shared(t).Read(Doc{Ref: "r", Text: text, Lang: "en"}))
}

func TestOneReaderReadsATextTheSameAfterOthers(t *testing.T) {
	long := strings.Repeat("Soldiers shelled a school in Sumy. The mayor said that 12 people were killed.\n\n", 40)
	texts := []string{long, "The governor said a drone hit a hospital in Kharkiv, killing two nurses.", "الجيش قصف مدينة حلب وقتل خمسة مدنيين في السوق، قال مصدر طبي.", "Росіяни обстріляли Біла Церкву, загинули троє людей, повідомив мер міста.", long}
	used, err := New(Config{Gazetteer: place.Default()})
	if err != nil {
		t.Fatal(err)
	}
	for n, text := range texts {
		fresh, err := New(Config{Gazetteer: place.Default()})
		if err != nil {
			t.Fatal(err)
		}
		doc := Doc{Ref: "r", Text: text}
		if a, b := used.Read(doc), fresh.Read(doc); !reflect.DeepEqual(a, b) {
			t.Errorf("text %d is read as\n%+v\nand by a new reader as\n%+v", n, a, b)
		}
	}
}
