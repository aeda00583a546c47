package exhibit

import (
	"bytes"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"strings"
)

type timeStampReq struct {
	Version    int
	Imprint    messageImprint
	Policy     asn1.ObjectIdentifier `asn1:"optional"`
	Nonce      *big.Int              `asn1:"optional"`
	CertReq    bool                  `asn1:"optional"`
	Extensions []pkix.Extension      `asn1:"optional,tag:0"`
	More       asn1.RawValue         `asn1:"optional"`
}

type statusInfo struct {
	Status int
	Text   []asn1.RawValue `asn1:"optional"`
	Fail   asn1.BitString  `asn1:"optional"`
	More   asn1.RawValue   `asn1:"optional"`
}

type timeStampResp struct {
	Status statusInfo
	Token  asn1.RawValue `asn1:"optional"`
	More   asn1.RawValue `asn1:"optional"`
}

// NewRequest asks an authority for a time stamp on what digest names, with its certificates. nonce must be at least 64
// random bits, so that an old answer cannot be passed off as a new one.
func NewRequest(digest Ref, nonce []byte) ([]byte, error) {
	n := new(big.Int).SetBytes(nonce)
	if n.Sign() == 0 {
		return nil, errors.New("a request for a time stamp needs a nonce")
	}
	der, err := asn1.Marshal(timeStampReq{Version: 1, Imprint: messageImprint{Algorithm: pkix.AlgorithmIdentifier{Algorithm: oidSHA256, Parameters: asn1.NullRawValue}, Digest: digest[:]}, Nonce: n, CertReq: true})
	if err != nil {
		return nil, fmt.Errorf("encoding the request: %w", err)
	}
	return der, nil
}

var errNoResponse = errors.New("not a response of a time-stamping authority")

// tokenOf takes the token out of a response. errNoResponse says that der is something else; any other error is what
// the authority answered or what is wrong with its answer.
func tokenOf(der []byte) ([]byte, error) {
	var outer asn1.RawValue
	var first asn1.RawValue
	if _, err := asn1.Unmarshal(der, &outer); err != nil || outer.Tag != asn1.TagSequence {
		return nil, errNoResponse
	}
	if _, err := asn1.Unmarshal(outer.Bytes, &first); err != nil || first.Tag != asn1.TagSequence || first.Class != asn1.ClassUniversal {
		return nil, errNoResponse
	}
	var r timeStampResp
	if err := whole("the response", der, &r); err != nil {
		return nil, err
	}
	if extra(r.More, r.Status.More) {
		return nil, errExtra
	}
	if r.Status.Status != 0 && r.Status.Status != 1 {
		return nil, fmt.Errorf("the authority refused: status %d, %s", r.Status.Status, r.Status.say())
	}
	if r.Status.Fail.BitLength > 0 {
		return nil, errors.New("the response says both that the stamp was granted and why it was not")
	}
	if len(r.Token.FullBytes) == 0 {
		return nil, errors.New("the response says that the stamp was granted and holds none")
	}
	return r.Token.FullBytes, nil
}

func (s statusInfo) say() string {
	var words []string
	for _, t := range s.Text {
		words = append(words, strings.ToValidUTF8(string(t.Bytes), "?"))
	}
	for bit, name := range map[int]string{0: "algorithm not recognised", 2: "request not permitted", 5: "wrong data format", 14: "time source not available", 15: "policy not accepted", 16: "extension not accepted", 17: "additional information not available", 25: "system failure"} {
		if s.Fail.At(bit) == 1 {
			words = append(words, name)
		}
	}
	if len(words) == 0 {
		return "without a reason"
	}
	return strings.Join(words, "; ")
}

// CheckResponse checks that a response answers a request (RFC 3161, 2.4.2) and returns the token in it. Signature and
// certificate are checked by VerifyToken.
func CheckResponse(request, response []byte) ([]byte, error) {
	var q timeStampReq
	if err := whole("the request", request, &q); err != nil {
		return nil, err
	}
	der, err := tokenOf(response)
	if err != nil {
		return nil, err
	}
	t, err := ParseToken(der)
	if err != nil {
		return nil, err
	}
	hash, err := digestOf(q.Imprint.Algorithm)
	if err != nil {
		return nil, fmt.Errorf("the request's imprint: %w", err)
	}
	switch {
	case q.Version != 1:
		return nil, fmt.Errorf("the request has version %d; only 1 is known", q.Version)
	case t.Hash != hash || !bytes.Equal(t.Imprint, q.Imprint.Digest):
		return nil, errors.New("the response is about other bytes than the request")
	case q.Nonce != nil && (t.Nonce == nil || q.Nonce.Cmp(t.Nonce) != 0):
		return nil, errors.New("the response does not carry the request's nonce: it answers another request")
	case q.Nonce == nil && t.Nonce != nil:
		return nil, errors.New("the response carries a nonce that the request did not have")
	case len(q.Policy) > 0 && q.Policy.String() != t.Policy:
		return nil, fmt.Errorf("the response is under policy %s, and %s was asked for", t.Policy, q.Policy)
	case q.CertReq && len(t.Certificates) == 0:
		return nil, errors.New("the response lacks the certificate that was asked for")
	case !q.CertReq && len(t.Certificates) > 0:
		return nil, errors.New("the response carries certificates that were not asked for")
	}
	return der, nil
}
