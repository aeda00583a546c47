package claim

// class is what a lexicon says of a form; the names are those of the second column of the lexicon files.
type class uint8

const (
	cNone class = iota
	cKill
	cDie
	cDead
	cDeath
	cInjure
	cInjury
	cEither
	cCasualty
	cBody
	cMissing
	cDetain
	cCapture
	cDisplace
	cEvacuate
	cToll
	cTollKilled
	cLosses
	cFind
	cGather
	cVictim
	cUnit
	cAttack
	cHit
	cRuin
	cUse
	cWeapon
	cWeaponSome
	cSupply
	cObject
	cSite
	cSiteBody
	cSay
	cTell
	cContinue
	cCount
	cSource
	cAccording
	cAccordingReport
	cCiting
	cOutletIn
	cOutletTold
	cHedge
	cFuture
	cStatus
	cMore
	cExclude
	cSince
	cCumulative
	cAsOf
	cWide
	cLabel
	cLabelWeak
	cLabelAttack
	cLabelDeliberate
	cGuilt
	cCourt
	cLaw
	cBreach
	cDeny
	cDenyWord
	cReject
	cStanding
	cStandingWord
	cNoDeny
	cAct
	cActNeeds
	cActRescue
	cActDo
	cActThing
	cAim
	cPattern
	cPatternNeeds
	cCompare
	cCompareWeak
	cEvidence
	cEvidenceWeak
	cShow
	cShowWeak
	cRest
	cCountry
	cNational
	cMetonym
	cActor
	cForce
	cBodyName
	cBodyUN
	cBodyNoun
	cOfficial
	cWitness
	cHearsay
	cNoun
	cOutlet
	cRole
	cRoleTitle
	cRoleFormer
	cPerson
	cHistory
	cLink
	cDeed
	cDeedAttempt
	cBattle
	cHuman
	cPerpetrator
	cTarget
	cResult
	cPlaceHead
	cConstitute
	cWho
	cGiven
	cHonorific
	cNamedFor
	classes
)

func classIndex() map[string]class {
	return map[string]class{
		"none": cNone, "kill": cKill, "die": cDie, "dead": cDead, "death": cDeath, "injure": cInjure, "injury": cInjury,
		"either": cEither, "casualty": cCasualty, "body": cBody, "missing": cMissing, "detain": cDetain, "capture": cCapture,
		"displace": cDisplace, "evacuate": cEvacuate, "toll": cToll, "toll.killed": cTollKilled, "losses": cLosses,
		"find": cFind, "gather": cGather, "victim": cVictim, "unit": cUnit,
		"attack": cAttack, "hit": cHit, "ruin": cRuin, "use": cUse,
		"weapon": cWeapon, "weapon.some": cWeaponSome, "supply": cSupply,
		"object": cObject, "site": cSite, "site.body": cSiteBody,
		"say": cSay, "tell": cTell, "continue": cContinue, "count": cCount, "source": cSource, "according": cAccording,
		"according.report": cAccordingReport, "citing": cCiting, "outlet.in": cOutletIn, "outlet.told": cOutletTold,
		"hedge": cHedge, "future": cFuture, "status": cStatus, "more": cMore, "exclude": cExclude, "since": cSince,
		"cumulative": cCumulative, "asof": cAsOf, "wide": cWide,
		"label": cLabel, "label.weak": cLabelWeak, "label.attack": cLabelAttack, "label.deliberate": cLabelDeliberate,
		"guilt": cGuilt, "court": cCourt, "law": cLaw, "breach": cBreach,
		"deny": cDeny, "deny.word": cDenyWord, "reject": cReject, "standing": cStanding, "standing.word": cStandingWord, "nodeny": cNoDeny,
		"act": cAct, "act.needs": cActNeeds, "act.rescue": cActRescue, "act.do": cActDo, "act.thing": cActThing, "aim": cAim,
		"pattern": cPattern, "pattern.needs": cPatternNeeds, "compare": cCompare, "compare.weak": cCompareWeak,
		"evidence": cEvidence, "evidence.weak": cEvidenceWeak, "show": cShow, "show.weak": cShowWeak, "rest": cRest,
		"country": cCountry, "national": cNational, "metonym": cMetonym, "actor": cActor, "force": cForce,
		"institution": cBodyName, "institution.un": cBodyUN, "institution.noun": cBodyNoun, "official": cOfficial,
		"witness": cWitness, "hearsay": cHearsay, "noun": cNoun, "outlet": cOutlet,
		"history": cHistory, "link": cLink, "role": cRole, "role.title": cRoleTitle, "role.former": cRoleFormer,
		"deed": cDeed, "deed.attempt": cDeedAttempt, "battle": cBattle, "human": cHuman, "perpetrator": cPerpetrator, "target": cTarget,
		"result": cResult, "place.head": cPlaceHead, "constitute": cConstitute, "who": cWho,
		"given": cGiven, "honorific": cHonorific, "named.for": cNamedFor,
	}
}

// set is a set of classes.
type set [2]uint64

func (s *set) add(c class)     { s[c>>6] |= 1 << (c & 63) }
func (s set) has(c class) bool { return s[c>>6]&(1<<(c&63)) != 0 }
func (s set) any(t set) bool   { return s[0]&t[0] != 0 || s[1]&t[1] != 0 }

func of(cs ...class) (s set) {
	for _, c := range cs {
		s.add(c)
	}
	return s
}
