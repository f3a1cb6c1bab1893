"""Commissions: against harassment (harassment/) and for multi-agency coordination (coordination/), strangers."""
