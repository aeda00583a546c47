package intake

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"time"
)

// member is one thing in a container.
type member struct {
	name    string // as the container gives it
	size    int64  // as stated; -1: not stated
	packed  int64  // bytes it takes in the container; -1: not known
	modTime time.Time
	mode    fs.FileMode

	open   func() (io.ReadCloser, error)
	refuse *verdict // it cannot be taken, and why
	remark *verdict // it can, and this should be known of it
}

// verdict is an outcome that does not know yet what it is about.
type verdict struct{ code, reason string }

// members goes through a container. An error ends it: what came before stands.
type members = iter.Seq2[member, error]

// take hands one thing to the sink and then looks for others in it. arrived says whether the sink has it.
func (w *walk) take(ctx context.Context, a Arrival, b *budget) (arrived bool, err error) {
	w.done.Report = a.Report
	got, err := w.sink.Arrived(ctx, a)
	if err != nil {
		return false, w.refused(ctx, err)
	}
	w.met(a.Report)
	return true, w.look(ctx, a, got, b)
}

// look decides whether a holds other things and may be opened.
func (w *walk) look(ctx context.Context, a Arrival, got Received, b *budget) error {
	k := sniff(got.Head, a.Name)
	switch {
	case k == single:
		return nil
	case k.foreign() != "":
		return w.remark(ctx, a, NoReader, fmt.Sprintf(
			"is preserved, but %s cannot be opened here; unpack it with another program and add what comes out, naming this item as its source", k.foreign()))
	case got.Expanded:
		return w.remark(ctx, a, SameAsBefore, fmt.Sprintf(
			"has the same bytes as %q, under which its members are recorded", got.ExpandedAs))
	case got.Open == nil && documentHead(got.Head):
		return nil
	case got.Open == nil:
		return w.remark(ctx, a, NotOpened, "is preserved, but what it holds was not looked for, as the item may not be read; its members are taken when it is cleared")
	}
	s, err := openSource(ctx, got, a.Report)
	if err != nil {
		return err
	}
	defer s.close()
	return w.expand(ctx, a, k, s, b)
}

func (w *walk) expand(ctx context.Context, a Arrival, k kind, s *source, b *budget) error {
	switch k {
	case zipFile:
		doc, seq := zipMembers(s, w.limits)
		if doc != "" {
			if hasExt(a.Name, ".zip") {
				return w.remark(ctx, a, Document, fmt.Sprintf("is named .zip, but is %s by its bytes and is kept as one thing; if it is an archive, unpack it and add what comes out", doc))
			}
			return nil
		}
		return w.each(ctx, a, s, seq, b)
	case tarFile:
		return w.each(ctx, a, s, tarMembers(s.stream), b)
	case gzipFile, bzip2File:
		return w.each(ctx, a, s, packedMembers(s, k, a.Name, w.limits), b)
	case mboxFile:
		return w.each(ctx, a, s, mboxMembers(s), b)
	default:
		if s.size > w.limits.Mail {
			return w.remark(ctx, a, TooLarge, fmt.Sprintf("is a mail of %d bytes, more than the %d that are taken apart; save its attachments and add them", s.size, w.limits.Mail))
		}
		return w.each(ctx, a, s, mailMembers(s), b)
	}
}

