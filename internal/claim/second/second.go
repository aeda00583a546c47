package second

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"exhibit/internal/claim"
)

// PromptVersion names what the model is asked. It is part of every Basis: another question is another reader.
const PromptVersion = "second-prompt/1"

// Config says whom to ask, how long to wait and how much to send. Endpoint and Model have no default.
type Config struct {
	Endpoint string // base address, e.g. http://127.0.0.1:11434/v1
	Model    string
	Key      string // sent as a bearer token, to this address only; empty: none
	Budget   Budget
	// Timeout is for one request, to the last byte of its answer; 0 is two minutes.
	Timeout time.Duration
	// Window and Overlap are in code points; 0 is 6000 and 600.
	Window, Overlap int
	// MaxBytes is the longest answer that is read; 0 is 4 MiB.
	MaxBytes int64
	// Wait waits between two attempts; nil is a timer. Tests do not wait.
	Wait func(context.Context, time.Duration) error
}

// Budget bounds what one Reader sends, attempts that failed among it.
type Budget struct {
	Requests   int // 0 is 200
	Characters int // code points of text; 0 is two million
}

const (
	defaultRequests   = 200
	defaultCharacters = 2_000_000
	defaultTimeout    = 2 * time.Minute
	defaultWindow     = 6000
	defaultOverlap    = 600
	defaultMaxBytes   = 4 << 20
)

// Reader asks one model. It is for one goroutine: its budget is spent in order.
type Reader struct {
	cfg    Config
	to     string
	client *http.Client
	spent  Budget
	noMode bool // the server refused to be told to answer in JSON
}

// Thrown counts what the model said and the text does not bear out.
type Thrown struct {
	Quotes  int `json:"quotes_not_found,omitempty"`     // claims: their quote is not in the text
	Cut     int `json:"quotes_cut,omitempty"`           // claims: their quote begins or ends inside a word or number, is one word, or very long
	Shape   int `json:"not_a_claim,omitempty"`          // claims: of no known kind, or no object with a quote
	Twice   int `json:"said_twice,omitempty"`           // claims: the same kind on the same words again
	Numbers int `json:"numbers_not_in_quote,omitempty"` // fields
	Words   int `json:"words_not_in_text,omitempty"`    // fields
	Days    int `json:"days_not_in_text,omitempty"`     // fields
	Values  int `json:"values_unknown,omitempty"`       // fields
}

// Claims is how many claims were thrown away.
func (t Thrown) Claims() int { return t.Quotes + t.Cut + t.Shape + t.Twice }

// Fields is how many fields were dropped from claims that were kept.
func (t Thrown) Fields() int { return t.Numbers + t.Words + t.Days + t.Values }

// Add adds what was thrown away elsewhere.
func (t *Thrown) Add(o Thrown) {
	t.Quotes, t.Cut, t.Shape, t.Twice = t.Quotes+o.Quotes, t.Cut+o.Cut, t.Shape+o.Shape, t.Twice+o.Twice
	t.Numbers, t.Words, t.Days, t.Values = t.Numbers+o.Numbers, t.Words+o.Words, t.Days+o.Days, t.Values+o.Values
}

// Reading is what came of one text.
type Reading struct {
	Claims     []claim.Claim
	Thrown     Thrown
	Requests   int // attempts that failed among them
	Characters int // code points sent
}

// Codes of failures.
const (
	Unreachable = "second-unreachable" // no answer, or the server is in trouble: another time may do
	Refused     = "second-refused"     // the server said no
	NoAnswer    = "second-no-answer"   // what it said is no answer to what it was asked
	OverBudget  = "second-budget"      // not asked: the budget of this run is spent
)

// Failure is an outcome of a text: why no claims came of it.
type Failure struct{ Code, Reason string }

func (f *Failure) Error() string { return f.Reason }

func failure(code, format string, args ...any) *Failure {
	return &Failure{code, fmt.Sprintf(format, args...)}
}

