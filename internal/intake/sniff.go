package intake

import (
	"archive/tar"
	"bytes"
	"path"
	"strings"
)

// kind is what a thing is, as far as it matters here: does it hold others?
type kind string

const (
	single    kind = ""
	zipFile   kind = "zip"
	tarFile   kind = "tar"
	gzipFile  kind = "gzip"
	bzip2File kind = "bzip2"
	mailFile  kind = "mail"
	mboxFile  kind = "mbox"
)

// foreign names a kind that holds others but is not opened here; "" for any other.
func (k kind) foreign() string {
	name, _ := strings.CutPrefix(string(k), "foreign ")
	if name == string(k) {
		return ""
	}
	return name
}

// sniff goes by the bytes; the name decides only between what the bytes leave open.
func sniff(head []byte, name string) kind {
	begins := func(magic string) bool { return bytes.HasPrefix(head, []byte(magic)) }
	switch {
	case begins("PK\x03\x04"), begins("PK\x05\x06"), begins("PK\x07\x08PK\x03\x04"):
		return zipFile
	case begins("\x1f\x8b\x08"):
		return gzipFile
	case len(head) > 3 && begins("BZh") && head[3] >= '1' && head[3] <= '9':
		return bzip2File
	case begins("Rar!\x1a\x07"):
		return "foreign a RAR archive"
	case begins("7z\xbc\xaf\x27\x1c"):
		return "foreign a 7z archive"
	case begins("\xfd7zXZ\x00"):
		return "foreign an xz file"
	case begins("\x28\xb5\x2f\xfd"):
		return "foreign a Zstandard file"
	case begins("LZIP"):
		return "foreign an lzip file"
	case begins("\x1f\x9d"):
		return "foreign a compress (.Z) file"
	case begins("MSCF"):
		return "foreign a cabinet archive"
	case begins("!BDN"):
		return "foreign an Outlook mailbox (PST)"
	case begins("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") && hasExt(name, ".msg"):
		return "foreign an Outlook message (MSG)"
	case isTar(head):
		return tarFile
	case isFromLine(firstLine(head)):
		return mboxFile
	case looksLikeMail(head, hasExt(name, ".eml", ".mht", ".mhtml")):
		return mailFile
	}
	return single
}

// MayHold reports whether a thing that begins with head may hold others, so that Walk would look into it. A sink may take
// a thing that does not in its own time.
func MayHold(head []byte, name string) bool { return sniff(head, name) != single }

func hasExt(name string, exts ...string) bool {
	ext := strings.ToLower(path.Ext(name))
	for _, e := range exts {
		if ext == e {
			return true
		}
	}
	return false
}

// isTar reports whether head begins with the header of a TAR member whose checksum is right.
func isTar(head []byte) bool {
	const block = 512
	if len(head) < block || head[0] == 0 {
		return false
	}
	_, err := tar.NewReader(bytes.NewReader(head)).Next()
	if err == nil {
		return true
	}
	// An extended header may be longer than what we have of the file.
	return bytes.HasPrefix(head[257:], []byte("ustar")) && err != tar.ErrHeader
}

func firstLine(head []byte) []byte {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	return line
}

// looksLikeMail reports whether head begins with the header of a mail. Without a mail's file name that takes two fields that mails have,
// one of them a field that people do not write by hand.
func looksLikeMail(head []byte, named bool) bool {
	people, machine := 0, 0
	for i, line := range bytes.Split(head, []byte("\n")) {
		line = bytes.TrimSuffix(line, []byte("\r"))
		if len(line) == 0 {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			if i == 0 {
				return false
			}
			continue
		}
		field, _, ok := bytes.Cut(line, []byte(":"))
		if !ok || !isFieldName(field) {
			if named {
				continue
			}
			break
		}
		switch strings.ToLower(string(field)) {
		case "from", "to", "cc", "subject", "date", "reply-to", "sender":
			people++
		case "received", "message-id", "mime-version", "return-path", "delivered-to", "content-type", "content-transfer-encoding", "dkim-signature", "references", "in-reply-to", "x-mailer":
			machine++
		}
	}
	return machine > 0 && machine+people > 1 || named && machine+people > 0
}

func isFieldName(b []byte) bool {
	for _, c := range b {
		if c <= ' ' || c >= 0x7f {
			return false
		}
	}
	return len(b) > 0 && len(b) < 80
}
