-- Refusals come in numbers: one row may stand for many. A credential that is nobody's has the organization ''.
ALTER TABLE audit ADD COLUMN count bigint NOT NULL DEFAULT 1;
