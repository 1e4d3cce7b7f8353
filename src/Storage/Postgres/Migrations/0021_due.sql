-- What comes due by the clock in a thing that nobody calls. A silo asks at start, over all organizations.
ALTER TABLE directory ADD COLUMN due_at timestamptz;
CREATE INDEX directory_due ON directory (organization_id, kind, id) WHERE due_at IS NOT NULL;
