package origin

import (
	"slices"
	"sort"
	"strings"
	"unicode"

	"exhibit/internal/claim"
)

// sortOf is what sort of somebody speaks.
type sortOf int

const (
	nobody    sortOf = iota // no name
	outlet                  // the report's own publisher
	anonymous               // "sources", "unverified reports"
	person
	aBody   // ministry, office, authorities
	agency  // carries what others say
	channel // a platform or broadcaster
)

// voice is somebody who speaks, after name variants of the case are resolved. Equal keys are one voice.
type voice struct {
	sort    sortOf
	key     string // comparable
	name    string // for people to read
	generic string // for "Ukrainian authorities": the words that say whose, folded
}

// cast resolves the names of one case. It is made from all of them at once, so that the order of reports is of no account.
type cast struct {
	full         map[string]*someone   // by folded given name and surname
	bySur        map[string][]*someone // by skeleton of the surname, distinct, in a fixed order
	perDoc       map[string]map[*someone]bool
	roles        map[string][]named  // by report: who is named with an office
	bodies       map[string][]string // by report: names that may be bodies'
	cache        map[[2]string]voice
	rightsOffice bool // the human rights office is named in the case
}

// named is one name as a report has it.
type named struct{ report, name, role string }

// newCast reads every name of the claims.
func newCast(claims []claim.Claim) *cast {
	seen := map[named]int{}
	for i := range claims {
		c := &claims[i]
		add := func(name, role string) {
			if name != "" {
				seen[named{c.Report, name, role}]++
			}
		}
		add(c.Speaker, c.SpeakerRole)
		add(c.CountSource, "")
		for _, link := range c.Attribution {
			for _, n := range linkNames(link) {
				add(n, "")
			}
		}
	}
	names := make([]named, 0, len(seen))
	for n := range seen {
		names = append(names, n)
	}
	sort.Slice(names, func(i, j int) bool {
		a, b := names[i], names[j]
		if a.name != b.name {
			return a.name < b.name
		}
		if a.role != b.role {
			return a.role < b.role
		}
		return a.report < b.report
	})
	k := &cast{full: map[string]*someone{}, bySur: map[string][]*someone{}, perDoc: map[string]map[*someone]bool{}, cache: map[[2]string]voice{},
		roles: map[string][]named{}, bodies: map[string][]string{}}
	for _, n := range names {
		k.note(n, seen[n])
	}
	k.unite()
	for _, n := range names {
		if n.role != "" && !onlyOffice(fold(bare(n.name))) {
			k.roles[n.report] = append(k.roles[n.report], n)
		}
		if f := fold(bare(n.name)); strings.Contains(f, " ") && anyOf("body", f) {
			k.bodies[n.report] = append(k.bodies[n.report], bare(n.name))
		}
		if given, sur := personName(n.name); sur != "" && given != "" {
			p := k.full[given+" "+sur].root()
			if k.perDoc[n.report] == nil {
				k.perDoc[n.report] = map[*someone]bool{}
			}
			k.perDoc[n.report][p] = true
		}
	}
	return k
}

// linkNames are the names in one link of a chain of attribution: "A / B (occasion)".
func linkNames(link string) []string {
	var out []string
	for part := range strings.SplitSeq(strings.ReplaceAll(link, " via ", "/"), "/") {
		if b := bare(part); b != "" {
			out = append(out, b)
		}
	}
	return out
}

// who resolves a name in a report.
func (k *cast) who(report, name string) voice {
	if strings.TrimSpace(name) == "" {
		return voice{}
	}
	key := [2]string{"", name}
	if v, ok := k.cache[key]; ok {
		return v
	}
	key[0] = report
	if v, ok := k.cache[key]; ok {
		return v
	}
	v, local := k.resolve(report, name)
	if !local {
		key[0] = ""
	}
	k.cache[key] = v
	return v
}

