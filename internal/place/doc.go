// Package place knows where things are: a gazetteer of Ukraine down to the village, of the countries of the world with
// their capitals, and of a few hundred cities that reports of armed conflict name.
//
// The rule it guards: a coordinate is never finer than the words. A country has one rough middle and the precision
// "country"; an oblast or raion has the rounded middle of its places; a village whose own position no source gives
// carries the middle of its community and says "district". A place without any position says so (HasPoint).
//
// It never guesses. Lookup answers for exact names only, after folding case, accents, apostrophes and hyphens, in every
// script and spelling the table holds (Kyiv, Kiev, Київ, Киев, كييف); an unknown name gives nothing. Where several places
// share a name all of them are returned, best known first, and Choose says whether the words around settle which is meant.
//
//	g := place.Default()
//	for _, p := range g.Lookup("Irpin") {
//		fmt.Println(p.Name, p.Parents, p.Precision) // Irpin [Ukraine Kyiv oblast Bucha raion Irpin hromada] town
//	}
//
// The table is embedded, compressed, and decoded on first use; a process that names no place pays nothing.
// README.md says how it is made; data/ATTRIBUTION.md says whose data it holds and under which terms.
package place
