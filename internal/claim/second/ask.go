package second

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

const (
	attempts     = 4
	firstPause   = 2 * time.Second
	longestPause = time.Minute
)

// newClient makes a client that sends words to the address it is given and nowhere else: no redirects, no proxy, no
// cookies, no connection that outlives the run.
func newClient() *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			Proxy:                  nil,
			DialContext:            (&net.Dialer{Timeout: 20 * time.Second}).DialContext,
			TLSHandshakeTimeout:    20 * time.Second,
			IdleConnTimeout:        30 * time.Second,
			MaxIdleConns:           1,
			DisableCompression:     true, // a small answer must not become a large one
			MaxResponseHeaderBytes: 1 << 16,
			ForceAttemptHTTP2:      true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// again is a failure that another attempt may mend, and how long the server asks to wait.
type again struct {
	*Failure
	after time.Duration
}

func (a *again) Unwrap() error { return a.Failure }

// ask sends one window and returns the words of the answer. It tries again what may pass: 429, 5xx and broken
// connections.
func (r *Reader) ask(ctx context.Context, p *page, w window, out *Reading) (string, error) {
	pause := firstPause
	for n := 1; ; n++ {
		if r.spent.Requests >= r.cfg.Budget.Requests || r.spent.Characters+w.runes > r.cfg.Budget.Characters {
			return "", failure(OverBudget, "the budget of this run is spent; run exhibit read --second again, or give more with --max-requests and --max-characters")
		}
		r.spent.Requests, r.spent.Characters = r.spent.Requests+1, r.spent.Characters+w.runes
		out.Requests, out.Characters = out.Requests+1, out.Characters+w.runes
		answer, err := r.send(ctx, p, w)
		if err == nil {
			return answer, nil
		}
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		var a *again
		if !errors.As(err, &a) {
			return "", err
		}
		if n == attempts {
			return "", failure(a.Code, "%s (asked %d times)", a.Reason, n)
		}
		if err := r.cfg.Wait(ctx, min(max(pause, a.after), longestPause)); err != nil {
			return "", err
		}
		pause *= 2
	}
}

// request is what the server is sent.
type request struct {
	Model       string            `json:"model"`
	Messages    []message         `json:"messages"`
	Temperature float64           `json:"temperature"`
	Seed        int               `json:"seed"`
	Format      map[string]string `json:"response_format,omitempty"`
}

type message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

func (r *Reader) send(ctx context.Context, p *page, w window) (string, error) {
	body := request{Model: r.cfg.Model, Messages: prompt(p, w), Seed: 1}
	if !r.noMode {
		body.Format = map[string]string{"type": "json_object"}
	}
	b, err := json.Marshal(body)
	if err != nil {
		return "", fmt.Errorf("asking the second reader: %w", err)
	}
	ctx, stop := context.WithTimeout(ctx, r.cfg.Timeout)
	defer stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.to, bytes.NewReader(b))
	if err != nil {
		return "", fmt.Errorf("asking the second reader: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", "exhibit")
	if r.cfg.Key != "" {
		req.Header.Set("Authorization", "Bearer "+r.cfg.Key)
	}
	res, err := r.client.Do(req)
	if err != nil {
		return "", &again{failure(Unreachable, "the second reader does not answer: %s; see that its server runs, and run exhibit read --second again", broken(err)), 0}
	}
	defer res.Body.Close()
	if err := r.judge(res); err != nil {
		return "", err
	}
	got, err := io.ReadAll(io.LimitReader(res.Body, r.cfg.MaxBytes+1))
	switch {
	case err != nil:
		return "", &again{failure(Unreachable, "the answer of the second reader broke off: %s", broken(err)), 0}
	case int64(len(got)) > r.cfg.MaxBytes:
		return "", failure(NoAnswer, "the answer of the second reader is longer than %d bytes; it was not read to its end", r.cfg.MaxBytes)
	}
	return content(got)
}

// broken says what went wrong with a connection, without the address, which the decision names.
func broken(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return "it took too long"
	}
	return err.Error()
}

// judge sorts the status of an answer: fine, worth another attempt, or refused.
func (r *Reader) judge(res *http.Response) error {
	switch code := res.StatusCode; {
	case code == http.StatusOK:
		return nil
	case code == http.StatusTooManyRequests, code >= 500:
		return &again{failure(Unreachable, "the second reader is busy or in trouble (HTTP %d); run exhibit read --second again later", code), retryAfter(res)}
	case code >= 300 && code < 400:
		return failure(Refused, "the second reader sends us elsewhere (HTTP %d), and nothing is sent to an address that nobody allowed; name the right one with exhibit decide second-reader", code)
	case code == http.StatusBadRequest && !r.noMode:
		r.noMode = true
		return &again{failure(Refused, "the second reader refused the request (HTTP %d)", code), 0}
	case code == http.StatusUnauthorized, code == http.StatusForbidden:
		return failure(Refused, "the second reader asks for another key (HTTP %d); set EXHIBIT_SECOND_READER_KEY", code)
	default:
		return failure(Refused, "the second reader refused the request (HTTP %d); see that endpoint and model are those its server has", code)
	}
}

func retryAfter(res *http.Response) time.Duration {
	s, err := strconv.Atoi(res.Header.Get("Retry-After"))
	if err != nil || s < 0 {
		return 0
	}
	return time.Duration(min(s, 3600)) * time.Second
}
