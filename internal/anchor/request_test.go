package anchor

import (
	"context"
	"crypto"
	"crypto/ed25519"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/digitorus/timestamp"
	"golang.org/x/mod/sumdb/tlog"

	"exhibit"
	"exhibit/internal/anchor/anchortest"
)

// signedCheckpoint is what is stamped in life: a signed note.
func signedCheckpoint(t testing.TB) []byte {
	b, err := exhibit.SignCheckpoint(exhibit.Checkpoint{Origin: "exhibit.example/case", Size: 7, Root: tlog.RecordHash([]byte("x"))}, testKey())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func testKey() ed25519.PrivateKey { return ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)) }

func publicKey() ed25519.PublicKey { return testKey().Public().(ed25519.PublicKey) }

func TestATokenOfAnotherProgramsAuthorityHoldsAndThatProgramAgrees(t *testing.T) {
	url, rootsPEM := anchortest.NewAuthority(t)
	roots, err := ParseRoots(rootsPEM)
	if err != nil {
		t.Fatal(err)
	}
	message := signedCheckpoint(t)
	token, err := Request(t.Context(), Config{URL: url, Roots: roots}, message)
	if err != nil {
		t.Fatal(err)
	}
	if !token.Trusted || token.Policy != anchortest.Policy || token.Accuracy != 1500*time.Millisecond || !strings.Contains(token.Authority, "Example Time-Stamping Authority") {
		t.Errorf("token is %+v", token)
	}
	if _, err := exhibit.VerifyToken(token.DER, message, exhibit.TokenOptions{Roots: roots}); err != nil {
		t.Errorf("the token is not whole without its response: %v", err)
	}

	dir := t.TempDir()
	write := func(name string, b []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	verify := func(message []byte) error {
		out, err := exec.Command(anchortest.OpenSSL(t), "ts", "-verify", "-token_in", "-in", write("token", token.DER), "-data", write("data", message), "-CAfile", write("roots", rootsPEM)).CombinedOutput()
		t.Logf("openssl ts -verify: %s", out)
		return err
	}
	if err := verify(message); err != nil {
		t.Errorf("openssl ts -verify: %v", err)
	}
	if err := verify(append(message, '\n')); err == nil {
		t.Error("openssl ts -verify accepts the token for other bytes")
	}

	other, err := timestamp.Parse(token.DER)
	if err != nil {
		t.Fatalf("a second implementation: %v", err)
	}
	if !other.Time.Equal(token.Time) || other.Accuracy != token.Accuracy || other.Policy.String() != token.Policy || exhibit.Ref(other.HashedMessage) != exhibit.RefOf(message) {
		t.Errorf("a second implementation reads %+v, we %+v", other, token)
	}
}

func TestWithoutRootsATokenIsNotCalledTrusted(t *testing.T) {
	url, _ := anchortest.NewAuthority(t)
	token, err := Request(t.Context(), Config{URL: url}, signedCheckpoint(t))
	if err != nil || token.Trusted {
		t.Errorf("trusted %v, %v", token.Trusted, err)
	}
}

// asked is what a test's authority was asked for.
type asked struct {
	raw   []byte
	query *timestamp.Request
}

// authority answers with what answer makes, and gives the request back through got.
func authority(t *testing.T, answer func(w http.ResponseWriter, r *http.Request, q asked)) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		q, err := timestamp.ParseRequest(raw)
		if err != nil {
			t.Errorf("a second implementation cannot read our request: %v", err)
			q = &timestamp.Request{}
		}
		answer(w, r, asked{raw, q})
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// reply is a whole and valid answer, but for what change does to it.
func reply(t *testing.T, pki anchortest.PKI, q asked, change func(*timestamp.Timestamp)) []byte {
	stamp := &timestamp.Timestamp{
		HashAlgorithm: crypto.SHA256, HashedMessage: q.query.HashedMessage, Time: time.Now().UTC().Truncate(time.Second), Nonce: q.query.Nonce,
		Policy: []int{1, 2, 3}, AddTSACertificate: true, Certificates: []*x509.Certificate{pki.Issuing},
	}
	if change != nil {
		change(stamp)
	}
	b, err := stamp.CreateResponseWithOpts(pki.TSA, pki.Key, crypto.SHA256)
	if err != nil {
		t.Error(err)
	}
	return b
}

func TestAnAnswerThatIsNotToThisRequestIsRefused(t *testing.T) {
	pki := anchortest.NewPKI(t)
	stranger := anchortest.NewPKI(t)
	purposeless := anchortest.NewPKI(t, func(c *x509.Certificate) { c.ExtraExtensions = nil })
	casual := anchortest.NewPKI(t, func(c *x509.Certificate) { c.ExtraExtensions = []pkix.Extension{anchortest.TimeStamping(false)} })
	general := anchortest.NewPKI(t, func(c *x509.Certificate) {
		c.ExtraExtensions, c.ExtKeyUsage = nil, []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping, x509.ExtKeyUsageServerAuth}
	})
	expired := anchortest.NewPKI(t, func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Minute) })
	for name, row := range map[string]struct {
		answer func(q asked) []byte
		pki    anchortest.PKI // whose root is trusted
		want   string         // "" when the answer is good
	}{
		"good": {pki: pki, answer: func(q asked) []byte { return reply(t, pki, q, nil) }},
		"other nonce": {pki: pki, want: "answers another request", answer: func(q asked) []byte {
			return reply(t, pki, q, func(s *timestamp.Timestamp) { s.Nonce = new(big.Int).Add(s.Nonce, big.NewInt(1)) })
		}},
		"no nonce": {pki: pki, want: "answers another request", answer: func(q asked) []byte {
			return reply(t, pki, q, func(s *timestamp.Timestamp) { s.Nonce = nil })
		}},
		"other imprint": {pki: pki, want: "about other bytes", answer: func(q asked) []byte {
			other := exhibit.RefOf([]byte("other bytes"))
			return reply(t, pki, q, func(s *timestamp.Timestamp) { s.HashedMessage = other[:] })
		}},
		"no certificate": {pki: pki, want: "lacks the certificate", answer: func(q asked) []byte {
			return reply(t, pki, q, func(s *timestamp.Timestamp) { s.AddTSACertificate, s.Certificates = false, nil })
		}},
		"certificate for nothing said":     {pki: purposeless, want: "for time stamps alone", answer: func(q asked) []byte { return reply(t, purposeless, q, nil) }},
		"purpose that may be passed over":  {pki: casual, want: "for time stamps alone", answer: func(q asked) []byte { return reply(t, casual, q, nil) }},
		"certificate for servers too":      {pki: general, want: "for time stamps alone", answer: func(q asked) []byte { return reply(t, general, q, nil) }},
		"certificate expired":              {pki: expired, want: "was not valid at", answer: func(q asked) []byte { return reply(t, expired, q, nil) }},
		"certificate of an unknown root":   {pki: stranger, want: "does not lead to a root that was given", answer: func(q asked) []byte { return reply(t, pki, q, nil) }},
		"certificate between is not in it": {pki: pki, want: "does not lead to a root that was given", answer: func(q asked) []byte { return reply(t, pki, q, func(s *timestamp.Timestamp) { s.Certificates = nil }) }},
		"time before the certificate": {pki: pki, want: "was not valid at", answer: func(q asked) []byte {
			return reply(t, pki, q, func(s *timestamp.Timestamp) { s.Time = s.Time.AddDate(-1, 0, 0) })
		}},
		"critical extension of no known kind": {pki: pki, want: "critical extension", answer: func(q asked) []byte {
			return reply(t, pki, q, func(s *timestamp.Timestamp) {
				s.ExtraExtensions = []pkix.Extension{{Id: []int{1, 2, 3, 4}, Critical: true, Value: []byte{5, 0}}}
			})
		}},
		"other signature": {pki: pki, want: "signature does not hold", answer: func(q asked) []byte {
			b := reply(t, pki, q, nil)
			b[len(b)-1] ^= 1
			return b
		}},
		"cut off":         {pki: pki, want: "and not with a time stamp", answer: func(q asked) []byte { b := reply(t, pki, q, nil); return b[:len(b)-1] }},
		"something after": {pki: pki, want: "and not with a time stamp", answer: func(q asked) []byte { return append(reply(t, pki, q, nil), 0) }},
		"empty":           {pki: pki, want: "0 bytes of", answer: func(asked) []byte { return []byte{} }},
		"garbage":         {pki: pki, want: "and not with a time stamp", answer: func(asked) []byte { return []byte{0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 1} }},
		"our own request": {pki: pki, want: "and not with a time stamp", answer: func(q asked) []byte { return q.raw }},
		"refused": {pki: pki, want: "the authority refused: status 2", answer: func(asked) []byte {
			b, err := timestamp.CreateErrorResponse(timestamp.Rejection, timestamp.TimeNotAvailable)
			if err != nil {
				t.Error(err)
			}
			return b
		}},
		"refused with words that move the cursor": {pki: pki, want: `refused: status 2, no  [2Jmore`, answer: func(asked) []byte {
			return []byte("\x30\x17\x30\x15\x02\x01\x02\x30\x10\x0c\x0eno \x1b[2Jmore\u202e")
		}},
	} {
		t.Run(name, func(t *testing.T) {
			roots, err := ParseRoots(row.pki.RootPEM)
			if err != nil {
				t.Fatal(err)
			}
			url := authority(t, func(w http.ResponseWriter, _ *http.Request, q asked) { w.Write(row.answer(q)) })
			token, err := Request(t.Context(), Config{URL: url, Roots: roots}, signedCheckpoint(t))
			expect(t, err, row.want)
			if err != nil && len(token.DER) > 0 || err == nil && !token.Trusted {
				t.Errorf("token %+v with %v", token, err)
			}
		})
	}
}

