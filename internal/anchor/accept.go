package anchor

import (
	"crypto/x509"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"exhibit"
)

// isResponse reports whether an answer has the form of a time-stamp response: one structure, nothing after it, which
// begins with a status. Everything further is for exhibit.CheckResponse.
func isResponse(answer []byte) bool {
	var outer, status asn1.RawValue
	rest, err := asn1.Unmarshal(answer, &outer)
	if err != nil || len(rest) > 0 || outer.Class != asn1.ClassUniversal || outer.Tag != asn1.TagSequence {
		return false
	}
	_, err = asn1.Unmarshal(outer.Bytes, &status)
	return err == nil && status.Class == asn1.ClassUniversal && status.Tag == asn1.TagSequence
}

// accept judges the answer to a request for a time stamp on message: status, imprint, nonce and policy; signature,
// purpose and validity of the certificate; and, when roots are given, whom it leads to.
func accept(request, answer, message []byte, roots *x509.CertPool) (Token, error) {
	der, err := exhibit.CheckResponse(request, answer)
	if err != nil {
		return Token{}, plain(err, "ask again, or name another authority")
	}
	t, err := exhibit.VerifyToken(der, message, exhibit.TokenOptions{})
	if err != nil {
		return Token{}, plain(err, "ask again, or name another authority")
	}
	if roots != nil {
		if _, err := exhibit.VerifyToken(der, message, exhibit.TokenOptions{Roots: roots}); err != nil {
			return Token{}, plain(err, fmt.Sprintf("if you trust %q, give its root certificate, and those between that it does not send", t.Authority))
		}
	}
	return Token{DER: der, Authority: t.Authority, Time: t.Time, Accuracy: t.Accuracy, Policy: t.Policy, Trusted: roots != nil}, nil
}

// maxSaid is how much of what an authority says is repeated.
const maxSaid = 400

// plain makes one sentence of what is wrong and what to do next. The words of an authority stand in it, so nothing that
// moves a terminal's cursor or turns its direction is kept.
func plain(err error, next string) error {
	said := []rune(strings.Map(func(r rune) rune {
		if unicode.IsGraphic(r) {
			return r
		}
		return ' '
	}, err.Error()))
	if len(said) > maxSaid {
		said = append(said[:maxSaid], '…')
	}
	return fmt.Errorf("%s; %s", string(said), next)
}

// ParseRoots reads the certificates to which time-stamping authorities must lead, as PEM. All of the file must be
// understood: a certificate that is passed over in silence would be missed only when it is needed.
func ParseRoots(file []byte) (*x509.CertPool, error) {
	pool, n := x509.NewCertPool(), 0
	for {
		block, rest := pem.Decode(file)
		if block == nil {
			break
		}
		file = rest
		if block.Type != "CERTIFICATE" {
			return nil, fmt.Errorf("the file holds a %q, and only certificates are expected; give one with nothing else in it", block.Type)
		}
		cert, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("certificate %d cannot be read: %w; get the file again from the authority", n+1, err)
		}
		pool.AddCert(cert)
		n++
	}
	if n == 0 {
		return nil, errors.New("the file holds no certificate in PEM; a binary one is turned into PEM with: openssl x509 -inform der -in FILE")
	}
	if strings.Contains(string(file), "-----BEGIN") {
		return nil, fmt.Errorf("what follows certificate %d cannot be read; get the file again from the authority", n)
	}
	return pool, nil
}
