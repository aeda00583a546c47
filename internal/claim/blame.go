package claim

// blame reads who is said to be behind an event in sentences of their own: who claimed responsibility, to whom it is
// attributed, who is accused or suspected of it. It belongs to the event of the sentence, or to the one told of last.
func (p *page) blame(events []Event) {
	if !p.lex.deeds || len(events) == 0 {
		return
	}
	for n, s := range p.sents {
		if !p.has(s.First, s.Last, of(cActor, cPerpetrator, cForce)) {
			continue
		}
		for i := max(s.First, p.body); i < s.Last; i++ {
			from, to, confidence := p.blamed(i, s.First, s.Last)
			if confidence == "" {
				continue
			}
			if e := p.eventOf(events, n); e != nil {
				p.accuseAs(e, from, to, confidence)
			}
		}
	}
}

// blamed: the words at token i claim or lay blame; from to: where those stand who bear it.
func (p *page) blamed(i, a, b int) (from, to int, confidence string) {
	switch p.form(i) {
	case "responsibility", "credit":
		for k := i - 1; k >= a && k > i-4; k-- {
			switch p.form(k) {
			case "claimed", "claim", "claims", "claiming", "took", "taken", "assumed", "accepted", "admitted":
				if p.disowned(k, a) {
					return 0, 0, ""
				}
				return max(a, k-16), k, "claimed"
			}
		}
	case "attributed", "attribute", "attributes", "blamed", "blames", "blame":
		for k := i + 1; k < b && k < i+12; k++ {
			if w := p.low(k); w == "to" || w == "on" || w == "for" && p.form(i) != "attributed" {
				if w == "for" {
					return i + 1, k, p.byWhom(a, i)
				}
				return k + 1, min(b, k+10), p.byWhom(a, i)
			}
		}
	case "accused", "accuses", "accuse", "accusing", "suspects", "suspect":
		if p.form(i-1) == "was" || p.form(i-1) == "were" {
			return 0, 0, ""
		}
		return i + 1, min(b, i+12), p.byWhom(a, i)
	case "suspected", "presumed", "alleged", "supposed":
		return i + 1, min(b, i+4), "suspected"
	}
	return 0, 0, ""
}

func (p *page) disowned(k, a int) bool {
	for n := k - 1; n >= a && n > k-8; n-- {
		switch p.low(n) {
		case "not", "no", "nobody", "never", "denied", "one":
			return true
		}
	}
	return false
}

// byWhom: the authorities, or somebody.
func (p *page) byWhom(a, i int) string {
	for k := a; k < i; k++ {
		switch p.form(k) {
		case "police", "authorities", "government", "minister", "army", "military", "president", "officials", "official", "prosecutor", "judge", "commander", "attorney":
			return "suspected_by_authorities"
		}
	}
	return "suspected"
}

// eventOf is the event that sentence n tells of, or the last one told before it within a few sentences, or the only one.
func (p *page) eventOf(events []Event, n int) *Event {
	best, distance := -1, 9
	for k := range events {
		if events[k].Type == "site_found" || events[k].Type == "displacement" {
			continue
		}
		if d := n - p.sentenceAt(events[k].CharStart); d >= 0 && d < distance {
			best, distance = k, d
		}
	}
	if best < 0 && len(events) == 1 {
		best = 0
	}
	if best < 0 {
		return nil
	}
	return &events[best]
}

// accuseAs adds the armed groups, forces and culprits of tokens a to b, or says of those there how sure it is.
func (p *page) accuseAs(e *Event, a, b int, confidence string) {
	for _, q := range p.peopleIn(a, b) {
		if q.group == "" && q.of == "" && !q.culprit {
			continue
		}
		p.accuse(e, &q)
		for i := range e.Alleged {
			if x := &e.Alleged[i]; x.Name == q.group || q.of != "" && x.Name == q.of || x.Name == q.inFull() && q.culprit {
				x.Confidence = confidence
			}
		}
		return
	}
}
