//go:build !linux

package intake

import "time"

// birthTime is not asked for on this system: zero means "not stated".
func birthTime(string) time.Time { return time.Time{} }
