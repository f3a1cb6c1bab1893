"""Periods and runs."""
