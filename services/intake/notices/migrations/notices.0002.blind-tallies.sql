-- The counter of a unit and period is found by a keyed token: a table of numbers per unit would be one per court.
DO $$
BEGIN
    IF EXISTS (SELECT FROM reception_tallies) THEN
        RAISE EXCEPTION 'tallies of an older development version cannot be blinded here: make clean, or export them first';
    END IF;
END
$$;

DROP TABLE reception_tallies;

CREATE TABLE reception_tallies (
    cell bytea PRIMARY KEY,
    told text NOT NULL,
    n bigint NOT NULL CHECK (n > 0)
);

DO $$
BEGIN
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON reception_tallies TO %I', current_database());
END
$$;