// expect checks that an error is one sentence with a next step and holds want; no error is expected when want is empty.
func expect(t *testing.T, err error, want string) {
	t.Helper()
	switch {
	case want == "" && err != nil:
		t.Fatal(err)
	case want == "":
	case err == nil:
		t.Fatalf("accepted; should say %q", want)
	case !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "; ") || strings.ContainsAny(err.Error(), "\n\x1b\u202e"):
		t.Errorf("says %q, should say %q in one sentence with a next step", err, want)
	default:
		t.Log(err)
	}
}

func TestWhatIsNoAuthorityIsSaidInOneSentence(t *testing.T) {
	elsewhere := authority(t, func(_ http.ResponseWriter, r *http.Request, _ asked) {
		t.Errorf("the request went to another host, as %s", r.Method)
	})
	for name, row := range map[string]struct {
		answer http.HandlerFunc
		cfg    Config
		want   string
	}{
		"page of a web site": {want: `"text/html"`, answer: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			io.WriteString(w, "<!doctype html><title>Welcome</title>")
		}},
		"not found":    {want: "HTTP status 404 (Not Found)", answer: http.NotFound},
		"unknown code": {want: "HTTP status 299 (unknown)", answer: func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(299) }},
		"longer than any token": {cfg: Config{MaxBytes: 1000}, want: "more than 1000 bytes", answer: func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil { // without an end
				if _, err := w.Write(make([]byte, 1<<16)); err != nil {
					return
				}
			}
		}},
		"too slow to begin": {cfg: Config{Timeout: 20 * time.Millisecond}, want: "did not answer within 20ms", answer: func(_ http.ResponseWriter, r *http.Request) {
			<-r.Context().Done()
		}},
		"too slow to end": {cfg: Config{Timeout: 50 * time.Millisecond}, want: "did not answer within 50ms", answer: func(w http.ResponseWriter, r *http.Request) {
			w.Write([]byte{0x30})
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}},
		"answer cut off": {want: "no time stamp came from", answer: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			w.Write([]byte{0x30})
		}},
		"points to another host": {want: elsewhere, answer: func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere+"/tsr?token=secret", http.StatusTemporaryRedirect)
		}},
		"points to another host with a plain redirect": {want: elsewhere, answer: func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere, http.StatusFound)
		}},
		"points to another scheme": {want: "https://", answer: func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://"+r.Host+"/tsr", http.StatusPermanentRedirect)
		}},
		"points to a file": {want: "points to", answer: func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "file:///etc/hosts", http.StatusTemporaryRedirect)
		}},
		"redirect that drops the request": {want: "drops the request", answer: func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/tsr", http.StatusSeeOther)
		}},
		"redirects in a circle": {want: "more than 3 redirects", answer: func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/", http.StatusTemporaryRedirect)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				io.Copy(io.Discard, r.Body) // only then a server notices that the other end is gone
				row.answer(w, r)
			}))
			defer server.Close()
			row.cfg.URL = server.URL + "/?key=secret"
			_, err := Request(t.Context(), row.cfg, signedCheckpoint(t))
			expect(t, err, row.want)
			if strings.Contains(err.Error(), "secret") {
				t.Errorf("says what may be a secret: %q", err)
			}
		})
	}
}

