package claim

import "testing"

// figureCase is a text and the figures of the event it tells of; -1 is "not said".
type figureCase struct {
	text            string
	killed, injured int
}

func checkFigures(t *testing.T, cases []figureCase) {
	t.Helper()
	for _, c := range cases {
		res := read(t, c.text)
		if len(res.Events) != 1 {
			t.Errorf("%q: %d events%s", c.text, len(res.Events), summary(res))
			continue
		}
		e := res.Events[0]
		if num(e.KilledMin) != c.killed || num(e.KilledMax) != c.killed || num(e.InjuredMin) != c.injured || num(e.InjuredMax) != c.injured {
			t.Errorf("%q: killed %d to %d, want %d; injured %d to %d, want %d", c.text, num(e.KilledMin), num(e.KilledMax), c.killed, num(e.InjuredMin), num(e.InjuredMax), c.injured)
		}
	}
}

func TestThoseNamedOneByOneAreTheDeadOfTheTotal(t *testing.T) {
	checkFigures(t, []figureCase{
		{"Three people were shot dead in Sumy on Monday. Two men died at the scene. A woman was pronounced dead at a hospital.", 3, -1},
		{"A couple's two children were killed in Sumy on Monday. The boy was 5 years old and the girl was 7 years old. The girl died in her bed.", 2, -1},
		{"Two sisters were murdered in Sumy on Monday. Anna Baker, 19, died at home. Clara Baker, 23, died at a hospital.", 2, -1},
	})
}

func TestPeopleWhoDifferInSexAgeOrNameAreCountedTogether(t *testing.T) {
	checkFigures(t, []figureCase{
		{"A man was shot and killed in Sumy on Monday. A woman was found dead in the kitchen.", 2, -1},
		{"Gunmen murdered Peter Miller, 34, in Sumy on Monday. Daniel Hale, 51, was found dead beside him.", 2, -1},
		{"A 6-year-old girl was shot to death in Sumy on Monday. Her mother died at a hospital. The girl's uncle was killed too.", 3, -1},
		{"A man was shot and killed in Sumy on Monday. The man died at the scene. The victim was pronounced dead by a doctor.", 1, -1},
	})
}

func TestWhoKillsAndThenHimselfIsOneOfTheDead(t *testing.T) {
	checkFigures(t, []figureCase{
		{"A man shot and killed his wife in Sumy on Monday before killing himself.", 2, -1},
		{"A father killed his two sons and then himself in Sumy on Monday.", 3, -1},
		{"A woman fatally shot her husband in Sumy on Monday and then took her own life.", 2, -1},
		{"A man shot two people in Sumy on Monday and then shot himself in the foot.", -1, 1},
	})
}

func TestTheHurtWhoDiedAreNoLongerHurt(t *testing.T) {
	checkFigures(t, []figureCase{
		{"A toddler was wounded in a shooting in Sumy on Monday. The child died on Tuesday.", 1, -1},
		{"A boy was in critical condition after a shooting in Sumy on Monday. The boy died at a hospital.", 1, -1},
		{"A 40-year-old man was injured in Sumy when gunmen shot him on Monday. The man later died.", 1, -1},
		{"A man was killed in a shooting in Sumy on Monday. Another man was wounded.", 1, 1},
	})
}

func TestWhoIsIncludedIsOneOfTheNumber(t *testing.T) {
	checkFigures(t, []figureCase{
		{"Four people, including a 9-year-old girl, were shot dead in Sumy on Monday.", 4, -1},
		{"Two people — including a boy — were killed in a shooting in Sumy on Monday.", 2, -1},
		{"Three teachers, among them a woman, were murdered in Sumy on Monday.", 3, -1},
		{"A teacher and a woman were murdered in Sumy on Monday.", 2, -1},
	})
}

func TestWhoIsShotInAMurderSuicideDied(t *testing.T) {
	checkFigures(t, []figureCase{
		{"A man shot his wife and then himself in a murder-suicide in Sumy on Monday, police said.", 2, -1},
		{"A father shot a boy and then himself in an apparent murder-suicide in Sumy on Monday.", 2, -1},
		{"A woman shot her two sons and then herself in Sumy on Monday in what police called a murder-suicide.", 3, -1},
		{"A man shot his wife and then himself in an attempted murder-suicide in Sumy on Monday.", -1, -1},
	})
}

func TestThoseHurtOnOneDayAndDeadOnAnotherAreOfOneEvent(t *testing.T) {
	checkFigures(t, []figureCase{
		{"A boy was shot in Sumy on Sunday. The boy died at a hospital on Tuesday.", 1, -1},
		{"Gunmen shot a teacher in Sumy on Saturday. The teacher died on Monday.", 1, -1},
		{"A 30-year-old woman was wounded in a shooting in Sumy on Sunday. The woman was pronounced dead on Monday.", 1, -1},
	})
	if res := read(t, "A boy was shot in Sumy on Sunday. A priest was shot dead in Sumy on Tuesday."); len(res.Events) != 2 {
		t.Errorf("two shootings: %+v", res.Events)
	}
}

func TestWhoStandsBesideANameIsTheSamePerson(t *testing.T) {
	checkFigures(t, []figureCase{
		{"A man shot dead his friend, 34-year-old Daniel Hale, in Sumy on Monday.", 1, -1},
		{"Daniel Hale, 34, a teacher, was shot dead in Sumy on Monday.", 1, -1},
		{"Daniel Hale, a 34-year-old teacher, was murdered in Sumy on Monday.", 1, -1},
		{"Daniel Hale, 34, and Martin Frost, 29, were found dead in Sumy on Monday.", 2, -1},
	})
}

func TestTheOneOfWhomWhoIsSaidIsTheOneWhoSuffers(t *testing.T) {
	checkFigures(t, []figureCase{
		{"The mother of a girl who was killed in Sumy on Monday wept.", 1, -1},
		{"The father of a man who was murdered in Sumy on Monday asked for help.", 1, -1},
		{"The son of a judge who was shot dead in Sumy on Monday left the town.", 1, -1},
		{"The son of a judge was shot dead in Sumy on Monday.", 1, -1},
	})
}

func TestTheSubjectOfADeathStandsBeforeIt(t *testing.T) {
	checkFigures(t, []figureCase{
		{"A girl was shot in Sumy on Monday. She was driven to a hospital by her parents, but died.", 1, -1},
		{"A teacher, who was walking with his wife, died in a shooting in Sumy on Monday.", 1, -1},
		{"A boy who was shot in Sumy on Monday has died.", 1, -1},
		{"A couple was found shot to death in Sumy on Monday.", 2, -1},
	})
}

func TestWhoIsShotInALimbIsHurt(t *testing.T) {
	checkFigures(t, []figureCase{
		{"A boy was shot in the leg in Sumy on Monday.", -1, 1},
		{"A teacher shot himself in the left hand in Sumy on Monday.", -1, 1},
		{"Two women were shot in the arm in Sumy on Monday.", -1, 2},
		{"One man was shot dead in Sumy on Monday and another was shot in the foot.", 1, 1},
		{"A boy was shot in Sumy on Monday.", -1, -1},
	})
}
