package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
)

// message writes an e-mail (RFC 5322, MIME) with a text and one PDF attached.
func message(text, name string, attachment []byte) []byte {
	const boundary = "=_morning-docket-2022-03-24"
	var b bytes.Buffer
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\r\n", args...) }
	line("Received: from mail.docket.example.org (mail.docket.example.org [192.0.2.17])")
	line("\tby mx.desk.example.net; Thu, 24 Mar 2022 07:15:09 +0000")
	line("Message-ID: <20220324.071500.docket@docket.example.org>")
	line("Date: Thu, 24 Mar 2022 07:15:00 +0000")
	line("From: Morning Docket <morning@docket.example.org>")
	line("To: Documentation desk <desk@desk.example.net>")
	line("Subject: =?utf-8?Q?Morning_Docket=3A_a_finding=2C_two_numbers_=E2=80=93_and_a_note?=")
	line("List-Unsubscribe: <mailto:leave@docket.example.org>")
	line("MIME-Version: 1.0")
	line("Content-Type: multipart/mixed; boundary=%q", boundary)
	line("")
	line("--%s", boundary)
	line("Content-Type: text/plain; charset=utf-8")
	line("Content-Transfer-Encoding: quoted-printable")
	line("")
	for _, l := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		for _, q := range quotedPrintable(l) {
			line("%s", q)
		}
	}
	line("--%s", boundary)
	line("Content-Type: application/pdf; name=%q", name)
	line("Content-Disposition: attachment; filename=%q", name)
	line("Content-Transfer-Encoding: base64")
	line("")
	enc := base64.StdEncoding.EncodeToString(attachment)
	for len(enc) > 76 {
		line("%s", enc[:76])
		enc = enc[76:]
	}
	line("%s", enc)
	line("--%s--", boundary)
	return b.Bytes()
}

// quotedPrintable writes one line of text as lines of at most 76 characters (RFC 2045, 6.7).
func quotedPrintable(s string) []string {
	var lines []string
	line := ""
	for i := 0; i < len(s); i++ {
		c := s[i]
		unit := string(rune(c))
		if c >= 0x80 || c == '=' || c == '\t' || (c == ' ' && i == len(s)-1) {
			unit = fmt.Sprintf("=%02X", c)
		}
		if len(line)+len(unit) > 75 {
			lines = append(lines, line+"=")
			line = ""
		}
		line += unit
	}
	return append(lines, line)
}
