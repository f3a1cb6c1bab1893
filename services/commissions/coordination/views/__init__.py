"""The questions that coordination answers."""
