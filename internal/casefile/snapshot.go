package casefile

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"exhibit"
	"exhibit/internal/store"
)

// A snapshot as it lies in the store is one JSON object, exhibit.snapshot/1, with a line for each thing in it. Claims and events
// stay in their own derivations, and sheets are laid out from the rest when they are asked for: they repeat the words of the
// law for every incident.

const snapshotFormat = "exhibit.snapshot/1"

// encodeSnapshot writes the snapshot while it is stored, so that it is never whole in memory twice.
func encodeSnapshot(s *weighed) io.Reader {
	r, w := io.Pipe()
	go func() {
		b := bufio.NewWriterSize(w, 1<<16)
		err := writeSnapshot(b, &s.Snapshot)
		w.CloseWithError(errors.Join(err, b.Flush()))
	}()
	return r
}

func writeSnapshot(w io.Writer, s *Snapshot) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if _, err := fmt.Fprintf(w, "{\"format\":%q,\"rules\":%q", snapshotFormat, weighRules); err != nil {
		return err
	}
	err := errors.Join(writeList(w, enc, "incidents", s.Incidents), writeList(w, enc, "series", s.Series), writeList(w, enc, "refusals", s.Refusals),
		writeList(w, enc, "origins", s.Origins), writeList(w, enc, "propositions", s.Propositions), writeList(w, enc, "aside", s.Aside),
		writeList(w, enc, "orphans", s.Orphans), writeList(w, enc, "overruled", s.Overruled))
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, "}\n")
	return err
}

func writeList[T any](w io.Writer, enc *json.Encoder, name string, all []T) error {
	if len(all) == 0 {
		return nil
	}
	before := ",\n\"" + name + "\":[\n"
	for i := range all {
		if _, err := io.WriteString(w, before); err != nil {
			return err
		}
		if err := enc.Encode(&all[i]); err != nil {
			return err
		}
		before = ","
	}
	_, err := io.WriteString(w, "]")
	return err
}

// readSnapshot reads a snapshot from the store piece by piece and checks its bytes against its name. It is as large as all that is
// derived, so it is never whole in memory beside what it says.
func (c *Case) readSnapshot(ref exhibit.Ref, same once) (Snapshot, error) {
	f, _, err := c.store.Open(store.Derived, ref)
	if err != nil {
		return Snapshot{}, err
	}
	defer f.Close()
	sum := store.NewDigests(false)
	bytes := io.TeeReader(f, sum)
	s, err := parseSnapshot(bufio.NewReaderSize(bytes, 1<<16), same)
	if err != nil {
		return s, err
	}
	if _, err := io.Copy(io.Discard, bytes); err != nil {
		return s, fmt.Errorf("reading %s: %w", ref, err)
	}
	if got := sum.Put().Ref; got != ref {
		return s, fmt.Errorf("%s was altered: its bytes have the digest %s", ref, got)
	}
	return s, nil
}

// parseSnapshot reads what writeSnapshot wrote. same knows the ids of claims and events, so that none is held twice.
func parseSnapshot(r io.Reader, same once) (Snapshot, error) {
	var s Snapshot
	dec := json.NewDecoder(r)
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return s, errors.Join(err, errors.New("it is no object"))
	}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return s, err
		}
		switch name {
		case "incidents":
			s.Incidents, err = readList(dec, same.incident)
		case "series":
			s.Series, err = readList(dec, same.series)
		case "refusals":
			s.Refusals, err = readList(dec, same.refusal)
		case "origins":
			s.Origins, err = readList(dec, same.origin)
		case "propositions":
			s.Propositions, err = readList(dec, same.proposition)
		case "aside":
			s.Aside, err = readList(dec, same.aside)
		case "orphans":
			s.Orphans, err = readList(dec, same.pair)
		case "overruled":
			s.Overruled, err = readList(dec, same.pair)
		default:
			err = dec.Decode(new(json.RawMessage))
		}
		if err != nil {
			return s, err
		}
	}
	return s, nil
}

// readList reads a list and gives each thing to share before the next one is read.
func readList[T any](dec *json.Decoder, share func(*T)) ([]T, error) {
	t, err := dec.Token()
	if err != nil || t == nil {
		return nil, err
	}
	if t != json.Delim('[') {
		return nil, errors.New("a part of it is no list")
	}
	var out []T
	for dec.More() {
		var x T
		if err := dec.Decode(&x); err != nil {
			return nil, err
		}
		share(&x)
		out = append(out, x)
	}
	_, err = dec.Token()
	return fit(out), err
}
