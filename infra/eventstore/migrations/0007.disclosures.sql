-- Whose a sealed value is, for the record of who read it: the subject of its key.
CREATE INDEX subject_keys_key_id_idx ON subject_keys (key_id);
