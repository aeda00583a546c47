package anchor

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"exhibit"
)

// Config says whom to ask for a time stamp, and how. Only URL has no default.
type Config struct {
	// URL is the authority's address, http or https. Nothing is sent without one.
	URL string
	// Roots are the certificates the authority's must lead to; nil leaves its chain unjudged and Token.Trusted false.
	Roots *x509.CertPool
	// Client sends the request; nil is one that keeps no connection and no cookie. Its rule for redirects is not used.
	Client *http.Client
	// Timeout is for all of it, from looking up the name to the last byte of the answer; 0 is 30 seconds.
	Timeout time.Duration
	// MaxBytes is the longest answer that is read; 0 is 1 MiB. Tokens have some thousand bytes.
	MaxBytes int64
	// Nonce gives the random number by which an answer is known to be to this request; nil is the system's source.
	Nonce io.Reader
}

const (
	defaultTimeout  = 30 * time.Second
	defaultMaxBytes = 1 << 20
	// nonceBytes is 64 bits, as RFC 3161, 2.4.1 recommends; some authorities refuse more.
	nonceBytes = 8
	// maxRedirects is how often an authority may move the request about within its own host.
	maxRedirects = 3
)

// Token is an authority's signed statement that some bytes existed at a time.
type Token struct {
	DER       []byte        // as signed, with the certificates the authority put into it
	Authority string        // subject of the certificate that signed it
	Time      time.Time     // not later than this
	Accuracy  time.Duration // how far Time may be off, either way; 0: not stated
	Policy    string        // object identifier of the rules under which the authority signs
	Trusted   bool          // its certificate leads to one of Config.Roots; false when none were given
}

// Request asks the authority at cfg.URL for a time stamp on message and returns what it signed, once everything about
// it was checked. Only the SHA-256 of message is sent.
func Request(ctx context.Context, cfg Config, message []byte) (Token, error) {
	to, err := address(cfg.URL)
	if err != nil {
		return Token{}, err
	}
	nonce := make([]byte, nonceBytes)
	if _, err := io.ReadFull(cmp.Or[io.Reader](cfg.Nonce, rand.Reader), nonce); err != nil {
		return Token{}, fmt.Errorf("drawing a random number for the time stamp: %w; nothing was sent", err)
	}
	request, err := exhibit.NewRequest(exhibit.RefOf(message), nonce)
	if err != nil {
		return Token{}, fmt.Errorf("%w; nothing was sent", err)
	}
	answer, kind, err := send(ctx, cfg, to, request)
	if err != nil {
		return Token{}, err
	}
	if !isResponse(answer) {
		return Token{}, fmt.Errorf("%s answered with %s and not with a time stamp; check the address: it must be the one for RFC 3161 requests", host(to), describe(answer, kind))
	}
	token, err := accept(request, answer, message, cfg.Roots)
	if err != nil {
		return Token{}, fmt.Errorf("the time stamp of %s is not accepted: %w", host(to), err)
	}
	return token, nil
}

// address reads the URL of an authority.
func address(s string) (*url.URL, error) {
	if s == "" {
		return nil, errors.New("no time-stamping authority was named, so nothing was sent; give its address")
	}
	u, err := url.Parse(s)
	if err != nil {
		// The error of net/url repeats the whole address, with a password that may stand in it.
		if ue := (*url.Error)(nil); errors.As(err, &ue) {
			err = ue.Err
		}
		return nil, fmt.Errorf("the authority's address cannot be read: %w; nothing was sent", err)
	}
	if scheme := strings.ToLower(u.Scheme); scheme != "http" && scheme != "https" || u.Hostname() == "" {
		return nil, fmt.Errorf("%q is not the address of a time-stamping authority, so nothing was sent; give one that begins with https:// or http://", u.Redacted())
	}
	return u, nil
}

// host names an authority in a sentence: without path, query and password, which may be secrets between it and the user.
func host(u *url.URL) string { return fmt.Sprintf("%q", u.Scheme+"://"+u.Host) }

// send posts the request (RFC 3161, 3.4) and returns the answer with its media type.
func send(ctx context.Context, cfg Config, to *url.URL, request []byte) (answer []byte, kind string, err error) {
	timeout := cmp.Or(cfg.Timeout, defaultTimeout)
	within, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	post, err := http.NewRequestWithContext(within, http.MethodPost, to.String(), bytes.NewReader(request))
	if err != nil {
		return nil, "", fmt.Errorf("asking %s: %w", host(to), err)
	}
	post.Header.Set("Content-Type", "application/timestamp-query")
	post.Header.Set("Accept", "application/timestamp-reply")
	resp, err := client(cfg.Client).Do(post)
	if err != nil {
		return nil, "", unreachable(ctx, within, to, timeout, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, "", fmt.Errorf("%s answered with HTTP status %d (%s) and not with a time stamp; check the address and whether it asks for an account", host(to), resp.StatusCode, cmp.Or(http.StatusText(resp.StatusCode), "unknown"))
	}
	limit := cmp.Or(cfg.MaxBytes, defaultMaxBytes)
	answer, err = io.ReadAll(io.LimitReader(resp.Body, limit+1))
	if err != nil {
		return nil, "", unreachable(ctx, within, to, timeout, err)
	}
	if int64(len(answer)) > limit {
		return nil, "", fmt.Errorf("%s answered with more than %d bytes, which no time stamp has; check the address, or name another authority", host(to), limit)
	}
	return answer, resp.Header.Get("Content-Type"), nil
}

// client returns a client that goes where it was told and nowhere else.
func client(given *http.Client) *http.Client {
	c := &http.Client{}
	if given != nil {
		*c = *given
	} else {
		t := http.DefaultTransport.(*http.Transport).Clone()
		t.DisableKeepAlives = true
		c.Transport = t
	}
	c.CheckRedirect = func(next *http.Request, via []*http.Request) error {
		first := via[0]
		switch {
		case next.URL.Scheme != first.URL.Scheme || next.URL.Host != first.URL.Host:
			return &movedError{next.URL}
		case next.Method != first.Method:
			return errors.New("it answered with a redirect that drops the request")
		case len(via) > maxRedirects:
			return fmt.Errorf("it answered with more than %d redirects", maxRedirects)
		}
		return nil
	}
	return c
}

// movedError says that the authority points to another host or scheme, where nothing is sent unless a person names it.
type movedError struct{ to *url.URL }

func (e *movedError) Error() string { return "it points to " + host(e.to) }

// unreachable puts what went wrong on the way into one sentence. ctx is the caller's, within the one with the time limit.
func unreachable(ctx, within context.Context, to *url.URL, timeout time.Duration, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("asking %s for a time stamp: %w", host(to), ctx.Err())
	}
	if within.Err() != nil {
		return fmt.Errorf("%s did not answer within %s; ask again later, or name another authority", host(to), timeout)
	}
	if moved := (*movedError)(nil); errors.As(err, &moved) {
		return fmt.Errorf("%s points to %s, which is not followed; if that is right, name that address yourself", host(to), host(moved.to))
	}
	if ue := (*url.Error)(nil); errors.As(err, &ue) {
		err = ue.Err // it repeats the address
	}
	return fmt.Errorf("no time stamp came from %s: %w; check the address and the connection, and ask again", host(to), err)
}

// describe says what came instead of a time stamp, without repeating any of it.
func describe(answer []byte, kind string) string {
	if media, _, err := mime.ParseMediaType(kind); err == nil && media != "" {
		return fmt.Sprintf("%d bytes of %q", len(answer), media)
	}
	return fmt.Sprintf("%d bytes of no stated type", len(answer))
}
