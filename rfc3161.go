package exhibit

import (
	"bytes"
	"crypto"
	_ "crypto/sha512" // imprints and signatures of authorities use it
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"
)

// Time-stamp tokens after RFC 3161 (with RFC 5816), over CMS (RFC 5652). Everything that the RFC asks of a token is
// asked here, and nothing may stand after its end.

// Token is what a time-stamping authority signed: these bytes existed at that time.
type Token struct {
	Raw       []byte // the ContentInfo
	Policy    string
	Hash      crypto.Hash
	Imprint   []byte
	Serial    *big.Int
	Time      time.Time
	Accuracy  time.Duration // 0: not stated
	Ordering  bool
	Nonce     *big.Int // nil: none
	Authority string   // subject of the signing certificate, once verified; else as the token names it

	// Certificates are those the token carries.
	Certificates []*x509.Certificate

	tsa     asn1.RawValue
	content []byte // the TSTInfo as signed
	signer  signerInfo
}

// TokenOptions say what the caller knows beside the token.
type TokenOptions struct {
	Roots        *x509.CertPool      // nil: the chain is not judged
	Certificates []*x509.Certificate // for tokens that carry none
}

var (
	oidSignedData    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	oidTSTInfo       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
	oidContentType   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidMessageDigest = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	oidSigningCert   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12}
	oidSigningCertV2 = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
	oidExtKeyUsage   = asn1.ObjectIdentifier{2, 5, 29, 37}
	oidSHA256        = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}
	oidSHA384        = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 2}
	oidSHA512        = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 3}
)

// The field More of each structure catches what stands after its last known element, which encoding/asn1 would pass
// over; extra says so.

type contentInfo struct {
	Type    asn1.ObjectIdentifier
	Content asn1.RawValue `asn1:"explicit,tag:0"`
	More    asn1.RawValue `asn1:"optional"`
}

type signedData struct {
	Version          int
	DigestAlgorithms []pkix.AlgorithmIdentifier `asn1:"set"`
	Content          encapsulated
	Certificates     asn1.RawValue `asn1:"optional,tag:0"`
	CRLs             asn1.RawValue `asn1:"optional,tag:1"`
	Signers          []signerInfo  `asn1:"set"`
	More             asn1.RawValue `asn1:"optional"`
}

type encapsulated struct {
	Type    asn1.ObjectIdentifier
	Content asn1.RawValue `asn1:"explicit,tag:0"`
	More    asn1.RawValue `asn1:"optional"`
}

type signerInfo struct {
	Version            int
	ID                 asn1.RawValue
	DigestAlgorithm    pkix.AlgorithmIdentifier
	SignedAttributes   asn1.RawValue `asn1:"optional,tag:0"`
	SignatureAlgorithm pkix.AlgorithmIdentifier
	Signature          []byte
	Unsigned           asn1.RawValue `asn1:"optional,tag:1"`
	More               asn1.RawValue `asn1:"optional"`
}

type messageImprint struct {
	Algorithm pkix.AlgorithmIdentifier
	Digest    []byte
	More      asn1.RawValue `asn1:"optional"`
}

type tstInfo struct {
	Version    int
	Policy     asn1.ObjectIdentifier
	Imprint    messageImprint
	Serial     *big.Int
	Time       asn1.RawValue
	Accuracy   accuracy         `asn1:"optional"`
	Ordering   bool             `asn1:"optional"`
	Nonce      *big.Int         `asn1:"optional"`
	TSA        asn1.RawValue    `asn1:"optional,explicit,tag:0"`
	Extensions []pkix.Extension `asn1:"optional,tag:1"`
	More       asn1.RawValue    `asn1:"optional"`
}

type accuracy struct {
	Seconds int           `asn1:"optional"`
	Millis  int           `asn1:"optional,tag:0"`
	Micros  int           `asn1:"optional,tag:1"`
	More    asn1.RawValue `asn1:"optional"`
}

// whole decodes all of der into v.
func whole(what string, der []byte, v any) error {
	rest, err := asn1.Unmarshal(der, v)
	if err != nil {
		return fmt.Errorf("%s is not as its standard says: %w", what, err)
	}
	if len(rest) > 0 {
		return fmt.Errorf("%s has %d bytes after its end", what, len(rest))
	}
	return nil
}

// ParseToken reads a token (a ContentInfo) or a whole response of an authority. It checks form, not signatures.
func ParseToken(der []byte) (*Token, error) {
	if token, err := tokenOf(der); err == nil {
		der = token
	} else if !errors.Is(err, errNoResponse) {
		return nil, err
	}
	var ci contentInfo
	if err := whole("the token", der, &ci); err != nil {
		return nil, err
	}
	if extra(ci.More) {
		return nil, errExtra
	}
	if !ci.Type.Equal(oidSignedData) {
		return nil, fmt.Errorf("the token is of type %s and not signed data", ci.Type)
	}
	var sd signedData
	if err := whole("the token's signed data", ci.Content.Bytes, &sd); err != nil {
		return nil, err
	}
	if extra(sd.More, sd.Content.More) || len(sd.Signers) > 0 && extra(sd.Signers[0].More) {
		return nil, errExtra
	}
	// RFC 5652, 5.1: version 3, because the content is not plain data. RFC 3161, 2.4.2: no signature but the authority's.
	if sd.Version != 3 || !sd.Content.Type.Equal(oidTSTInfo) || len(sd.Signers) != 1 {
		return nil, fmt.Errorf("the token has version %d, content %s and %d signatures, where a time stamp has 3, %s and 1", sd.Version, sd.Content.Type, len(sd.Signers), oidTSTInfo)
	}
	t := &Token{Raw: der, signer: sd.Signers[0]}
	if err := whole("the token's content", sd.Content.Content.Bytes, &t.content); err != nil {
		return nil, err
	}
	if err := t.parseInfo(); err != nil {
		return nil, err
	}
	if err := t.parseCertificates(sd.Certificates.Bytes); err != nil {
		return nil, err
	}
	for _, a := range sd.DigestAlgorithms {
		if a.Algorithm.Equal(t.signer.DigestAlgorithm.Algorithm) {
			return t, nil
		}
	}
	return nil, errors.New("the token does not list the digest its signer used")
}

