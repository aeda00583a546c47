package actor

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"

	"filippo.io/age"

	"exhibit"
	"exhibit/internal/store"
)

// Key is what one actor signs and opens with.
type Key struct {
	Sign     ed25519.PrivateKey
	Identity *age.X25519Identity
}

// Generate makes a new key.
func Generate(random io.Reader) (*Key, error) {
	_, sign, err := ed25519.GenerateKey(random)
	if err != nil {
		return nil, fmt.Errorf("making a signing key: %w", err)
	}
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, fmt.Errorf("making an identity: %w", err)
	}
	return &Key{Sign: sign, Identity: id}, nil
}

// Public returns the signing key's public half.
func (k *Key) Public() ed25519.PublicKey { return k.Sign.Public().(ed25519.PublicKey) }

// Fingerprint names the key.
func (k *Key) Fingerprint() string { return exhibit.Fingerprint(k.Public()) }

// keyFile is the plain content of a key file.
type keyFile struct {
	Format   string `json:"format"` // exhibit.key/1
	Seed     []byte `json:"ed25519_seed"`
	Identity string `json:"age_identity"`
}

const keyFormat = "exhibit.key/1"

// Home is the folder EXHIBIT_HOME.
type Home struct {
	Dir   string
	Files store.Files
	// WorkFactor is scrypt's for new passphrases, and the most that a key file may ask for; zero means age's default, and
	// up to maxWorkFactor.
	WorkFactor int
}

// maxWorkFactor bounds what a damaged key file can ask for: 2^20 takes a gigabyte for some seconds.
const maxWorkFactor = 20

// ErrNoKey says that a home holds no key of that name.
var ErrNoKey = errors.New("no such key")

// ErrPassphrase says that the passphrase does not open the key.
var ErrPassphrase = errors.New("the passphrase does not open the key; try again, and if it is forgotten put a copy of the key whose passphrase you know in its place, or ask a lead to declare this one lost with: exhibit key lost")

// mkdir makes the home and a folder in it.
func (h Home) mkdir(sub string) (string, error) {
	dir := filepath.Join(h.Dir, sub)
	if err := store.MakeFolder(h.Files, dir); err != nil {
		return "", fmt.Errorf("making EXHIBIT_HOME %q: %w", h.Dir, err)
	}
	return dir, nil
}

// Save writes a key file. An empty passphrase leaves it unprotected. An existing file is never overwritten.
func (h Home) Save(k *Key, passphrase string) error {
	dir, err := h.mkdir("keys")
	if err != nil {
		return err
	}
	name := k.Fingerprint() + ".key"
	if _, err := h.Files.Stat(filepath.Join(dir, name)); err == nil {
		return fmt.Errorf("key %s is there already", k.Fingerprint())
	}
	b, err := json.Marshal(keyFile{keyFormat, k.Sign.Seed(), k.Identity.String()})
	if err != nil {
		return fmt.Errorf("encoding the key: %w", err)
	}
	if passphrase != "" {
		if b, err = h.protect(b, passphrase); err != nil {
			return err
		}
	}
	if err := store.WriteFile(h.Files, dir, name, b); err != nil {
		return fmt.Errorf("the new key could not be kept in EXHIBIT_HOME %q, so nothing was made; make that folder writable, or set EXHIBIT_HOME to another: %w", h.Dir, err)
	}
	return nil
}

func (h Home) protect(b []byte, passphrase string) ([]byte, error) {
	r, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, fmt.Errorf("protecting the key: %w", err)
	}
	if h.WorkFactor > 0 {
		r.SetWorkFactor(h.WorkFactor)
	}
	var out bytes.Buffer
	w, err := age.Encrypt(&out, r)
	if err == nil {
		_, err = w.Write(b)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("protecting the key: %w", err)
	}
	return out.Bytes(), nil
}

