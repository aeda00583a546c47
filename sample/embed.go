package sample

import (
	"embed"
	"io/fs"
)

//go:embed README.md expected.md items.csv reports
var files embed.FS

// FS gives the sample as a read-only tree.
func FS() fs.FS { return files }
