package dossier

import (
	"fmt"
	"strings"

	"exhibit"
	"exhibit/internal/casefile"
	"exhibit/internal/casualty"
	"exhibit/internal/claim"
	"exhibit/internal/incident"
	"exhibit/internal/law"
	"exhibit/internal/origin"
)

// A country that does not exist, with invented towns, bodies and numbers.

func ref(name string) string { return exhibit.RefOf([]byte(name)).String() }

func n(v int) *int { return &v }

func item(path, title, publisher, day, lang, media string) casefile.Item {
	return casefile.Item{
		Ref: ref(path), Reports: []string{path}, Outcome: "read", MediaType: media, Bytes: int64(2100 + 37*len(title)),
		MD5: strings.Repeat("0a1b2c3d", 4), SHA1: strings.Repeat("0a1b2c3d", 5),
		Lang: lang, Published: day, Title: title, Reader: "plain-text 1", Restriction: "open", Entries: []int64{int64(len(path)), int64(len(path) + 9)},
		Sheet: casefile.Sheet{"publisher": publisher, "collected_by": "A-02", "collected_how": "saved from the publisher's page"},
		Gaps:  []string{"custody before us", "consent"},
	}
}

// say makes a claim in an item; the place in the text is invented but rises with every claim.
func say(id, path string, kind claim.Kind, quote string, change func(*claim.Claim)) claim.Claim {
	start := 100 + 60*len(id) + int(id[len(id)-1])*10
	c := claim.Claim{ID: id, Report: path, Ref: ref(path), Quote: quote, CharStart: start, CharEnd: start + len([]rune(quote)),
		Kind: kind, Lang: "en", Voice: "indirect", Basis: "en.count.v1", Status: "proposed"}
	if change != nil {
		change(&c)
	}
	return c
}