// Load reads the key of that fingerprint. ask is called for the passphrase only when the key is protected.
func (h Home) Load(fingerprint string, ask func() (string, error)) (*Key, error) {
	name := filepath.Join(h.Dir, "keys", fingerprint+".key")
	f, err := h.Files.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("key %s in %q: %w", fingerprint, h.Dir, ErrNoKey)
	}
	if err != nil {
		return nil, fmt.Errorf("opening key %s: %w", fingerprint, err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, 1<<16))
	if err != nil {
		return nil, fmt.Errorf("reading key %s: %w", fingerprint, err)
	}
	if bytes.HasPrefix(b, []byte("age-encryption.org/")) {
		if b, err = h.open(b, ask); err != nil {
			return nil, fmt.Errorf("key %s: %w", fingerprint, err)
		}
	}
	return parseKey(fingerprint, b)
}

func (h Home) open(b []byte, ask func() (string, error)) ([]byte, error) {
	passphrase, err := ask()
	if err != nil {
		return nil, err
	}
	id, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, ErrPassphrase
	}
	id.SetMaxWorkFactor(maxWorkFactor)
	if h.WorkFactor > 0 {
		id.SetMaxWorkFactor(h.WorkFactor)
	}
	r, err := age.Decrypt(bytes.NewReader(b), id)
	if err != nil {
		return nil, ErrPassphrase
	}
	return io.ReadAll(r)
}

func parseKey(fingerprint string, b []byte) (*Key, error) {
	var f keyFile
	if err := json.Unmarshal(b, &f); err != nil || f.Format != keyFormat || len(f.Seed) != ed25519.SeedSize {
		return nil, fmt.Errorf("key %s is damaged or of another version; restore it from a copy", fingerprint)
	}
	id, err := age.ParseX25519Identity(f.Identity)
	if err != nil {
		return nil, fmt.Errorf("key %s has a damaged identity; restore it from a copy: %w", fingerprint, err)
	}
	k := &Key{Sign: ed25519.NewKeyFromSeed(f.Seed), Identity: id}
	if k.Fingerprint() != fingerprint {
		return nil, fmt.Errorf("file of key %s holds key %s", fingerprint, k.Fingerprint())
	}
	return k, nil
}

// List returns the fingerprints of the keys in the home.
func (h Home) List() ([]string, error) {
	names, err := h.Files.ReadDir(filepath.Join(h.Dir, "keys"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("listing keys: %w", err)
	}
	var out []string
	for _, e := range names {
		if fp, ok := strings.CutSuffix(e.Name(), ".key"); ok && !strings.HasPrefix(fp, ".") {
			out = append(out, fp)
		}
	}
	return out, nil
}

// headName turns an origin into a file name.
func headName(origin string) string { return strings.ReplaceAll(origin, "/", "-") }

// SaveHead keeps a ledger's latest checkpoint outside the case.
func (h Home) SaveHead(origin string, signed []byte) error {
	dir, err := h.mkdir("heads")
	if err != nil {
		return err
	}
	if err := store.WriteFile(h.Files, dir, headName(origin), signed); err != nil {
		return fmt.Errorf("everything was recorded, but the head of the ledger could not be kept outside the case, where it shows that no tail was cut off; make EXHIBIT_HOME %q writable and write to the case once more: %w", h.Dir, err)
	}
	return nil
}

// HeadPath says where the last checkpoint of a ledger is kept.
func (h Home) HeadPath(origin string) string { return filepath.Join(h.Dir, "heads", headName(origin)) }

// Head returns the last checkpoint known here of a ledger; nil when there is none.
func (h Home) Head(origin string) ([]byte, error) {
	f, err := h.Files.Open(h.HeadPath(origin))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the head kept for %s: %w", origin, err)
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, 1<<16))
}

// Seal encrypts b to recipients.
func Seal(b []byte, recipients ...age.Recipient) ([]byte, error) {
	var out bytes.Buffer
	w, err := age.Encrypt(&out, recipients...)
	if err == nil {
		_, err = w.Write(b)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("sealing: %w", err)
	}
	return out.Bytes(), nil
}

// Unseal opens what was sealed to the key's identity.
func (k *Key) Unseal(b []byte) ([]byte, error) {
	r, err := age.Decrypt(bytes.NewReader(b), k.Identity)
	if err != nil {
		return nil, fmt.Errorf("this key does not open it; ask a lead or custodian of the case: %w", err)
	}
	return io.ReadAll(r)
}
