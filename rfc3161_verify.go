package exhibit

import (
	"bytes"
	"crypto"
	"crypto/sha1"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"slices"
)

// VerifyToken checks that token (or the response that holds it) is an authority's signature on message: imprint,
// signed attributes, the certificate they bind, its purpose and validity at the stated time, and, when Roots are
// given, its chain.
func VerifyToken(token, message []byte, opt TokenOptions) (*Token, error) {
	t, err := ParseToken(token)
	if err != nil {
		return nil, err
	}
	h := t.Hash.New()
	h.Write(message)
	if !bytes.Equal(h.Sum(nil), t.Imprint) {
		return nil, errors.New("the token is about other bytes: its imprint is not their digest")
	}
	return t, t.verify(opt)
}

// VerifyTokenDigest is VerifyToken for a message of which only the digest, made with hash, is at hand.
func VerifyTokenDigest(token []byte, hash crypto.Hash, digest []byte, opt TokenOptions) (*Token, error) {
	t, err := ParseToken(token)
	if err != nil {
		return nil, err
	}
	if t.Hash != hash || !bytes.Equal(digest, t.Imprint) {
		return nil, errors.New("the token is about other bytes: its imprint is not their digest")
	}
	return t, t.verify(opt)
}

func (t *Token) verify(opt TokenOptions) error {
	cert, err := t.signingCertificate(slices.Concat(t.Certificates, opt.Certificates))
	if err != nil {
		return err
	}
	if err := t.checkAttributes(cert); err != nil {
		return err
	}
	if err := t.checkSignature(cert); err != nil {
		return err
	}
	if err := checkPurpose(cert); err != nil {
		return err
	}
	if t.Time.Before(cert.NotBefore) || t.Time.After(cert.NotAfter) {
		return fmt.Errorf("the authority's certificate was not valid at %s", t.Time)
	}
	if err := t.checkName(cert); err != nil {
		return err
	}
	t.Authority = cert.Subject.String()
	if opt.Roots == nil {
		return nil
	}
	pool := x509.NewCertPool()
	for _, c := range slices.Concat(t.Certificates, opt.Certificates) {
		pool.AddCert(c)
	}
	if _, err := cert.Verify(x509.VerifyOptions{Roots: opt.Roots, Intermediates: pool, CurrentTime: t.Time, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}}); err != nil {
		return fmt.Errorf("the authority's certificate does not lead to a root that was given: %w", err)
	}
	return nil
}

type issuerAndSerial struct {
	Issuer asn1.RawValue
	Serial *big.Int
}

// signingCertificate finds the certificate that the signer names (RFC 5652, 5.3).
func (t *Token) signingCertificate(certs []*x509.Certificate) (*x509.Certificate, error) {
	id := t.signer.ID
	var match func(*x509.Certificate) bool
	switch {
	case id.Class == asn1.ClassUniversal && id.Tag == asn1.TagSequence && t.signer.Version == 1:
		var is issuerAndSerial
		if err := whole("the signer's name", id.FullBytes, &is); err != nil {
			return nil, err
		}
		match = func(c *x509.Certificate) bool {
			return bytes.Equal(c.RawIssuer, is.Issuer.FullBytes) && c.SerialNumber.Cmp(is.Serial) == 0
		}
	case id.Class == asn1.ClassContextSpecific && id.Tag == 0 && t.signer.Version == 3:
		match = func(c *x509.Certificate) bool { return len(id.Bytes) > 0 && bytes.Equal(c.SubjectKeyId, id.Bytes) }
	default:
		return nil, fmt.Errorf("the signer's version %d and its way of naming itself do not go together", t.signer.Version)
	}
	for _, c := range certs {
		if match(c) {
			return c, nil
		}
	}
	return nil, errors.New("the certificate of the authority is neither in the token nor at hand")
}

type attribute struct {
	Type   asn1.ObjectIdentifier
	Values []asn1.RawValue `asn1:"set"`
}

// attributes reads the signed attributes; none may stand twice (RFC 5652, 5.3).
func (t *Token) attributes() (map[string]asn1.RawValue, error) {
	der := t.signer.SignedAttributes.Bytes
	if len(der) == 0 {
		return nil, errors.New("the token has no signed attributes")
	}
	out := map[string]asn1.RawValue{}
	for len(der) > 0 {
		var a attribute
		rest, err := asn1.Unmarshal(der, &a)
		if err != nil {
			return nil, fmt.Errorf("the signed attributes are not as their standard says: %w", err)
		}
		der = rest
		if _, twice := out[a.Type.String()]; twice || len(a.Values) != 1 {
			return nil, fmt.Errorf("signed attribute %s stands twice or has not one value", a.Type)
		}
		out[a.Type.String()] = a.Values[0]
	}
	return out, nil
}

// checkAttributes checks content type, message digest and the binding of the certificate.
func (t *Token) checkAttributes(cert *x509.Certificate) error {
	attrs, err := t.attributes()
	if err != nil {
		return err
	}
	var typ asn1.ObjectIdentifier
	if err := whole("the content type", attrs[oidContentType.String()].FullBytes, &typ); err != nil || !typ.Equal(oidTSTInfo) {
		return errors.New("the signed content type is not a time stamp's")
	}
	hash, err := digestOf(t.signer.DigestAlgorithm)
	if err != nil {
		return fmt.Errorf("the signature: %w", err)
	}
	h := hash.New()
	h.Write(t.content)
	var digest []byte
	if err := whole("the message digest", attrs[oidMessageDigest.String()].FullBytes, &digest); err != nil || !bytes.Equal(digest, h.Sum(nil)) {
		return errors.New("the signed message digest is not that of the time-stamp information")
	}
	v1, has1 := attrs[oidSigningCert.String()]
	v2, has2 := attrs[oidSigningCertV2.String()]
	if !has1 && !has2 {
		return errors.New("the token does not bind its signing certificate (RFC 3161, 2.4.1; RFC 5816)")
	}
	if has1 {
		if err := bindsV1(v1, cert); err != nil {
			return err
		}
	}
	if has2 {
		return bindsV2(v2, cert)
	}
	return nil
}

