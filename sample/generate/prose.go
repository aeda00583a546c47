package generate

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// Sentences that stood word for word in a sixth of all reports would make every two reports look alike, which real
// reports do not. So the sentences below are made of parts, and each comes in thousands of forms.

var witnesses = []string{
	"A [person] who was in [shelter] at the time said that [perceived].",
	"A [person] from [street] who [did] said that [perceived].",
	"Neighbours near the [shop] described [sound], [ago].",
	"A [person] who [did] said that [perceived].",
	"[perceived], a [person] recalled.",
}

var scenes = []string{
	"By [hour] the fire was out, and [helpers] were covering [n] windows with [material].",
	"[helpers] cleared the [rubble] by hand, and the sirens sounded [n] times while they did so.",
	"The road to the [shop] was closed; the electricity came back after [n] hours, the water [ago].",
	"[helpers] worked until [hour], and a crane was brought from a place [n] kilometres away.",
	"The roof had fallen in as far as the [floor] floor, and [rubble] lay in the yard behind the [shop].",
	"Buses took the residents of the [floor] floor to a [shop] on the other bank at [hour].",
	"A [person] handed out [goods] beside the [shop], and [helpers] carried [rubble] to the kerb.",
}

var background = []string{
	"Before the invasion [town] lived on its [trade] and on the market to which [n] villages brought their [goods].",
	"[helpers] from [town] have driven to [elsewhere] every [weekday] since [month]; they bring [goods] one way and people the other.",
	"The pumps of [town] stand near [elsewhere]. When they stop, the [trade] has water for [n] hours.",
	"What is known comes from a [person], from [n] channels run by residents, and from a briefing at [hour].",
	"The farms towards [elsewhere] sowed [n] per cent less than in other years; the stores are still full of the [goods] of last summer.",
	"The [shop] moved [n] of its rooms to the basement in [month] and asks for [goods] and [material].",
	"Trains from [elsewhere] arrive at [hour] or not at all; a [person] counts the passengers by hand.",
	"A [person] writes down what happens, house by house: [n] pages since [month], kept in the [shop] and in a second place.",
	"In [month] the [trade] paid its [n] workers in [goods]; since [weekday] it has not paid them.",
	"Of the [n] shops on [street], the [shop] and one other open at [hour].",
	"A [person] set the clock of the [shop] again on [weekday], [ago].",
	"[material] can be had near [elsewhere], says a [person]; there is no lorry, but the [trade] has lent [n] carts.",
}

var matters = []string{
	"The [trade] put off its vote on the new [shop] until [month], because the survey is not finished; members asked for a list of all [n] [goods].",
	"The choir festival in [month] has [n] choirs; rehearsals begin in the [shop] on [weekday] at [hour].",
	"The price of [goods] rose by [n] per cent, and the [trade] wants to talk to the [person] who sells them.",
	"The second team won and moves up; [n] hundred people watched on [weekday], a [person] among them who had not missed a match since [month].",
	"It will stay dry until [weekday], with [n] degrees at [hour]; after that the [trade] expects frost.",
	"The library lends [goods] again to every [person] who asks before [weekday]; [n] readers took part in [month].",
	"The museum beside the [shop] shows [n] models of the [trade] until [month], and [material] to touch.",
	"The ferry takes [n] boats out of service for painting with [material]; until [month] the first crossing is at [hour].",
	"Beekeepers counted [n] hundred hives near the [shop] in [month] and ask every [person] with a van to slow down.",
	"A [person] found [goods] in the attic of the [shop] and gave them to the [trade], which will show them on [weekday].",
	"The road past the [trade] gets [n] new lamps before [month], and the [shop] a ramp.",
	"At [hour] on [weekday] the [trade] opens its doors to everybody; there will be [goods] and a talk by a [person].",
}

