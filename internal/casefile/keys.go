package casefile

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
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
	return publicHalf(k.Public(), k.Identity.Recipient())
}

func publicHalf(pub ed25519.PublicKey, r *age.X25519Recipient) string {
	return "exhibit-key " + base64.StdEncoding.EncodeToString(pub) + " " + r.String()
}

func parsePublicHalf(s string) (ed25519.PublicKey, *age.X25519Recipient, error) {
	f := strings.Fields(s)
	if len(f) != 3 || f[0] != "exhibit-key" {
		return nil, nil, errors.New(`a key is given as "exhibit-key <base64> age1…", the line that exhibit key new prints`)
	}
	pub, err := base64.StdEncoding.Strict().DecodeString(f[1])
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
	return code, c.ledger.Write(ctx, func(tx *ledger.Tx) error {
		if _, err := tx.AddKey(pub, recipient.String(), code, role); err != nil {
			return err
		}
		if err := putNameIn(ctx, tx, code, name, recipient); err != nil {
			return err
		}
		return resealIn(ctx, tx, c.key)
	})
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

// RotateKey replaces the acting actor's key by a new one in the same home. The entry, the actor's name and the keys of
// restricted items under the new key become durable together: a crash never leaves them to a key that may not sign.
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
		if _, err := tx.RotateKey(fresh.Public(), fresh.Identity.Recipient().String(), reason); err != nil {
			return err
		}
		if err := putNameIn(ctx, tx, code, name, fresh.Identity.Recipient()); err != nil {
			return err
		}
		return resealIn(ctx, tx, c.key)
	}); err != nil {
		return err
	}
	c.key = fresh
	return c.openLedger(&ledger.Signer{Key: fresh.Sign, Actor: code, Role: c.ledger.Signer().Role})
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
	return c.ledger.Write(ctx, func(tx *ledger.Tx) error {
		if _, err := tx.LoseKey(fingerprint, reason); err != nil {
			return err
		}
		return resealIn(ctx, tx, c.key)
	})
}

// resealIn seals the names in the annex and the keys of restricted items to those who may open them now. What opener
// cannot open stays as it is: somebody else who can seals it anew.
func resealIn(ctx context.Context, tx *ledger.Tx, opener *actor.Key) error {
	keys, err := tx.SignedKeys()
	if err != nil {
		return err
	}
	to, err := recipientsOf(keys)
	if err != nil || len(to) == 0 {
		return err
	}
	all, err := sealedIn(tx, keys)
	if err != nil {
		return err
	}
	for _, x := range all {
		plain, err := opener.Unseal(x.sealed)
		if err != nil {
			continue
		}
		also := to
		if x.owner != nil {
			also = append(slices.Clone(to), x.owner)
		}
		fresh, err := actor.Seal(plain, also...)
		if err != nil {
			return err
		}
		if err := putSealed(tx, x.table, x.key, fresh); err != nil {
			return err
		}
	}
	return nil
}

// sealedThing is a name or the key of a restricted item, sealed.
type sealedThing struct {
	table  sealedTable
	key    string
	sealed []byte
	owner  age.Recipient // whose name it is; nil for the key of an item
}

func sealedIn(tx *ledger.Tx, keys []ledger.SignedKey) ([]sealedThing, error) {
	rows, err := tx.Query(`SELECT ref, wrapped, NULL FROM item_keys UNION ALL SELECT actor, sealed, actor FROM annex`)
	if err != nil {
		return nil, fmt.Errorf("reading what is sealed: %w", err)
	}
	defer rows.Close()
	var out []sealedThing
	for rows.Next() {
		x := sealedThing{table: itemKeys()}
		var owner sql.NullString
		if err := rows.Scan(&x.key, &x.sealed, &owner); err != nil {
			return nil, fmt.Errorf("reading what is sealed: %w", err)
		}
		if owner.Valid {
			x.table = annexTable()
			if x.owner, err = ownRecipient(keys, owner.String); err != nil {
				return nil, err
			}
		}
		out = append(out, x)
	}
	return out, rows.Err()
}

// ownRecipient returns the recipient of an actor's key in use, as its signed entry states it; nil when there is none.
func ownRecipient(keys []ledger.SignedKey, code string) (age.Recipient, error) {
	for _, k := range keys {
		if k.Actor == code && !k.Retired {
			r, err := age.ParseX25519Recipient(k.Recipient)
			if err != nil {
				return nil, fmt.Errorf("recipient of %s: %w", code, err)
			}
			return r, nil
		}
	}
	return nil, nil
}
