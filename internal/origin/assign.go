package origin

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"sort"
	"strings"

	"exhibit/internal/claim"
)

// Assign sets the Origin of every claim and returns the origins, ordered by id. The result does not depend on the order of
// claims or sources. Rejected claims get an origin and are listed with it, but make no dependency.
func Assign(claims []claim.Claim, sources []Source) []Origin {
	return Read(claims, sources).Origins()
}

// Reading is a case's claims with who stands behind each of them.
type Reading struct {
	claims []claim.Claim
	ids    []occasion     // of each claim
	bases  []Basis        // of each claim, as its words state it
	bodies []string       // of each casualty claim: who counted
	edges  map[edge][]int // with the claims that show them
	list   []Origin

	// While reading:
	sources  map[string]*Source // by ref
	cast     *cast
	chains   []chain // of each claim
	origins  map[occasion]*Origin
	voices   map[string]voice // by key
	officer  map[int]occasion // who says for a body what a claim ascribes to it
	referred map[int]voice    // whom a claim means by "the organization"
}

// chain is the way of a claim from its origin to the outlet.
type chain struct {
	links  []link // the origin first, the outlet left out
	unsaid bool   // the origin goes back to unnamed sources
}

type link struct {
	voice   voice
	channel string
}

// occasion is one utterance of one voice: a speech, an interview, a day's bulletin. It is an origin.
type occasion struct {
	key, from, to, channel string
}

type edge struct {
	from, to occasion
	basis    string
}

// Read works out who stands behind each claim and sets the claims' Origin.
func Read(claims []claim.Claim, sources []Source) *Reading {
	r := &Reading{
		claims:  claims,
		sources: make(map[string]*Source, len(sources)),
		cast:    newCast(claims),
		chains:  make([]chain, len(claims)),
		ids:     make([]occasion, len(claims)),
		bases:   make([]Basis, len(claims)),
		origins: map[occasion]*Origin{},
		edges:   map[edge][]int{},
		voices:  map[string]voice{},
		officer: map[int]occasion{},
	}
	for i := range sources {
		r.sources[sources[i].Ref] = &sources[i]
	}
	r.anaphora()
	for i := range claims {
		r.chains[i] = r.chainOf(i)
	}
	r.oneAuthority()
	r.occasions()
	r.name()
	r.offices()
	r.copies(sources)
	r.reactions()
	r.repetitions()
	r.build()
	r.close()
	return r
}

// outletVoice is the voice of the publisher of a claim's report.
func (r *Reading) outletVoice(c *claim.Claim) voice {
	s := r.sources[c.Ref]
	if s != nil && strings.TrimSpace(s.Outlet) != "" {
		f := fold(s.Outlet)
		if b, ok := lists().bodies[f]; ok && b.kind == "agency" {
			return bodyVoice(b)
		}
		return voice{sort: outlet, key: "o:" + f, name: s.Outlet}
	}
	return voice{sort: outlet, key: "r:" + c.Report, name: "report " + c.Report}
}

// chainOf reads the chain of one claim: its attribution, else its speaker, else the outlet itself.
func (r *Reading) chainOf(i int) chain {
	c := &r.claims[i]
	var out chain
	for _, text := range c.Attribution {
		for j, name := range linkNames(text) {
			v := r.whoIn(i, name)
			if j == 0 && !anaphoric(name) {
				if w := r.cast.who(c.Report, text); w.sort == aBody {
					v = w
				}
			}
			out.add(link{v, channelOf(text)})
		}
	}
	if v := r.whoIn(i, c.Speaker); v.sort == anonymous && len(out.links) == 0 {
		out.unsaid = true
	} else if len(out.links) == 0 {
		out.add(link{voice: v})
	}
	if c.Kind == claim.Casualty { // "the UN has counted": its human rights office, where the case knows that one
		for j := range out.links {
			out.links[j].voice = r.cast.counting(out.links[j].voice)
		}
	}
	own := r.outletVoice(c)
	out.links = slices.DeleteFunc(out.links, func(l link) bool { return l.voice.key == own.key })
	// A picture's caption is the agency's, whoever pressed the shutter; what is only distributed has another maker.
	if c.Voice == "caption" {
		if i := slices.IndexFunc(out.links, func(l link) bool { return l.voice.sort == agency }); i > 0 {
			out.links = out.links[i:]
		}
	}
	// A platform is where something was said, not who said it.
	for i := 1; i < len(out.links); i++ {
		if out.links[i].voice.sort == channel && out.links[i-1].channel == "" {
			out.links[i-1].channel = out.links[i].voice.name
		}
	}
	out.links = slices.DeleteFunc(out.links, func(l link) bool { return l.voice.sort == channel })
	out.links = r.speaksFor(c, out.links)
	if len(out.links) == 0 {
		if out.unsaid {
			own.key, own.name = own.key+"|unnamed", "unnamed sources of "+own.name
		}
		out.links = []link{{voice: own, channel: narration(own)}}
	}
	return out
}

