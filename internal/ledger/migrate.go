package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"

	"embed"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations are the tables of the ledger, for drivers and for packages whose records lie beside them.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

// ErrNewer says that a case was written by a newer program.
var ErrNewer = errors.New("this case was written by a newer version of exhibit; install that version or a later one")

// Newer reports whether the tables of db were made by a newer program than these migrations belong to. Where that
// cannot be read it says no: reading the case then says why.
func Newer(ctx context.Context, db *sql.DB, migrations fs.FS) bool {
	var have, want int64
	if err := db.QueryRowContext(ctx, `SELECT max(version_id) FROM goose_db_version WHERE is_applied`).Scan(&have); err != nil {
		return false
	}
	names, _ := fs.Glob(migrations, "*.sql") // the pattern is a valid one
	for _, name := range names {
		if v, err := goose.NumericComponent(name); err == nil {
			want = max(want, v)
		}
	}
	return have > want
}

// Migrate brings the tables of db up to date. create says that they may be made anew.
func Migrate(ctx context.Context, db *sql.DB, dialect goose.Dialect, migrations fs.FS, create bool) error {
	p, err := goose.NewProvider(dialect, db, migrations, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("preparing tables: %w", err)
	}
	have, err := p.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("reading the version of the tables: %w", err)
	}
	sources := p.ListSources()
	want := sources[len(sources)-1].Version
	switch {
	case have > want:
		return ErrNewer
	case have == 0 && !create:
		return errors.New("the record database has no tables: it is not one of ours, or was not copied whole")
	case have == want:
		return nil
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("bringing tables up to date: %w", err)
	}
	return nil
}
