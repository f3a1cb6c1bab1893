"""Definitions, periods and runs."""
