"""Coordination: multi-agency meetings, problems and commitments. Store `coordination`, no personal data."""
