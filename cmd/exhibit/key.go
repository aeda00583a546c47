package main

import (
	"crypto/rand"
	"fmt"

	"exhibit"
	"exhibit/internal/actor"
	"exhibit/internal/casefile"
)

type keyCmd struct {
	New    keyNew    `cmd:"" help:"Make a key for yourself and print the half a lead needs."`
	List   keyList   `cmd:"" help:"List the keys of a case and which of them are here."`
	Add    keyAdd    `cmd:"" help:"Let a further actor write to a case (leads only)."`
	Rotate keyRotate `cmd:"" help:"Replace your key in a case by a new one."`
	Lost   keyLost   `cmd:"" help:"Say that a key is no longer to be relied on (leads only)."`
}

func (keyCmd) Help() string {
	return `Examples:
  exhibit key new
  exhibit key add "exhibit-key …" --case bucha --actor "B. Analyst" --role analyst
  exhibit key rotate --case bucha --reason "yearly"
  exhibit key lost FINGERPRINT --case bucha --reason "laptop stolen on 3 May"`
}

type keyNew struct {
	NoPassphrase bool `help:"Leave the key unprotected on this machine."`
	JSON         bool `help:"As JSON."`
}

func (keyNew) Help() string {
	return "Send the line it prints to a lead of the case; the other half stays in EXHIBIT_HOME.\n\nExample:\n  exhibit key new"
}

func (k *keyNew) Run(a *app) error {
	key, err := a.newKey(k.NoPassphrase)
	if err != nil {
		return err
	}
	if k.JSON {
		return a.json(map[string]string{"fingerprint": key.Fingerprint(), "key": casefile.PublicHalf(key)})
	}
	a.printf("%s\n", casefile.PublicHalf(key))
	return nil
}

func (a *app) newKey(open bool) (*actor.Key, error) {
	passphrase := ""
	if !open {
		var err error
		if passphrase, err = a.passphrase(true); err != nil {
			return nil, err
		}
	}
	home, err := a.home()
	if err != nil {
		return nil, err
	}
	key, err := actor.Generate(rand.Reader)
	if err != nil {
		return nil, err
	}
	return key, home.Save(key, passphrase)
}

type keyList struct {
	caseFlag
	Names bool `help:"Open the annex and show names too (leads and custodians)."`
	JSON  bool `help:"As JSON."`
}

func (keyList) Help() string {
	return "Examples:\n  exhibit key list --case bucha\n  exhibit key list --case bucha --names"
}

type listedKey struct {
	Fingerprint string `json:"fingerprint"`
	Verifier    string `json:"verifier_key"`
	Actor       string `json:"actor"`
	Role        string `json:"role"`
	Entry       int64  `json:"entry"`
	Retired     *int64 `json:"retired,omitempty"`
	Name        string `json:"name,omitempty"`
}

func (k *keyList) Run(a *app) error {
	mode := casefile.ReadOnly
	if k.Names {
		mode = casefile.Write
	}
	return a.with(k.Case, mode, func(cf *casefile.Case) error {
		keys, err := cf.Ledger().Keys(a.ctx)
		if err != nil {
			return err
		}
		var out []listedKey
		for _, key := range keys {
			l := listedKey{Fingerprint: key.Fingerprint, Verifier: exhibit.VerifierKey(cf.Origin(), key.Public), Actor: key.Actor, Role: key.Role, Entry: key.Entry}
			if key.RetiredAt.Valid {
				l.Retired = &key.RetiredAt.Int64
			}
			if k.Names {
				if l.Name, err = cf.ActorName(a.ctx, key.Actor); err != nil {
					return err
				}
			}
			out = append(out, l)
		}
		if k.JSON {
			return a.json(out)
		}
		for _, l := range out {
			state := ""
			if l.Retired != nil {
				state = fmt.Sprintf("  retired by entry %d", *l.Retired)
			}
			a.printf("%s  %s  %-10s %s%s\n", l.Fingerprint, l.Actor, l.Role, l.Name, state)
		}
		return nil
	})
}

type keyAdd struct {
	Half string `arg:"" name:"key" help:"The line that exhibit key new printed."`
	caseFlag
	Actor string `required:"" placeholder:"NAME" help:"Whose key it is; kept in the protected annex."`
	Role  string `required:"" enum:"lead,analyst,custodian,investigator,reviewer" help:"lead, analyst, custodian, investigator or reviewer."`
	JSON  bool   `help:"As JSON."`
}

func (keyAdd) Help() string {
	return "Example:\n  exhibit key add \"exhibit-key …\" --case bucha --actor \"B. Analyst\" --role analyst"
}

func (k *keyAdd) Run(a *app) error {
	return a.with(k.Case, casefile.Write, func(cf *casefile.Case) error {
		code, err := cf.AddActor(a.ctx, k.Half, k.Actor, k.Role)
		if err != nil {
			return err
		}
		if k.JSON {
			return a.json(map[string]string{"actor": code, "role": k.Role})
		}
		a.printf("Added as %s (%s).\n", code, k.Role)
		return nil
	})
}

type keyRotate struct {
	caseFlag
	Reason       string `required:"" help:"Why."`
	NoPassphrase bool   `help:"Leave the new key unprotected on this machine."`
	JSON         bool   `help:"As JSON."`
}

func (keyRotate) Help() string {
	return "Example:\n  exhibit key rotate --case bucha --reason \"yearly\""
}

func (k *keyRotate) Run(a *app) error {
	return a.with(k.Case, casefile.Write, func(cf *casefile.Case) error {
		fresh, err := a.newKey(k.NoPassphrase)
		if err != nil {
			return err
		}
		if err := cf.RotateKey(a.ctx, fresh, k.Reason); err != nil {
			return err
		}
		if k.JSON {
			return a.json(map[string]string{"fingerprint": fresh.Fingerprint()})
		}
		a.printf("Entries are signed with key %s from here on.\n", fresh.Fingerprint())
		return nil
	})
}

type keyLost struct {
	Fingerprint string `arg:"" help:"Fingerprint of the key."`
	caseFlag
	Reason string `required:"" help:"Why."`
	JSON   bool   `help:"As JSON."`
}

func (keyLost) Help() string {
	return "Example:\n  exhibit key lost FINGERPRINT --case bucha --reason \"laptop stolen on 3 May\""
}

func (k *keyLost) Run(a *app) error {
	return a.with(k.Case, casefile.Write, func(cf *casefile.Case) error {
		if err := cf.LoseKey(a.ctx, k.Fingerprint, k.Reason); err != nil {
			return err
		}
		if k.JSON {
			return a.json(map[string]string{"fingerprint": k.Fingerprint})
		}
		a.printf("Nothing signed with key %s counts from here on.\n", k.Fingerprint)
		return nil
	})
}
