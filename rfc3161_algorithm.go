package exhibit

import (
	"crypto"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
)

var (
	oidRSA     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1}
	oidRSAPSS  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 10}
	oidMGF1    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 8}
	oidEd25519 = asn1.ObjectIdentifier{1, 3, 101, 112}
)

// fixedAlgorithm is a signature algorithm that names its digest.
type fixedAlgorithm struct {
	oid  asn1.ObjectIdentifier
	hash crypto.Hash
	alg  x509.SignatureAlgorithm
}

func fixedAlgorithms() []fixedAlgorithm {
	rsa := func(n int) asn1.ObjectIdentifier { return asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, n} }
	ecdsa := func(n int) asn1.ObjectIdentifier { return asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, n} }
	return []fixedAlgorithm{
		{rsa(11), crypto.SHA256, x509.SHA256WithRSA},
		{rsa(12), crypto.SHA384, x509.SHA384WithRSA},
		{rsa(13), crypto.SHA512, x509.SHA512WithRSA},
		{ecdsa(2), crypto.SHA256, x509.ECDSAWithSHA256},
		{ecdsa(3), crypto.SHA384, x509.ECDSAWithSHA384},
		{ecdsa(4), crypto.SHA512, x509.ECDSAWithSHA512},
	}
}

// signatureAlgorithm names the algorithm of the signature. The digest it uses must be the one stated for the signer.
func (t *Token) signatureAlgorithm() (x509.SignatureAlgorithm, error) {
	hash, err := digestOf(t.signer.DigestAlgorithm)
	if err != nil {
		return 0, fmt.Errorf("the signature: %w", err)
	}
	a := t.signer.SignatureAlgorithm
	switch {
	case a.Algorithm.Equal(oidRSA):
		return map[crypto.Hash]x509.SignatureAlgorithm{crypto.SHA256: x509.SHA256WithRSA, crypto.SHA384: x509.SHA384WithRSA, crypto.SHA512: x509.SHA512WithRSA}[hash], nil
	case a.Algorithm.Equal(oidRSAPSS):
		if err := checkPSS(a.Parameters, hash); err != nil {
			return 0, err
		}
		return map[crypto.Hash]x509.SignatureAlgorithm{crypto.SHA256: x509.SHA256WithRSAPSS, crypto.SHA384: x509.SHA384WithRSAPSS, crypto.SHA512: x509.SHA512WithRSAPSS}[hash], nil
	case a.Algorithm.Equal(oidEd25519):
		if hash != crypto.SHA512 { // RFC 8419, 3
			return 0, fmt.Errorf("an Ed25519 signature with another digest than SHA-512")
		}
		return x509.PureEd25519, nil
	}
	for _, f := range fixedAlgorithms() {
		if f.oid.Equal(a.Algorithm) {
			if f.hash != hash {
				return 0, fmt.Errorf("the signature uses %s, and the signer states %s", f.hash, hash)
			}
			return f.alg, nil
		}
	}
	return 0, fmt.Errorf("signature algorithm %s is not known here", a.Algorithm)
}

type pssParameters struct {
	Hash    pkix.AlgorithmIdentifier `asn1:"explicit,tag:0"`
	MGF     pkix.AlgorithmIdentifier `asn1:"explicit,tag:1"`
	Salt    int                      `asn1:"explicit,tag:2"`
	Trailer int                      `asn1:"optional,explicit,tag:3,default:1"`
}

// checkPSS accepts the parameters that the standard library checks signatures with: one digest throughout, and a salt
// of its length.
func checkPSS(raw asn1.RawValue, hash crypto.Hash) error {
	var p pssParameters
	if err := whole("the signature's parameters", raw.FullBytes, &p); err != nil {
		return err
	}
	var inner pkix.AlgorithmIdentifier
	if err := whole("the signature's parameters", p.MGF.Parameters.FullBytes, &inner); err != nil {
		return err
	}
	h, err := digestOf(p.Hash)
	m, err2 := digestOf(inner)
	if err != nil || err2 != nil || h != hash || m != hash || !p.MGF.Algorithm.Equal(oidMGF1) || p.Salt != hash.Size() || p.Trailer != 1 {
		return fmt.Errorf("the signature's parameters do not go with %s", hash)
	}
	return nil
}
