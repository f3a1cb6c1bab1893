"""Directories of services in the form of Open Referral HSDS 3.1: what is read, checked, kept and written."""
