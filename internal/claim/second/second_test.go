package second

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"exhibit/internal/claim"
)

const report = "At least 12 civilians were killed and 30 injured\nwhen shells hit a market in Sumy on 9 March 2022, the governor said.\n\nThe ministry denied  that its forces had fired. About 2,500 people fled.\n"

func doc() claim.Doc {
	return claim.Doc{Ref: "sha256-00", Report: "a.txt", Text: report, Lang: "en", PublishedMin: "2022-03-10", PublishedMax: "2022-03-10"}
}

// server answers every request with fn, and counts them.
func server(t testing.TB, fn func(n int, w http.ResponseWriter, r *http.Request)) (url string, asked *atomic.Int32) {
	t.Helper()
	asked = new(atomic.Int32)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fn(int(asked.Add(1)), w, r) }))
	t.Cleanup(s.Close)
	return s.URL + "/v1", asked
}

// says is a server whose model answers with these words.
func says(words string) func(int, http.ResponseWriter, *http.Request) {
	return func(_ int, w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, completed(words, "stop")) }
}

func completed(words, finish string) string {
	b, _ := json.Marshal(map[string]any{"choices": []any{map[string]any{"message": map[string]any{"role": "assistant", "content": words}, "finish_reason": finish}}})
	return string(b)
}

func reader(t testing.TB, url string, change func(*Config)) *Reader {
	t.Helper()
	cfg := Config{Endpoint: url, Model: "small", Wait: func(context.Context, time.Duration) error { return nil }}
	if change != nil {
		change(&cfg)
	}
	r, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func read(t testing.TB, fn func(int, http.ResponseWriter, *http.Request), change func(*Config)) (Reading, error) {
	t.Helper()
	url, _ := server(t, fn)
	return reader(t, url, change).Read(t.Context(), doc())
}

func TestGoodAnswerStandsOnItsWords(t *testing.T) {
	got, err := read(t, says("Here you are:\n```json\n"+`{"claims":[{"quote":"At least 12 civilians were killed and 30 injured when shells hit a market in Sumy","kind":"casualty","killed":12,"killed_min":12,"injured":"30","speaker":"the governor","place":"Sumy","incident_date":"2022-03-09","qualifier":"at_least","victim_status":"civilian","object_types":["market"],"weapons":["shells"],"modality":"asserted"}]}`+"\n```"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Claims) != 1 || got.Thrown != (Thrown{}) {
		t.Fatalf("%+v", got)
	}
	c := got.Claims[0]
	if s := string([]rune(report)[c.CharStart:c.CharEnd]); s != c.Quote || !strings.Contains(s, "injured\nwhen") {
		t.Errorf("quote %q, at its place %q", c.Quote, s)
	}
	twelve, thirty := 12, 30
	want := claim.Claim{ID: c.ID, Report: "a.txt", Ref: "sha256-00", Quote: c.Quote, CharStart: 0, CharEnd: c.CharEnd, Kind: claim.Casualty, Lang: "en", Speaker: "the governor", Place: "Sumy",
		IncidentDate: "2022-03-09", IncidentDateMin: "2022-03-09", IncidentDateMax: "2022-03-09", IncidentDateBasis: c.IncidentDateBasis, ObjectTypes: []string{"market"}, Weapons: []string{"shells"},
		VictimStatus: "civilian", Killed: &twelve, KilledMin: &twelve, Injured: &thirty, Qualifier: "at_least", Modality: "asserted", Basis: "small (" + PromptVersion + ")", Status: "proposed"}
	if d := cmp.Diff(want, c); d != "" {
		t.Error(d)
	}
}

func TestWhatIsNotInTheWordsIsThrownAwayAndCounted(t *testing.T) {
	got, err := read(t, says(`{"claims":[
		{"quote":"Forty civilians were killed in Sumy","kind":"casualty","killed":40},
		{"quote":"2 civilians were killed and 30 injured","kind":"casualty","killed":2},
		{"quote":"500 people fled","kind":"casualty","displaced":500},
		{"quote":"killed","kind":"attack"},
		{"quote":"shells hit a market in Sumy","kind":"rumour"},
		{"kind":"attack"}, 7,
		{"quote":"The ministry denied that its forces had fired","kind":"denial","char_start":9,"speaker":"The ministry"},
		{"quote":"The ministry denied that its forces had fired","kind":"denial"},
		{"quote":"shells hit a market in Sumy on 9 March 2022","kind":"attack","killed":99,"injured":2022,"place":"Kharkiv","incident_date":"2022-03-11","weapons":["cluster munitions"],"victim_status":"civilian","qualifier":"roughly","speaker":"the mayor"}]}`), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := Thrown{Quotes: 1, Cut: 3, Shape: 3, Twice: 1, Numbers: 2, Words: 4, Days: 1, Values: 1}
	if d := cmp.Diff(want, got.Thrown); d != "" {
		t.Error(d)
	}
	if len(got.Claims) != 2 || got.Claims[0].Kind != claim.Attack || got.Claims[0].Killed != nil || got.Claims[0].Place != "" || got.Claims[1].Quote != "The ministry denied  that its forces had fired" || got.Claims[1].CharStart != strings.Index(report, "The ministry") {
		t.Errorf("%+v", got.Claims)
	}
}

func TestNumbersInWordsOfOtherLanguagesStandInTheQuote(t *testing.T) {
	url, _ := server(t, says(`{"claims":[{"quote":"загинули щонайменше дванадцять мирних жителів","kind":"casualty","killed":12,"killed_min":12,"injured":3,"victim_status":"civilian"}]}`))
	got, err := reader(t, url, nil).Read(t.Context(), claim.Doc{Text: "У Сумах унаслідок обстрілу ринку загинули щонайменше дванадцять мирних жителів, повідомили в поліції.", Lang: "uk"})
	if err != nil || len(got.Claims) != 1 {
		t.Fatal(got, err)
	}
	if c := got.Claims[0]; c.Killed == nil || *c.Killed != 12 || c.Injured != nil || c.VictimStatus != "civilian" || got.Thrown.Numbers != 1 {
		t.Errorf("%+v, %+v", c, got.Thrown)
	}
}

// Every way in which a server may fail has its code and ends.
func TestBadServersHaveAnOutcome(t *testing.T) {
	quick := func(c *Config) { c.Timeout, c.MaxBytes = 300*time.Millisecond, 4096 }
	for name, x := range map[string]struct {
		fn    func(int, http.ResponseWriter, *http.Request)
		code  string
		asked int32
	}{
		"stalls": {func(_ int, _ http.ResponseWriter, r *http.Request) { io.Copy(io.Discard, r.Body); <-r.Context().Done() }, Unreachable, attempts},
		"stalls half way": {func(_ int, w http.ResponseWriter, r *http.Request) {
			io.Copy(io.Discard, r.Body)
			fmt.Fprint(w, "{")
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}, Unreachable, attempts},
		"breaks off": {func(_ int, w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) }, Unreachable, attempts},
		"garbage":    {func(_ int, w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "\x00\xff\xfe not json") }, NoAnswer, 1},
		"a page": {func(_ int, w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, "<!DOCTYPE html><html><body>sign in</body></html>")
		}, NoAnswer, 1},
		"too much": {func(_ int, w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, completed(strings.Repeat("a", 9000), "stop"))
		}, NoAnswer, 1},
		"chatter": {says("I am sorry, I cannot help with [that] {really}."), NoAnswer, 1},
		"cut off": {func(_ int, w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, completed(`{"claims":[`, "length")) }, NoAnswer, 1},
		"nothing": {func(_ int, w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"choices":[]}`) }, NoAnswer, 1},
		"busy": {func(_ int, w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(429)
		}, Unreachable, attempts},
		"in trouble":    {func(_ int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, Unreachable, attempts},
		"not allowed":   {func(_ int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(401) }, Refused, 1},
		"unknown model": {func(_ int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) }, Refused, 1},
		"no JSON mode":  {func(_ int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(400) }, Refused, 2},
	} {
		t.Run(name, func(t *testing.T) {
			url, asked := server(t, x.fn)
			_, err := reader(t, url, quick).Read(t.Context(), doc())
			var f *Failure
			if !errors.As(err, &f) || f.Code != x.code || asked.Load() != x.asked {
				t.Errorf("asked %d times: %v", asked.Load(), err)
			}
		})
	}
}

func TestNothingGoesWhereARedirectPoints(t *testing.T) {
	elsewhere, asked := server(t, says(`{"claims":[]}`))
	for _, code := range []int{301, 302, 303, 307, 308} {
		_, err := read(t, func(_ int, w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, elsewhere, code) }, nil)
		var f *Failure
		if !errors.As(err, &f) || f.Code != Refused || asked.Load() != 0 {
			t.Errorf("%d: %v, asked elsewhere %d times", code, err, asked.Load())
		}
	}
}

func TestWhatPassesIsTriedAgain(t *testing.T) {
	var waited []time.Duration
	url, asked := server(t, func(n int, w http.ResponseWriter, r *http.Request) {
		switch n {
		case 1:
			w.WriteHeader(503)
		case 2:
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(429)
		default:
			says(`{"claims":[]}`)(n, w, r)
		}
	})
	got, err := reader(t, url, func(c *Config) {
		c.Wait = func(_ context.Context, d time.Duration) error { waited = append(waited, d); return nil }
	}).Read(t.Context(), doc())
	if err != nil || asked.Load() != 3 || got.Requests != 3 || got.Characters != 3*utf8.RuneCountInString(report) {
		t.Errorf("%+v, %v, asked %d times", got, err, asked.Load())
	}
	if d := cmp.Diff([]time.Duration{2 * time.Second, 7 * time.Second}, waited); d != "" {
		t.Error(d)
	}
}

func TestServerWithoutJSONModeIsAskedWithoutIt(t *testing.T) {
	var bodies []string
	_, err := read(t, func(n int, w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		bodies = append(bodies, string(b))
		if n == 1 {
			w.WriteHeader(400)
			return
		}
		says(`{"claims":[]}`)(n, w, r)
	}, nil)
	if err != nil || len(bodies) != 2 || !strings.Contains(bodies[0], "response_format") || strings.Contains(bodies[1], "response_format") {
		t.Errorf("%v, %q", err, bodies)
	}
}

func TestOnlyTextLanguageAndDayAreSentAndTheKeyToThisAddress(t *testing.T) {
	d := doc()
	d.Title, d.Author, d.Outlet, d.Report = "a title", "an author", "an outlet", "folder/witness-7.txt"
	var body, auth, path string
	url, _ := server(t, func(n int, w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		body, auth, path = string(b), r.Header.Get("Authorization"), r.URL.Path
		says(`{"claims":[]}`)(n, w, r)
	})
	if _, err := reader(t, url, func(c *Config) { c.Key = "secret" }).Read(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	if path != "/v1/chat/completions" || auth != "Bearer secret" || !strings.Contains(body, "2022-03-10") || !strings.Contains(body, "shells hit a market") {
		t.Errorf("%s, %q, %s", path, auth, body)
	}
	for _, kept := range []string{"a title", "an author", "an outlet", "witness-7", "sha256", "secret"} {
		if strings.Contains(body, kept) {
			t.Errorf("%q was sent", kept)
		}
	}
}

func TestBudgetEndsBeforeATextThatItDoesNotReach(t *testing.T) {
	url, asked := server(t, says(`{"claims":[]}`))
	r := reader(t, url, func(c *Config) { c.Budget = Budget{Requests: 2, Characters: 1000} })
	var f *Failure
	for i, want := range []bool{true, true, false} {
		_, err := r.Read(t.Context(), doc())
		if (err == nil) != want || !want && (!errors.As(err, &f) || f.Code != OverBudget) {
			t.Errorf("text %d: %v", i, err)
		}
	}
	r = reader(t, url, func(c *Config) { c.Budget = Budget{Characters: 100} })
	if _, err := r.Read(t.Context(), doc()); !errors.As(err, &f) || f.Code != OverBudget {
		t.Error(err)
	}
	if asked.Load() != 2 {
		t.Errorf("asked %d times", asked.Load())
	}
}

func TestAttemptsThatFailAreOfTheBudgetToo(t *testing.T) {
	url, asked := server(t, func(_ int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) })
	_, err := reader(t, url, func(c *Config) { c.Budget.Requests = 2 }).Read(t.Context(), doc())
	var f *Failure
	if !errors.As(err, &f) || f.Code != OverBudget || asked.Load() != 2 {
		t.Errorf("%v, asked %d times", err, asked.Load())
	}
}

func TestCancelledReadingIsNoOutcome(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	url, _ := server(t, func(_ int, _ http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		stop()
		<-r.Context().Done()
	})
	if _, err := reader(t, url, nil).Read(ctx, doc()); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestLongTextsAreReadInWindowsThatOverlap(t *testing.T) {
	var b strings.Builder
	for i := range 200 {
		fmt.Fprintf(&b, "У селі %d унаслідок обстрілу загинули %d людей.\n", i, i+3)
	}
	text := b.String()
	// A model that repeats every line of its window as a claim.
	url, asked := server(t, func(n int, w http.ResponseWriter, r *http.Request) {
		var req request
		if err := json.NewDecoder(r.Body).Decode(&req); err != nil {
			t.Error(err)
		}
		_, window, _ := strings.Cut(req.Messages[1].Content, "Text:\n")
		var all []map[string]any
		for l := range strings.Lines(window) {
			all = append(all, map[string]any{"quote": strings.TrimSpace(l), "kind": "casualty"})
		}
		a, _ := json.Marshal(map[string]any{"claims": all})
		says(string(a))(n, w, r)
	})
	got, err := reader(t, url, func(c *Config) { c.Window, c.Overlap = 1000, 120 }).Read(t.Context(), claim.Doc{Text: text, Lang: "uk"})
	if err != nil || asked.Load() < 8 {
		t.Fatal(err, asked.Load())
	}
	lines := map[string]bool{}
	runes := []rune(text)
	for _, c := range got.Claims {
		if string(runes[c.CharStart:c.CharEnd]) != c.Quote {
			t.Fatalf("%q does not stand at %d", c.Quote, c.CharStart)
		}
		lines[c.Quote] = true
	}
	for l := range strings.Lines(text) {
		if !lines[strings.TrimSpace(l)] {
			t.Errorf("%q was in no window whole", l)
		}
	}
	if got.Thrown.Twice == 0 {
		t.Error("no line was seen twice: the windows do not overlap")
	}
}

func TestAddressesThatWordsMustNotBeSentToAreRefused(t *testing.T) {
	for _, good := range []string{"http://127.0.0.1:11434/v1", "http://localhost:8080/v1/", "http://[::1]:1/v1", "http://192.168.1.7:8000/v1", "https://models.example.org/v1"} {
		if _, err := New(Config{Endpoint: good, Model: "m"}); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{"", "127.0.0.1:11434", "http://models.example.org/v1", "http://8.8.8.8/v1", "https://user:word@models.example.org/v1", "https://models.example.org/v1?key=x", "file:///etc/passwd", "https://"} {
		if _, err := New(Config{Endpoint: bad, Model: "m"}); err == nil {
			t.Errorf("%s was taken", bad)
		}
	}
	if _, err := New(Config{Endpoint: "http://127.0.0.1/v1"}); err == nil {
		t.Error("no model was taken")
	}
}

func TestQuotesThatCutANumberOrAWordAreNotWhole(t *testing.T) {
	for text, quotes := range map[string]map[string]bool{
		"Some 2,500 people fled Sumy":         {"500 people fled": false, "2,500 people": true, "Some 2": false},
		"Then 1 500 people fled":              {"500 people fled": false, "1 500 people": true},
		"From 11-12 people died, unharmed 3.": {"12 people died": false, "harmed 3": false, "11-12 people": true},
		"In May 12 died":                      {"12 died": true},
	} {
		f := flatten(text)
		for q, want := range quotes {
			if _, _, whole, found := f.find(q); !found || whole != want {
				t.Errorf("%q in %q: found %t, whole %t", q, text, found, whole)
			}
		}
	}
}

func FuzzAnswer(f *testing.F) {
	f.Add([]byte(completed(`{"claims":[{"quote":"shells hit a market in Sumy","kind":"attack","killed":12,"places":["Sumy"]}]}`, "stop")), report)
	f.Add([]byte(completed("```json\n[{\"quote\":\"30 injured when\",\"kind\":\"casualty\",\"injured\":\"30\"}]\n```", "stop")), report)
	f.Add([]byte(completed(`{"claims":[{"quote":"A\u00a0 b","kind":"attack","killed":1e999,"as_of":"0000-99-99"}, null, []]}`, "stop")), "A b\xff c")
	f.Add([]byte(`{"choices":[{"message":{"content":"[[[[{"}}]}`), "x")
	f.Add([]byte("<html>"), "")
	f.Fuzz(func(t *testing.T, body []byte, text string) {
		words, err := content(body)
		if err != nil {
			words = string(body)
		}
		all, err := parseAnswer(words)
		if err != nil {
			return
		}
		d := claim.Doc{Text: strings.ToValidUTF8(text, "?"), Lang: "en", PublishedMin: "2022-03-10", PublishedMax: "2022-03-10"}
		p := newPage(d, "m")
		runes := []rune(d.Text)
		var thrown Thrown
		for _, w := range windows(d.Text, 50, 10) {
			thrown.Add(p.take(w, all))
		}
		for _, c := range p.sorted() {
			if c.CharStart < 0 || c.CharEnd > len(runes) || c.CharStart >= c.CharEnd || string(runes[c.CharStart:c.CharEnd]) != c.Quote {
				t.Fatalf("%q does not stand at %d:%d", c.Quote, c.CharStart, c.CharEnd)
			}
			if c.Speaker != "" && !strings.Contains(squeeze(strings.ToLower(d.Text)), squeeze(strings.ToLower(c.Speaker))) {
				t.Fatalf("speaker %q is not in the text", c.Speaker)
			}
		}
	})
}
