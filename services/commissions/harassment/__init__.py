"""Harassment: the commissions of CNJ Resolution 351/2020 and their notice cases. Store `commissions`."""