func TestAnAuthorityMayMoveTheRequestWithinItsHost(t *testing.T) {
	pki := anchortest.NewPKI(t)
	url := authority(t, func(w http.ResponseWriter, r *http.Request, q asked) {
		if r.URL.Path != "/tsr" {
			http.Redirect(w, r, "/tsr", http.StatusTemporaryRedirect)
			return
		}
		w.Write(reply(t, pki, q, nil))
	})
	if _, err := Request(t.Context(), Config{URL: url}, signedCheckpoint(t)); err != nil {
		t.Error(err)
	}
}

// Nothing but a digest and a number leaves: no word of the message, no name of the program.
func TestWhatIsSentTellsNothing(t *testing.T) {
	pki := anchortest.NewPKI(t)
	message := []byte("words that nobody outside may read")
	url := authority(t, func(w http.ResponseWriter, r *http.Request, q asked) {
		if got := exhibit.Ref(q.query.HashedMessage); got != exhibit.RefOf(message) || q.query.HashAlgorithm != crypto.SHA256 {
			t.Errorf("the imprint is %s", got)
		}
		if !q.query.Certificates || q.query.Nonce == nil || q.query.Nonce.Uint64() != 0x4142434445464748 {
			t.Errorf("asked with nonce %v, certificates %v", q.query.Nonce, q.query.Certificates)
		}
		if len(q.raw) > 80 || strings.Contains(string(q.raw), "words") {
			t.Errorf("%d bytes were sent: %q", len(q.raw), q.raw)
		}
		for name, values := range r.Header {
			if strings.Contains(strings.ToLower(name+strings.Join(values, " ")), "exhibit") {
				t.Errorf("header %s names the program: %q", name, values)
			}
		}
		w.Write(reply(t, pki, q, nil))
	})
	if _, err := Request(t.Context(), Config{URL: url, Nonce: strings.NewReader("ABCDEFGH")}, message); err != nil {
		t.Fatal(err)
	}
}

