-- Unrecorded receptions: a number for a unit and period; no row says who, when or how (art. 14 §4).
CREATE TABLE reception_tallies (
    unit uuid NOT NULL,
    period text NOT NULL,
    ruleset text NOT NULL,
    n bigint NOT NULL CHECK (n > 0),
    PRIMARY KEY (unit, period)
);

DO $$
BEGIN
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON reception_tallies TO %I', current_database());
END
$$;
