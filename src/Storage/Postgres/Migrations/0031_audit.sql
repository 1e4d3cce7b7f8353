-- Who did what: keys, thresholds, rules, authentications. No credentials.
CREATE TABLE audit (
    n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organization_id text NOT NULL,
    at timestamptz NOT NULL,
    action text NOT NULL,
    actor text NOT NULL,
    address text,
    target text,
    detail text
);
CREATE INDEX audit_newest ON audit (organization_id, n DESC);
CREATE INDEX audit_age ON audit (at);