func TestNothingIsSentUnlessTheAddressIsNamed(t *testing.T) {
	never := &http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) {
		t.Error("something was sent")
		return nil, errors.ErrUnsupported
	})}
	for _, url := range []string{"", "tsa.example", "ftp://tsa.example/", "file:///etc/passwd", "unix:///run/tsa", "https:///tsr", "https://:443/", "http://user:hunter2@[::1/", "ftp://user:hunter2@tsa.example/", "HTTP"} {
		_, err := Request(t.Context(), Config{URL: url, Client: never}, []byte("x"))
		expect(t, err, "nothing was sent")
		if strings.Contains(err.Error(), "hunter2") {
			t.Errorf("says a password: %q", err)
		}
	}
	_, err := Request(t.Context(), Config{URL: "http://tsa.example", Client: never, Nonce: strings.NewReader("short")}, []byte("x"))
	expect(t, err, "nothing was sent")
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestAnAuthorityOutOfReachIsSaidSo(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	_, err := Request(t.Context(), Config{URL: server.URL}, []byte("x"))
	expect(t, err, "no time stamp came from")

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Request(ctx, Config{URL: server.URL}, []byte("x")); !errors.Is(err, context.Canceled) {
		t.Errorf("a request that was called off says %v", err)
	}
}

func TestRootsAreReadWholeOrNotAtAll(t *testing.T) {
	good := string(anchortest.NewPKI(t).RootPEM)
	block, _ := pem.Decode([]byte(good))
	for name, row := range map[string]struct{ file, want string }{
		"one":                {good, ""},
		"two with remarks":   {"The root:\n" + good + "and another\n" + string(anchortest.NewPKI(t).RootPEM), ""},
		"empty":              {"", "no certificate"},
		"binary":             {string(block.Bytes), "openssl x509"},
		"a key beside it":    {good + string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte("k")})), `"PRIVATE KEY"`},
		"damaged":            {string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: block.Bytes[:80]})), "certificate 1 cannot be read"},
		"the second cut off": {good + good[:100], "what follows certificate 1"},
	} {
		t.Run(name, func(t *testing.T) {
			pool, err := ParseRoots([]byte(row.file))
			expect(t, err, row.want)
			if (pool == nil) != (err != nil) {
				t.Error("a pool with an error, or neither")
			}
		})
	}
}

