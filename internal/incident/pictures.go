package incident

import (
	"cmp"
	"slices"
)

// SamePicture is one picture that stands in two reports.
type SamePicture struct{ A, B PictureIn }

// PictureIn is a copy of a picture in a report.
type PictureIn struct {
	Ref  string // of the copy
	Name string // path of the copy as it was added
	In   string // ref of the report it came with
}

// pictureField names the conflict of one picture with two incidents.
const pictureField = "picture"

// pictures shows where one picture comes with two reports that tell of incidents apart from each other. One of the two may
// show something else, or the incidents may be one; a person looks. No claim contradicts another by it, so the incident
// is not disputed.
func (w *weigher) pictures() {
	if len(w.in.Pictures) == 0 {
		return
	}
	told := w.toldIn()
	values := map[int]map[string][]string{} // by incident
	for _, p := range w.in.Pictures {
		if told.apart(p.A.In, p.B.In) {
			told.show(values, p.A, p.B, w.out.Incidents)
			told.show(values, p.B, p.A, w.out.Incidents)
		}
	}
	for i, by := range values {
		if c, ok := disagreement(pictureField, by); ok {
			w.out.Incidents[i].Conflicts = append(w.out.Incidents[i].Conflicts, c)
		}
	}
}

// toldIn lists, for each report, the incidents it tells of with its claims on each.
type toldIn struct {
	of   map[string]map[int][]string
	root []string // of each incident: the incident it is part of, or itself
}

func (w *weigher) toldIn() toldIn {
	t := toldIn{of: map[string]map[int][]string{}}
	for _, p := range w.in.Pictures {
		t.of[p.A.In], t.of[p.B.In] = map[int][]string{}, map[int][]string{}
	}
	for i := range w.out.Incidents {
		in := &w.out.Incidents[i]
		t.root = append(t.root, cmp.Or(in.Parent, in.ID))
		for _, id := range in.Claims {
			if at, ok := t.of[w.in.Claims[w.claimAt[id]].Ref]; ok {
				at[i] = append(at[i], id)
			}
		}
	}
	return t
}

// apart reports whether both reports tell of incidents and none of one is, or belongs to, one of the other.
func (t *toldIn) apart(a, b string) bool {
	if len(t.of[a]) == 0 || len(t.of[b]) == 0 {
		return false
	}
	for i := range t.of[a] {
		for j := range t.of[b] {
			if t.root[i] == t.root[j] {
				return false
			}
		}
	}
	return true
}

// show adds both copies to the values of every incident that the report of the first tells of.
func (t *toldIn) show(values map[int]map[string][]string, here, there PictureIn, all []Incident) {
	for i, claims := range t.of[here.In] {
		if values[i] == nil {
			values[i] = map[string][]string{}
		}
		values[i][here.Name+", with a report of this incident"] = slices.Clone(claims)
		for j, others := range t.of[there.In] {
			values[i][there.Name+", with a report of: "+all[j].Title+" ("+all[j].ID+")"] = slices.Clone(others)
		}
	}
}