var errExtra = errors.New("the token holds something after the last element its standard knows")

func extra(more ...asn1.RawValue) bool {
	return slices.ContainsFunc(more, func(v asn1.RawValue) bool { return len(v.FullBytes) > 0 })
}

func (t *Token) parseInfo() error {
	var info tstInfo
	if err := whole("the time-stamp information", t.content, &info); err != nil {
		return err
	}
	if extra(info.More, info.Imprint.More, info.Accuracy.More) {
		return errExtra
	}
	if info.Version != 1 {
		return fmt.Errorf("the time-stamp information has version %d; only 1 is known", info.Version)
	}
	var err error
	if t.Hash, err = digestOf(info.Imprint.Algorithm); err != nil {
		return fmt.Errorf("the imprint: %w", err)
	}
	if len(info.Imprint.Digest) != t.Hash.Size() {
		return fmt.Errorf("the imprint has %d bytes, and its algorithm gives %d", len(info.Imprint.Digest), t.Hash.Size())
	}
	if t.Time, err = parseGenTime(info.Time); err != nil {
		return err
	}
	a := info.Accuracy
	if a.Seconds < 0 || a.Seconds > 1<<31 || a.Millis < 0 || a.Millis > 999 || a.Micros < 0 || a.Micros > 999 {
		return errors.New("the accuracy is out of the range its standard allows")
	}
	t.Accuracy = time.Duration(a.Seconds)*time.Second + time.Duration(a.Millis)*time.Millisecond + time.Duration(a.Micros)*time.Microsecond
	for _, e := range info.Extensions {
		if e.Critical {
			return fmt.Errorf("the time stamp has a critical extension %s that is not known here", e.Id)
		}
	}
	if info.Serial == nil || info.Serial.BitLen() > 160 {
		return errors.New("the serial number is longer than 160 bits")
	}
	t.Imprint, t.Serial, t.Ordering, t.Nonce = info.Imprint.Digest, info.Serial, info.Ordering, info.Nonce
	t.Policy, t.tsa = info.Policy.String(), info.TSA
	if name, err := directoryName(info.TSA); err == nil {
		t.Authority = name
	}
	return nil
}

// parseGenTime reads a GeneralizedTime as RFC 3161, 2.4.2 restricts it: UTC, seconds, a fraction without final zeros.
func parseGenTime(raw asn1.RawValue) (time.Time, error) {
	bad := fmt.Errorf("the time %q is not a UTC time as the standard writes it", raw.Bytes)
	if raw.Class != asn1.ClassUniversal || raw.Tag != asn1.TagGeneralizedTime || raw.IsCompound {
		return time.Time{}, bad
	}
	s, ok := strings.CutSuffix(string(raw.Bytes), "Z")
	seconds, fraction, fractional := strings.Cut(s, ".")
	if !ok || len(seconds) != 14 || fractional && (fraction == "" || strings.HasSuffix(fraction, "0") || len(fraction) > 9) {
		return time.Time{}, bad
	}
	layout := "20060102150405"
	if fractional {
		layout += "." + strings.Repeat("0", len(fraction))
	}
	v, err := time.Parse(layout, s)
	if err != nil {
		return time.Time{}, bad
	}
	return v, nil
}

func (t *Token) parseCertificates(der []byte) error {
	for len(der) > 0 {
		var raw asn1.RawValue
		rest, err := asn1.Unmarshal(der, &raw)
		if err != nil {
			return fmt.Errorf("the token's certificates: %w", err)
		}
		der = rest
		if raw.Class != asn1.ClassUniversal || raw.Tag != asn1.TagSequence {
			continue // attribute certificates and other forms say nothing that is used here
		}
		cert, err := x509.ParseCertificate(raw.FullBytes)
		if err != nil {
			return fmt.Errorf("a certificate in the token: %w", err)
		}
		t.Certificates = append(t.Certificates, cert)
	}
	return nil
}

// digestOf names the digests that are accepted. SHA-1 and MD5 are not.
func digestOf(a pkix.AlgorithmIdentifier) (crypto.Hash, error) {
	if p := a.Parameters; len(p.FullBytes) > 0 && !bytes.Equal(p.FullBytes, asn1.NullBytes) {
		return 0, fmt.Errorf("digest %s has parameters", a.Algorithm)
	}
	switch {
	case a.Algorithm.Equal(oidSHA256):
		return crypto.SHA256, nil
	case a.Algorithm.Equal(oidSHA384):
		return crypto.SHA384, nil
	case a.Algorithm.Equal(oidSHA512):
		return crypto.SHA512, nil
	}
	return 0, fmt.Errorf("digest %s is none of SHA-256, SHA-384 and SHA-512", a.Algorithm)
}

// directoryName reads the GeneralName of an authority when it is a distinguished name. The value is what stands inside
// the explicit tag.
func directoryName(explicit asn1.RawValue) (string, error) {
	var general asn1.RawValue
	if err := whole("the authority's name", explicit.Bytes, &general); err != nil {
		return "", err
	}
	if general.Class != asn1.ClassContextSpecific || general.Tag != 4 {
		return "", errors.New("the authority's name is not a distinguished name")
	}
	var rdn pkix.RDNSequence
	if err := whole("the authority's name", general.Bytes, &rdn); err != nil {
		return "", err
	}
	return rdn.String(), nil
}
