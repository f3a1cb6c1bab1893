"""Histories as an auditor reads them: inside a session, on record before they are shown, sealed values closed."""
