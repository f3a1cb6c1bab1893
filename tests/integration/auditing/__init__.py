"""Histories on the real databases, over HTTP."""
