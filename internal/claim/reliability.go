package claim

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

// Figure is how well this reader did on reports that people had marked. It says nothing about any single report.
type Figure struct {
	Lang    string `json:"lang"`
	Version string `json:"version"` // of the rules that were measured
	Name    string `json:"figure"`
	Value   string `json:"value"`
	N       int    `json:"n"` // out of how many
	Date    string `json:"date"`
	How     string `json:"how"`
}

// ReliabilityHead is the first line of the table of figures: its columns, and who writes it.
const ReliabilityHead = "# language\trules\tfigure\tvalue\tn\tdate\thow (written by make quality)"

//go:embed reliability.tsv
var reliability string

// Reliability gives the measured figures of a language, or of all with "". None were measured for a language that is
// not in the table.
func Reliability(language string) []Figure {
	var out []Figure
	for line := range strings.Lines(reliability) {
		f, err := parseFigure(strings.TrimSuffix(line, "\n"))
		if err == nil && (language == "" || f.Lang == language) {
			out = append(out, f)
		}
	}
	return out
}

// String is the figure as a line of the table.
func (f Figure) String() string {
	return strings.Join([]string{f.Lang, f.Version, f.Name, f.Value, strconv.Itoa(f.N), f.Date, f.How}, "\t")
}

func parseFigure(line string) (Figure, error) {
	c := strings.Split(line, "\t")
	if len(c) != 7 || strings.HasPrefix(line, "#") {
		return Figure{}, fmt.Errorf("%q is no figure", line)
	}
	n, err := strconv.Atoi(c[4])
	if err != nil {
		return Figure{}, fmt.Errorf("%q is no figure: %w", line, err)
	}
	return Figure{c[0], c[1], c[2], c[3], n, c[5], c[6]}, nil
}
