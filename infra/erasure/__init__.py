"""Erasure that can be proved: authorised by two, keys destroyed, places purged and listed, checked, resumable."""
