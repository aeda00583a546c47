package generate

// kind is a sort of event with its words. What stands in brackets in a sentence is filled in by expand.
type kind struct {
	weapon string
	lede   []string // what happened, without date, toll and speaker
	toll   bool
}

var kinds = []kind{
	{"artillery", []string{
		"shells fell on [object] in [town]",
		"[object] in [town] came under artillery fire",
		"shelling damaged [object] on [street] in [town]"}, true},
	{"a missile", []string{
		"a missile struck [object] in [town]",
		"[object] in the centre of [town] was hit by a missile",
		"a cruise missile came down beside [object] on [street] in [town]"}, true},
	{"bombs from aircraft", []string{
		"an air strike destroyed [object] in [town]",
		"two bombs dropped by an aircraft hit [object] in [town]",
		"an air strike brought down part of [object] on [street] in [town]"}, true},
	{"rockets with cluster munitions", []string{
		"cluster munitions burst over [object] in [town]",
		"rockets scattered small bombs around [object] in [town]"}, true},
	{"a drone", []string{
		"a drone hit [object] in [town]",
		"a drone exploded on the roof of [object] in [town]"}, true},
	{"small arms", []string{
		"soldiers opened fire on a car near [object] in [town]",
		"shots were fired at people who were queueing at [object] in [town]"}, true},
	{"a mine", []string{
		"a vehicle ran over a mine near [object] outside [town]",
		"a mine exploded on the path to [object] in [town]"}, true},
	{"", []string{
		"armed men led several residents away from [object] in [town]",
		"residents were detained at a checkpoint beside [object] in [town]"}, false},
	{"", []string{
		"bodies were found in the cellar of [object] in [town]",
		"rescue workers came upon bodies behind [object] in [town]"}, false},
}

var kindWeights = []int{30, 20, 14, 6, 12, 4, 4, 4, 6}

var objects = []string{
	"a school", "an apartment building", "a hospital", "a market", "a railway station", "a kindergarten", "a grain store",
	"a bus stop", "a church", "an electricity substation", "a supermarket", "a water tower", "a cultural centre",
	"a dormitory", "a petrol station", "a bakery", "a printing house", "a library", "a maternity hospital",
	"a residential street", "a bridge", "a theatre", "a post office", "a clinic",
}

var streets = []string{
	"Shevchenko Street", "Myru Avenue", "Station Street", "Sadova Street", "Peremohy Avenue", "Lisova Street",
	"Soborna Square", "Zelena Street", "Nezalezhnosti Street", "Franko Street", "Shkilna Street", "Riverside Street",
}

var outlets = []string{
	"Harbour Herald", "Field Desk Weekly", "Geneva Circular", "Tidewater Tribune", "Meridian Evening",
	"Longshore Dispatch", "The Steppe Post", "The Lantern Post", "The Quayside Record", "Canal Street Post",
	"Ferry Lane Reporter", "Kestrel Radio", "Morning Docket", "The Plain Table", "Millrace Gazette", "Cinder Hill Times",
	"The Weathervane", "Saltmarsh News", "North Ferry Observer", "The Copper Bell",
}

var agencies = []string{"Northline Agency", "Northline Agency", "Eastgate Press Service", "Tern Wire"}

// sources say who gives a toll.
var sources = []string{
	"the head of the [region] regional administration said",
	"the [region] regional prosecutor's office said",
	"the state emergency service said",
	"the mayor said",
	"the city council reported",
	"according to the regional police",
	"a doctor at the local hospital told reporters",
}

var denials = []string{
	"Russia's defence ministry denied that its forces had fired on the place and said that only military targets were hit.",
	"The Russian defence ministry said that no strike had been carried out there on that day.",
	"Moscow called the pictures staged.",
	"The Russian side accused Ukrainian forces of having fired the shot themselves.",
	"The Kremlin said that those who accuse it have no right to do so.",
}

var otherDenials = []string{
	"Ukraine's general staff denied having fired and said that the weapon was Russian.",
	"A spokesman of the Ukrainian armed forces said that only military targets were struck.",
	"Kyiv did not comment.",
}

var unverified = []string{
	"The figures could not be verified independently.",
	"This newspaper could not reach the place.",
	"The UN human rights office has not confirmed the number so far.",
	"Two other tolls circulate; neither has a name behind it.",
}

var wanted = []string{
	"Satellite images that a company released the next day show a crater; they are not reproduced here.",
	"A photograph taken from a balcony shows smoke above the roof, witnesses said.",
	"A video of the impact, filmed by a car's camera, was shown on regional television.",
	"The prosecutor's office says that it has collected fragments and will keep them.",
	"A report on the incident is announced for next month.",
}

var laws = []string{
	"The prosecutor's office opened a case for a breach of the laws and customs of war.",
	"The foreign ministry in Kyiv called it a war crime.",
	"A lawyer who trains investigators said that the first question is what the building was used for, and by whom.",
	"Human rights groups asked both sides to spare what civilians cannot live without.",
}

// speakers of the weekly speech, by their offices.
var speakers = []string{
	"the UN secretary-general", "the UN high commissioner for human rights", "the US secretary of state",
	"the president of Ukraine", "the Kremlin spokesman", "the prosecutor of the International Criminal Court",
	"the president of the European Commission", "the foreign minister of Ukraine", "the Russian foreign minister",
}

var speeches = []string{
	"that attacks on civilians must stop and that those who order them will answer for it",
	"that investigators must be let into every town from which reports come",
	"that the accusations are made without evidence and that nobody has the right to judge in advance",
	"that the corridors agreed for residents were fired on again this week",
	"that what has been documented points to war crimes, and that courts will have the last word",
	"that the number of those who had to leave their homes has passed every earlier estimate",
	"that hospitals and schools are not targets, whoever stands near them",
}