// each takes the members of a container and says how far it came.
func (w *walk) each(ctx context.Context, a Arrival, s *source, seq members, b *budget) error {
	seen := names{}
	var taken, refused, over int
	var damage error
	for m, err := range seq {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err != nil {
			damage = err
			break
		}
		if a.Depth >= w.limits.Depth {
			return w.remark(ctx, a, TooDeep, fmt.Sprintf("is preserved, but lies %d levels deep in other archives or mails, and what it holds was not taken; unpack it and add what comes out", a.Depth))
		}
		if taken+refused >= w.limits.Members {
			over++
			continue
		}
		arrived, err := w.member(ctx, a, s, m, seen, b)
		if err != nil {
			return err
		}
		if arrived {
			taken++
		} else {
			refused++
		}
		if b.spent {
			return w.remark(ctx, a, Bomb, fmt.Sprintf("is preserved, but what it holds unpacks to more than the %d bytes allowed; %d members were taken and the rest was not; unpack it where there is room, look at it, and add what belongs to the case", b.total, taken))
		}
	}
	if s.err != nil {
		return s.err
	}
	if over > 0 {
		atLeast := ""
		if damage != nil {
			atLeast = "at least "
		}
		if err := w.remark(ctx, a, TooMany, fmt.Sprintf("is preserved, but %s%d of its members were not taken, as %d are the limit; unpack it and add what comes out", atLeast, over, w.limits.Members)); err != nil {
			return err
		}
	}
	switch {
	case damage != nil:
		return w.damaged(ctx, a, damage, taken)
	case over == 0 && taken+refused > 0:
		return w.remark(ctx, a, Expanded, fmt.Sprintf("holds %d members: %d taken, %d not, each recorded", taken+refused, taken, refused))
	}
	return nil
}

// damaged records that a container could not be gone through to its end.
func (w *walk) damaged(ctx context.Context, a Arrival, err error, taken int) error {
	if ctxErr := contextError(err); ctxErr != nil {
		return ctxErr
	}
	code, reason := BadArchive, fmt.Sprintf("is preserved, but is damaged or breaks off (%v)", err)
	if r, ok := asRefusal(err); ok {
		code, reason = r.Code, r.Reason
	}
	reason = fmt.Sprintf("%s; members taken before: %d", reason, taken)
	if code == BadArchive || code == BadMail {
		reason += "; ask whoever provided it for another copy"
	}
	return w.remark(ctx, a, code, reason)
}

// member takes one member under a safe name of its own.
func (w *walk) member(ctx context.Context, parent Arrival, s *source, m member, seen names, b *budget) (arrived bool, err error) {
	name, why := memberName(m.name)
	name, fresh := seen.unique(name)
	a := Arrival{
		Report: parent.Report + "!" + name, Parent: parent.Report, Name: m.name,
		Size: m.size, ModTime: m.modTime, Mode: m.mode, Depth: parent.Depth + 1,
	}
	m.packed = min(m.packed, s.size) // an archive may state what it likes
	if m.refuse == nil {
		m.refuse = b.allows(m, w.limits)
	}
	if m.refuse != nil {
		return false, w.refused(ctx, &Refusal{Outcome: Outcome{Report: a.Report, Parent: a.Parent, Code: m.refuse.code, Reason: m.refuse.reason}})
	}
	var charged int64
	a.Open = func() (io.ReadCloser, error) {
		r, err := m.open()
		if err != nil {
			return nil, memberError(a, s, err)
		}
		return &meter{ctx: ctx, r: r, a: a, s: s, m: m, b: b, limits: w.limits, charged: &charged}, nil
	}
	if arrived, err = w.take(ctx, a, b); err != nil || !arrived {
		return arrived, err
	}
	remarks := []verdict{}
	if why != "" {
		remarks = append(remarks, verdict{UnsafePath, fmt.Sprintf("is preserved under this name, as the archive gives it another that must not be used as a path (%s); look at it with care", why)})
	}
	if !fresh {
		remarks = append(remarks, verdict{DuplicateName, "is not the first member of this name; which of them was meant is not known, compare them"})
	}
	if m.remark != nil {
		remarks = append(remarks, *m.remark)
	}
	for _, v := range remarks {
		if err := w.remark(ctx, a, v.code, v.reason); err != nil {
			return true, err
		}
	}
	return true, nil
}

func (w *walk) remark(ctx context.Context, a Arrival, code, reason string) error {
	return w.sink.Outcome(ctx, Outcome{Report: a.Report, Parent: a.Parent, Code: code, Reason: reason, Preserved: true})
}
