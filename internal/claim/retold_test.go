package claim

import "testing"

// told reads a text and gives the number of its events.
func eventsOf(t *testing.T, text string) []Event {
	t.Helper()
	res := shared(t).Read(Doc{Ref: "sha256-test", Report: "r.txt", Text: text, Lang: "en", PublishedMin: "2021-03-12", PublishedMax: "2021-03-12"})
	checkIntegrity(t, text, res)
	return res.Events
}

func TestTellingsOfOneDeedInOneReportAreOneEvent(t *testing.T) {
	for name, text := range map[string]string{
		"the headline has no day, the body does": "Teen shot dead in Sumy\n\nA 17-year-old boy was shot and killed on Thursday. Officers closed the street. Neighbours heard several shots.\n\nThe shooting happened about 8 p.m. outside a shop in Sumy.",
		"the age is that of the one victim":      "A 6-year-old girl was shot to death in Sumy on Tuesday. People laid flowers at the school. A vigil is planned.\n\nThe mayor spoke to the parents. The family asked for quiet. The church was full. Nobody was arrested. The search goes on. Witnesses are asked to call.\n\nThe 6-year-old girl was killed by a stray bullet on Tuesday night, police said.",
		"the body is found where the deed was":   "Two men were shot dead in Sumy on Wednesday. Police said a passer-by found the bodies of the two men in a car on Wednesday night.",
		"a place and what is named after it":     "A man was shot dead on Wednesday in Sumy. The police of the region are looking for the gunman. A reward was offered. The roads are open again. The court is closed. The hall is shut. Schools work.\n\nThe man was killed on Wednesday in Sumy region, said the prosecutor.",
	} {
		if es := eventsOf(t, text); len(es) != 1 {
			t.Errorf("%s: want one event: %+v", name, es)
		}
	}
}

func TestASecondDeedInAReportStaysAnEventOfItsOwn(t *testing.T) {
	for name, text := range map[string]string{
		"another day and another victim": "A 17-year-old boy was shot dead in Sumy on Thursday. In January 2020 a 40-year-old woman was shot dead in Sumy.",
		"another town on the same day":   "A man was shot dead in Sumy on Thursday. A woman was shot dead in Kherson on Thursday.",
		"it says that it is unrelated":   "A man was shot dead in Sumy on Thursday. In an unrelated shooting in Kherson, a man was killed on Thursday.",
		"victims of other ages":          "A 6-year-old girl was shot dead in Sumy on Tuesday. A 12-year-old boy was shot dead in Nikopol on Tuesday.",
	} {
		if es := eventsOf(t, text); len(es) != 2 {
			t.Errorf("%s: want two events: %+v", name, es)
		}
	}
}
