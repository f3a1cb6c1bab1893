"""Commissions: the anti-harassment commissions (harassment/) and the multi-agency bodies (coordination/), strangers."""
