package claim

// contests: ways of contesting an accusation that name no lie: only military things were struck; nothing of the kind was
// there. They hold in a speaker's words alone; a reporter's "there were no fighters" is what the reporter saw.
func (p *page) contests(c clause) (Kind, string) {
	if c.sp == nil || p.harmFigure(c.a, c.b) {
		return "", ""
	}
	if p.onlyMilitary(c) {
		return Denial, "denial.military"
	}
	if p.nothingThere(c) {
		return Denial, "denial.none"
	}
	return "", ""
}

// onlyMilitary: "only military sites had been hit", "strikes exclusively at legitimate targets".
func (p *page) onlyMilitary(c clause) bool {
	k := p.findWord(c.a, c.b, "only", "solely", "exclusively", "strictly")
	if k < 0 || !p.has(c.a, c.b, of(cAttack, cHit, cRuin, cUse)) && p.findWord(c.a, c.b, "strike", "strikes", "operate", "operates", "fight", "fights", "fought", "struck") < 0 {
		return false
	}
	end := min(c.b, k+7)
	for i := k + 1; i < end; i++ {
		switch p.low(i) {
		case "military", "legitimate", "armed":
			if p.findWord(i+1, min(c.b, i+4), "target", "targets", "site", "sites", "object", "objects", "objective", "objectives", "facility", "facilities", "position", "positions", "infrastructure", "installations", "groups", "militants") >= 0 {
				return true
			}
		}
		for n := int(p.at[i]); n < len(p.hits) && p.hits[n].first == i; n++ {
			if p.hits[n].class == cObject && p.hits[n].value == "military" {
				return true
			}
		}
	}
	return p.find(k, end, of(cVictim)) >= 0 && p.combatant(p.hits[p.find(k, end, of(cVictim))].first) && p.has(c.a, k+1, of(cAttack, cHit))
}

// nothingThere: "there were no troops in the area", "there had been no strikes that day".
func (p *page) nothingThere(c clause) bool {
	for i := c.a; i+3 < c.b; i++ {
		if p.low(i) != "there" {
			continue
		}
		n := i + 1
		for n < c.b && isAuxiliary(p.low(n)) && p.low(n) != "not" {
			n++
		}
		w := p.low(n)
		if n == i+1 || w != "no" && w != "not" && w != "never" {
			continue
		}
		end := min(c.b, n+4)
		if p.has(n, end, harm()) {
			return false // "there were no casualties in the attack" tells of the attack
		}
		return p.has(n, end, of(cAttack, cForce, cWeapon, cSite)) || p.findWord(n, end, "operation", "operations", "mission", "missions", "flights", "sorties", "aircraft", "troops", "soldiers", "fighters", "militants", "prisoners", "orders", "order", "activity") >= 0
	}
	return false
}
