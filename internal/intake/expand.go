package intake

import "context"

type budget struct{}

func newBudget(l Limits, size int64) *budget { return &budget{} }

func (w *walk) take(ctx context.Context, a Arrival, b *budget) (arrived bool, err error) {
	w.done.Report = a.Report
	if _, err := w.sink.Arrived(ctx, a); err != nil {
		return false, w.refused(ctx, err)
	}
	w.met(a.Report)
	return true, nil
}