// parts are what brackets stand for, beside the words of the event and [n], which is a number.
var parts = map[string][]string{
	"person": {"baker", "teacher", "nurse", "tram driver", "pensioner", "student", "railwayman", "pharmacist", "plumber", "librarian",
		"shop assistant", "beekeeper", "miner", "welder", "gardener", "cook", "lorry driver", "seamstress", "postman", "carpenter",
		"vet", "musician", "mechanic", "caretaker", "bookkeeper", "fisherman", "roofer", "dentist", "sexton"},
	"shelter": {"the cellar", "the stairwell", "a cupboard", "the metro", "the boiler room", "a garage", "the corridor", "a school basement",
		"the bathroom", "an old storehouse", "the underpass", "a trench in the garden"},
	"perceived": {"there had been no warning", "the windows of the whole row had been blown in", "no soldiers had been near that day",
		"military vehicles had stood in the yard the evening before", "the last tram had left an hour earlier", "smoke hung over the roofs until dark",
		"the ground shook like a bridge under a train", "the sirens had come too late", "dust fell from the ceiling for a long time",
		"the light went out first and the noise came after", "a flash had been seen beyond the river", "a column of lorries had passed at dawn",
		"nobody had known where to run", "it had been quiet for two days before"},
	"did": {"had come for bread", "was feeding the dogs", "had just put the kettle on", "was waiting for the bus", "was mending a fence",
		"was on the telephone with relatives", "had gone down to fetch water", "was queueing for medicine", "carried the children down",
		"was pulling up potatoes", "had slept in the car", "was sweeping up glass from the last time"},
	"sound":    {"two explosions", "a whistle and a blow", "a long roll of thunder", "five or six impacts", "one blast that did not end", "a hum and then a crack"},
	"ago":      {"one shortly after the other", "not long after midnight", "about a week before", "in the last light", "while the market was open", "before anybody was up", "as on the day before", "for the third time"},
	"hour":     {"five in the morning", "half past six", "eight", "a quarter to ten", "noon", "two in the afternoon", "four", "half past five", "dusk", "nine in the evening", "midnight"},
	"helpers":  {"volunteers", "rescue workers", "firefighters", "soldiers of the engineers", "neighbours", "students", "workers of the tram depot", "members of a parish", "men from the quarry", "women from the market"},
	"material": {"boards and plastic sheets", "chipboard", "roofing felt", "blankets", "old doors", "tarpaulins", "corrugated iron", "cardboard", "lime and sand", "wire mesh"},
	"rubble":   {"bricks", "broken glass", "paper", "splintered wood", "bent rails", "slates", "plaster", "burnt books", "grain", "concrete slabs", "kitchen tiles"},
	"floor":    {"first", "second", "third", "fourth", "fifth", "seventh", "eighth", "ninth"},
	"shop":     {"pharmacy", "bakery", "music school", "bicycle shop", "swimming pool", "town hall", "laundry", "fire station", "boat house", "dairy", "brickworks", "cinema", "sawmill", "nursery", "canteen", "workshop", "print shop", "tailor's", "mill", "bathhouse", "seed store", "tea room", "town archive", "weather station"},
	"goods": {"insulin", "batteries", "potatoes", "dog food", "candles", "apples", "winter coats", "seeds", "tinned fish", "onions", "sunflower oil",
		"generators", "buckwheat", "copybooks", "firewood", "honey", "salt", "shoes", "radios", "sugar beet", "melons", "flour", "bandages", "tools"},
	"trade": {"railway workshop", "glass factory", "guild of bakers", "sugar refinery", "port authority", "dairy", "tractor works", "paper mill", "brewery", "chess club",
		"choir", "sailing club", "growers' union", "furniture factory", "tannery", "quarry", "cable works", "tram depot", "fruit market", "weaving mill"},
	"elsewhere": {"the reservoir", "the old quarry", "the second bridge", "the airfield", "the lime works", "the forest school", "the ring road", "the marshes",
		"the monastery", "the brick kilns", "the railway junction", "the orchard", "the grain terminal", "the border", "the hills", "the river bend"},
	"weekday": {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
	"month":   {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
}

// expand fills in what stands in brackets: words of the event, a number, or one of the parts.
func expand(r *rand.Rand, s string, e event) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(s, "[")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		slot, after, _ := strings.Cut(rest, "]")
		switch slot {
		case "object":
			b.WriteString(e.object)
		case "town":
			b.WriteString(e.place.name)
		case "region":
			b.WriteString(e.place.region)
		case "street":
			b.WriteString(e.street)
		case "n":
			b.WriteString(strconv.Itoa(2 + r.IntN(97)))
		default:
			b.WriteString(pick(r, parts[slot]))
		}
		s = after
	}
}
