-- What the Orleans ADO.NET providers look up: they read "OrleansQuery" once at start and run the texts in it. Keys,
-- parameters and the names of result columns are theirs, tables and texts are ours. Each text is one statement, so that
-- each is one transaction without a function.

CREATE TABLE OrleansQuery (
    QueryKey text PRIMARY KEY,
    QueryText text NOT NULL
);

-- Members of clusters. The version row serialises every change of one cluster's membership.
CREATE TABLE cluster_versions (
    cluster_id text PRIMARY KEY,
    version integer NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE cluster_silos (
    cluster_id text NOT NULL REFERENCES cluster_versions,
    address text NOT NULL,
    port integer NOT NULL,
    generation integer NOT NULL,
    silo_name text NOT NULL,
    host_name text NOT NULL,
    status integer NOT NULL,
    proxy_port integer NOT NULL,
    suspect_times text,
    start_time timestamptz NOT NULL,
    alive_time timestamptz NOT NULL,
    PRIMARY KEY (cluster_id, address, port, generation)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('InsertMembershipVersionKey', '
    WITH added AS (
        INSERT INTO cluster_versions (cluster_id) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*)::integer FROM added'),
('InsertMembershipKey', '
    WITH moved AS (
        UPDATE cluster_versions SET version = version + 1, changed_at = now()
        WHERE cluster_id = @DeploymentId AND version = @Version AND NOT EXISTS (
            SELECT FROM cluster_silos
            WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING 1),
    added AS (
        INSERT INTO cluster_silos (cluster_id, address, port, generation, silo_name, host_name, status, proxy_port, start_time, alive_time)
        SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM moved
        RETURNING 1)
    SELECT count(*)::integer FROM added'),
('UpdateMembershipKey', '
    WITH moved AS (
        UPDATE cluster_versions SET version = version + 1, changed_at = now()
        WHERE cluster_id = @DeploymentId AND version = @Version AND EXISTS (
            SELECT FROM cluster_silos
            WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING 1),
    changed AS (
        UPDATE cluster_silos SET status = @Status, suspect_times = @SuspectTimes, alive_time = @IAmAliveTime FROM moved
        WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
        RETURNING 1)
    SELECT count(*)::integer FROM changed'),
('UpdateIAmAlivetimeKey', '
    UPDATE cluster_silos SET alive_time = @IAmAliveTime
    WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation'),
('MembershipReadRowKey', '
    SELECT v.version AS Version, s.address AS Address, s.port AS Port, s.generation AS Generation, s.silo_name AS SiloName,
        s.host_name AS HostName, s.status AS Status, s.proxy_port AS ProxyPort, s.suspect_times AS SuspectTimes,
        s.start_time AS StartTime, s.alive_time AS IAmAliveTime
    FROM cluster_versions v LEFT JOIN cluster_silos s
        ON s.cluster_id = v.cluster_id AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
    WHERE v.cluster_id = @DeploymentId'),
('MembershipReadAllKey', '
    SELECT v.version AS Version, s.address AS Address, s.port AS Port, s.generation AS Generation, s.silo_name AS SiloName,
        s.host_name AS HostName, s.status AS Status, s.proxy_port AS ProxyPort, s.suspect_times AS SuspectTimes,
        s.start_time AS StartTime, s.alive_time AS IAmAliveTime
    FROM cluster_versions v LEFT JOIN cluster_silos s ON s.cluster_id = v.cluster_id
    WHERE v.cluster_id = @DeploymentId'),
('GatewaysQueryKey', '
    SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation
    FROM cluster_silos
    WHERE cluster_id = @DeploymentId AND status = @Status AND proxy_port > 0'),
('DeleteMembershipTableEntriesKey', '
    WITH gone AS (DELETE FROM cluster_silos WHERE cluster_id = @DeploymentId)
    DELETE FROM cluster_versions WHERE cluster_id = @DeploymentId'),
('CleanupDefunctSiloEntriesKey', '
    DELETE FROM cluster_silos
    WHERE cluster_id = @DeploymentId AND alive_time < @IAmAliveTime AND status <> 3');

CREATE TABLE reminders (
    service_id text NOT NULL,
    grain_id text NOT NULL,
    reminder_name text NOT NULL,
    start_time timestamptz NOT NULL,
    period bigint NOT NULL,
    grain_hash integer NOT NULL,
    version integer NOT NULL DEFAULT 0,
    PRIMARY KEY (service_id, grain_id, reminder_name)
);

-- A silo reads the reminders of its part of the ring.
CREATE INDEX reminders_ring ON reminders (service_id, grain_hash);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('UpsertReminderRowKey', '
    INSERT INTO reminders AS r (service_id, grain_id, reminder_name, start_time, period, grain_hash)
    VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash)
    ON CONFLICT (service_id, grain_id, reminder_name) DO UPDATE
        SET start_time = excluded.start_time, period = excluded.period, grain_hash = excluded.grain_hash, version = r.version + 1
    RETURNING version AS Version'),
('ReadReminderRowsKey', '
    SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_time AS StartTime, period AS Period, version AS Version
    FROM reminders WHERE service_id = @ServiceId AND grain_id = @GrainId'),
('ReadReminderRowKey', '
    SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_time AS StartTime, period AS Period, version AS Version
    FROM reminders WHERE service_id = @ServiceId AND grain_id = @GrainId AND reminder_name = @ReminderName'),
('ReadRangeRows1Key', '
    SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_time AS StartTime, period AS Period, version AS Version
    FROM reminders WHERE service_id = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash'),
('ReadRangeRows2Key', '
    SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_time AS StartTime, period AS Period, version AS Version
    FROM reminders WHERE service_id = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash)'),
('DeleteReminderRowKey', '
    WITH gone AS (
        DELETE FROM reminders
        WHERE service_id = @ServiceId AND grain_id = @GrainId AND reminder_name = @ReminderName AND version = @Version
        RETURNING 1)
    SELECT count(*)::integer FROM gone'),
('DeleteReminderRowsKey', '
    DELETE FROM reminders WHERE service_id = @ServiceId');

-- State of the engine's own grains (stream subscriptions). Ours is in grain_state. The published scripts have no unique
-- key here, so that two first writes at once leave two rows and every later read fails.
CREATE TABLE engine_state (
    service_id text NOT NULL,
    type_hash integer NOT NULL,
    id_hash integer NOT NULL,
    id_n0 bigint NOT NULL,
    id_n1 bigint NOT NULL,
    type_name text NOT NULL,
    id_extension text NOT NULL,
    payload bytea,
    version integer NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (service_id, type_name, id_n0, id_n1, id_extension)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey', '
    SELECT payload AS PayloadBinary, written_at AS ModifiedOn, version AS Version
    FROM engine_state
    WHERE service_id = @ServiceId AND type_name = @GrainTypeString AND id_n0 = @GrainIdN0 AND id_n1 = @GrainIdN1
        AND id_extension = coalesce(@GrainIdExtensionString::text, '''')
        AND type_hash = @GrainTypeHash AND id_hash = @GrainIdHash'),
('WriteToStorageKey', '
    WITH changed AS (
        UPDATE engine_state SET payload = @PayloadBinary, version = version + 1, written_at = now()
        WHERE service_id = @ServiceId AND type_name = @GrainTypeString AND id_n0 = @GrainIdN0 AND id_n1 = @GrainIdN1
            AND id_extension = coalesce(@GrainIdExtensionString::text, '''') AND version = @GrainStateVersion::integer
        RETURNING version),
    added AS (
        INSERT INTO engine_state (service_id, type_hash, id_hash, id_n0, id_n1, type_name, id_extension, payload, version)
        SELECT @ServiceId, @GrainTypeHash, @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeString,
            coalesce(@GrainIdExtensionString::text, ''''), @PayloadBinary, 1
        WHERE @GrainStateVersion::integer IS NULL
        ON CONFLICT DO NOTHING
        RETURNING version),
    written AS (SELECT version FROM changed UNION ALL SELECT version FROM added)
    SELECT coalesce((SELECT version FROM written), @GrainStateVersion::integer) AS NewGrainStateVersion'),
('ClearStorageKey', '
    UPDATE engine_state SET payload = NULL, version = version + 1, written_at = now()
    WHERE service_id = @ServiceId AND type_name = @GrainTypeString AND id_n0 = @GrainIdN0 AND id_n1 = @GrainIdN1
        AND id_extension = coalesce(@GrainIdExtensionString::text, '''') AND version = @GrainStateVersion::integer
    RETURNING version AS NewGrainStateVersion'),
('DeleteStorageKey', '
    DELETE FROM engine_state
    WHERE service_id = @ServiceId AND type_name = @GrainTypeString AND id_n0 = @GrainIdN0 AND id_n1 = @GrainIdN1
        AND id_extension = coalesce(@GrainIdExtensionString::text, '''') AND version = @GrainStateVersion::integer
    RETURNING version + 1 AS NewGrainStateVersion');