type issuerSerial struct {
	Issuer []asn1.RawValue
	Serial *big.Int
}

type certIDv1 struct {
	Hash   []byte
	Issuer issuerSerial `asn1:"optional"`
}

type certIDv2 struct {
	Algorithm pkix.AlgorithmIdentifier `asn1:"optional"`
	Hash      []byte
	Issuer    issuerSerial `asn1:"optional"`
}

var errOtherCertificate = errors.New("the token is bound to another certificate than the one that is to check it")

func bindsV1(raw asn1.RawValue, cert *x509.Certificate) error {
	var v struct {
		Certs    []certIDv1
		Policies asn1.RawValue `asn1:"optional"`
	}
	if err := whole("the signing certificate's attribute", raw.FullBytes, &v); err != nil {
		return err
	}
	if len(v.Certs) == 0 {
		return errOtherCertificate
	}
	// SHA-1 is what this attribute is made with; it only repeats what the signature over the attributes binds.
	if h := sha1.Sum(cert.Raw); !bytes.Equal(h[:], v.Certs[0].Hash) {
		return errOtherCertificate
	}
	return v.Certs[0].Issuer.names(cert)
}

func bindsV2(raw asn1.RawValue, cert *x509.Certificate) error {
	var v struct {
		Certs    []certIDv2
		Policies asn1.RawValue `asn1:"optional"`
	}
	if err := whole("the signing certificate's attribute", raw.FullBytes, &v); err != nil {
		return err
	}
	if len(v.Certs) == 0 {
		return errOtherCertificate
	}
	hash := crypto.SHA256
	if len(v.Certs[0].Algorithm.Algorithm) > 0 {
		var err error
		if hash, err = digestOf(v.Certs[0].Algorithm); err != nil {
			return fmt.Errorf("the signing certificate's attribute: %w", err)
		}
	}
	h := hash.New()
	h.Write(cert.Raw)
	if !bytes.Equal(h.Sum(nil), v.Certs[0].Hash) {
		return errOtherCertificate
	}
	return v.Certs[0].Issuer.names(cert)
}

// names checks issuer and serial number, where they are stated.
func (s issuerSerial) names(cert *x509.Certificate) error {
	if s.Serial == nil {
		return nil
	}
	if s.Serial.Cmp(cert.SerialNumber) != 0 {
		return errOtherCertificate
	}
	for _, g := range s.Issuer {
		if g.Class == asn1.ClassContextSpecific && g.Tag == 4 && bytes.Equal(g.Bytes, cert.RawIssuer) {
			return nil
		}
	}
	return errOtherCertificate
}

// checkSignature checks the signature over the signed attributes, which are signed as a SET (RFC 5652, 5.4).
func (t *Token) checkSignature(cert *x509.Certificate) error {
	alg, err := t.signatureAlgorithm()
	if err != nil {
		return err
	}
	signed := bytes.Clone(t.signer.SignedAttributes.FullBytes)
	signed[0] = 0x31
	if err := cert.CheckSignature(alg, signed, t.signer.Signature); err != nil {
		return fmt.Errorf("the authority's signature does not hold: %w", err)
	}
	return nil
}

// checkPurpose checks that the certificate is for time stamps and for nothing else, and says so critically
// (RFC 3161, 2.3).
func checkPurpose(cert *x509.Certificate) error {
	critical := slices.ContainsFunc(cert.Extensions, func(e pkix.Extension) bool { return e.Id.Equal(oidExtKeyUsage) && e.Critical })
	only := len(cert.UnknownExtKeyUsage) == 0 && len(cert.ExtKeyUsage) == 1 && cert.ExtKeyUsage[0] == x509.ExtKeyUsageTimeStamping
	if !critical || !only {
		return errors.New("the signing certificate is not, critically, for time stamps alone")
	}
	if cert.KeyUsage != 0 && cert.KeyUsage&^(x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment) != 0 {
		return errors.New("the signing certificate's key may be used for more than signing time stamps")
	}
	if len(cert.UnhandledCriticalExtensions) > 0 {
		return fmt.Errorf("the signing certificate has a critical extension %s that is not known here", cert.UnhandledCriticalExtensions[0])
	}
	return nil
}

// checkName checks that the authority the token names is the certificate's subject, where it names one.
func (t *Token) checkName(cert *x509.Certificate) error {
	if len(t.tsa.FullBytes) == 0 {
		return nil
	}
	var general asn1.RawValue
	if err := whole("the authority's name", t.tsa.Bytes, &general); err != nil {
		return err
	}
	ok := false
	switch general.Tag {
	case 1:
		ok = slices.Contains(cert.EmailAddresses, string(general.Bytes))
	case 2:
		ok = slices.Contains(cert.DNSNames, string(general.Bytes))
	case 4:
		var subject pkix.RDNSequence
		name, err := directoryName(t.tsa)
		ok = err == nil && whole("the subject", cert.RawSubject, &subject) == nil && subject.String() == name
	case 6:
		for _, u := range cert.URIs {
			ok = ok || u.String() == string(general.Bytes)
		}
	}
	if !ok {
		return errors.New("the token names another authority than its certificate does")
	}
	return nil
}
