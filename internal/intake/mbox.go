package intake

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"slices"
)

// mboxMembers goes through a mailbox in the mbox form (RFC 4155): every message is a member, 0001.eml, 0002.eml …
// A message is exactly the bytes between the From_ line and the empty line before the next one. The mark ">" that some programs put before
// "From " within a message stays: which of them did cannot be told, and a byte taken away could not be put back.
func mboxMembers(s *source) members {
	return func(yield func(member, error) bool) {
		n := 0
		begin := int64(-1) // of the message being read
		message := func(end int64) bool {
			n++
			from, to := begin, max(begin, end)
			return yield(member{
				name: fmt.Sprintf("%04d.eml", n), size: to - from, packed: -1,
				open: func() (io.ReadCloser, error) { return io.NopCloser(s.section(from, to)), nil },
			}, nil)
		}
		lines := newLines(s.section(0, s.size))
		blank := int64(0) // length of the empty line just before, 0 if there was none
		for {
			line, at, err := lines.next()
			if (at == 0 || blank > 0) && isFromLine(line) {
				if begin >= 0 && !message(at-blank) {
					return
				}
				begin = lines.at
			}
			if err != nil {
				if err != io.EOF {
					yield(member{}, err)
				} else if begin >= 0 {
					message(s.size)
				}
				return
			}
			blank = 0
			if len(bytes.TrimRight(line, "\r\n")) == 0 {
				blank = int64(len(line))
			}
		}
	}
}

// lineReader gives lines and where they begin. Of a line longer than its buffer it gives the first part.
type lineReader struct {
	r  *bufio.Reader
	at int64 // where the next line begins
}

func newLines(r io.Reader) *lineReader { return &lineReader{r: bufio.NewReaderSize(r, 64<<10)} }

// next returns a line with its ending; it is valid until the next call.
func (l *lineReader) next() (line []byte, at int64, err error) {
	at = l.at
	line, err = l.r.ReadSlice('\n')
	l.at += int64(len(line))
	if err != bufio.ErrBufferFull {
		return line, at, err
	}
	line = slices.Clone(line)
	for err == bufio.ErrBufferFull {
		var more []byte
		more, err = l.r.ReadSlice('\n')
		l.at += int64(len(more))
	}
	return line, at, err
}

// isFromLine reports whether line separates the messages of an mbox: "From " somebody, then a day of the week, a month, a day and a time, as
// asctime writes them. A sentence that begins with "From" does not.
func isFromLine(line []byte) bool {
	rest, ok := bytes.CutPrefix(line, []byte("From "))
	if !ok || len(line) > 1000 {
		return false
	}
	words := bytes.Fields(rest)
	for i := 0; i+3 < len(words); i++ {
		if oneOf(words[i], "Mon Tue Wed Thu Fri Sat Sun") && oneOf(words[i+1], "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec") &&
			len(words[i+2]) <= 2 && bytes.IndexByte(words[i+3], ':') > 0 {
			return true
		}
	}
	return false
}

// oneOf reports whether word is one of the three-letter words in list.
func oneOf(word []byte, list string) bool {
	return len(word) == 3 && bytes.Contains([]byte(list), word) && !bytes.ContainsRune(word, ' ')
}
