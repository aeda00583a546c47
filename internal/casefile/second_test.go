package casefile_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"exhibit"
	"exhibit/internal/casefile"
	"exhibit/internal/claim"
	"exhibit/internal/claim/second"
	"exhibit/internal/custody"
	"exhibit/internal/intake/sheet"
	"exhibit/internal/store"
)

// model is a server that answers with a claim on words of our own, and remembers what it was sent.
type model struct {
	mu   sync.Mutex
	sent []string
	url  string
	say  func(text string) (int, string)
}

func newModel(t testing.TB) *model {
	t.Helper()
	m := &model{say: func(text string) (int, string) {
		if i := strings.Index(text, "when shells hit a market"); i >= 0 {
			return 200, `{"claims":[{"quote":"30 injured when shells hit a market in Okhtyrka","kind":"casualty","injured":30,"killed":7},{"quote":"words that nobody wrote","kind":"attack"}]}`
		}
		return 200, `{"claims":[]}`
	}}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		m.mu.Lock()
		defer m.mu.Unlock()
		m.sent = append(m.sent, string(b))
		code, words := m.say(string(b))
		w.WriteHeader(code)
		out, _ := json.Marshal(map[string]any{"choices": []any{map[string]any{"message": map[string]string{"content": words}, "finish_reason": "stop"}}})
		w.Write(out)
	}))
	t.Cleanup(s.Close)
	m.url = s.URL + "/v1"
	return m
}

func asker(budget second.Budget) func(string, string) (casefile.SecondReader, error) {
	return func(endpoint, model string) (casefile.SecondReader, error) {
		return second.New(second.Config{Endpoint: endpoint, Model: model, Budget: budget})
	}
}

