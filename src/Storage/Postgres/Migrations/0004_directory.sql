CREATE TABLE directory (
    organization_id  text COLLATE "C" NOT NULL,
    kind             text COLLATE "C" NOT NULL,
    id               text COLLATE "C" NOT NULL,
    vehicle_id       text COLLATE "C",
    driver_id        text COLLATE "C",
    trip_status      text COLLATE "C",
    -- -infinity for what lists by id.
    sort_time        timestamptz NOT NULL,
    PRIMARY KEY (organization_id, kind, id)
);
CREATE INDEX directory_order ON directory (organization_id, kind, sort_time DESC, id);
CREATE INDEX directory_vehicle ON directory (organization_id, kind, vehicle_id, sort_time DESC, id) WHERE vehicle_id IS NOT NULL;
CREATE INDEX directory_driver ON directory (organization_id, kind, driver_id, sort_time DESC, id) WHERE driver_id IS NOT NULL;
