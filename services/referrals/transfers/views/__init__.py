"""The read models of transfers: one question, one file."""
