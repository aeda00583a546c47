package casefile

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"filippo.io/age"

	"exhibit"
	"exhibit/internal/actor"
	"exhibit/internal/ledger"
)

// Roles an actor may have.
var Roles = []string{"lead", "analyst", "custodian", "investigator", "reviewer"}

// PublicHalf is what an actor gives to a lead who is to add them: "exhibit-key <ed25519> <age recipient>".
func PublicHalf(k *actor.Key) string {
	return "exhibit-key " + base64.StdEncoding.EncodeToString(k.Public()) + " " + k.Identity.Recipient().String()
}

func parsePublicHalf(s string) (ed25519.PublicKey, *age.X25519Recipient, error) {
	f := strings.Fields(s)
	if len(f) != 3 || f[0] != "exhibit-key" {
		return nil, nil, errors.New(`a key is given as "exhibit-key <base64> age1…", the line that exhibit key new prints`)
	}
	pub, err := base64.StdEncoding.DecodeString(f[1])
	if err != nil || len(pub) != ed25519.PublicKeySize {
		return nil, nil, errors.New("the second word of the key is not an Ed25519 public key")
	}
	r, err := age.ParseX25519Recipient(f[2])
	if err != nil {
		return nil, nil, fmt.Errorf("the third word of the key is not an age recipient: %w", err)
	}
	return pub, r, nil
}

// AddActor introduces a further actor. Only a lead may. The keys of restricted items are sealed anew when the role may
// open them.
func (c *Case) AddActor(ctx context.Context, half, name, role string) (code string, err error) {
	if err := c.mustBeLead(); err != nil {
		return "", err
	}
	if strings.TrimSpace(name) == "" {
		return "", errors.New(`say whose key it is: --actor "Name"; the name goes into the protected annex only`)
	}
	if !known(role) {
		return "", fmt.Errorf("%q is not a role; use one of %s", role, strings.Join(Roles, ", "))
	}
	pub, recipient, err := parsePublicHalf(half)
	if err != nil {
		return "", err
	}
	keys, err := c.ledger.Keys(ctx)
	if err != nil {
		return "", err
	}
	actors := map[string]bool{}
	for _, k := range keys {
		actors[k.Actor] = true
		if k.Fingerprint == exhibit.Fingerprint(pub) {
			return "", fmt.Errorf("key %s is in this case already, as %s", k.Fingerprint, k.Actor)
		}
	}
	code = fmt.Sprintf("A%d", len(actors)+1)
	if err := c.ledger.Write(ctx, func(tx *ledger.Tx) error {
		_, err := tx.AddKey(pub, code, role)
		return err
	}); err != nil {
		return "", err
	}
	if err := c.putName(ctx, code, name, recipient); err != nil {
		return "", err
	}
	return code, c.resealItemKeys(ctx)
}

func known(role string) bool {
	for _, r := range Roles {
		if r == role {
			return true
		}
	}
	return false
}

func (c *Case) mustBeLead() error {
	s := c.ledger.Signer()
	if s == nil {
		return ledger.ErrReadOnly
	}
	if s.Role != "lead" {
		return fmt.Errorf("only a lead may do this; you act as %s (%s)", s.Actor, s.Role)
	}
	return nil
}

// RotateKey replaces the acting actor's key by a new one in the same home.
func (c *Case) RotateKey(ctx context.Context, fresh *actor.Key, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return ErrNoReason
	}
	code := c.ledger.Signer().Actor
	name, err := c.ActorName(ctx, code)
	if err != nil {
		return err
	}
	if err := c.ledger.Write(ctx, func(tx *ledger.Tx) error {
		_, err := tx.RotateKey(fresh.Public(), reason)
		return err
	}); err != nil {
		return err
	}
	old := c.key
	if err := c.openLedger(&ledger.Signer{Key: fresh.Sign, Actor: code, Role: c.ledger.Signer().Role}); err != nil {
		return err
	}
	c.key = fresh
	if err := c.putName(ctx, code, name, fresh.Identity.Recipient()); err != nil {
		return err
	}
	return c.resealWith(ctx, old)
}

// LoseKey says that a key is no longer to be relied on. A lead says so of another's key, or anyone of their own before
// rotating is no longer possible.
func (c *Case) LoseKey(ctx context.Context, fingerprint, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return ErrNoReason
	}
	if fingerprint == c.Fingerprint() {
		return errors.New("this is the key you are signing with; rotate it with: exhibit key rotate")
	}
	if err := c.mustBeLead(); err != nil {
		return err
	}
	if err := c.ledger.Write(ctx, func(tx *ledger.Tx) error {
		_, err := tx.LoseKey(fingerprint, reason)
		return err
	}); err != nil {
		return err
	}
	return c.resealItemKeys(ctx)
}

// resealItemKeys seals the keys of restricted items to those who may open them now.
func (c *Case) resealItemKeys(ctx context.Context) error { return c.resealWith(ctx, c.key) }

func (c *Case) resealWith(ctx context.Context, opener *actor.Key) error {
	to, err := c.recipients(ctx)
	if err != nil {
		return err
	}
	rows, err := c.db.QueryContext(ctx, `SELECT ref, wrapped FROM item_keys`)
	if err != nil {
		return fmt.Errorf("reading keys of restricted items: %w", err)
	}
	fresh := map[string][]byte{}
	for rows.Next() {
		var ref string
		var wrapped []byte
		if err := rows.Scan(&ref, &wrapped); err != nil {
			rows.Close()
			return fmt.Errorf("reading keys of restricted items: %w", err)
		}
		plain, err := opener.Unseal(wrapped)
		if err != nil {
			continue // not ours to open: another lead seals it anew
		}
		if fresh[ref], err = actor.Seal(plain, to...); err != nil {
			rows.Close()
			return err
		}
	}
	rows.Close()
	if len(fresh) == 0 {
		return rows.Err()
	}
	return c.ledger.Write(ctx, func(tx *ledger.Tx) error {
		for ref, wrapped := range fresh {
			if err := tx.Exec(`UPDATE item_keys SET wrapped = $1 WHERE ref = $2`, wrapped, ref); err != nil {
				return err
			}
		}
		return nil
	})
}