// New makes a Reader. Nothing is sent.
func New(cfg Config) (*Reader, error) {
	base, err := CheckEndpoint(cfg.Endpoint)
	if err != nil {
		return nil, err
	}
	if err := CheckModel(cfg.Model); err != nil {
		return nil, err
	}
	cfg.Budget.Requests = orDefault(cfg.Budget.Requests, defaultRequests)
	cfg.Budget.Characters = orDefault(cfg.Budget.Characters, defaultCharacters)
	cfg.Timeout = orDefault(cfg.Timeout, defaultTimeout)
	cfg.MaxBytes = orDefault(cfg.MaxBytes, defaultMaxBytes)
	cfg.Window = orDefault(cfg.Window, defaultWindow)
	cfg.Overlap = min(orDefault(cfg.Overlap, defaultOverlap), cfg.Window/2)
	if cfg.Wait == nil {
		cfg.Wait = wait
	}
	return &Reader{cfg: cfg, to: strings.TrimSuffix(base.String(), "/") + "/chat/completions", client: newClient()}, nil
}

func orDefault[T int | int64 | time.Duration](v, d T) T {
	if v <= 0 {
		return d
	}
	return v
}

// CheckEndpoint refuses an address that words of a case must not be sent to: one without TLS on another network.
func CheckEndpoint(s string) (*url.URL, error) {
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "":
		return nil, fmt.Errorf("%q is no address of a reader; give one like http://127.0.0.1:11434/v1", s)
	case u.User != nil:
		return nil, errors.New("the address of the second reader holds a password, which would be recorded; set EXHIBIT_SECOND_READER_KEY instead")
	case u.RawQuery != "" || u.Fragment != "":
		return nil, fmt.Errorf("%q is no base address: it must end before any ? or #", s)
	case u.Scheme == "https":
		return u, nil
	case u.Scheme == "http" && near(u.Hostname()):
		return u, nil
	}
	return nil, fmt.Errorf("%q would carry the words of the case through a network in clear; use https, or http on this machine or a private network address", s)
}

// near reports whether a host is this machine or has an address of a private network.
func near(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && (ip.IsLoopback() || ip.IsPrivate())
}

// CheckModel refuses a name that is none.
func CheckModel(name string) error {
	if strings.TrimSpace(name) == "" || len(name) > 200 || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return errors.New("name the model that is asked, as its server calls it: --model NAME")
	}
	return nil
}

// Version names the model and the question; it is the basis of every claim.
func (r *Reader) Version() string { return VersionOf(r.cfg.Model) }

// VersionOf is Version of a reader that asks a model.
func VersionOf(model string) string { return model + " (" + PromptVersion + ")" }

// Read asks for the claims of a document. A *Failure is an outcome of this document; other errors come of ctx.
func (r *Reader) Read(ctx context.Context, d claim.Doc) (Reading, error) {
	var out Reading
	parts := windows(d.Text, r.cfg.Window, r.cfg.Overlap)
	if err := r.afford(parts); err != nil {
		return out, err
	}
	p := newPage(d, r.Version())
	for _, w := range parts {
		answer, err := r.ask(ctx, p, w, &out)
		if err != nil {
			return out, err
		}
		objects, err := parseAnswer(answer)
		if err != nil {
			return out, err
		}
		out.Thrown.Add(p.take(w, objects))
	}
	out.Claims = p.sorted()
	return out, nil
}

// afford refuses to begin a text whose end the budget does not reach: a half is not kept.
func (r *Reader) afford(parts []window) error {
	chars := 0
	for _, w := range parts {
		chars += w.runes
	}
	left := Budget{r.cfg.Budget.Requests - r.spent.Requests, r.cfg.Budget.Characters - r.spent.Characters}
	if len(parts) > left.Requests || chars > left.Characters {
		return failure(OverBudget, "the budget of this run is spent (%d requests and %d characters are left, this text takes %d and %d); run exhibit read --second again, or give more with --max-requests and --max-characters",
			max(0, left.Requests), max(0, left.Characters), len(parts), chars)
	}
	return nil
}
