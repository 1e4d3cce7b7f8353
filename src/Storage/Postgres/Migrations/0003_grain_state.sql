-- Versions are unique in the whole table, so that a state cleared and written anew never has an old one again.
CREATE SEQUENCE grain_state_version CACHE 100;

CREATE TABLE grain_state (
    grain_id    text COLLATE "C" NOT NULL,
    state_name  text COLLATE "C" NOT NULL,
    version     bigint NOT NULL DEFAULT nextval('grain_state_version'),
    updated_at  timestamptz NOT NULL,
    payload     json NOT NULL,
    PRIMARY KEY (grain_id, state_name)
) WITH (fillfactor = 70);
