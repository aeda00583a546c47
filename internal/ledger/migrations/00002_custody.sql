-- +goose Up
-- One row per item: the view of its entries that lists and searches need. Rebuilt from the entries at any time.
CREATE TABLE items (
	ref         TEXT PRIMARY KEY,
	entry       BIGINT NOT NULL,          -- first received entry
	bytes       BIGINT NOT NULL,
	media_type  TEXT NOT NULL,
	md5         TEXT NOT NULL,
	sha1        TEXT NOT NULL,
	restriction TEXT NOT NULL,            -- open, restricted
	originator  TEXT,
	sealed      TEXT,                     -- digest of the ciphertext
	cleared     TEXT,                     -- ref of the version that may be read
	erased_by   BIGINT,
	sheet       TEXT                      -- JSON object, latest statement of each field
);
CREATE UNIQUE INDEX items_entry ON items (entry);
-- One row per arrival: the same bytes may come several times.
CREATE TABLE arrivals (
	entry   BIGINT PRIMARY KEY,
	ref     TEXT NOT NULL,
	report  TEXT NOT NULL,
	parent  TEXT
);
CREATE INDEX arrivals_ref ON arrivals (ref, entry);
CREATE INDEX arrivals_report ON arrivals (report);
-- One row per thing offered that could not be taken.
CREATE TABLE refusals (
	entry   BIGINT PRIMARY KEY,
	report  TEXT NOT NULL,
	parent  TEXT,
	code    TEXT NOT NULL,
	reason  TEXT NOT NULL,
	remark  BOOLEAN NOT NULL              -- the thing itself was received
);
-- The latest outcome of each stage for each item. ref is NULL when the stage failed.
CREATE TABLE derivations (
	item    TEXT NOT NULL,
	stage   TEXT NOT NULL,                -- text, claims
	tool    TEXT NOT NULL,                -- reader and version
	ref     TEXT,
	extra   TEXT,                         -- layout of a text
	code    TEXT,
	reason  TEXT,
	entry   BIGINT NOT NULL,
	PRIMARY KEY (item, stage)
);
-- Keys of restricted originals, each sealed to those who may open them. Not derived: protected, and destroyed on erasure.
CREATE TABLE item_keys (
	ref     TEXT PRIMARY KEY,
	wrapped BLOB NOT NULL
);
-- Names behind actor codes, sealed to those who may open them. Not derived: protected.
CREATE TABLE annex (
	actor     TEXT PRIMARY KEY,
	sealed    BLOB NOT NULL
);
