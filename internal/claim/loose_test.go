package claim

import "testing"

func TestHarmThatNoRuleKnowsTheWordingOfIsAClaimAllTheSame(t *testing.T) {
	for _, s := range []string{
		"She lost her husband: a sniper killed him at the well.",
		"He was injured on the stairs, his neighbour said.",
		"The monks buried their dead in the courtyard, a villager said.",
		"Його вбив снайпер біля криниці, каже сусідка.",
		"Сусідка каже, що він загинув на сходах.",
		"Соседка говорит, что снайпер убил его у колодца.",
		"Он погиб на лестнице, рассказала соседка.",
	} {
		if kinds := kindsIn(t, s); kinds[Casualty] == 0 {
			t.Errorf("%q: %v", s, kinds)
		}
	}
}

func TestWhatIsSupposedDeniedOrMeantIsNoHarm(t *testing.T) {
	for _, s := range []string{
		"If the dam had burst, thousands would have died.",
		"He could have been killed.",
		"Nobody was injured.",
		"They came to kill.",
		"The museum keeps dead birds.",
		"In the flood 200 cows died, the farmer said.",
		"Якби гребля не встояла, загинули б тисячі.",
		"Никто не пострадал.",
		"لم يصب أحد.",
	} {
		if kinds := kindsIn(t, s); kinds[Casualty] > 0 {
			t.Errorf("%q: %v", s, kinds)
		}
	}
}

func kindsIn(t *testing.T, text string) map[Kind]int {
	t.Helper()
	kinds := map[Kind]int{}
	for _, c := range shared(t).Read(Doc{Ref: "sha256-x", Report: "x.txt", Text: text}).Claims {
		kinds[c.Kind]++
	}
	return kinds
}
