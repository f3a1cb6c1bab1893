"""Replays: an auditor says which history he reads and why, before he reads it."""
