"""Texts of coordination speak of obstacles and remedies, never of somebody (C0/C1 data only)."""

from __future__ import annotations

from infra.kernel import DomainError, names_somebody


class TextNamesSomebody(DomainError):
    code = "coordination.text-names-somebody"
    detail = "The text seems to hold a document, case or telephone number or an e-mail address."
    fix = "Describe the matter without identifying anybody; personal matters belong to a referral or a notice."


def impersonal(*texts: str) -> None:
    """Raises TextNamesSomebody."""
    if any(names_somebody(text) for text in texts):
        raise TextNamesSomebody
