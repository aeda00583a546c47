package claim

import (
	"sync"

	"exhibit/internal/place"
)

// remembered keeps what the gazetteer answered: reports of one case name the same places again and again, and most words
// that are looked up are no places. It forgets everything when it is full, and the answers are the same either way.
type remembered struct {
	mu      sync.RWMutex
	answers map[string][]place.Place
}

// mostRemembered bounds the memory that is spent on it.
const mostRemembered = 1 << 16

func (r *remembered) lookup(g Gazetteer, name string) []place.Place {
	r.mu.RLock()
	found, ok := r.answers[name]
	r.mu.RUnlock()
	if ok {
		return found
	}
	found = g.Lookup(name)
	r.mu.Lock()
	if r.answers == nil || len(r.answers) >= mostRemembered {
		r.answers = make(map[string][]place.Place, 1024)
	}
	r.answers[name] = found
	r.mu.Unlock()
	return found
}
