// Package anchortest is a time-stamping authority for tests: openssl answers, behind a server on the loopback address.
//
// It is another program's reading of RFC 3161 than ours, which is the point of it. It never leaves the machine, and it
// ends with the test.
package anchortest

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// Policy is the policy under which the authority signs.
const Policy = "1.3.6.1.4.1.32473.1" // of the arc that RFC 5612 sets aside for examples

// NewAuthority starts an authority and returns its address and, in PEM, the root its certificate leads to. The chain has
// one certificate between; a token carries it. Without openssl the test is skipped, and says so.
func NewAuthority(tb testing.TB) (url string, rootsPEM []byte) {
	tb.Helper()
	openssl := OpenSSL(tb)
	dir := tb.TempDir()
	pki := NewPKI(tb)
	key, err := x509.MarshalPKCS8PrivateKey(pki.Key)
	check(tb, err)
	for name, content := range map[string][]byte{
		"tsa.pem":   pemOf("CERTIFICATE", pki.TSA.Raw),
		"chain.pem": pemOf("CERTIFICATE", pki.Issuing.Raw),
		"tsa.key":   pemOf("PRIVATE KEY", key),
		"serial":    []byte("01\n"),
		"tsa.cnf":   []byte(config),
	} {
		check(tb, os.WriteFile(filepath.Join(dir, name), content, 0o600))
	}
	var one sync.Mutex // openssl keeps its next serial number in a file
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/timestamp-query" {
			http.Error(w, "a time-stamp request is a POST of application/timestamp-query", http.StatusUnsupportedMediaType)
			return
		}
		query, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<16))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		one.Lock()
		defer one.Unlock()
		reply, err := answer(r, openssl, dir, query)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/timestamp-reply")
		w.Write(reply)
	}))
	tb.Cleanup(server.Close)
	return server.URL, pki.RootPEM
}

// OpenSSL returns the path of openssl, or skips the test and says why.
func OpenSSL(tb testing.TB) string {
	tb.Helper()
	path, err := exec.LookPath("openssl")
	if err != nil {
		tb.Skip("openssl is not installed, so no authority other than ours can answer")
	}
	return path
}

const config = `[tsa]
default_tsa = authority
[authority]
serial = serial
signer_cert = tsa.pem
certs = chain.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = ` + Policy + `
digests = sha256, sha384, sha512
accuracy = secs:1, millisecs:500
tsa_name = yes
ess_cert_id_alg = sha256
`

func answer(r *http.Request, openssl, dir string, query []byte) ([]byte, error) {
	in, out := filepath.Join(dir, "query"), filepath.Join(dir, "reply")
	if err := os.WriteFile(in, query, 0o600); err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(r.Context(), openssl, "ts", "-reply", "-config", "tsa.cnf", "-queryfile", in, "-out", out)
	cmd.Dir = dir
	if said, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("openssl ts -reply: %w: %s", err, said)
	}
	return os.ReadFile(out)
}

// PKI is an authority's certificate and the two above it.
type PKI struct {
	Root, Issuing, TSA *x509.Certificate
	Key                *ecdsa.PrivateKey // of TSA
	RootPEM            []byte
}

// NewPKI makes certificates that are valid for an hour before and after now. Each change is made to the authority's
// certificate before it is signed, so that a test can break one rule of it.
func NewPKI(tb testing.TB, change ...func(tsa *x509.Certificate)) PKI {
	tb.Helper()
	now := time.Now()
	template := func(serial int64, name string) *x509.Certificate {
		return &x509.Certificate{
			SerialNumber: big.NewInt(serial), Subject: pkix.Name{Organization: []string{"Example"}, CommonName: name},
			NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour), BasicConstraintsValid: true,
		}
	}
	root, issuing, tsa := template(1, "Example Root"), template(2, "Example Issuing Authority"), template(3, "Example Time-Stamping Authority")
	for _, ca := range []*x509.Certificate{root, issuing} {
		ca.IsCA, ca.KeyUsage = true, x509.KeyUsageCertSign|x509.KeyUsageCRLSign
	}
	tsa.KeyUsage = x509.KeyUsageDigitalSignature
	tsa.ExtraExtensions = []pkix.Extension{TimeStamping(true)}
	for _, c := range change {
		c(tsa)
	}
	rootKey, issuingKey, key := newKey(tb), newKey(tb), newKey(tb)
	p := PKI{Key: key}
	p.Root = sign(tb, root, root, rootKey, rootKey)
	p.Issuing = sign(tb, issuing, p.Root, issuingKey, rootKey)
	p.TSA = sign(tb, tsa, p.Issuing, key, issuingKey)
	p.RootPEM = pemOf("CERTIFICATE", p.Root.Raw)
	return p
}

// TimeStamping is the extension that says what a certificate is for. crypto/x509 writes it, but never as critical.
func TimeStamping(critical bool) pkix.Extension {
	value, err := asn1.Marshal([]asn1.ObjectIdentifier{{1, 3, 6, 1, 5, 5, 7, 3, 8}})
	if err != nil {
		panic(err)
	}
	return pkix.Extension{Id: asn1.ObjectIdentifier{2, 5, 29, 37}, Critical: critical, Value: value}
}

func newKey(tb testing.TB) *ecdsa.PrivateKey {
	tb.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(tb, err)
	return k
}

func sign(tb testing.TB, c, by *x509.Certificate, key, byKey *ecdsa.PrivateKey) *x509.Certificate {
	tb.Helper()
	der, err := x509.CreateCertificate(rand.Reader, c, by, key.Public(), byKey)
	check(tb, err)
	out, err := x509.ParseCertificate(der)
	check(tb, err)
	return out
}

func pemOf(kind string, der []byte) []byte {
	var b bytes.Buffer
	pem.Encode(&b, &pem.Block{Type: kind, Bytes: der})
	return b.Bytes()
}

func check(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}