func narration(v voice) string {
	if v.sort == agency {
		return "agency"
	}
	return "narration"
}

func (c *chain) add(l link) {
	switch l.voice.sort {
	case nobody, outlet:
	case anonymous:
		c.unsaid = c.unsaid || len(c.links) == 0
	default:
		if n := len(c.links); n > 0 && c.links[n-1].voice.key == l.voice.key {
			return
		}
		if l.voice.sort == agency && l.channel == "" {
			l.channel = "agency"
		}
		c.links = append(c.links, l)
	}
}

// channelOf names the occasion in a link of a chain: "(CNN interview)", "(tweet)", "report of 11 March".
func channelOf(text string) string {
	f := fold(text)
	kind := ""
	for w := range strings.FieldsSeq(f) {
		for _, class := range []string{"interview", "post", "statement", "speech", "document"} {
			if kind == "" && is(class, w) && !is("body", w) {
				kind = class
			}
		}
	}
	if i := strings.IndexByte(text, '('); i >= 0 {
		for w := range strings.FieldsSeq(fold(text[i:])) {
			if b, ok := lists().bodies[w]; ok && b.kind == "channel" {
				if kind == "" {
					return b.name
				}
				return b.name + " " + kind
			}
		}
	}
	return kind
}

// anaphoric reports whether a name only points back: "the organization", "he".
func anaphoric(name string) bool {
	if name == "" || strings.Count(name, " ") > 1 { // "the" and one word at most
		return false
	}
	f := fold(name)
	return f != "" && !strings.Contains(f, " ") && is("anaphora", f)
}

// anaphora resolves "the organization", "the secretary" to who was named last before in the same report and can be meant.
func (r *Reading) anaphora() {
	r.referred = map[int]voice{}
	need := map[string]bool{}
	for i := range r.claims {
		if c := &r.claims[i]; anaphoric(c.Speaker) || slices.ContainsFunc(c.Attribution, anaphoric) {
			need[c.Ref] = true
		}
	}
	if len(need) == 0 {
		return
	}
	var order []int
	for i := range r.claims {
		if need[r.claims[i].Ref] {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return compareClaims(&r.claims[a], &r.claims[b]) })
	last := map[sortOf]voice{}
	ref := ""
	for _, i := range order {
		c := &r.claims[i]
		if c.Ref != ref {
			clear(last)
			ref = c.Ref
		}
		for _, name := range append([]string{c.Speaker}, c.Attribution...) {
			if v := r.whoIn(i, name); !anaphoric(name) {
				last[v.sort] = v
			} else if v, ok := last[pointsTo(name)]; ok {
				r.referred[i] = v
			}
		}
	}
}

// pointsTo says whether a person or a body is pointed back to.
func pointsTo(name string) sortOf {
	if f := fold(name); is("title", f) || f == "he" || f == "she" {
		return person
	}
	return aBody
}

// whoIn resolves a name as claim i uses it.
func (r *Reading) whoIn(i int, name string) voice {
	if !anaphoric(name) {
		return r.cast.who(r.claims[i].Report, name)
	}
	if v, ok := r.referred[i]; ok && v.sort == pointsTo(name) {
		return v
	}
	f := fold(name)
	return voice{sort: pointsTo(name), key: "b:" + f + "@" + r.claims[i].Ref, name: name}
}

