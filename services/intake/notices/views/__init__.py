"""The read models of notices: one question, one file."""
