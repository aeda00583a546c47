package sheet

import "strings"

// Field is one column of the sheet.
type Field struct {
	Name string // as the first row of the sheet has it, and as every export names it
	What string // what it is for
}

// Path is the column that says which item a row is about.
const Path = "path"

// Fields are the columns in the order of the template. The list is a copy.
func Fields() []Field {
	return []Field{
		{Path, "the item, as its path below the folder that is added; parent!child for what is in an archive or a mail"},
		{"url", "where it was found on the internet"},
		{"title", "its title or headline"},
		{"author", "who made or wrote it"},
		{"account", "the account that posted it"},
		{"outlet", "the newspaper, agency, channel or body that published it"},
		{"created", "when it was made: 2022-03-06, 2022-03, 2022, or with a time 2022-03-06T14:05Z"},
		{"created_precision", "how exact that is: " + strings.Join(precisions(), ", ")},
		{"published", "when it was published, in the same form"},
		{"collected_at", "when it was collected, in the same form"},
		{"collected_by", "who collected it: a person or a code"},
		{"how_collected", "how: downloaded, photographed, handed over, recorded …"},
		{"provider", "who gave it to us"},
		{"custody_before", "in whose hands it was before us, one after another"},
		{"how_obtained", "how the provider came by it"},
		{"language", "its language, as a code: en, uk, ru, ar …"},
		{"restriction", "open or restricted; a restricted item is left out of everything that leaves the house until it is cleared"},
		{"originator", "who restricted it and may lift that"},
		{"conditions", "conditions under which it was given"},
		{"legal_basis", "the legal basis for holding it"},
		{"consent", "what the people concerned consented to"},
		{"relevance", "why it matters to the case"},
		{"graphic", "yes or no: whether it shows what is hard to see, so that nobody opens it unprepared"},
		{"notes", "anything else"},
		{"identity_code", "the code that stands for a source whose identity is kept apart"},
	}
}

// precisions are the words of created_precision, from coarse to fine; approximate stands for itself.
func precisions() []string {
	return []string{"year", "month", "day", "hour", "minute", "second", "approximate"}
}

// Template is an empty sheet: the first row and nothing else, so that no made-up row can be taken for a statement.
func Template() []byte {
	var names []string
	for _, f := range Fields() {
		names = append(names, f.Name)
	}
	return []byte(strings.Join(names, ",") + "\r\n")
}