// TestRealAnswersAreRead holds the form of answers against those that public authorities gave.
func TestRealAnswersAreRead(t *testing.T) {
	for _, name := range []string{"sigstage/response-sha256.tsr", "test_tsa/response.tsr", "identrust/issue-104.tsr"} {
		if !isResponse(fixture(t, name)) {
			t.Errorf("%s is not taken for a response", name)
		}
	}
}

func fixture(t testing.TB, name string) []byte {
	b, err := os.ReadFile("../../testdata/conformance/rfc3161/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func FuzzAccept(f *testing.F) {
	for _, name := range []string{"sigstage/response-sha256.tsr", "sigstage/response-invalid-signature.tsr", "test_tsa/response.tsr", "test_tsa/other_response.tsr", "identrust/issue-104.tsr"} {
		f.Add(fixture(f, name))
	}
	f.Add([]byte("\x30\x17\x30\x15\x02\x01\x02\x30\x10\x0c\x0eno \x1b[2Jmore\u202e"))
	f.Add([]byte("<html>"))
	request := fixture(f, "test_tsa/request.der")
	f.Fuzz(func(t *testing.T, answer []byte) {
		token, err := accept(request, answer, []byte("hello"), nil)
		if err != nil {
			if strings.ContainsAny(err.Error(), "\n\r\x1b\u202e") {
				t.Errorf("an error that moves the cursor: %q", err)
			}
			return
		}
		if !isResponse(answer) {
			t.Error("accepted what is not a response")
		}
		if _, err := exhibit.VerifyToken(token.DER, []byte("hello"), exhibit.TokenOptions{}); err != nil || token.Trusted {
			t.Errorf("accepted and does not hold: %v", err)
		}
	})
}

func FuzzParseRoots(f *testing.F) {
	f.Add(fixture(f, "sigstage/ts_chain.pem"))
	f.Add([]byte("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if pool, err := ParseRoots(file); (pool == nil) != (err != nil) {
			t.Error("a pool with an error, or neither")
		}
	})
}
