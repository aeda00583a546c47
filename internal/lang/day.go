package lang

import "time"

// Day is a calendar day. The zero Day is no day.
type Day int

// epoch makes 1 January of year 1 the Day 1.
var epoch = time.Date(0, 12, 31, 0, 0, 0, 0, time.UTC)

// lastDay is 31 December 9999, the last that four digits of year can write.
const lastDay = 3652059

// NewDay returns the day of a date; a date that is in no calendar (31 February) is no day.
func NewDay(y, m, d int) Day {
	if y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > 31 {
		return 0
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d {
		return 0
	}
	return Day(t.Unix()/86400 - epoch.Unix()/86400)
}

// ParseDay reads "2022-03-07"; anything else is no day.
func ParseDay(s string) Day {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' {
		return 0
	}
	n := [8]int{}
	for k, i := range [...]int{0, 1, 2, 3, 5, 6, 8, 9} {
		if s[i] < '0' || s[i] > '9' {
			return 0
		}
		n[k] = int(s[i] - '0')
	}
	return NewDay(n[0]*1000+n[1]*100+n[2]*10+n[3], n[4]*10+n[5], n[6]*10+n[7])
}

func (d Day) time() time.Time { return epoch.AddDate(0, 0, int(d)) }

// Date returns year, month and day of month.
func (d Day) Date() (int, int, int) {
	y, m, n := d.time().Date()
	return y, int(m), n
}

// String is the day in ISO 8601; "" for no day.
func (d Day) String() string {
	if d <= 0 || d > lastDay {
		return ""
	}
	y, m, n := d.Date()
	b := [10]byte{byte('0' + y/1000), byte('0' + y/100%10), byte('0' + y/10%10), byte('0' + y%10), '-',
		byte('0' + m/10), byte('0' + m%10), '-', byte('0' + n/10), byte('0' + n%10)}
	return string(b[:])
}

// Weekday: Sunday is 0.
func (d Day) Weekday() int { return int(d) % 7 }

// Interval is a closed range of days with the way it was worked out. Either end may be open.
type Interval struct {
	Min, Max Day
	Basis    string
}

// IsDay reports whether the interval is one day.
func (v Interval) IsDay() bool { return v.Min > 0 && v.Min == v.Max }

// IsZero reports whether the interval says nothing.
func (v Interval) IsZero() bool { return v.Min == 0 && v.Max == 0 }
