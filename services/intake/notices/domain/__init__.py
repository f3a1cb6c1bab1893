"""The aggregates of notices: pure decisions."""
