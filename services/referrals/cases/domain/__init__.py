"""The aggregates of cases: pure decisions."""
