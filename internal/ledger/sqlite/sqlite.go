// Package sqlite opens the record database of a case in one file, with the guarantees the ledger relies on: every
// commit survives loss of power (WAL, synchronous=FULL), one writer at a time, erased words overwritten
// (secure_delete). It refuses a library that is too old to be trusted with that.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"

	"github.com/pressly/goose/v3"
	"golang.org/x/mod/semver"
	"modernc.org/sqlite" // the driver named "sqlite"

	"exhibit/internal/ledger"
)

// oldest is the SQLite version below which a WAL database may be corrupted by a checkpoint that races with a writer.
const oldest = "v3.51.3"

// logPages lets the write-ahead log grow to 64 MB before its pages move to the database: taking in thousands of items,
// the same pages of the indexes change again and again, and each is moved once.
const logPages = "wal_autocheckpoint(16000)"

// Open opens the database at path. create makes a new one; otherwise a missing file is an error. readOnly never writes.
func Open(ctx context.Context, path string, migrations fs.FS, create, readOnly bool) (*sql.DB, error) {
	_, err := os.Stat(path)
	switch {
	case create && err == nil:
		return nil, fmt.Errorf("%q is there already", path)
	case !create && errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("no record database at %q: this is not a case, or not a whole one", path)
	case !create && err != nil:
		return nil, fmt.Errorf("opening the record database: %w", err)
	}
	if readOnly {
		db, err := openReader(ctx, path)
		if err == nil && ledger.Newer(ctx, db, migrations) {
			db.Close()
			return nil, ledger.ErrNewer
		}
		return db, err
	}
	db, err := open(ctx, path, url.Values{"_pragma": {"journal_mode(WAL)", "synchronous(FULL)", "secure_delete(ON)", "busy_timeout(0)", "foreign_keys(ON)", "cache_size(-16000)", "mmap_size(0)", logPages},
		"_txlock": {"immediate"}}, readOnly)
	if unwritable(err) {
		return nil, fmt.Errorf("the case cannot be written here: it lies on a read-only medium, or you may not write to its folder; copy it to a folder of yours, or ask for permission: %w", err)
	}
	if err != nil {
		return nil, err
	}
	if err := ledger.Migrate(ctx, db, goose.DialectSQLite3, migrations, create); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

// openReader opens a database that is only read. Where nothing can be written, on a DVD, on a full disk or in a folder
// of somebody else's, SQLite cannot make the two files through which readers and writers of a WAL database find each other: the
// database is then read as one that does not change, which holds as long as no log lies beside it.
func openReader(ctx context.Context, path string) (*sql.DB, error) {
	q := url.Values{"_pragma": {"busy_timeout(10000)", "query_only(ON)", "cache_size(-16000)"}}
	db, err := open(ctx, path, q, true)
	if !unwritable(err) && !Full(err) {
		return db, err
	}
	if fi, e := os.Stat(path + "-wal"); e == nil && fi.Size() > 0 {
		return nil, fmt.Errorf("the record database was not closed (%s-wal lies beside it), and nothing can be written here to take that in; copy the whole case to a folder of yours and use the copy: %w", filepath.Base(path), err)
	}
	q.Set("immutable", "1")
	q.Set("mode", "ro")
	return open(ctx, path, q, true)
}

// SQLite's primary result codes that a caller can do something about.
const (
	codeReadOnly   = 8  // SQLITE_READONLY
	codeCorrupt    = 11 // SQLITE_CORRUPT
	codeFull       = 13 // SQLITE_FULL
	codeCannotOpen = 14 // SQLITE_CANTOPEN
	codeNoDatabase = 26 // SQLITE_NOTADB

	codeNoRoomToShare = 10 | 19<<8 // SQLITE_IOERR_SHMSIZE: no room for the file through which processes find each other
)

// unwritable reports whether SQLite failed for want of permission to write.
func unwritable(err error) bool { return failed(err, codeReadOnly, codeCannotOpen) }

// Damaged reports whether SQLite says that the file is not a sound database.
func Damaged(err error) bool { return failed(err, codeCorrupt, codeNoDatabase) }

// Full reports whether SQLite had no room to write.
func Full(err error) bool { return failed(err, codeFull, codeNoRoomToShare) }

func failed(err error, codes ...int) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && (slices.Contains(codes, e.Code()) || slices.Contains(codes, e.Code()&0xff)) // the primary code is the low byte
}

func open(ctx context.Context, path string, q url.Values, readOnly bool) (*sql.DB, error) {
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+q.Encode())
	if err != nil {
		return nil, fmt.Errorf("opening the record database: %w", err)
	}
	if err := check(ctx, db, readOnly); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

func check(ctx context.Context, db *sql.DB, readOnly bool) error {
	var version, journal string
	var sync int
	if err := db.QueryRowContext(ctx, `SELECT sqlite_version()`).Scan(&version); err != nil {
		return fmt.Errorf("opening the record database: %w", err)
	}
	if semver.Compare("v"+version, oldest) < 0 {
		return fmt.Errorf("SQLite %s is older than %s and may damage a case; build with a newer modernc.org/sqlite", version, oldest)
	}
	if err := db.QueryRowContext(ctx, `PRAGMA journal_mode`).Scan(&journal); err != nil {
		return fmt.Errorf("the record database cannot be read; restore it from a copy: %w", err)
	}
	if readOnly {
		return nil
	}
	if err := db.QueryRowContext(ctx, `PRAGMA synchronous`).Scan(&sync); err != nil {
		return fmt.Errorf("opening the record database: %w", err)
	}
	if journal != "wal" || sync != 2 {
		return fmt.Errorf("the record database runs with journal %q and synchronous %d, not wal and 2: commits would not be durable", journal, sync)
	}
	return nil
}
