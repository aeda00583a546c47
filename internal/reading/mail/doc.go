// Package mail reads e-mail messages (RFC 5322, MIME) and pages saved as MHTML.
//
// The rule it guards: no words, no claim. Subject, From, To, Cc and Date stand first in the text, each as a header part
// that covers its value, then the body: the plain version where there is one, else the HTML version's words. What
// the headers cannot be decoded to is shown with U+FFFD and noted; a broken charset costs characters, not the message.
//
// Attachments are not read here. They are items of their own, made on arrival; their names are listed in the notes so
// that a reader of the message knows of them. The day of publication is that of the Date header, in the sender's own
// zone, as he wrote it: it is his statement, not a fact.
//
// It never follows a link, loads a picture, or decrypts anything: an encrypted message is an outcome.
//
//	t, err := mail.Reader{Limit: 64 << 20}.Read(ctx, in)
package mail