// resolve answers for a name; local when the answer holds in this report only.
func (k *cast) resolve(report, name string) (v voice, local bool) {
	// "United Nations (OHCHR)": what stands in brackets may be the better name.
	if i, j := strings.IndexByte(name, '('), strings.LastIndexByte(name, ')'); i >= 0 && j > i {
		if b, ok := lists().bodies[fold(name[i+1:j])]; ok && b.kind == "body" && b.name != "United Nations" {
			return bodyVoice(b), false
		}
	}
	if b, ok := lists().bodies[fold(name)]; ok {
		return bodyVoice(b), false
	}
	f := fold(bare(name))
	if b, ok := lists().bodies[f]; ok {
		return bodyVoice(b), false
	}
	if f == "outlet" || f == "narrator" || strings.HasPrefix(f, "outlet ") || fold(name) == "outlet narrator" {
		return voice{sort: outlet}, false
	}
	if b, ok := bodyWithin(f); ok {
		return bodyVoice(b), false
	}
	if allOf("nothing", f) {
		return voice{}, false
	}
	if onlyOffice(f) {
		if v, ok := k.office(report, f); ok {
			return v, true
		}
	}
	given, sur := personName(name)
	if sur == "" && !anyOf("anonymous", f) {
		if other, ok := k.fuller(report, f); ok {
			return k.who(report, other), true
		}
	}
	switch {
	case sur == "" && anyOf("anonymous", f):
		return voice{sort: anonymous, key: "anonymous", name: "unnamed sources"}, false
	case sur == "":
		return voice{sort: aBody, key: "b:" + f, name: bare(name), generic: whose(f)}, true
	case given != "":
		p := k.full[given+" "+sur]
		if p == nil {
			return voice{sort: person, key: "p:" + given + " " + sur, name: bare(name)}, false
		}
		p = p.root()
		return voice{sort: person, key: "p:" + p.given + " " + p.sur, name: p.name}, false
	}
	found := k.bySur[skeleton(sur)]
	if len(found) > 1 { // two persons of one surname in the case: the one this report names in full
		var here []*someone
		for _, p := range found {
			if k.perDoc[report][p] {
				here = append(here, p)
			}
		}
		found, local = here, true
	}
	if len(found) == 1 {
		return voice{sort: person, key: "p:" + found[0].given + " " + found[0].sur, name: found[0].name}, local
	}
	return voice{sort: person, key: "p: " + skeleton(sur), name: bare(name)}, local
}

func bodyVoice(b body) voice {
	s := aBody
	switch b.kind {
	case "agency":
		s = agency
	case "channel":
		s = channel
	}
	return voice{sort: s, key: "b:" + fold(b.name), name: b.name}
}

// counting is the voice meant by one that counts people: "the UN" is its human rights office where the case names that office.
func (k *cast) counting(v voice) voice {
	if v.name == "United Nations" && k.rightsOffice {
		return bodyVoice(lists().bodies["ohchr"])
	}
	return v
}

// bodyWithin finds a body's name among more words: "ohchr report 2022 03 11", "official figures of the un human rights office".
// The longest name of at least two words, or an abbreviation that stands first, counts.
func bodyWithin(folded string) (body, bool) {
	w := strings.Fields(folded)
	for n := min(len(w)-1, 12); n >= 1; n-- {
		for i := 0; i+n <= len(w); i++ {
			if n == 1 && i > 0 {
				break
			}
			if b, ok := lists().bodies[strings.Join(w[i:i+n], " ")]; ok && (n > 1 || onlyOccasion(w[i+n:])) {
				return b, true
			}
		}
	}
	return body{}, false
}

// onlyOccasion: the other words name a document, an occasion or a day.
func onlyOccasion(words []string) bool {
	for _, w := range words {
		if !strings.ContainsFunc(w, unicode.IsDigit) && !is("document", w) && !is("statement", w) && !is("generic", w) && !is("interview", w) && !is("post", w) && !is("speech", w) {
			return false
		}
	}
	return true
}

// whose returns the words of a generic body that say whose it is ("ukrainian" of "ukrainian authorities"); "" when the body
// is named more exactly, "*" when nothing says whose.
func whose(folded string) string {
	var own []string
	generic := false
	for w := range strings.FieldsSeq(folded) {
		switch {
		case is("generic", w):
			generic = true
		case is("title", w) && len(w) <= 3:
		default:
			own = append(own, w)
		}
	}
	if !generic || slices.ContainsFunc(own, func(w string) bool { return is("body", w) }) {
		return ""
	}
	if len(own) == 0 {
		return "*"
	}
	return strings.Join(own, " ")
}

// Generic reports whether a name says no more than that some organ of an authority speaks: "officials", "local authorities".
func Generic(name string) bool {
	var own []string
	for w := range strings.FieldsSeq(whose(fold(bare(name)))) {
		if w != "local" && w != "regional" && w != "*" {
			own = append(own, w)
		}
	}
	return len(own) == 0 && whose(fold(bare(name))) != ""
}
