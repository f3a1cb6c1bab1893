"""The aggregates of coordination: pure decisions."""
