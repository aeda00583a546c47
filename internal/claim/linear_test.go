package claim

import (
	"strings"
	"testing"
)

func TestManyEqualQuotesAreCountedTheSameInOnePassAsOneByOne(t *testing.T) {
	s := "Soldiers shelled a school in Sumy.\n\nThe mayor said that 12 people were killed in Sumy.\n\n"
	text := strings.Repeat(s, 700) // large enough for the single pass
	checkIntegrity(t, text, shared(t).Read(Doc{Ref: "r", Text: text, Lang: "en"}))
}