// compareClaims puts claims in an order that depends on nothing but their content.
func compareClaims(a, b *claim.Claim) int {
	return cmp.Or(cmp.Compare(a.Ref, b.Ref), cmp.Compare(a.CharStart, b.CharStart), cmp.Compare(a.CharEnd, b.CharEnd),
		cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
}

// name notes the voices of all chains.
func (r *Reading) name() {
	for i := range r.chains {
		for _, l := range r.chains[i].links {
			r.voices[l.voice.key] = l.voice
		}
	}
}

// build makes the origins from the occasions and writes their ids into the claims.
func (r *Reading) build() {
	at := func(o occasion) *Origin {
		g := r.origins[o]
		if g == nil {
			g = &Origin{ID: id(o), Channel: o.channel, BasisOfKnowledge: Unknown, Claims: []string{}, Reports: []string{}}
			if o.from == o.to {
				g.Date = o.from
			} else {
				g.DateMin, g.DateMax = o.from, o.to
			}
			r.origins[o] = g
		}
		return g
	}
	for i := range r.claims {
		c := &r.claims[i]
		g := at(r.ids[i])
		c.Origin = g.ID
		g.Claims = append(g.Claims, c.ID)
		g.Reports = append(g.Reports, c.Report)
		r.bases[i] = r.basisOf(i)
		if b := r.bases[i]; b.before(g.BasisOfKnowledge) && c.Status != "rejected" {
			g.BasisOfKnowledge = b
		}
	}
	for e, claims := range r.edges {
		from, to := at(e.from), at(e.to)
		from.DependsOn = append(from.DependsOn, Dependency{to.ID, e.basis})
		for _, i := range claims {
			from.Reports = append(from.Reports, r.claims[i].Report)
		}
	}
	parties := r.parties()
	for o, g := range r.origins {
		g.Speaker, g.Party = r.voices[o.key].name, parties[o.key]
		sort.Strings(g.Claims)
		sort.Strings(g.Reports)
		g.Reports = slices.Compact(g.Reports)
		slices.SortFunc(g.DependsOn, func(a, b Dependency) int {
			return cmp.Or(cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.Basis, b.Basis))
		})
	}
}

// basisOf is the basis of knowledge that the words of claim i state.
func (r *Reading) basisOf(i int) Basis {
	c := &r.claims[i]
	if b := Basis(c.BasisOfKnowledge); b != "" {
		if b.place() < 7 {
			return b
		}
		return Unknown
	}
	if r.chains[i].unsaid {
		return AnonymousHearsay
	}
	return statedBasis(c.Quote)
}

// close keeps the answers and lets go of what they were worked out from: a case has hundreds of thousands of claims.
func (r *Reading) close() {
	r.bodies = make([]string, len(r.claims))
	for i := range r.claims {
		if r.claims[i].Kind == claim.Casualty {
			r.bodies[i] = r.bodyOf(i)
		}
	}
	r.list = make([]Origin, 0, len(r.origins))
	for o, g := range r.origins {
		r.list = append(r.list, *g)
		delete(r.origins, o)
	}
	slices.SortFunc(r.list, func(a, b Origin) int { return cmp.Compare(a.ID, b.ID) })
	r.origins, r.cast, r.chains, r.voices, r.officer, r.referred, r.sources = nil, nil, nil, nil, nil, nil, nil
}

// Origins returns the origins ordered by id.
func (r *Reading) Origins() []Origin { return r.list }

// Body names who counted in casualty claim i of those read: the counting body as resolved, else who stands behind the claim. It
// is empty for other claims.
func (r *Reading) Body(i int) string { return r.bodies[i] }

func (r *Reading) bodyOf(i int) string {
	c := &r.claims[i]
	l := r.chains[i].links[0]
	if c.CountSource != "" && l.voice.sort != aBody {
		if v := r.whoIn(i, c.CountSource); v.sort == aBody || v.sort == person {
			return r.cast.counting(v).name
		}
	}
	return r.cast.counting(l.voice).name
}

func id(o occasion) string {
	return "or-" + digest(o.key, o.from, o.to, o.channel)
}

// digest is 16 hex digits of the SHA-256 of the parts, parted by a byte that no part holds.
func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// extra makes known a voice that no claim's chain names.
func (r *Reading) extra(o occasion, v voice) { r.voices[o.key] = v }
