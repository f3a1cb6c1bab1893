"""The aggregates of the network: pure decisions."""