// fixture is a small case with the traps of the field in it.
func fixture() casefile.File {
	const (
		wire    = "reports/2031-03-06-wire.txt"
		courant = "reports/2031-03-06-courant.html"
		radio   = "reports/2031-03-07-radio.txt"
		mail    = "inbox/tip-0017.eml"
		paper   = "reports/2031-03-08-gazette.pdf"
		denial  = "reports/2031-03-07-northmark-briefing.txt"
		mon1    = "monitor/2031-03-08-update.html"
		mon2    = "monitor/2031-03-15-update.html"
		mon3    = "monitor/2031-03-22-update.html"
		local   = "reports/2031-03-09-visti.txt"
		arab    = "reports/2031-03-10-sawt.txt"
		photo   = "photos/IMG_2231.jpg"
		broken  = "reports/scan-b.pdf"
		shut    = "statements/w-12.pdf"
	)
	f := casefile.File{
		Case: casefile.Info{Origin: "exhibit.case/4f1c09aa23de77b0", Title: "Shelling of Dolmir and Orlanka, March 2031",
			Created: "2031-03-24T09:12:00Z", Program: "exhibit 0.1.0", Purpose: "case"},
		Checkpoint: casefile.Head{Size: 214, Root: "q1Xo0Zl3bq8Dk1s5e7gkqf1rB4o7f2N9k4cZb0mXcQk=", At: "2031-03-25T16:40:00Z", Key: "exhibit.case/4f1c09aa23de77b0+5d1f20aa"},
	}
	f.Items = []casefile.Item{
		item(wire, "Governor says twelve killed at Dolmir bakery queue", "Velmora Wire", "2031-03-06", "en", "text/plain"),
		item(courant, "Twelve dead in Dolmir, says governor", "The Port Courant", "2031-03-06", "en", "text/html"),
		item(radio, "Morning bulletin", "Radio Saline", "2031-03-07", "en", "text/plain"),
		item(mail, "What I saw on the market square", "", "", "en", "message/rfc822"),
		item(paper, "A week of shelling", "Orlanka Gazette", "2031-03-08", "en", "application/pdf"),
		item(denial, "Briefing of the Northmark defence ministry", "Ministry of Defence of Northmark", "2031-03-07", "en", "text/plain"),
		item(mon1, "Civilian casualties: update of 8 March", "Joint Monitoring Mission", "2031-03-08", "en", "text/html"),
		item(mon2, "Civilian casualties: update of 15 March", "Joint Monitoring Mission", "2031-03-15", "en", "text/html"),
		item(mon3, "Civilian casualties: update of 22 March", "Joint Monitoring Mission", "2031-03-22", "en", "text/html"),
		item(local, "У Долмірі загинули люди в черзі по хліб", "Долмірські вісті", "2031-03-09", "uk", "text/plain"),
		item(arab, "شهادة من ساحة السوق", "صوت الميناء", "2031-03-10", "ar", "text/plain"),
		item(photo, "", "", "", "", "image/jpeg"),
		item(broken, "scan-b.pdf", "", "", "", "application/pdf"),
		item(shut, "Statement of a resident", "", "", "uk", "application/pdf"),
	}
	f.Items[3].Sheet = casefile.Sheet{"collected_by": "A-02", "contact_email": "someone@example.invalid"}
	f.Items[3].Gaps = []string{"created", "custody before us", "legal basis", "consent"}
	f.Items[11].Outcome, f.Items[11].Reason, f.Items[11].Reader = "preserved", "no reader takes words from photographs", ""
	f.Items[11].Flags, f.Items[11].Sheet = []string{"graphic"}, casefile.Sheet{}
	f.Items[12].Outcome, f.Items[12].Reason, f.Items[12].Reader = "failed", "the file ends before its cross-reference table", ""
	f.Items[13].Restriction, f.Items[13].Outcome, f.Items[13].Reason = "restricted", "preserved", "restricted, not read"

	governor := func(c *claim.Claim) {
		c.Speaker, c.SpeakerRole, c.Origin = "governor of Dolmir region", "head of the regional administration", "o-governor"
		c.SpeechDate, c.Killed, c.Qualifier, c.CountStatus = "2031-03-06", n(12), "exact", "claimed"
		c.Place, c.IncidentDate, c.VictimStatus = "Dolmir", "2031-03-06", "civilian"
	}
	say := func(id, path string, kind claim.Kind, quote string, change ...func(*claim.Claim)) {
		f.Snapshot.Claims = append(f.Snapshot.Claims, say(id, path, kind, quote, func(c *claim.Claim) {
			for _, g := range change {
				g(c)
			}
		}))
	}
	via := func(chain ...string) func(*claim.Claim) {
		return func(c *claim.Claim) { c.Attribution = chain }
	}
	say("c1", wire, claim.Casualty, "Twelve people were killed when shells struck a queue outside a bakery, the governor said.", governor, via("governor of Dolmir region", "Velmora Wire"))
	say("c2", courant, claim.Casualty, "At least twelve civilians died in the queue, according to the governor, Velmora Wire reported.", governor,
		via("governor of Dolmir region", "Velmora Wire", "The Port Courant"), func(c *claim.Claim) { c.Qualifier = "at_least" })
	say("c3", radio, claim.Casualty, "The governor put the dead at twelve.", governor, via("governor of Dolmir region", "Velmora Wire", "Radio Saline"))
	say("c4", paper, claim.Casualty, "The governor's figure for the bakery stands at 12 killed.", governor, via("governor of Dolmir region", "Orlanka Gazette"))
	say("c5", local, claim.Casualty, "За словами очільника області, загинули дванадцятеро людей, які стояли в черзі по хліб.", governor,
		via("governor of Dolmir region", "Velmora Wire", "Долмірські вісті"), func(c *claim.Claim) { c.Lang = "uk" })
	say("c6", mail, claim.Casualty, "I counted nine bodies on the square before the ambulances came.", func(c *claim.Claim) {
		c.Voice, c.Speaker, c.SpeakerRole, c.Origin, c.BasisOfKnowledge = "direct", "resident of Dolmir", "eyewitness", "o-resident", "eyewitness"
		c.BodiesFound, c.Qualifier, c.Finder = n(9), "exact", "resident of Dolmir"
		c.Status, c.DecidedBy, c.Reason = "accepted", "A-01", "read against the original message"
	})
	say("c7", arab, claim.Casualty, "قال طبيب في المستشفى إن أكثر من عشرين جريحاً وصلوا إلى القسم في ذلك الصباح.", func(c *claim.Claim) {
		c.Lang, c.Speaker, c.SpeakerRole, c.Origin, c.BasisOfKnowledge = "ar", "طبيب في المستشفى", "hospital doctor", "o-doctor", "participant"
		c.Injured, c.Qualifier = n(20), "more_than"
	})
	say("c8", wire, claim.Attack, "The shells came from the hills held by the Northmark army, the governor said.", governor, func(c *claim.Claim) {
		c.Killed, c.ActorAccused, c.ActionType, c.Modality = nil, "Armed forces of Northmark", "shelling", "asserted"
	})
	say("c9", denial, claim.Denial, "Our units did not fire on Dolmir on that day, the spokesman said.", func(c *claim.Claim) {
		c.Speaker, c.SpeakerRole, c.Origin = "spokesman of the Northmark defence ministry", "official spokesman", "o-northmark"
		c.Denies, c.DenialKind, c.Modality, c.SpeechDate = "c8", "fact", "denied", "2031-03-07"
	})
	say("d1", denial, claim.Denial, "To speak of a war crime is propaganda.", func(c *claim.Claim) {
		c.Speaker, c.Origin, c.DenialKind, c.Denies = "spokesman of the Northmark defence ministry", "o-northmark", "label", "d2"
	})
	say("d2", courant, claim.LegalLabel, "The governor called it a war crime.", governor, func(c *claim.Claim) { c.Killed, c.LegalLabels = nil, []string{"war crime"} })
	say("d3", denial, claim.Attack, "It was Velmora's own artillery that shelled the square, he said.", func(c *claim.Claim) {
		c.Speaker, c.Origin, c.ActorAccused, c.ActionType = "spokesman of the Northmark defence ministry", "o-northmark", "Armed forces of Velmora", "shelling"
	})
	say("d4", paper, claim.EvidenceMention, "The prosecutor's office said its experts had collected fragments of the shells.", func(c *claim.Claim) {
		c.Speaker, c.Wanted = "regional prosecutor's office", "shell fragments and the experts' report"
	})
	say("d5", radio, claim.EvidenceMention, "A satellite image taken on 6 March shows the burnt roofs, the mission said.", func(c *claim.Claim) {
		c.Speaker, c.Wanted = "Joint Monitoring Mission", "satellite image of 6 March"
	})
	say("d6", paper, claim.Casualty, "Fourteen died at the bakery, the hospital's head doctor told us.", func(c *claim.Claim) {
		c.Speaker, c.SpeakerRole, c.Origin, c.BasisOfKnowledge, c.Killed, c.Qualifier = "head doctor of Dolmir hospital", "physician", "o-head", "record", n(14), "exact"
	})
	say("d7", paper, claim.Weapon, "Fragments of a cluster munition lay in the street, a sapper said.", func(c *claim.Claim) {
		c.Speaker, c.Weapons = "sapper of the rescue service", []string{"cluster munition"}
	})
	say("e1", paper, claim.Casualty, "In Orlanka, the mayor said, 2,400 people had been killed since the siege began.", func(c *claim.Claim) {
		c.Speaker, c.Killed, c.Qualifier, c.Cumulative, c.Scope, c.AsOf = "mayor of Orlanka", n(2400), "exact", flag(true), "city of Orlanka", "2031-03-12"
		c.CountSource, c.Place = "city council of Orlanka", "Orlanka"
	})
	say("e2", radio, claim.Casualty, "More than 2,500 were killed or injured in Orlanka, the council said.", func(c *claim.Claim) {
		c.Speaker, c.CombinedTotal, c.Qualifier, c.Cumulative, c.AsOf = "city council of Orlanka", n(2500), "more_than", flag(true), "2031-03-13"
	})
	for i, m := range []struct {
		path        string
		dead, hurt  int
		as, through string
	}{{mon1, 187, 402, "2031-03-08", "2031-03-07"}, {mon2, 261, 590, "2031-03-15", "2031-03-14"}, {mon3, 318, 731, "2031-03-22", "2031-03-21"}} {
		say(fmt.Sprintf("m%d", i+1), m.path, claim.Casualty, fmt.Sprintf("From 24 February to the end of %s the mission recorded %d killed and %d injured.", m.through, m.dead, m.hurt), func(c *claim.Claim) {
			c.Speaker, c.Killed, c.Injured, c.Cumulative, c.AsOf, c.CountStatus = "Joint Monitoring Mission", n(m.dead), n(m.hurt), flag(true), m.as, "confirmed"
		})
	}

	f.Snapshot.Events = []claim.Event{
		{ID: "v1", Report: wire, Ref: ref(wire), Anchor: "shells struck a queue", Claims: []string{"c1", "c8"}, Type: "shelling"},
		{ID: "v2", Report: courant, Ref: ref(courant), Anchor: "died in the queue", Claims: []string{"c2"}, Type: "shelling"},
		{ID: "v3", Report: mail, Ref: ref(mail), Anchor: "on the square", Claims: []string{"c6"}, Type: "shelling"},
		{ID: "v4", Report: paper, Ref: ref(paper), Anchor: "Orlanka", Claims: []string{"e1"}, Type: "other"},
	}
	lat, lon := 48.1, 31.2
	f.Snapshot.Incidents = []incident.Incident{
		{ID: "i-dolmir", Title: "Shelling of a bakery queue in Dolmir", Type: "shelling", DateMin: "2031-03-06", DateMax: "2031-03-06", Place: "Dolmir",
			Lat: &lat, Lon: &lon, Precision: "town", ObjectTypes: []string{"bakery", "queue_of_civilians"}, Weapons: []string{"cluster munition"},
			Alleged: []string{"Armed forces of Northmark"}, Events: []string{"v1", "v2", "v3"},
			Claims:  []string{"c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "d1", "d2", "d3", "d4", "d6", "d7"},
			Reports: []string{wire, courant, radio, mail, paper, local, arab, denial},
			Links: []incident.Link{{A: "v1", B: "v2", Basis: "same town, same day, same object, one report names the other's agency", Score: 0.94},
				{A: "v1", B: "v3", Basis: "same town, same day within one, market square is beside the bakery", Score: 0.71}},
			Proposals: []incident.Link{{A: "v3", B: "v4", Basis: "same week; the towns differ", Score: 0.41}},
			KilledMin: n(12), KilledMax: n(14), InjuredMin: n(21), BodiesMin: n(9), BodiesMax: n(9), CountRule: "stated-range-of-origins v1",
			OriginsMin: 2, OriginsMax: 4, Support: "several", Disputed: true,
			Conflicts: []incident.Conflict{{Field: "killed", Values: []incident.ConflictValue{{Value: "12", Claims: []string{"c1", "c4"}}, {Value: "14", Claims: []string{"d6"}}}},
				{Field: "alleged_perpetrators", Values: []incident.ConflictValue{{Value: "Armed forces of Northmark", Claims: []string{"c8"}}, {Value: "Armed forces of Velmora", Claims: []string{"d3"}}}}}},
		{ID: "i-orlanka", Title: "Siege of Orlanka", Type: "other", DateMin: "2031-02-26", DateMax: "2031-03-13", Place: "Orlanka", Precision: "town",
			Events: []string{"v4"}, Claims: []string{"e1", "e2"}, Reports: []string{paper, radio}, OriginsMin: 0, OriginsMax: 2, Support: "none", Reviewed: true,
			Assessment: &incident.Assessment{Value: "inconclusive", Standard: "reasonable grounds to believe", By: "A-01", Date: "2031-03-24", Reason: "both figures go back to one council", Entry: 201}},
	}
	f.Snapshot.Series = []casualty.Series{
		{ID: "s-k", CountingBody: "Joint Monitoring Mission", Scope: "Velmora, civilians, since 24 February 2031", Measure: casualty.Killed, Status: "confirmed",
			Points:  points("m", []int{187, 261, 318}, "2031-03-07", "2031-03-14", "2031-03-21"),
			Caveats: []string{"The mission says that reports from Orlanka are still to be corroborated and that its figures are incomplete there."}},
		{ID: "s-i", CountingBody: "Joint Monitoring Mission", Scope: "Velmora, civilians, since 24 February 2031", Measure: casualty.Injured, Status: "confirmed",
			Points: points("m", []int{402, 590, 731}, "2031-03-07", "2031-03-14", "2031-03-21")},
	}
	f.Snapshot.Refusals = []casualty.Refusal{{ID: "r1", Rule: "unlike-measures",
		Reason: "The first figure counts the killed; the second counts killed and injured together. Nobody can say how many people are in both.",
		Terms: []casualty.Term{{Value: 2400, Measure: casualty.Killed, Body: "city council of Orlanka", Scope: "city of Orlanka", AsOf: "2031-03-12", Claim: "e1", Qualifier: "exact"},
			{Value: 2500, Measure: casualty.Combined, Body: "city council of Orlanka", Scope: "city of Orlanka", AsOf: "2031-03-13", Claim: "e2", Qualifier: "more_than"}}}}
	f.Snapshot.Origins = []origin.Origin{
		{ID: "o-governor", Speaker: "governor of Dolmir region", Channel: "statement", Date: "2031-03-06", BasisOfKnowledge: origin.Unknown, Party: "Armed forces of Velmora", Claims: []string{"c1", "c2", "c3", "c4", "c5"}},
		{ID: "o-resident", Speaker: "resident of Dolmir", Channel: "message", Date: "2031-03-07", BasisOfKnowledge: origin.Eyewitness, Claims: []string{"c6"}},
		{ID: "o-doctor", Speaker: "طبيب في المستشفى", Channel: "interview", Date: "2031-03-10", BasisOfKnowledge: origin.Participant, Claims: []string{"c7"}},
		{ID: "o-head", Speaker: "head doctor of Dolmir hospital", Channel: "interview", Date: "2031-03-08", BasisOfKnowledge: origin.Record, Claims: []string{"d6"}},
		{ID: "o-northmark", Speaker: "spokesman of the Northmark defence ministry", Channel: "briefing", Date: "2031-03-07", BasisOfKnowledge: origin.Unknown, Party: "Armed forces of Northmark", Claims: []string{"c9", "d1", "d3"}},
	}
	f.Snapshot.Propositions = []origin.Proposition{
		{ID: "p1", Text: "Twelve people were killed at the bakery queue in Dolmir on 6 March 2031", Claims: []string{"c1", "c2", "c3", "c4", "c5"}, Mentions: 5,
			OriginsMin: 0, OriginsMax: 1, Origins: [][]string{{"o-governor"}}, Incident: "i-dolmir"},
		{ID: "p2", Text: "People were killed in Dolmir on 6 March 2031", Claims: []string{"c1", "c2", "c3", "c4", "c5", "c6", "c7", "d6"}, Mentions: 8,
			OriginsMin: 2, OriginsMax: 4, Origins: [][]string{{"o-governor"}, {"o-resident"}, {"o-doctor"}, {"o-head"}}, Incident: "i-dolmir", Denials: []string{"c9"}},
	}
	f.Snapshot.Sheets = []law.Sheet{{Incident: "i-dolmir", Crime: "8-2-b-i", Article: "8(2)(b)(i)", Title: "Attacking civilians", ConflictType: "international armed conflict", Verified: false,
		Source: "our own paraphrase, not yet checked", ContraryAsk: []string{"object.military", "intent.contrary"},
		Contrary: []law.Fact{{Kind: "act.contrary", Claim: "c9", Basis: "law.facts v1"}},
		Elements: []law.SheetElement{
			{N: 1, Text: "The perpetrator directed an attack.", Type: "conduct", Status: []law.Status{law.OneOrigin, law.Disputed}, Facts: []law.Fact{{Kind: "act.attack", Claim: "c8", Origins: []string{"o-governor"}, Basis: "law.facts v1", Denied: []string{"c9"}}}, Missing: []string{"perp.unit"}},
			{N: 2, Text: "The object of the attack was a civilian population as such or individual civilians not taking direct part in hostilities.", Type: "conduct", Status: []law.Status{law.SeveralOrigins}, Facts: []law.Fact{{Kind: "act.killed", Claim: "c1", Origins: []string{"o-governor", "o-head"}, Basis: "law.facts v1"}}},
			{N: 3, Text: "The perpetrator intended civilians to be the object of the attack.", Type: "mental", Status: []law.Status{law.NoFact}, Missing: []string{"intent.order", "intent.pattern", "intent.warning"}},
		}}}
	f.Decisions = []casefile.Decision{
		{Entry: 188, By: "A-01", Role: "lead", At: "2031-03-24T11:02:00Z", Action: "accept", Target: casefile.Target{Ref: ref(mail), Quote: "I counted nine bodies on the square before the ambulances came.", Kind: "casualty"}, Reason: "read against the original message", Bound: true},
		{Entry: 190, By: "A-02", Role: "analyst", At: "2031-03-24T11:20:00Z", Action: "reject", Target: casefile.Target{Ref: ref(radio), Quote: "Twelve thousand", Kind: "casualty"}, Reason: "slip of the tongue, corrected on air", Bound: false},
	}
	f.Assessments = []casefile.Assessment{{Entry: 201, Question: "Do the two figures for Orlanka count the same people?", Conclusion: "It cannot be told from the reports held.", Value: "inconclusive",
		Standard: "reasonable grounds to believe", AsOf: "2031-03-24", Basis: []string{"item 5", "item 3"}, Contrary: "the council's denial that figures overlap", Incident: "i-orlanka", By: "A-01", Role: "lead", At: "2031-03-24T15:00:00Z"}}
	f.Observed = []casefile.Observation{{Entry: 195, Ref: ref(photo), Report: photo, Where: "region 410,220,300,180", Sees: "A burnt sign with the letters DOL above a shop front.", Method: "by eye, at full size", By: "A-02", Role: "analyst", At: "2031-03-24T12:10:00Z"}}
	f.Quality = []casefile.Measured{{What: "Quotes that are exactly in the text", Figure: "100 %", Date: "2031-03-20", Command: "make quality"},
		{What: "Assertions found and right (F1), English", Figure: "0.58", Date: "2031-03-20", Command: "make quality"}}
	return f
}

func flag(v bool) *bool { return &v }

func points(prefix string, values []int, days ...string) []casualty.Point {
	var out []casualty.Point
	for i, v := range values {
		p := casualty.Point{AsOf: days[i], DataThrough: days[i], Published: days[i], Value: v, Claims: []string{fmt.Sprintf("%s%d", prefix, i+1)}}
		if i > 0 {
			p.Supersedes = days[i-1]
		}
		out = append(out, p)
	}
	return out
}
