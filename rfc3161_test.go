package exhibit

import (
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"os"
	"testing"
)

func fixture(t testing.TB, name string) []byte {
	b, err := os.ReadFile("testdata/conformance/rfc3161/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func certificates(t testing.TB, name string) []*x509.Certificate {
	rest := fixture(t, name)
	if c, err := x509.ParseCertificate(rest); err == nil {
		return []*x509.Certificate{c}
	}
	var out []*x509.Certificate
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			return out
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
}

func TestTokensOfOthersAreJudgedRightly(t *testing.T) {
	for _, row := range []struct {
		response, request, chain string
		certs                    bool // give the chain's certificates beside the token
		valid, answers           bool
	}{
		{response: "sigstage/response-sha256.tsr", chain: "sigstage/ts_chain.pem", valid: true},
		{response: "sigstage/response-sha384.tsr", chain: "sigstage/ts_chain.pem", valid: true},
		{response: "sigstage/response-sha512.tsr", chain: "sigstage/ts_chain.pem", valid: true},
		{response: "sigstage/response-invalid-signature.tsr", chain: "sigstage/ts_chain.pem"},
		{response: "sigstage/response-no-embedded-cert.tsr", chain: "sigstage/ts_chain.pem"},
		{response: "sigstage/response-no-embedded-cert.tsr", chain: "sigstage/ts_chain.pem", certs: true, valid: true},
		{response: "test_tsa/response.tsr", chain: "test_tsa/ts_chain.pem", certs: true, request: "test_tsa/request.der", valid: true, answers: true},
		{response: "test_tsa/response.tsr", chain: "test_tsa/ts_chain.pem", certs: true, request: "test_tsa/other_request.der", valid: true},
		{response: "test_tsa/response.tsr", chain: "test_tsa/ts_chain.pem"}, // the intermediate is neither in it nor at hand
		{response: "test_tsa/response.tsr", chain: "sigstage/ts_chain.pem", certs: true},
		{response: "test_tsa/other_response.tsr", chain: "test_tsa/ts_chain.pem", certs: true, request: "test_tsa/request.der"}, // another authority of the same name
		{response: "test_tsa/other_response.tsr", chain: "test_tsa/ts_chain.pem", certs: true, request: "test_tsa/other_request.der"},
		{response: "identrust/issue-104.tsr", chain: "identrust/ts_chain.pem", valid: true},
	} {
		chain := certificates(t, row.chain)
		opt := TokenOptions{Roots: x509.NewCertPool()}
		opt.Roots.AddCert(chain[len(chain)-1])
		if row.certs {
			opt.Certificates = chain
		}
		if _, err := VerifyToken(fixture(t, row.response), []byte("hello"), opt); (err == nil) != row.valid {
			t.Errorf("%s with %s: %v", row.response, row.chain, err)
		}
		if row.request != "" {
			if _, err := CheckResponse(fixture(t, row.request), fixture(t, row.response)); (err == nil) != row.answers {
				t.Errorf("%s to %s: %v", row.response, row.request, err)
			}
		}
		if _, err := VerifyToken(fixture(t, row.response), []byte("hullo"), opt); err == nil {
			t.Errorf("%s: holds for other bytes", row.response)
		}
	}
}

// A flipped bit is found, or it is in the part that nothing relies on: the response's status text, the order or content
// of certificates that are not the signer's.
func TestFlippedBitsOfATokenAreFound(t *testing.T) {
	chain := certificates(t, "test_tsa/ts_chain.pem")
	opt := TokenOptions{Roots: x509.NewCertPool(), Certificates: chain}
	opt.Roots.AddCert(chain[len(chain)-1])
	b := fixture(t, "test_tsa/response.tsr")
	request := fixture(t, "test_tsa/request.der")
	whole, err := VerifyToken(b, []byte("hello"), opt)
	if err != nil {
		t.Fatal(err)
	}
	for at := range b {
		for bit := range 8 {
			b[at] ^= 1 << bit
			tok, err := VerifyToken(b, []byte("hello"), opt)
			if err == nil {
				_, err = CheckResponse(request, b)
			}
			if err == nil && (!tok.Time.Equal(whole.Time) || tok.Serial.Cmp(whole.Serial) != 0) {
				t.Errorf("bit %d of byte %d changes what the token says", bit, at)
			}
			b[at] ^= 1 << bit
		}
	}
	for _, more := range [][]byte{{0}, {0x05, 0x00}} {
		if _, err := VerifyToken(append(b[:len(b):len(b)], more...), []byte("hello"), opt); err == nil {
			t.Error("bytes after the end were accepted")
		}
	}
}

func TestRequestIsReadBack(t *testing.T) {
	req, err := NewRequest(RefOf([]byte("hello")), big.NewInt(1<<40).Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var q timeStampReq
	if err := whole("request", req, &q); err != nil || !q.CertReq || q.Nonce.Cmp(big.NewInt(1<<40)) != 0 {
		t.Errorf("%+v, %v", q, err)
	}
	if _, err := NewRequest(Ref{}, nil); err == nil {
		t.Error("a request without a nonce was made")
	}
}

func FuzzToken(f *testing.F) {
	for _, name := range []string{"sigstage/response-sha256.tsr", "test_tsa/response.tsr", "identrust/issue-104.tsr", "sigstage/response-no-embedded-cert.tsr"} {
		f.Add(fixture(f, name))
	}
	request := fixture(f, "test_tsa/request.der")
	f.Fuzz(func(t *testing.T, b []byte) {
		VerifyToken(b, []byte("hello"), TokenOptions{})
		CheckResponse(request, b)
	})
}
