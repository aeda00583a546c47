-- +goose Up
-- What is sealed follows from no entry. So that an alteration is found by those too who cannot open it, whoever sealed
-- it signs its digest: key is the fingerprint of the signing key.
ALTER TABLE item_keys ADD COLUMN key TEXT;
ALTER TABLE item_keys ADD COLUMN sig BLOB;
ALTER TABLE annex ADD COLUMN key TEXT;
ALTER TABLE annex ADD COLUMN sig BLOB;
