"""The aggregates of people: pure decisions."""
