package casefile

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"exhibit"
	"exhibit/internal/custody"
)

var errNoRecipient = errors.New(`such a decision names who receives the item; say --to "Recipient"`)

// AllowRelease records that a restricted item is handed over to one recipient all the same. The item's key is opened
// first: nothing is said to be released that cannot be.
func (c *Case) AllowRelease(ctx context.Context, ref exhibit.Ref, recipient, reason string) error {
	if err := c.mustProtect(); err != nil {
		return err
	}
	sealed, err := c.isSealed(ctx, ref)
	if err != nil {
		return err
	}
	if !sealed {
		return fmt.Errorf("item %s is not restricted: it goes as it is", ref)
	}
	if strings.TrimSpace(recipient) == "" {
		return errNoRecipient
	}
	if _, err := c.itemKey(ctx, ref); err != nil {
		return err
	}
	_, err = c.Decide(ctx, custody.DecisionBody{Action: custody.ReleaseTo, Target: custody.Target{Ref: ref}, Set: map[string]string{custody.SetRecipient: recipient}, Reason: reason})
	return err
}

// MeetConditions records that the conditions under which an item was given are met for one recipient. The decision says
// which conditions it means, so that it does not cover others that are stated later.
func (c *Case) MeetConditions(ctx context.Context, ref exhibit.Ref, recipient, reason string) (entry int64, conditions string, err error) {
	if err := c.mustProtect(); err != nil {
		return 0, "", err
	}
	if strings.TrimSpace(recipient) == "" {
		return 0, "", errNoRecipient
	}
	s := custody.NewState()
	if err := c.ledger.Lines(ctx, 0, s.Add); err != nil {
		return 0, "", err
	}
	it := s.Item(ref)
	if it == nil {
		return 0, "", fmt.Errorf("no item %s in this case; exhibit status --outcomes lists what there is", ref)
	}
	if conditions = s.Conditions(it); conditions == "" {
		return 0, "", fmt.Errorf("item %s was given under no conditions that anybody stated: it needs no such decision", ref)
	}
	n, err := c.Decide(ctx, custody.DecisionBody{Action: custody.ConditionsMet, Target: custody.Target{Ref: ref},
		Set: map[string]string{custody.SetRecipient: recipient, custody.SetConditions: conditions}, Reason: reason})
	if err != nil {
		return 0, "", err
	}
	return n[0], conditions, nil
}
