package intake

import "context"

// Again looks for other things in one that arrived earlier and could not be opened then, as Walk does right after a thing
// arrived. a says where it was, under which name and how large it is; got how the preserved bytes are opened now. Of a
// itself the sink is told remarks only.
func Again(ctx context.Context, sink Sink, cfg Config, a Arrival, got Received) error {
	w := &walk{sink: sink, cfg: cfg, limits: cfg.Limits.withDefaults()}
	return w.look(ctx, a, got, newBudget(w.limits, a.Size))
}
