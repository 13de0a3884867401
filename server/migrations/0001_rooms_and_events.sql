-- "Drll": tells our files from any other SQLite database.
PRAGMA application_id = 1148349548;

CREATE TABLE room (
    id             INTEGER PRIMARY KEY,
    -- Eight letters, without the hyphen that people see.
    code           TEXT    NOT NULL UNIQUE CHECK (length(code) = 8),
    -- Milliseconds since 1970, for the record.
    opened_wall_ms INTEGER NOT NULL,
    -- Up to this room time a browser may have shown the running clock. It is not law, so it is no event.
    shown_until_ms INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The log. The key refuses a second event of one number, so two writers can never both be right.
CREATE TABLE event (
    room_id INTEGER NOT NULL REFERENCES room (id) ON DELETE CASCADE,
    seq     INTEGER NOT NULL CHECK (seq > 0),
    at_ms   INTEGER NOT NULL,
    wall_ms INTEGER NOT NULL,
    fact    TEXT    NOT NULL,
    PRIMARY KEY (room_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER event_is_law BEFORE UPDATE ON event
BEGIN
    SELECT RAISE(ABORT, 'an event never changes');
END;

-- Events go only together with their whole room.
CREATE TRIGGER event_stays BEFORE DELETE ON event
WHEN EXISTS (SELECT 1 FROM room WHERE id = OLD.room_id)
BEGIN
    SELECT RAISE(ABORT, 'an event is never deleted by itself');
END;
