-- Traffic events are about cameras, zones, accidents, areas and alerts rather than vehicles.
ALTER TABLE events ADD COLUMN subject_id text COLLATE "C";
CREATE INDEX events_subject ON events (organization_id, subject_id, timestamp, event_id) WHERE subject_id IS NOT NULL;
-- What a shard remembers when it starts.
CREATE INDEX events_traffic ON events (organization_id, timestamp, event_id) WHERE subject_id IS NOT NULL;
