package claim

import (
	"slices"
	"strings"
	"testing"
)

// toldEvent is what one sentence must say of an event: words of a victim, a thing hit and a doer, and who died or was hurt.
type toldEvent struct {
	text, victim, target, doer string
	killed, injured            int
}

func TestUkrainianEventsNameWhoSufferedAndWhatWasHit(t *testing.T) {
	for _, c := range []toldEvent{
		{"9 травня у Нікополі військові обстріляли школу та лікарню, загинули двоє вчителів.", "вчителів", "лікарню", "", 2, -1},
		{"У селі Синівка 3 травня невідомі застрелили 45-річного журналіста.", "журналіста", "", "невідомі", 1, -1},
		{"Двох мирних жителів убили снайпери на околиці села Синівка 3 травня.", "жителів", "", "снайпери", 2, -1},
		{"У селі Синівка вбито подружжя, їхню хату спалено.", "подружжя", "хату", "", 2, -1},
		{"Мати та її п'ятирічний син загинули під час обстрілу села Синівка 8 травня.", "син", "", "", 2, -1},
		{"Рятувальник Андрій Ковальчук загинув у селі Синівка 8 травня.", "Рятувальник", "", "", 1, -1},
		{"У підвалі школи бойовики катували трьох місцевих жителів 3 травня.", "місцевих жителів", "", "бойовики", -1, -1},
		{"Три пожежні автомобілі знищено, чотирьох рятувальників поранено 3 травня в селі Синівка.", "рятувальників", "автомобілі", "", -1, 4},
		{"Школу в селі Синівка зруйновано вночі 3 травня.", "", "Школу", "", -1, -1},
		{"Невідомі підпалили церкву в селі Синівка 3 травня.", "", "церкву", "Невідомі", -1, -1},
		{"Снаряд влучив у подвір'я будинку в селі Синівка, поранено 60-річну жінку та її онука.", "онука", "", "", -1, 2},
		{"Поліцейський, який ішов попереду, загинув у селі Синівка 3 травня.", "Поліцейський", "", "", 1, -1},
	} {
		res := readIn(t, "uk", c.text)
		ok := slices.ContainsFunc(res.Events, func(e Event) bool {
			has := func(ps []Party, words string) bool {
				return words == "" || slices.ContainsFunc(ps, func(v Party) bool { return strings.Contains(v.Name+" "+v.Description, words) })
			}
			doer := c.doer == "" || slices.ContainsFunc(e.Alleged, func(a Accused) bool { return a.Name == c.doer })
			return has(e.Victims, c.victim) && has(e.Targets, c.target) && doer && (c.killed < 0 || num(e.KilledMin) == c.killed) && (c.injured < 0 || num(e.InjuredMin) == c.injured)
		})
		if !ok {
			t.Errorf("%q: %+v", c.text, res.Events)
		}
	}
}

func TestWhoSpeaksOrWalksByDidNotSufferInUkrainian(t *testing.T) {
	for _, text := range []string{
		"За словами лікаря Андрія Ковальчука, у селі Синівка загинули троє людей.",
		"У селі Синівка загинули троє людей, розповіла вчителька.",
		"Водій та двоє пасажирів вийшли, троє людей загинули в селі Синівка.",
	} {
		for _, e := range readIn(t, "uk", text).Events {
			for _, v := range e.Victims {
				if w := v.Name + v.Description; strings.Contains(w, "Ковальчук") || strings.Contains(w, "вчител") || strings.Contains(w, "асажир") {
					t.Errorf("%q: %q is no victim", text, w)
				}
			}
		}
	}
}
