package exhibit

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"strings"
	"testing"
)

// FuzzKeys gives what people pass on as somebody's key.
func FuzzKeys(f *testing.F) {
	pub := testKey('a').Public().(ed25519.PublicKey)
	for _, s := range []string{
		Fingerprint(pub), strings.ToUpper(Fingerprint(pub)), MinisignKey(pub), VerifierKey(testOrigin, pub), VerifierKey("a+b", pub),
		"untrusted comment: minisign public key\n" + MinisignKey(pub) + "\n", base64.StdEncoding.EncodeToString(pub), "+00000000+AQ==", "++", " ", "",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		fingerprint, key, err := parseTold(s)
		if err != nil {
			if key != nil || fingerprint != "" {
				t.Errorf("%q is no key and is read as %q", s, fingerprint)
			}
			return
		}
		if len(fingerprint) != 32 || key != nil && Fingerprint(key) != fingerprint {
			t.Errorf("%q has fingerprint %q and key %x", s, fingerprint, key)
		}
		if key == nil {
			return
		}
		for _, form := range []string{MinisignKey(key), VerifierKey(testOrigin, key), base64.StdEncoding.EncodeToString(key)} {
			if _, again, err := parseTold(form); err != nil || !bytes.Equal(again, key) {
				t.Errorf("%q is read as %x, and that written as %q as %x: %v", s, key, form, again, err)
			}
		}
	})
}

// FuzzTilePath gives the names of files in a published ledger.
func FuzzTilePath(f *testing.F) {
	for _, s := range []string{"tile/0/000", "tile/0/000.p/1", "tile/1/x001/234", "tile/0/000.p/256", "tile/-1/000", "tile/8/0/000", "tile/entries/000", "tile/0/x999/x999/x999/x999/x999/x999/999", "tile/0/../000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, path string) {
		tile, err := ParseTilePath(path)
		if err == nil && (TilePath(tile) != path || tile.H != TileHeight || tile.L < 0 || tile.N < 0 || tile.W < 1 || tile.W > 1<<TileHeight) {
			t.Errorf("%q is %+v", path, tile)
		}
	})
}

// FuzzRef gives what may name bytes.
func FuzzRef(f *testing.F) {
	ref := RefOf([]byte("report"))
	for _, s := range []string{ref.String(), ref.Hex(), strings.ToUpper(ref.Hex()), ref.String()[:40], "sha256-", "sha512-" + ref.Hex(), ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if r, err := ParseRef(s); err == nil && r.String() != s {
			t.Errorf("%q is read as %s", s, r)
		}
		if r, err := ParseHex(s); err == nil && r.Hex() != s {
			t.Errorf("%q is read as %s", s, r.Hex())
		}
	})
}
