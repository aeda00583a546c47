package submission

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"exhibit"
	"exhibit/internal/custody"
)

// Selection says which items of a case go, and why others do not.
type Selection struct {
	// Recipient is who receives it; decisions to hand over count for nobody else.
	Recipient string
	// Only names the items that go, each with the basis of its relevance; nil selects every item.
	Only map[exhibit.Ref]string
	// Contrary are items that bear against what is selected. They go too, unless LeaveOut says why not.
	Contrary map[exhibit.Ref]string
	// LeaveOut are items a person leaves out, each with the reason that is signed.
	LeaveOut map[exhibit.Ref]string
	// Release are restricted items that are to be handed over all the same. They go only when the ledger holds a decision
	// that releases them to Recipient.
	Release map[exhibit.Ref]bool
}

// Categories of what is left out.
const (
	CategoryRestricted  = "restricted"
	CategoryConditions  = "conditions"
	CategoryContrary    = "contrary"
	CategoryLeftOut     = "left-out"
	CategoryNotSelected = "not-selected"
	CategoryErased      = "erased"
	CategoryUnreadable  = "not-received"
)

// Select works out from the ledger alone what goes and what is listed as left out. It refuses nothing silently: every
// item of the case is either among the items or in the schedule.
//
// A decision or assessment goes only with every item whose words it quotes.
func Select(s *custody.State, sel Selection) (items []Item, entries []int64, withheld []Withheld) {
	rest := int64(0)
	var going []*custody.ItemState
	why := map[exhibit.Ref]string{}
	inside := heldInside(s, sel)
	for _, it := range s.Items {
		relevance, contrary := sel.Contrary[it.Ref]
		_, only := sel.Only[it.Ref]
		if sel.Only == nil {
			only, relevance = true, "part of the case"
		} else if only {
			relevance = sel.Only[it.Ref]
		}
		reason, leave := sel.LeaveOut[it.Ref]
		n := it.Entry
		released, met := s.MayGo(it, sel.Recipient)
		switch {
		case it.Sealed && !(sel.Release[it.Ref] && released):
			withheld = append(withheld, Withheld{Category: CategoryRestricted, Item: &n, Reason: restrictedReason(it, contrary)})
		case leave && contrary:
			withheld = append(withheld, Withheld{Category: CategoryContrary, Reference: it.Ref.String(), Item: &n, Reason: reason})
		case leave:
			withheld = append(withheld, Withheld{Category: CategoryLeftOut, Reference: it.Ref.String(), Item: &n, Reason: reason})
		case !met && (only || contrary):
			withheld = append(withheld, underConditions(it, contrary))
		case inside[it] != "" && (only || contrary):
			withheld = append(withheld, holding(it, inside[it], contrary))
		case only, contrary:
			going, why[it.Ref] = append(going, it), relevance
		default:
			rest++
		}
	}
	if rest > 0 {
		withheld = append(withheld, Withheld{Category: CategoryNotSelected, Count: rest, Reason: "does not concern what was selected"})
	}
	if n := int64(len(s.Refused)); n > 0 {
		withheld = append(withheld, Withheld{Category: CategoryUnreadable, Count: n, Reason: "was offered to the case and could not be taken; the case's ledger says why for each"})
	}
	for _, e := range s.Erased {
		entry := e.Entry
		withheld = append(withheld, Withheld{Category: CategoryErased, Count: 1, Reason: "destroyed by lawful order: " + e.Body.Reason, Entry: &entry})
	}
	unquoted := int64(0)
	for _, it := range going {
		part := quotingOnly(it, why, sel.Recipient)
		unquoted += int64(len(it.Entries) - len(part.Entries))
		items = append(items, itemOf(part, why[it.Ref]))
	}
	entries = slices.Clone(s.Case)
	for _, p := range s.Persons {
		if sel.Only == nil && len(p.Items) == 0 || len(p.Items) > 0 && allIn(p.Items, why) {
			entries = append(entries, p.Entry)
		} else {
			unquoted++
		}
	}
	if unquoted > 0 {
		withheld = append(withheld, Withheld{Category: CategoryNotSelected, Count: unquoted, Reason: "decisions and assessments about items that are not handed over, that quote them, or that let items go to other recipients"})
	}
	slices.Sort(entries)
	return items, entries, withheld
}

func allIn(refs []exhibit.Ref, going map[exhibit.Ref]string) bool {
	return !slices.ContainsFunc(refs, func(r exhibit.Ref) bool { _, ok := going[r]; return !ok })
}

// quotingOnly is an item without the decisions that quote items that do not go, and without those that let it go to
// somebody else: who else received it is not this recipient's business.
func quotingOnly(it *custody.ItemState, going map[exhibit.Ref]string, recipient string) *custody.ItemState {
	hidden := func(n int64) bool {
		if a := it.Allowance(n); a != nil && !custody.SameRecipient(a.Recipient, recipient) {
			return true
		}
		other, ok := it.Others[n]
		return ok && !allIn([]exhibit.Ref{other}, going)
	}
	part := *it
	part.Entries = slices.DeleteFunc(slices.Clone(it.Entries), hidden)
	part.Custody = slices.DeleteFunc(slices.Clone(it.Custody), func(e custody.Event) bool { return hidden(e.N) })
	return &part
}

