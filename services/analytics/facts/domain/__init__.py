"""The aggregates of facts: one for each message."""
