"""The read models of the network: one question, one file."""
