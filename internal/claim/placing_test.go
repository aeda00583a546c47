package claim

import (
	"slices"
	"sync"
	"testing"

	"exhibit/internal/place"
)

// TestTheTextSettlesWhichTownIsMeant: id is the event's place id, within a place it must lie in; open: no id and no position.
func TestTheTextSettlesWhichTownIsMeant(t *testing.T) {
	r := world(t)
	for _, row := range []struct{ text, name, within string }{
		// named with its state, county, oblast or governorate
		{"Two people were killed in a shooting in Springfield, Ohio, on Sunday, police said.", "Springfield", "Ohio"},
		{"A gunman killed three people at a bar in Aurora, Colo., on Friday night, police said.", "Aurora", "Colorado"},
		{"A man was shot dead in Portland, Maine, on Sunday, police said.", "Portland", "Maine"},
		{"Shelling killed two people in the village of Andriivka, Bucha district, on Monday.", "Andriivka", "Kyiv oblast"},
		{"Three people were shot and killed on Monday in Athens, Georgia.", "Athens", "Georgia"},
		// settled by what else the text names
		{"Police in Ohio said one man was killed in a shooting in Springfield on Sunday. He was flown to a hospital in Dayton.", "Springfield", "Ohio"},
		{"PEORIA, Illinois (Agency) — Two teenagers were shot dead in Springfield on Monday, police said.", "Springfield", "Illinois"},
		{"Residents of Toledo, Ohio, gathered on Monday. Two of them were killed in a shooting in Oregon, Ohio, a week before.", "Oregon", "Ohio"},
		// a great city is not the hamlet of its name
		{"An explosion killed four people in London on Tuesday, and police in Britain said a bomb was found.", "London", "United Kingdom"},
		// nothing decides
		{"Shelling killed two people in the village of Andriivka on Monday.", "Andriivka", ""},
		{"Two people were killed in a shooting in Springfield on Sunday.", "Springfield", ""},
	} {
		res := r.Read(Doc{Ref: "sha256-test", Report: "r.txt", Text: row.text, PublishedMin: "2021-05-12", PublishedMax: "2021-05-12"})
		checkIntegrity(t, row.text, res)
		if len(res.Events) == 0 {
			t.Errorf("%q: no event", row.text)
			continue
		}
		e := res.Events[0]
		switch {
		case e.Place != row.name:
			t.Errorf("%q: place %q", row.text, e.Place)
		case row.within == "":
			if e.PlaceID != "" || e.Lat != nil {
				t.Errorf("%q: one of several was taken: %s", row.text, e.PlaceID)
			}
		case !slices.Contains(e.Around, row.within) || e.PlaceID == "" || e.Lat == nil:
			t.Errorf("%q: lies in %v, id %q", row.text, e.Around, e.PlaceID)
		}
		for _, c := range res.Claims {
			if row.within == "" && c.Lat != nil && c.Place == row.name {
				t.Errorf("%q: a claim has a position", row.text)
			}
		}
	}
}

var worldReader = sync.OnceValues(func() (*Reader, error) { return New(Config{Gazetteer: place.Default()}) })

// world is a reader with the places of the world.
func world(t testing.TB) *Reader {
	t.Helper()
	r, err := worldReader()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestNamesOfPeopleStreetsAndPapersAreNoTowns(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		{"Two people were killed in a shooting in Toledo, Ohio, on Sunday. Peter Whitby, 34, was shot dead on Sunday.", "Toledo"},
		{"A gunman killed two men at a bar in Dayton, Ohio, on Friday. Officer Selby shot the gunman dead on Friday.", "Dayton"},
		{"One man was killed in a shooting on Springfield Avenue in Dayton, Ohio, on Friday.", "Dayton"},
		{"Gunmen killed three guards in Austin, Texas, on Monday, the Denver Post reported.", "Austin"},
		{"Sgt. Tamworth shot and killed a man in Tampa, Florida, on Monday, police said.", "Tampa"},
		// a town all the same: behind "in", beside its state
		{"A man was shot dead in Selby on Sunday. Peter Selby, 34, lived in England.", "Selby"},
		{"Two people were killed on Monday in Troy, Michigan, police said. Troy Smith, 30, was arrested.", "Troy"},
	} {
		res := world(t).Read(Doc{Ref: "sha256-test", Report: "r.txt", Text: row.text, Lang: "en", PublishedMin: "2021-05-12", PublishedMax: "2021-05-12"})
		checkIntegrity(t, row.text, res)
		if len(res.Events) == 0 {
			t.Errorf("%q: no event", row.text)
		}
		for _, e := range res.Events {
			if e.Place != row.want {
				t.Errorf("%q: %s in %q", row.text, e.Type, e.Place)
			}
		}
	}
}
