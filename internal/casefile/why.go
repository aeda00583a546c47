package casefile

import (
	"context"
	"fmt"

	"exhibit/internal/claim"
	"exhibit/internal/custody"
)

// Explainer is a claim reader that can say what made a claim.
type Explainer interface {
	Why(d claim.Doc, id string) (rule string, because []claim.Because, err error)
}

// Why reads the item of a claim again and says which rule made the claim and which words made each of its fields.
func (c *Case) Why(ctx context.Context, cl *claim.Claim) (rule string, because []claim.Because, err error) {
	explainer, ok := c.cfg.Claims.(Explainer)
	if !ok {
		return "", nil, fmt.Errorf("the reader of this program cannot say what made a claim")
	}
	jobs, err := c.readable(ctx, custody.ClaimsStage)
	if err != nil {
		return "", nil, err
	}
	for i := range jobs {
		if jobs[i].ref.String() != cl.Ref || jobs[i].text.Text.IsZero() {
			continue
		}
		d := c.doc(&jobs[i])
		body, err := c.textBytes(jobs[i].text.Text)
		if err != nil {
			return "", nil, err
		}
		d.Text = string(body)
		return explainer.Why(d.Doc, cl.ID)
	}
	return "", nil, fmt.Errorf("the text of %q is not held any more, so nothing can be said of what made the claim", cl.Report)
}
