"""Indicators: definitions as data, numbers computed over facts up to a cut-off."""
