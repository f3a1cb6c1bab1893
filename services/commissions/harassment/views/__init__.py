"""The read models of the harassment commissions: one question, one file."""
