package exhibit

// codeRule says where the rule is written that a finding of this code breaks (docs/format/verify-codes.md).
type codeRule struct{ code, rule string }

func codeRules() []codeRule {
	return []codeRule{
		{"anchor-chain", "checkpoint.md, 4"},
		{"anchor-checkpoint", "checkpoint.md, 4"},
		{"anchor-token", "checkpoint.md, 4"},
		{"bag-declaration", "RFC 8493, 2.1.1"},
		{"bag-fetch", "RFC 8493, 2.2.3"},
		{"bag-info", "RFC 8493, 2.2.2"},
		{"bag-oxum", "RFC 8493, 2.2.2"},
		{"case-form", "case.md, 2"},
		{"checkpoint-form", "checkpoint.md, 1"},
		{"checkpoint-root", "checkpoint.md, 1"},
		{"checkpoint-signature", "checkpoint.md, 2"},
		{"checkpoint-size", "checkpoint.md, 1"},
		{"derivation-altered", "case.md, 4"},
		{"derivation-missing", "case.md, 5"},
		{"derivation-unrecorded", "submission.md, 4"},
		{"entry-form", "entry.md, 1"},
		{"entry-key", "entry.md, 5"},
		{"entry-leaf", "entry.md, 2"},
		{"entry-line", "entry.md, 4"},
		{"entry-number", "entry.md, 4"},
		{"entry-signature", "entry.md, 3"},
		{"erasure-undone", "entry.md, 6"},
		{"erasure-unnamed", "entry.md, 6"},
		{"file-unexpected", "case.md, 4"},
		{"hash-missing", "case.md, 3"},
		{"hash-wrong", "case.md, 3"},
		{"history-rewritten", "checkpoint.md, 3"},
		{"index-differs", "submission.md, 5"},
		{"item-altered", "case.md, 4"},
		{"item-missing", "case.md, 5"},
		{"item-unrecorded", "submission.md, 4"},
		{"key-form", "entry.md, 5"},
		{"key-untrusted", "checkpoint.md, 2"},
		{"keys-differ", "submission.md, 6"},
		{"manifest-form", "RFC 8493, 2.1.3"},
		{"manifest-missing", "RFC 8493, 2.1.3"},
		{"origin-differs", "checkpoint.md, 1"},
		{"package-form", "submission.md, 2"},
		{"package-signature", "submission.md, 8"},
		{"path-unsafe", "RFC 8493, 5.1"},
		{"payload-altered", "RFC 8493, 3"},
		{"payload-missing", "RFC 8493, 3"},
		{"payload-unlisted", "RFC 8493, 3"},
		{"proof-missing", "submission.md, 6"},
		{"proof-wrong", "submission.md, 6"},
		{"release-entries", "submission.md, 3"},
		{"release-format", "submission.md, 3"},
		{"release-items", "submission.md, 3"},
		{"release-manifest", "submission.md, 3"},
		{"release-undecided", "submission.md, 3"},
		{"sealed-altered", "case.md, 4"},
		{"sealed-missing", "case.md, 5"},
		{"since-unknown-key", "checkpoint.md, 3"},
		{"tag-altered", "RFC 8493, 3"},
		{"tag-missing", "RFC 8493, 3"},
		{"tag-unlisted", "submission.md, 2"},
		{"tail-cut", "checkpoint.md, 3"},
		{"tile-missing", "published-ledger.md, 2"},
		{"tile-unexpected", "published-ledger.md, 1"},
		{"tile-wrong", "published-ledger.md, 2"},
		{"version-commitment", "submission.md, 10"},
		{"zip-form", "submission.md, 9"},
	}
}

func ruleOf(code string) string {
	for _, r := range codeRules() {
		if r.code == code {
			if r.rule[:3] == "RFC" {
				return r.rule
			}
			return "docs/format/" + r.rule
		}
	}
	panic("exhibit: finding code " + code + " has no rule")
}
