"""The read models of cases: one question, one file."""