func readAll(t testing.TB, c *casefile.Case) {
	t.Helper()
	if _, err := c.Read(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	weighAll(t, c)
}

func weighAll(t testing.TB, c *casefile.Case) casefile.Snapshot {
	t.Helper()
	if _, err := c.Assert(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Weigh(t.Context()); err != nil {
		t.Fatal(err)
	}
	s, _, err := c.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestNothingIsSentBeforeALeadAllowsItNorAfterItIsTakenBack(t *testing.T) {
	c := newCase(t, config(t, store.Disk{}, t.TempDir(), "rules/1"))
	m := newModel(t)
	if _, err := c.Add(t.Context(), []string{write(t, t.TempDir(), reports)}, casefile.AddOptions{}); err != nil {
		t.Fatal(err)
	}
	readAll(t, c)
	refused := func(when string) {
		t.Helper()
		if _, err := c.ReadSecond(t.Context(), false, asker(second.Budget{})); !errors.Is(err, casefile.ErrSecondNotAllowed) {
			t.Errorf("%s: %v", when, err)
		}
		if len(m.sent) != 0 {
			t.Fatalf("%s: %d requests were sent", when, len(m.sent))
		}
	}
	refused("at first")
	if _, err := c.AllowSecond(t.Context(), "http://models.example.org/v1", "m", "why not"); err == nil {
		t.Error("an address without TLS was allowed")
	}
	if _, err := c.AllowSecond(t.Context(), m.url, "m", " "); !errors.Is(err, casefile.ErrNoReason) {
		t.Error(err)
	}
	refused("after refused decisions")
	if _, err := c.AllowSecond(t.Context(), m.url, "earlier", "agreed"); err != nil {
		t.Fatal(err)
	}
	n, err := c.AllowSecond(t.Context(), m.url, "m", "agreed")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Undo(t.Context(), n, "not agreed"); err != nil {
		t.Fatal(err)
	}
	refused("after undo, although an earlier one stands")
	if _, err := c.AllowSecond(t.Context(), m.url, "m", "agreed"); err != nil {
		t.Fatal(err)
	}
	off, err := c.ForbidSecond(t.Context(), "no more")
	if err != nil {
		t.Fatal(err)
	}
	refused("switched off")
	if _, err := c.Undo(t.Context(), off, "a slip"); err != nil {
		t.Fatal(err)
	}
	refused("switched off, and that undone: a lead has to say so")
	if _, err := c.AllowSecond(t.Context(), m.url, "m", "agreed"); err != nil {
		t.Fatal(err)
	}
	if done, err := c.ReadSecond(t.Context(), false, asker(second.Budget{})); err != nil || done.Done != len(m.sent) || done.Done == 0 {
		t.Errorf("%+v, %v, sent %d", done, err, len(m.sent))
	}
}

func TestWhatIsRestrictedOrUnderConditionsIsNeverSent(t *testing.T) {
	c := newCase(t, config(t, store.Disk{}, t.TempDir(), "rules/1"))
	m := newModel(t)
	in := write(t, t.TempDir(), map[string]string{
		"open.txt": "2022-03-10\n\nShells hit a market in Sumy.\n", "closed.txt": "2022-03-10\n\nShells hit a school, said the witness of Sadova street.\n",
		"cleared.txt": "2022-03-10\n\nShells hit a bridge, said the witness of Polova street.\n", "given.txt": "2022-03-10\n\nShells hit a mill, said the witness of Lisova street.\n"})
	rows := []sheet.Row{{Line: 2, Path: "closed.txt", Values: map[string]string{"restriction": "restricted"}}, {Line: 3, Path: "cleared.txt", Values: map[string]string{"restriction": "restricted"}},
		{Line: 4, Path: "given.txt", Values: map[string]string{"conditions": "by courier only"}}}
	if _, err := c.Add(t.Context(), []string{in}, casefile.AddOptions{Sheet: rows, Name: "items.csv"}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Clear(t.Context(), exhibit.RefOf([]byte("2022-03-10\n\nShells hit a bridge, said the witness of Polova street.\n")), exhibit.Ref{}, "agreed"); err != nil {
		t.Fatal(err)
	}
	readAll(t, c)
	if _, err := c.AllowSecond(t.Context(), m.url, "m", "agreed"); err != nil {
		t.Fatal(err)
	}
	done, err := c.ReadSecond(t.Context(), false, asker(second.Budget{}))
	if err != nil || done.Done != 1 || done.Restricted != 2 || done.Conditions != 1 {
		t.Errorf("%+v, %v", done, err)
	}
	for _, s := range m.sent {
		if strings.Contains(s, "witness") {
			t.Errorf("sent: %s", s)
		}
	}
}

func TestClaimsOfTheSecondReaderAreShownAndCountOnlyWhereAPersonAcceptsThem(t *testing.T) {
	cfg := config(t, store.Disk{}, t.TempDir(), "rules/1")
	c := newCase(t, cfg)
	m := newModel(t)
	if _, err := c.Add(t.Context(), []string{write(t, t.TempDir(), reports)}, casefile.AddOptions{}); err != nil {
		t.Fatal(err)
	}
	readAll(t, c)
	before := weighAll(t, c)
	if _, err := c.AllowSecond(t.Context(), m.url, "m", "agreed"); err != nil {
		t.Fatal(err)
	}
	done, err := c.ReadSecond(t.Context(), false, asker(second.Budget{}))
	if err != nil || done.Claims != 1 || done.Thrown.Quotes != 1 || done.Thrown.Numbers != 1 {
		t.Fatalf("%+v, %v", done, err)
	}
	s := weighAll(t, c)
	if len(s.Second) != 1 || s.Second[0].Reader != "m (second-prompt/1)" || s.Second[0].Killed != nil || len(s.Claims) != len(before.Claims) || s.Claims[0].Reader != "rules/1" {
		t.Fatalf("%+v", s.Second)
	}
	if d := cmp.Diff([]any{before.Incidents, before.Origins, before.Series, before.Propositions}, []any{s.Incidents, s.Origins, s.Series, s.Propositions}); d != "" {
		t.Errorf("what the second reader proposed was weighed: %s", d)
	}
	if x := second.Compare(s.Claims, s.Second); len(x.Differences) != 1 {
		t.Errorf("%+v", x)
	}
	var out strings.Builder
	if err := c.Export(t.Context(), "claims", &out); err != nil || strings.Count(out.String(), `"reader":"m (second-prompt/1)"`) != 1 || strings.Count(out.String(), `"reader":"rules/1"`) != len(s.Claims) {
		t.Errorf("%v\n%s", err, out.String())
	}
	// Running again sends nothing: nothing is outstanding.
	sent := len(m.sent)
	if again, err := c.ReadSecond(t.Context(), false, asker(second.Budget{})); err != nil || again.Done != 0 || len(m.sent) != sent {
		t.Errorf("%+v, %v, %d more requests", again, err, len(m.sent)-sent)
	}
	x := s.Second[0]
	ref, _ := exhibit.ParseRef(x.Ref)
	if _, err := c.Decide(t.Context(), custody.DecisionBody{Action: casefile.Accept, Target: custody.Target{Ref: ref, Quote: x.Quote, Occurrence: x.Occurrence, Kind: string(x.Kind)}, Reason: "read against the original"}); err != nil {
		t.Fatal(err)
	}
	s = weighAll(t, c)
	if len(s.Second) != 0 || !slices.ContainsFunc(s.Claims, func(y claim.Claim) bool { return y.ID == x.ID && y.Status == "accepted" }) {
		t.Error("an accepted claim of the second reader is not weighed")
	}
	// Rebuilding asks nobody, and what an entry says is kept.
	if _, err := c.Rebuild(t.Context()); err != nil || len(m.sent) != sent {
		t.Errorf("%v, %d more requests", err, len(m.sent)-sent)
	}
	// What is restricted later takes the answer with it.
	if err := c.Restrict(t.Context(), ref, "", "names a witness"); err != nil {
		t.Fatal(err)
	}
	if inFiles(t, c.Dir()+"/derived", "30 injured when shells hit a market in Okhtyrka\"") {
		t.Error("words of a restricted item live on in what the second reader made of it")
	}
}

func TestFailuresOfTheSecondReaderAreOutcomesAndRunningAgainGoesOn(t *testing.T) {
	c := newCase(t, config(t, store.Disk{}, t.TempDir(), "rules/1"))
	m := newModel(t)
	files := map[string]string{}
	for i := range 5 {
		files[fmt.Sprintf("%d.txt", i)] = fmt.Sprintf("2022-03-10\n\nShells hit %d houses in Sumy.\n", i+2)
	}
	if _, err := c.Add(t.Context(), []string{write(t, t.TempDir(), files)}, casefile.AddOptions{}); err != nil {
		t.Fatal(err)
	}
	readAll(t, c)
	if _, err := c.AllowSecond(t.Context(), m.url, "m", "agreed"); err != nil {
		t.Fatal(err)
	}
	run := func(b second.Budget, retry bool) casefile.SecondDone {
		t.Helper()
		done, err := c.ReadSecond(t.Context(), retry, asker(b))
		if err != nil {
			t.Fatal(err)
		}
		return done
	}
	fine := m.say
	m.say = func(text string) (int, string) {
		if strings.Contains(text, "hit 2 houses") {
			return 200, "I would rather not."
		}
		return fine(text)
	}
	if d := run(second.Budget{Requests: 3}, false); d.Done != 2 || d.Failed != 1 || d.Waiting != 2 {
		t.Errorf("with a budget of three: %+v", d)
	}
	codes := map[string]int{}
	count := func(e exhibit.EntryLine) error {
		x, err := e.Open()
		var f custody.FailedBody
		if err == nil && x.Type == exhibit.ReadFailed && json.Unmarshal(x.Body, &f) == nil {
			codes[f.Stage+" "+f.Code]++
		}
		return err
	}
	if err := c.Ledger().Lines(t.Context(), 0, count); err != nil {
		t.Fatal(err)
	}
	if codes["second second-budget"] != 2 || codes["second second-no-answer"] != 1 {
		t.Errorf("outcomes: %v", codes)
	}
	outcomes, err := c.Outcomes(t.Context())
	if err != nil || len(outcomes) != 5+3 {
		t.Errorf("%v, listed %d outcomes: %+v", err, len(outcomes), outcomes)
	}
	if d := run(second.Budget{}, false); d.Done != 2 || d.Failed != 0 || d.Waiting != 0 {
		t.Errorf("run again: %+v", d)
	}
	m.say = fine
	if d := run(second.Budget{}, false); d.Done != 0 {
		t.Errorf("an answer that was none was asked for again unasked: %+v", d)
	}
	if d := run(second.Budget{}, true); d.Done != 1 {
		t.Errorf("tried again: %+v", d)
	}
	m.say = func(string) (int, string) { return 401, "" }
	if _, err := c.AllowSecond(t.Context(), m.url, "other", "agreed"); err != nil {
		t.Fatal(err)
	}
	if d := run(second.Budget{}, false); d.Failed != 1 || d.Waiting != 4 || d.Stopped == "" {
		t.Errorf("refused: %+v", d)
	}
}
