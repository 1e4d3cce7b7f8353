-- Ids compare byte by byte: the order of pages must not depend on a locale, and "C" is the fastest.
CREATE TABLE positions (
    organization_id  text COLLATE "C" NOT NULL,
    vehicle_id       text COLLATE "C" NOT NULL,
    timestamp        timestamptz NOT NULL,
    latitude         float8 NOT NULL,
    longitude        float8 NOT NULL,
    received_at      timestamptz NOT NULL,
    late             boolean NOT NULL,
    engine_running   boolean,
    speed_kmh        float8,
    heading_degrees  float8,
    accuracy_m       float8,
    altitude_m       float8,
    acceleration_x   float8,
    acceleration_y   float8,
    acceleration_z   float8,
    gyroscope_x      float8,
    gyroscope_y      float8,
    gyroscope_z      float8,
    fuel_level       float8,
    odometer_km      float8,
    speed_limit_kmh  float8,
    trip_id          text COLLATE "C",
    driver_id        text COLLATE "C",
    PRIMARY KEY (organization_id, vehicle_id, timestamp)
) PARTITION BY RANGE (timestamp);

-- Devices without a fix report 1970 or 1980. They must not make a partition for each day of that.
CREATE TABLE positions_before_2000 PARTITION OF positions FOR VALUES FROM (MINVALUE) TO ('2000-01-01 00:00:00+00');

-- One row a connection that commits groups: the number of its last commit, which tells it after a lost connection
-- whether that commit happened (GroupCommitter).
CREATE TABLE commit_lanes (
    lane      uuid PRIMARY KEY,
    sequence  bigint NOT NULL,
    at        timestamptz NOT NULL
) WITH (fillfactor = 20);

CREATE TABLE retention (
    organization_id  text COLLATE "C" PRIMARY KEY,
    days             integer NOT NULL CHECK (days >= 0)
);
