"""Texts of work speak of contracts and courses, never of somebody: they are not sealed."""

from __future__ import annotations

from infra.kernel import DomainError, names_somebody


class TextNamesSomebody(DomainError):
    code = "referrals.text-names-somebody"
    detail = "The text seems to hold a document, case or telephone number or an e-mail address."
    fix = "Describe the matter without identifying anybody."


def impersonal(*texts: str) -> None:
    """Raises TextNamesSomebody."""
    if any(names_somebody(text) for text in texts):
        raise TextNamesSomebody
