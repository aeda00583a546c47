-- +goose Up
CREATE TABLE meta (
	key   TEXT PRIMARY KEY,
	value TEXT NOT NULL
);
-- One signed statement each. body and salt are NULL once erased; leaf and sig stay for ever.
CREATE TABLE entries (
	n     BIGINT PRIMARY KEY,
	type  TEXT NOT NULL,
	item  TEXT,
	leaf  BLOB NOT NULL,
	salt  BLOB,
	body  BLOB,
	key   TEXT NOT NULL,
	sig   BLOB NOT NULL
);
CREATE INDEX entries_item ON entries (item) WHERE item IS NOT NULL;
CREATE INDEX entries_type ON entries (type, n)
	WHERE type NOT IN ('received', 'read', 'asserted', 'sheet.stated', 'read.failed');
-- Stored hashes of the tree in the order of RFC 6962 post-order numbering, 256 hashes of 32 bytes a row.
CREATE TABLE hashes (
	chunk BIGINT PRIMARY KEY,
	data  BLOB NOT NULL
);
CREATE TABLE checkpoints (
	size BIGINT PRIMARY KEY,
	note BLOB NOT NULL
);
-- Keys that may sign, in the order they were introduced; retired_at is the first entry they may no longer sign.
CREATE TABLE keys (
	fingerprint TEXT PRIMARY KEY,
	public      BLOB NOT NULL,
	actor       TEXT NOT NULL,
	role        TEXT NOT NULL,
	entry       BIGINT NOT NULL,
	retired_at  BIGINT
);
