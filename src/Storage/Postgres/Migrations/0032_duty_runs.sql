-- Drivers whose hours of service come due without data: a restart has to wake them, on a trip or not.
ALTER TABLE directory ADD COLUMN duty_runs boolean NOT NULL DEFAULT false;
CREATE INDEX directory_duty ON directory (organization_id, id) WHERE kind = 'driver' AND duty_runs;
