"""Transfers: a person's case goes from one office to another, each time with consent, and one office leads it."""
