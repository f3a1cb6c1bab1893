"""People: offices, persons, consents, receptions. Store `intake`."""
