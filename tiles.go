package exhibit

import (
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// TileHeight is the height of a tile: 256 hashes of 32 bytes, as C2SP tlog-tiles has it.
const TileHeight = 8

// TilePath returns the path of a tile in the C2SP tlog-tiles layout, which leaves out the height that tlog's own paths
// carry: tile/<L>/<N>, and .p/<W> for a partial tile.
func TilePath(t tlog.Tile) string {
	return "tile/" + strings.TrimPrefix(t.Path(), fmt.Sprintf("tile/%d/", t.H))
}

// ParseTilePath reads a path that TilePath writes.
func ParseTilePath(path string) (tlog.Tile, error) {
	rest, ok := strings.CutPrefix(path, "tile/")
	t, err := tlog.ParseTilePath(fmt.Sprintf("tile/%d/%s", TileHeight, rest))
	if !ok || err != nil || t.L < 0 || TilePath(t) != path {
		return tlog.Tile{}, fmt.Errorf("%q is not the path of a tile of hashes", path)
	}
	return t, nil
}

// NewTiles returns the tiles that must be written when a published ledger grows from oldSize to newSize entries. The
// bytes of each are what tlog.ReadTileData gives.
func NewTiles(oldSize, newSize int64) []tlog.Tile { return tlog.NewTiles(TileHeight, oldSize, newSize) }
