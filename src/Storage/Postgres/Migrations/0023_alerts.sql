-- What lists of alerts filter by, and what must be woken after a restart: a handful of rows among all there are.
ALTER TABLE directory ADD COLUMN status text COLLATE "C", ADD COLUMN pending boolean NOT NULL DEFAULT false;
CREATE INDEX directory_status ON directory (organization_id, kind, status, sort_time DESC, id) WHERE status IS NOT NULL;
CREATE INDEX directory_pending ON directory (organization_id, kind, id) WHERE pending;
-- A shard that starts asks for the newest steps of alerts, and alerts are few among events.
CREATE INDEX events_alerts ON events (organization_id, timestamp, event_id) WHERE kind = 'Fleet.AlertChanged';
