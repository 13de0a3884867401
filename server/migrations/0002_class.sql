-- Who may do what in a room. Secrets are kept as hashes only.
-- A room from before has no key: whoever runs the program can give it one.
ALTER TABLE room ADD COLUMN operator_hash BLOB CHECK (length(operator_hash) = 32);
ALTER TABLE room ADD COLUMN watch_hash BLOB CHECK (length(watch_hash) = 32);
-- How the class's door stands, as JSON.
ALTER TABLE room ADD COLUMN door TEXT NOT NULL DEFAULT '{"locked":false,"waiting_room":false,"offers_agent":false,"offers_customer":false}';
-- When an operator was last here, in milliseconds since 1970; 0 for one that nobody came back to.
ALTER TABLE room ADD COLUMN visited_wall_ms INTEGER NOT NULL DEFAULT 0;
UPDATE room SET visited_wall_ms = opened_wall_ms;

-- Who joined a class. Names are all that is kept about people; they go with the seat, and all of it with the room.
CREATE TABLE member (
    room_id        INTEGER NOT NULL REFERENCES room (id) ON DELETE CASCADE,
    number         INTEGER NOT NULL CHECK (number > 0),
    key_hash       BLOB    NOT NULL CHECK (length(key_hash) = 32),
    name           TEXT    NOT NULL,
    -- As JSON; null once they were removed.
    seat           TEXT,
    muted          INTEGER NOT NULL,
    joined_wall_ms INTEGER NOT NULL,
    PRIMARY KEY (room_id, number)
) STRICT, WITHOUT ROWID;
