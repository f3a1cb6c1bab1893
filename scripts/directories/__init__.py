"""Directories in the form of HSDS 3.1, in and out through the API of referrals."""
