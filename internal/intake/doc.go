// Package intake is the arrival of things: files, folders, archives, e-mails and mailboxes.
//
// It walks what it is pointed at in a fixed order and hands each thing to a Sink, which preserves the bytes.
// What the sink preserved is opened again, and where it turns out to hold other things (a ZIP, a TAR, a mail with a
// photograph attached) each of these arrives as a thing of its own, with the relation to its parent kept.
//
// The rule it guards is number 9 of docs/design.md: nothing is lost silently. Every thing that is met ends in exactly one of two ways:
//
//   - it arrived: Sink.Arrived returned without an error; or
//   - it could not be taken: Sink.Outcome was told so, with a code, one sentence and a next step (Outcome.Preserved is false).
//
// Beside that a thing that did arrive may carry remarks, which are outcomes with Preserved set: its name was unsafe, it is an
// archive that breaks off, it is nested too deep to be opened. What each code means stands at its constant.
//
// What it never does: it never writes (no member of an archive is put on disk under its own name; the sink stores bytes
// under their digest), never follows a symbolic link out of the folder it was given, never opens a device, a socket or a pipe,
// never interprets what a report says, and never decides what is evidence.
//
// # Names
//
// Arrival.Report is the path relative to the folder given, with "/", and parent!child for what came out of something:
//
//	reports/2022-03-06.txt
//	reports/photos.zip!school/IMG_0001.jpg
//	statement.eml!forwarded.eml!photo.jpg
//	old.mbox!0001.eml!list.csv
//
// A report name is valid UTF-8 on one line that reads in the order it is written: bytes that are not UTF-8, control characters,
// line separators, marks that turn the direction of writing, "\", "!" and "%" itself stand as %XX. So "!" separates a parent from a
// child and nothing else, and DecodeName gives back the exact bytes of the name.
//
// # Archives that harm
//
// An archive can be small and unpack to more than any disk holds. Limits bound the depth of nesting, the number of
// members, the bytes that one top-level thing may expand to and how far one member may expand; whatever is beyond them is an outcome that
// says how much was not taken, and the archive itself stays preserved. Memory is bounded too: the directory of a ZIP is read in windows.
//
// DOCX, XLSX, ODT, EPUB, JAR and APK are ZIP files by format but documents or programs by nature: they are one thing and are not opened here.
//
// # Example
//
//	err := intake.Walk(ctx, sink, intake.Config{}, "reports/")
//
// where a sink that only lists is
//
//	func (l lister) Arrived(ctx context.Context, a intake.Arrival) (intake.Received, error) {
//		r, err := a.Open()
//		if err != nil {
//			return intake.Received{}, err // Walk passes it on to Outcome
//		}
//		defer r.Close()
//		n, err := io.Copy(io.Discard, r)
//		if err == nil {
//			err = a.Check()
//		}
//		fmt.Println(a.Report, n)
//		return intake.Received{}, err
//	}
package intake
