// Package place knows where things are: a gazetteer of Ukraine down to the village, of the countries of the world with
// their regions and towns, and of the districts, counties and municipalities of those that reports of violence name most.
//
// The rule it guards: a coordinate is never finer than the words. A country has one rough middle and the precision
// "country"; a region or district has the rounded middle of its places; a village whose own position no source gives
// carries the middle of its community and says "district". A place without any position says so (HasPoint).
//
// It never guesses. A name is found as it stands, after folding case, accents, apostrophes and hyphens, in every script
// and spelling the table holds (Kyiv, Kiev, Київ, Киев, كييف), or in a form that a rule leads back to one of these (у
// Бучі, под Изюмом, بحلب, Edlib); an unknown name gives nothing. A name that is an ordinary word too (Mobile, Мир) counts
// only beside words that call for it. Where several places share a name all of them are returned, best known first;
// Resolve says which is meant and why, or that nothing decides and what contains them all; a Setting keeps what the names
// of a text settled, to hold further names against.
//
//	g := place.Default()
//	for _, p := range g.Lookup("Irpin") {
//		fmt.Println(p.Name, p.Parents, p.Precision) // Irpin [Ukraine Kyiv oblast Bucha raion Irpin hromada] town
//	}
//	match, n := g.Find([]string{"in", "Mobile", ",", "Ala", "."}, 1) // n is 4: "Mobile, Ala."
//	answers := g.Resolve([]place.Mention{{Name: "Mobile", Candidates: match.Candidates}}, place.Hints{Within: []string{"US"}})
//
// Further places come from files in the format of GeoNames: ReadGeoNames and With.
//
// The table is embedded and read where it lies. Nothing is unpacked or parsed; a process that names no place pays
// nothing. README.md says how it is made; data/ATTRIBUTION.md says whose data it holds and under which terms.
package place
