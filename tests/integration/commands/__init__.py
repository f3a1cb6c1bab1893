"""Operator commands on the real databases."""
