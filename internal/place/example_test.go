package place_test

import (
	"fmt"

	"exhibit/internal/place"
)

func ExampleGazetteer_Resolve() {
	g := place.Default()
	answers := g.Resolve([]place.Mention{
		{Name: "Springfield", Candidates: g.Lookup("Springfield")},
		{Name: "Ohio", Candidates: g.Lookup("Ohio")},
	}, place.Hints{})
	fmt.Println(answers[0].Place.Path(), answers[0].Settled)
	fmt.Println(answers[0].Basis)
	// Output:
	// [United States Ohio Clark County Springfield] true
	// Ohio, named in the text, contains it or lies in it
}

func ExampleSetting_Resolve() {
	g := place.Default()
	s := g.Setting([]place.Mention{{Name: "Kharkiv", Candidates: g.Lookup("Kharkiv")}}, place.Hints{})
	r := s.Resolve(place.Mention{Name: "Zolochiv", Candidates: g.Lookup("Zolochiv")})
	fmt.Println(r.Place.Parents[1], r.Settled)
	// Output:
	// Kharkiv oblast true
}
