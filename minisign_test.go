package exhibit

import (
	"crypto/ed25519"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// testKey is a key anyone can make again: its seed is 32 times the byte n.
func testKey(n byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed([]byte(strings.Repeat(string(rune(n)), ed25519.SeedSize)))
}

func TestMinisignChecksOurSignature(t *testing.T) {
	tool, err := exec.LookPath("minisign")
	if err != nil {
		t.Skip("minisign is not installed")
	}
	key := testKey('a')
	pub := key.Public().(ed25519.PublicKey)
	dir := t.TempDir()
	message := []byte("what was handed over\n")
	sig, err := SignMinisign(key, message, "exhibit.submission/1 of somewhere")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "manifest.txt")
	for name, b := range map[string][]byte{file: message, file + ".minisig": sig} {
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command(tool, "-V", "-P", MinisignKey(pub), "-m", file).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "exhibit.submission/1 of somewhere") {
		t.Fatalf("minisign: %v\n%s", err, out)
	}
	if err := os.WriteFile(file, append(message, ' '), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(tool, "-V", "-P", MinisignKey(pub), "-m", file).CombinedOutput(); err == nil {
		t.Fatalf("minisign accepts an altered file:\n%s", out)
	}
}

func TestMinisignRefusesWhatWasNotSigned(t *testing.T) {
	key := testKey('a')
	pub, other := key.Public().(ed25519.PublicKey), testKey('b').Public().(ed25519.PublicKey)
	message := []byte("message")
	sig, err := SignMinisign(key, message, "comment")
	if err != nil {
		t.Fatal(err)
	}
	if got, comment, err := OpenMinisign(message, sig, other, pub); err != nil || comment != "comment" || !got.Equal(pub) {
		t.Fatalf("OpenMinisign = %x, %q, %v", got, comment, err)
	}
	text := string(sig)
	for name, c := range map[string]struct {
		message, sig string
		key          ed25519.PublicKey
	}{
		"another message":  {"massage", text, pub},
		"another key":      {"message", text, other},
		"another comment":  {"message", strings.Replace(text, "comment: comment", "comment: commend", 1), pub},
		"a line too many":  {"message", text + "\n", pub},
		"no final newline": {"message", strings.TrimSuffix(text, "\n"), pub},
		"no trusted line":  {"message", strings.Replace(text, "trusted comment: c", "comment: c", 1), pub},
		"nothing":          {"message", "", pub},
	} {
		if _, _, err := OpenMinisign([]byte(c.message), []byte(c.sig), c.key); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if got, err := ParseMinisignKey("untrusted comment: minisign public key\n" + MinisignKey(pub) + "\n"); err != nil || !got.Equal(pub) {
		t.Errorf("ParseMinisignKey = %x, %v", got, err)
	}
}

func FuzzMinisign(f *testing.F) {
	key := testKey('a')
	sig, err := SignMinisign(key, []byte("message"), "comment")
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte("message"), sig)
	f.Add([]byte{}, []byte("untrusted comment: \n\ntrusted comment: \n\n"))
	pub := key.Public().(ed25519.PublicKey)
	f.Fuzz(func(t *testing.T, message, sig []byte) {
		if _, comment, err := OpenMinisign(message, sig, pub); err == nil && (string(message) != "message" || comment != "comment") {
			t.Fatalf("accepted %q for %q", sig, message)
		}
		ParseMinisignKey(string(sig))
	})
}
