"""The read models of people: one question, one file."""
