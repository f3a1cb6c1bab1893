"""Code lists that every service shares: one enum each, after the national and source lists they come from."""
