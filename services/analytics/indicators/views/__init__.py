"""The runs that were made."""
