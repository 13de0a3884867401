-- What the server keeps for itself: what its cookies are signed with, and a slow hash that tells whether the trainer key is
-- still the same.
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The browsers on which somebody has proved the trainer key. Secrets are kept as hashes only.
CREATE TABLE sign_in (
    id            INTEGER PRIMARY KEY,
    key_hash      BLOB    NOT NULL UNIQUE CHECK (length(key_hash) = 32),
    -- Its name and system, for the list from which one is ended.
    browser       TEXT    NOT NULL,
    -- Both in milliseconds since 1970.
    begun_wall_ms INTEGER NOT NULL,
    used_wall_ms  INTEGER NOT NULL
) STRICT;

-- Somebody has the same key in every room that their class went on to, and is removed from all of them at once.
CREATE INDEX member_by_key ON member (key_hash);
