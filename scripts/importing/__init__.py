"""Imports of lists: read a file carefully, send it through the API in pieces, report every row."""
