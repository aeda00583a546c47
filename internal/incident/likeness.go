package incident

import (
	"cmp"
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Two reported events are also compared by the texts that tell of them. Each thing in which they agree or differ has a weight, learnt
// once by logistic regression from cases that people had joined, and frozen: data/weights.tsv is versioned data, and a change of
// it joins every case anew. An agreement may only speak for a join and a difference only against it; that was imposed when the weights were learnt.
// The sum, 0 and more for a join, orders links and is no probability of truth.

// feature is one thing in which two reported events may be alike or differ.
type feature int

const (
	fWords     feature = iota // square root of what the texts share of their words by rarity, 0 to 1
	fSomeWords                // what they share, up to 0.15
	fRare                     // rarity of the five rarest words both hold, as a logarithm
	fGap                      // days between the texts, as a logarithm; 0 when a day is unknown
	fWeek
	fSameDay
	fSomeDays
	fOtherDays
	fSamePlace
	fWithinPlace
	fOtherPlace
	fKilled
	fOtherKilled
	fInjured
	fOtherInjured
	fAges // share of the ages that both texts state
	fOtherAges
	fObject
	fOtherObject
	fWeapon
	fEvents // how many events the two reports tell of, as a logarithm
	fFirst  // both are the first of their reports
	nFeatures
)

// names of the features in the data, and what is said of them to a reader.
var featureNames = [nFeatures][2]string{
	{"words", "words in common"}, {"some_words", "words in common"}, {"rare", "rare words in common"}, {"gap", "time between the reports"}, {"week", "reported within a week"},
	{"same_day", "same day"}, {"some_days", "days overlap"}, {"other_days", "other days"}, {"same_place", "same place"}, {"within_place", "the one place lies in the other"},
	{"other_place", "other places"}, {"killed", "same number killed"}, {"other_killed", "other numbers killed"}, {"injured", "same number injured"},
	{"other_injured", "other numbers injured"}, {"ages", "ages in common"}, {"other_ages", "other ages"}, {"object", "same object"}, {"other_object", "other objects"},
	{"weapon", "same weapon"}, {"events", "the reports tell of several events"}, {"first", "both told of first"},
}

type features [nFeatures]float64

// weights are those of texts whose days are known, and of others.
type weights struct {
	version string
	base    [2]float64
	of      [2]features
}

//go:embed data/weights.tsv
var weightsData string

var frozen = sync.OnceValues(func() (*weights, error) { return parseWeights(weightsData) })

// parseWeights reads lines of name, weight with known days, weight without. Every feature must be there, once.
func parseWeights(data string) (*weights, error) {
	w := &weights{}
	seen := map[string]bool{}
	for line := range strings.Lines(data) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		switch {
		case f[0] == "" || f[0][0] == '#' || f[0] == "feature":
			continue
		case f[0] == "version" && len(f) == 2:
			w.version = f[1]
			continue
		case f[0] == "version" || len(f) != 3 || seen[f[0]]:
			return nil, fmt.Errorf("weights of joining: line %q is not a name and two weights, or comes twice", strings.TrimSpace(line))
		}
		seen[f[0]] = true
		for known, s := range f[1:] {
			v, err := strconv.ParseFloat(s, 64)
			if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
				return nil, fmt.Errorf("weights of joining: %q is no weight for %s", s, f[0])
			}
			if f[0] == "base" {
				w.base[known] = v
			} else if i := slices.IndexFunc(featureNames[:], func(n [2]string) bool { return n[0] == f[0] }); i >= 0 {
				w.of[known][i] = v
			} else {
				return nil, fmt.Errorf("weights of joining: %q is no feature", f[0])
			}
		}
	}
	if len(seen) != int(nFeatures)+1 || w.version == "" {
		return nil, fmt.Errorf("weights of joining: %d features instead of %d, or no version", len(seen)-1, nFeatures)
	}
	return w, nil
}

func flag(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// likeness is the comparison of two events by their texts and by what is told.
type likeness struct {
	features
	undated int // 1 where the day of a text is unknown
	sum     float64
}

// textual is what two texts have in common, whatever they tell of.
func (w *wording) textual(x, y int) likeness {
	var l likeness
	c, rare := w.cosine(x, y)
	l.features[fWords], l.features[fSomeWords], l.features[fRare] = math.Sqrt(c), min(c, 0.15), math.Log1p(rare)
	if a, b := w.told[x], w.told[y]; a != 0 && b != 0 {
		gap := abs(a - b)
		l.features[fGap], l.features[fWeek] = math.Log1p(float64(gap)), flag(gap <= 7)
	} else {
		l.undated = 1
	}
	share, other := w.ages(x, y)
	l.features[fAges], l.features[fOtherAges] = share, flag(other)
	return l
}

// eventful adds what two reported events have in common.
func (l *likeness) eventful(a, b *profile) {
	f := &l.features
	var v verdict
	switch v.places(a, b) {
	case agree:
		f[fSamePlace] = 1
	case loose:
		f[fWithinPlace] = 1
	case apart:
		f[fOtherPlace] = 1
	}
	switch d := v.days(a, b); {
	case d == apart:
		f[fOtherDays] = 1
	case d == agree && v.why&(oneDay|dayAfter) != 0:
		f[fSameDay] = 1
	case d == agree:
		f[fSomeDays] = 1
	}
	f[fKilled], f[fOtherKilled] = numbersAgree(a.killed, b.killed)
	f[fInjured], f[fOtherInjured] = numbersAgree(a.injured, b.injured)
	if len(a.objects) > 0 && len(b.objects) > 0 {
		f[fObject] = flag(shareObject(a.objects, b.objects))
		f[fOtherObject] = 1 - f[fObject]
	}
	f[fWeapon] = flag(share(a.weapons, b.weapons))
}

func numbersAgree(x, y [2]int) (same, other float64) {
	switch {
	case x[0] < 0 || y[0] < 0:
		return 0, 0
	case x == y && x[0] > 0:
		return 1, 0
	}
	return 0, flag(!overlap(x, y))
}

// weigh sets the sum.
func (l *likeness) weigh(w *weights) {
	l.sum = w.base[l.undated]
	for i, v := range l.features {
		l.sum += v * w.of[l.undated][i]
	}
}

// logOf is the natural logarithm of a count.
func logOf(n int) float64 { return math.Log(float64(max(1, n))) }

// contradicts counts the fields that speak against one event: place, days, what was hit.
func (l *likeness) contradicts() int {
	return int(l.features[fOtherPlace] + l.features[fOtherDays] + l.features[fOtherObject])
}

// basis says what spoke for and against, the strongest first, each with its share of the sum.
func (l *likeness) basis(w *weights) string {
	shares := map[string]float64{}
	for i, v := range l.features {
		shares[featureNames[i][1]] += v * w.of[l.undated][i]
	}
	var said []string
	for name, v := range shares {
		if math.Abs(v) >= 0.1 {
			said = append(said, name)
		}
	}
	slices.SortFunc(said, func(a, b string) int {
		return cmp.Or(cmp.Compare(math.Abs(shares[b]), math.Abs(shares[a])), cmp.Compare(a, b))
	})
	for i, name := range said {
		said[i] = fmt.Sprintf("%s %+.1f", name, shares[name])
	}
	return strings.Join(said, "; ") + "; " + fmt.Sprintf("needed %+.1f (%s)", -w.base[l.undated], w.version)
}
