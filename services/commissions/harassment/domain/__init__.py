"""The aggregates of the harassment commissions: pure decisions."""
