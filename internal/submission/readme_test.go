package submission

import (
	"crypto/x509"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"exhibit"
)

// steps cuts the README into its numbered steps, each with its commands.
func steps(readme string) map[string][]string {
	out, at := map[string][]string{}, ""
	for _, line := range strings.Split(readme, "\n") {
		if len(line) > 2 && line[1] == '.' && line[0] >= '1' && line[0] <= '9' {
			at = line[:1]
		} else if cmd, ok := strings.CutPrefix(line, "     "); ok && at != "" {
			out[at] = append(out[at], strings.TrimSpace(cmd))
		} else if line != "" && !strings.HasPrefix(line, " ") {
			at = ""
		}
	}
	return out
}

func needs(t *testing.T, tools ...string) {
	t.Helper()
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed", tool)
		}
	}
}

func run(dir, command string) (string, error) {
	cmd := exec.Command("bash", "-o", "pipefail", "-c", command)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func TestCommandsOfTheReadmeCheckThePackage(t *testing.T) {
	needs(t, "bash")
	h := newHouse(t)
	root := timestamp(t, h)
	dir := filepath.Join(t.TempDir(), "out")
	if _, err := h.writer().Write(t.Context(), dir, h.req); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, "README.txt"))
	if err != nil {
		t.Fatal(err)
	}
	all := steps(string(b))
	if len(all["1"]) != 2 || len(all["2"]) != 1 || len(all["3"]) != 2 || len(all["4"]) != 2 || len(all["5"]) != 1 || len(all["6"]) != 1 {
		t.Fatalf("the README's steps: %v", all)
	}
	tools := map[string][]string{"1": {"sha256sum"}, "2": {"minisign"}, "3": {"jq", "sha256sum"}, "4": {"jq", "xxd", "sha256sum"}, "5": {"openssl"}, "6": {"xxd", "sha256sum"}}
	for step, commands := range all {
		t.Run("step "+step, func(t *testing.T) {
			needs(t, tools[step]...)
			var said []string
			for _, c := range commands {
				if step == "5" {
					if root == "" {
						t.Skip("openssl is not installed, so there is no time stamp to check")
					}
					c = strings.NewReplacer("/N.", "/"+tokenEntry(h)+".", "ROOT.pem", root).Replace(c)
				}
				if step == "6" { // the salt is of the test; any file may stand for the original
					c = strings.NewReplacer("SALT", strings.Repeat("5a", exhibit.SaltSize), "ORIGINAL", "bagit.txt").Replace(c)
				}
				out, err := run(dir, c)
				if err != nil {
					t.Fatalf("%s: %v\n%s", c, err, out)
				}
				said = append(said, out)
			}
			if (step == "3" || step == "4") && said[0] != said[1] {
				t.Errorf("the two lines differ: %q and %q", said[0], said[1])
			}
			if want := exhibit.VersionCommitment([exhibit.SaltSize]byte([]byte(strings.Repeat("Z", exhibit.SaltSize))), exhibit.RefOf([]byte("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"))); step == "6" && said[0] != want.Hex()+"\n" {
				t.Errorf("the commitment is %q, and should be %s", said[0], want.Hex())
			}
		})
	}
	opt := exhibit.Options{}
	if root != "" {
		opt.Roots = x509.NewCertPool()
		pem, err := os.ReadFile(root)
		if err != nil || !opt.Roots.AppendCertsFromPEM(pem) {
			t.Fatalf("root certificate: %v", err)
		}
	}
	if r := verify(t, dir, opt); !r.Unaltered() || root != "" && (len(r.Anchors) != 1 || !r.Anchors[0].Chain || r.Anchors[0].Authority == "") {
		t.Errorf("findings %v, anchors %v", r.Findings, r.Anchors)
	}
	// The same commands find an alteration.
	needs(t, "sha256sum")
	victim := filepath.Join(dir, "data", "evidence", "index.csv")
	if err := os.Chmod(victim, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(victim, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := run(dir, all["1"][1]); err == nil {
		t.Errorf("an altered index passes:\n%s", out)
	}
}

// tokenEntry is the number of the anchored entry.
func tokenEntry(h *house) string {
	for _, l := range h.ledger.lines {
		if strings.Contains(l.Entry, `"type":"anchored"`) {
			return strings.TrimPrefix(strings.SplitN(l.Entry, ",", 4)[2], `"n":`)
		}
	}
	return ""
}

// timestamp anchors the ledger with an authority made by openssl, where that is installed, and returns the path of its
// root certificate.
func timestamp(t *testing.T, h *house) (root string) {
	if _, err := exec.LookPath("openssl"); err != nil {
		return ""
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"tsa.cnf": opensslConfig, "serial": "01\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	note := h.ledger.at(int64(len(h.ledger.lines)))
	request, err := exhibit.NewRequest(exhibit.RefOf(note), []byte("12345678"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "request.tsq"), request, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []string{
		`openssl req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -days 3650 -subj "/O=Test/CN=Test Root" -config tsa.cnf -extensions ca`,
		`openssl req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj "/O=Test/CN=Test Authority" -config tsa.cnf`,
		`openssl x509 -req -in tsa.csr -CA root.pem -CAkey root.key -set_serial 2 -days 3650 -out tsa.pem -extfile tsa.cnf -extensions tsa_ext`,
		`openssl ts -reply -config tsa.cnf -queryfile request.tsq -out response.tsr`,
	} {
		if out, err := run(dir, c); err != nil {
			t.Fatalf("%s: %v\n%s", c, err, out)
		}
	}
	response, err := os.ReadFile(filepath.Join(dir, "response.tsr"))
	if err != nil {
		t.Fatal(err)
	}
	token, err := exhibit.CheckResponse(request, response)
	if err != nil {
		t.Fatal(err)
	}
	ref := h.put(string(token))
	size := int64(len(h.ledger.lines))
	n := h.ledger.add(exhibit.Anchored, exhibit.Ref{}, []exhibit.Ref{ref}, exhibit.AnchoredBody{Size: size, Checkpoint: string(note), Token: ref, Authority: "Test"})
	h.req.Entries = append(h.req.Entries, n)
	return filepath.Join(dir, "root.pem")
}

const opensslConfig = `
[req]
distinguished_name = dn
[dn]
[ca]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
[tsa_ext]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = authority
[authority]
serial = serial
crypto_device = builtin
signer_cert = tsa.pem
certs = root.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_alg = sha256
`
