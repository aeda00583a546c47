package dossier

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"exhibit/internal/casefile"
)

// incidentsPerPage is how many incidents one annex page holds.
const incidentsPerPage = 100

// annexNames names the annex pages for n incidents that the main page does not show.
func annexNames(n int) []string {
	var out []string
	for i := 0; i*incidentsPerPage < n; i++ {
		out = append(out, fmt.Sprintf("annex-incidents-%04d.html", i+1))
	}
	return out
}

// annexPage is one further page of incidents with the words they rest on.
type annexPage struct {
	Title     string
	Style     template.CSS
	Policy    string
	Number    int
	Of        int
	Incidents []happening
	Tabs      []tab
	Loose     []words
}

// Annexes writes what the main page has no room for. create opens a file of the given name, beside the main page;
// each is closed before the next is opened:
//
//	claims.csv, incidents.csv, items.csv   every one of the file, for a spreadsheet
//	aside.csv                              reported events that are no incidents, each with the reason
//	claims.jsonl                           the same claims, to the letter
//	annex-incidents-0001.html …            the incidents that the main page does not show, in order of rank
//
// What is withheld in the main page is withheld here. In the CSV files a cell that a spreadsheet would take for a
// formula begins with an apostrophe; the JSON Lines have the text as it is.
func Annexes(create func(name string) (io.WriteCloser, error), f casefile.File) error {
	b := open(&f)
	for _, a := range []struct {
		name  string
		write func(io.Writer) error
	}{{"claims.csv", b.claimsCSV}, {"claims.jsonl", b.claimsJSON}, {"incidents.csv", b.incidentsCSV}, {"items.csv", b.itemsCSV}, {"aside.csv", b.asideCSV}} {
		if err := writeAnnex(create, a.name, a.write); err != nil {
			return err
		}
	}
	ranked := b.ranked()
	if len(ranked) <= incidentsShown {
		return nil
	}
	rest := ranked[incidentsShown:]
	names := annexNames(len(rest))
	for i, name := range names {
		lo := i * incidentsPerPage
		part := rest[lo:min(lo+incidentsPerPage, len(rest))]
		err := writeAnnex(create, name, func(w io.Writer) error {
			return templates().ExecuteTemplate(w, "annex.html", b.annexPage(i+1, len(names), lo+incidentsShown, part))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func writeAnnex(create func(string) (io.WriteCloser, error), name string, write func(io.Writer) error) error {
	file, err := create(name)
	if err != nil {
		return fmt.Errorf("opening annex %q: %w", name, err)
	}
	if err = errors.Join(valid(file, write), file.Close()); err != nil {
		return fmt.Errorf("writing annex %q: %w", name, err)
	}
	return nil
}

// annexPage builds one page; what earlier pages cited is forgotten, so that memory does not grow with the case.
func (b *book) annexPage(number, of, before int, part []int) *annexPage {
	b.turn()
	p := &annexPage{Title: b.mask(b.f.Case.Title), Number: number, Of: of}
	if p.Title == "" {
		p.Title = "Untitled case"
	}
	p.Style, p.Policy = dress("Dossier · " + p.Title + " · annex " + strconv.Itoa(number))
	ids := map[string]bool{}
	for _, i := range part {
		ids[b.incidentAt(i).ID] = true
	}
	for k, i := range part {
		p.Incidents = append(p.Incidents, b.happening(b.incidentAt(i), strconv.Itoa(before+k+1), ids))
	}
	p.Tabs, p.Loose, _ = b.citedTabs()
	return p
}

// safe guards a cell against being taken for a formula by a spreadsheet, some of which pass over blanks before it or
// take the wide forms of its signs.
func safe(s string) string {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " \u00a0\u3000"))
	if strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) && s != "" {
		return "'" + s
	}
	return s
}

func row(w *csv.Writer, cells ...string) error {
	for i := range cells {
		cells[i] = safe(cells[i])
	}
	return w.Write(cells)
}

func opt(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func (b *book) claimsCSV(out io.Writer) error {
	w := csv.NewWriter(out)
	if err := w.Write([]string{"cite", "id", "item", "report", "ref", "quote", "char_start", "char_end", "occurrence", "kind", "lang", "voice",
		"speaker", "speaker_role", "attribution", "origin", "speech_date", "place", "incident_date", "killed", "injured", "combined_total",
		"missing", "detained", "displaced", "bodies_found", "qualifier", "count_status", "count_source", "cumulative", "as_of", "scope",
		"actor_accused", "action_type", "modality", "denies", "denial_kind", "wanted", "basis", "status", "decided_by", "withheld"}); err != nil {
		return err
	}
	for i := range b.f.Snapshot.Claims {
		c := &b.f.Snapshot.Claims[i]
		at, why := b.itemAt(c.Ref, c.Report), b.heldWhy(c)
		cite := strconv.Itoa(at+1) + ":" + strconv.Itoa(int(b.numbers[i]))
		var err error
		if why != "" {
			cells := make([]string, 42)
			cells[0], cells[1], cells[2], cells[41] = cite, c.ID, strconv.Itoa(at+1), why
			err = row(w, cells...)
		} else {
			var counts []string
			for _, s := range countsOf(c) {
				counts = append(counts, rangeCell(s))
			}
			cumulative := ""
			if c.Cumulative != nil {
				cumulative = strconv.FormatBool(*c.Cumulative)
			}
			err = row(w, cite, c.ID, strconv.Itoa(at+1), c.Report, c.Ref, c.Quote, strconv.Itoa(c.CharStart), strconv.Itoa(c.CharEnd),
				strconv.Itoa(c.Occurrence), string(c.Kind), c.Lang, c.Voice, b.mask(c.Speaker), b.mask(c.SpeakerRole),
				b.mask(strings.Join(c.Attribution, " → ")), c.Origin, rangeOf(c.SpeechDate, c.SpeechDateMin, c.SpeechDateMax), c.Place,
				rangeOf(c.IncidentDate, c.IncidentDateMin, c.IncidentDateMax), counts[0], counts[1], counts[2], counts[4], counts[5], counts[6], counts[3],
				c.Qualifier, c.CountStatus, c.CountSource, cumulative, rangeOf(c.AsOf, c.AsOfMin, c.AsOfMax), c.Scope, b.mask(c.ActorAccused),
				c.ActionType, c.Modality, b.mask(c.Denies), c.DenialKind, c.Wanted, c.Basis, c.Status, c.DecidedBy, "")
		}
		if err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func rangeCell(s stated) string {
	if s.value != nil {
		return strconv.Itoa(*s.value)
	}
	if s.min == nil && s.max == nil {
		return ""
	}
	return opt(s.min) + ".." + opt(s.max)
}

func rangeOf(day, lo, hi string) string {
	if day != "" || lo == "" && hi == "" {
		return day
	}
	return lo + ".." + hi
}

// claimsJSON writes every claim under the names of the export format; of one that is withheld only that it exists.
func (b *book) claimsJSON(out io.Writer) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for i := range b.f.Snapshot.Claims {
		c := &b.f.Snapshot.Claims[i]
		var v any = c
		if why := b.heldWhy(c); why != "" {
			v = map[string]string{"id": c.ID, "withheld": why}
		}
		if err := enc.Encode(v); err != nil {
			return err
		}
	}
	return nil
}

func (b *book) incidentsCSV(out io.Writer) error {
	w := csv.NewWriter(out)
	if err := w.Write([]string{"rank", "id", "title", "type", "date_min", "date_max", "place", "place_precision", "killed_min", "killed_max",
		"injured_min", "injured_max", "bodies_found_min", "bodies_found_max", "count_rule", "mentions", "reports", "origins_min", "origins_max",
		"support", "assessment", "disputed", "reviewed", "page"}); err != nil {
		return err
	}
	for k, i := range b.ranked() {
		in := b.incidentAt(i)
		page := "main page"
		if k >= incidentsShown {
			page = fmt.Sprintf("annex-incidents-%04d.html", (k-incidentsShown)/incidentsPerPage+1)
		}
		assessment := "unassessed"
		if in.Assessment != nil {
			assessment = in.Assessment.Value
		}
		err := row(w, strconv.Itoa(k+1), in.ID, b.mask(in.Title), in.Type, in.DateMin, in.DateMax, in.Place, in.Precision,
			opt(in.KilledMin), opt(in.KilledMax), opt(in.InjuredMin), opt(in.InjuredMax), opt(in.BodiesMin), opt(in.BodiesMax), in.CountRule,
			strconv.Itoa(len(in.Claims)), strconv.Itoa(len(in.Reports)), strconv.Itoa(in.OriginsMin), strconv.Itoa(in.OriginsMax),
			in.Support, assessment, strconv.FormatBool(in.Disputed), strconv.FormatBool(in.Reviewed), page)
		if err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func (b *book) itemsCSV(out io.Writer) error {
	w := csv.NewWriter(out)
	if err := w.Write([]string{"item", "ref", "report", "paths", "outcome", "reason", "media_type", "bytes", "lang", "published", "title", "author",
		"reader", "restriction", "flags", "gaps", "withheld"}); err != nil {
		return err
	}
	for i := range b.f.Items {
		it := &b.f.Items[i]
		var err error
		if b.secret(i) {
			cells := make([]string, 17)
			cells[0], cells[16] = strconv.Itoa(i+1), b.held[it.Ref].words()
			err = row(w, cells...)
		} else {
			first, held := "", ""
			if len(it.Reports) > 0 {
				first = visible(it.Reports[0])
			}
			if h, ok := b.held[it.Ref]; ok {
				held = h.words()
			}
			err = row(w, strconv.Itoa(i+1), it.Ref, first, strconv.Itoa(len(it.Reports)), it.Outcome, b.mask(it.Reason), it.MediaType,
				strconv.FormatInt(it.Bytes, 10), it.Lang, rangeOf(it.Published, it.PublishedMin, it.PublishedMax), b.mask(it.Title), b.mask(it.Author),
				it.Reader, it.Restriction, strings.Join(it.Flags, ", "), strings.Join(it.Gaps, ", "), held)
		}
		if err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}
