package origin

import (
	"slices"
	"strings"

	"exhibit/internal/claim"
)

// Parties. A State is a party to the conflict of a case when a claim in it tells of what that State's forces or arms do. Its
// organs and officers then speak for a party, on every side in the same way: a ministry of defence, a general staff, a
// president's spokesman. An organ is recognised by its words, "Ruthenian Defence Ministry"; a town council whose name
// does not say whose it is stays without a party. Being a party says nothing about who is right.

// states lists folded words with the words for States replaced by the one kept for each.
func states(folded string) []string {
	words := strings.Fields(folded)
	out := words[:0]
next:
	for i := 0; i < len(words); i++ {
		for _, p := range lists().polities[words[i]] {
			if len(p.from) <= len(words)-i && equal(p.from, words[i:i+len(p.from)]) {
				out = append(out, p.to)
				i += len(p.from) - 1
				continue next
			}
		}
		out = append(out, words[i])
	}
	return out
}

// stateIn is the first State that folded words name; "" when they name none. Unions of States are no State.
func stateIn(folded string) string {
	for _, w := range states(folded) {
		if lists().states[w] {
			return w
		}
	}
	return ""
}

// stateName writes the word kept for a State as a name.
func stateName(s string) string {
	if len(s) <= 2 {
		return strings.ToUpper(s)
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// armed lists the States whose forces or arms folded words name: "Russia's forces", "a Ukrainian missile".
func armed(folded string) []string {
	var out []string
	state := ""
	for _, w := range states(folded) {
		switch {
		case lists().states[w]:
			state = w
		case state != "" && is("forces", w):
			if !slices.Contains(out, state) {
				out = append(out, state)
			}
			state = ""
		case !is("arm", w):
			state = ""
		}
	}
	return out
}

// accusedOf is the State whose forces a claim speaks of as having acted; "" when it names none, or several.
func accusedOf(c *claim.Claim) string {
	in := armed(fold(c.Quote))
	switch {
	case len(in) == 1:
		return in[0]
	case len(in) > 1:
		return ""
	}
	accused := stateIn(fold(c.ActorAccused))
	if accused == stateIn(fold(c.Speaker+" "+c.SpeakerRole)) {
		return ""
	}
	return accused
}

// belligerents are the States whose forces or arms do something by what the claims assert.
func (r *Reading) belligerents() map[string]bool {
	out := map[string]bool{}
	for i := range r.claims {
		c := &r.claims[i]
		if c.Status == "rejected" || c.Kind == claim.Denial || c.Modality == "denied" {
			continue
		}
		for _, words := range []string{c.Quote, c.ActorAccused} {
			if words == "" {
				continue
			}
			for _, s := range armed(fold(words)) {
				out[s] = true
			}
		}
	}
	return out
}

// parties says for which belligerent State each voice speaks, by key.
func (r *Reading) parties() map[string]string {
	at := r.belligerents()
	out := map[string]string{}
	if len(at) == 0 {
		return out
	}
	roles := map[string]string{} // of persons: the office, the first in order where several are stated
	for i := range r.claims {
		c, v := &r.claims[i], r.chains[i].links[0].voice
		if v.sort != person || c.SpeakerRole == "" || r.whoIn(i, c.Speaker).key != v.key {
			continue
		}
		if f := fold(c.SpeakerRole); organ(f) != "" && (roles[v.key] == "" || f < roles[v.key]) {
			roles[v.key] = f
		}
	}
	for key, v := range r.voices {
		words := ""
		switch v.sort {
		case person:
			words = roles[key]
		case aBody:
			words = fold(v.name)
		}
		if s := organ(words); at[s] {
			out[key] = stateName(s)
		}
	}
	return out
}

// organ is the State of whose organ or office folded words are the name; "" when they name none.
func organ(folded string) string {
	s := stateIn(folded)
	if s == "" {
		return ""
	}
	official := false
	rest := false
	for _, w := range states(folded) {
		if lists().states[w] {
			continue
		}
		rest = rest || !is("connective", w)
		official = official || is("organ", w) || is("forces", w)
	}
	if official || !rest {
		return s
	}
	return ""
}

// singular makes one of "war crime" and "war crimes".
func singular(folded string) string {
	words := strings.Fields(folded)
	for i, w := range words {
		if len(w) > 4 {
			words[i] = strings.TrimSuffix(w, "s")
		}
	}
	return strings.Join(words, " ")
}
