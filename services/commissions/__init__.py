"""Commissions: notices handled under secrecy, and the open coordination of many agencies."""
