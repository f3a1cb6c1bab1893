"""The aggregates of transfers: pure decisions."""