// restrictedReason says no more than may be said of a restricted item, but it does say that what is held back bears
// against what is handed over: who receives it can ask for it then.
func restrictedReason(it *custody.ItemState, contrary bool) string {
	reason := "restricted"
	if it.Received.Originator != "" {
		reason = "restricted by its originator"
	}
	if contrary {
		reason += "; bears against what was selected"
	}
	return reason
}

// heldInside says which archives and mails hold bytes that stay, and by which category: what is held back must not leave
// inside something else. One that is restricted itself goes by a decision of its own, which is about all that is in it.
func heldInside(s *custody.State, sel Selection) map[*custody.ItemState]string {
	out := map[*custody.ItemState]string{}
	for _, it := range s.Items {
		released, met := s.MayGo(it, sel.Recipient)
		restricted := it.Sealed && !(sel.Release[it.Ref] && released)
		for _, from := range s.Above(it) {
			switch {
			case restricted && !from.Sealed:
				out[from] = CategoryRestricted
			case it.Sheet["conditions"] != "" && !met && out[from] == "":
				out[from] = CategoryConditions
			}
		}
	}
	return out
}

// holding is the row of an archive or mail that holds what stays. It is not named: its digest tells of all that is in it.
func holding(it *custody.ItemState, category string, contrary bool) Withheld {
	n := it.Entry
	w := Withheld{Category: category, Item: &n, Reason: "holds an item that is restricted"}
	if category == CategoryConditions {
		w.Reason = "holds an item given under conditions, and nobody has decided that they are met for this recipient"
	}
	if contrary {
		w.Reason += "; bears against what was selected"
	}
	return w
}

// underConditions is the row of an item whose conditions nobody has said to be met. They are not quoted: they may name
// whom they protect.
func underConditions(it *custody.ItemState, contrary bool) Withheld {
	n := it.Entry
	w := Withheld{Category: CategoryConditions, Reference: it.Ref.String(), Item: &n, Reason: "given under conditions, and nobody has decided that they are met for this recipient"}
	if contrary {
		w.Reason += "; bears against what was selected"
	}
	return w
}

func itemOf(it *custody.ItemState, relevance string) Item {
	out := Item{Ref: it.Ref, Entry: it.Entry, Entries: it.Entries, Name: it.Reports[0], Type: typeOf(it.Received.MediaType), MediaType: it.Received.MediaType,
		MD5: it.Received.MD5, SHA1: it.Received.SHA1, Relevance: relevance, Custody: custodyOf(it), VersionOf: it.Versions}
	var found struct {
		Title        string   `json:"title"`
		Author       string   `json:"author"`
		Outlet       string   `json:"outlet"`
		PublishedMin string   `json:"published_min"`
		PublishedMax string   `json:"published_max"`
		Flags        []string `json:"flags"`
	}
	if it.Read != nil {
		if len(it.Read.Layout) > 0 {
			_ = json.Unmarshal(it.Read.Layout, &found) // what cannot be read is not stated
		}
		if it.Read.Text != it.Ref {
			out.Derivations = append(out.Derivations, Derivation{Ref: it.Read.Text, Name: "text.txt"})
		}
		if !it.Read.Parts.IsZero() {
			out.Derivations = append(out.Derivations, Derivation{Ref: it.Read.Parts, Name: "parts.json"})
		}
	}
	out.Title = first(it.Sheet["title"], found.Title)
	out.Date = first(it.Sheet["published"], it.Sheet["created"], span(found.PublishedMin, found.PublishedMax))
	out.Source = first(it.Sheet["identity_code"], it.Sheet["outlet"], it.Sheet["author"], found.Outlet, found.Author)
	if r := it.Sheet["relevance"]; r != "" {
		out.Relevance = r
	}
	out.ActiveContent = slices.Contains(found.Flags, "active-content")
	out.Graphic = it.Sheet["graphic"]
	return out
}

func span(lo, hi string) string {
	if lo == hi || hi == "" {
		return lo
	}
	return lo + "/" + hi
}

func first(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}

// typeOf names the kind of evidence by what its bytes are.
func typeOf(media string) string {
	kind, _, _ := strings.Cut(media, "/")
	switch {
	case kind == "image":
		return "photograph or image"
	case kind == "video", kind == "audio":
		return kind
	case media == "text/html":
		return "web page"
	case media == "message/rfc822":
		return "e-mail"
	case media == "application/zip", media == "application/x-tar", media == "application/gzip":
		return "archive"
	case kind == "text", media == "application/pdf", strings.Contains(media, "document"):
		return "document"
	}
	return "file"
}

// custodyOf sums the chain of custody up in a line; custody.csv and the entries hold it whole.
func custodyOf(it *custody.ItemState) string {
	last := it.Custody[len(it.Custody)-1]
	before := it.Sheet["custody_before"]
	if before == "" {
		before = "not stated"
	}
	return fmt.Sprintf("received %s by %s (entry %d); %d events to entry %d; before us: %s", it.At, it.Custody[0].Actor, it.Entry, len(it.Custody), last.N, before)
}
