-- What a silo asks at start, over all organizations: a handful of rows among all trips there ever were.
CREATE INDEX directory_under_way ON directory (organization_id, id) WHERE kind = 'trip' AND trip_status IN ('active', 'paused');
CREATE INDEX directory_vehicles ON directory (organization_id, id) WHERE kind = 'vehicle';
