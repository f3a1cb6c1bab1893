"""What people read at the desk, in English and Portuguese."""

from __future__ import annotations

from pathlib import Path

from infra.web.translations import LANGUAGES, mark, translate
from services.intake.people.domain.priority import EXPLANATIONS

FOLDER = Path(__file__).parent / "translations"
CERTIFICATE = mark(
    "The person was at this office on the day named here, of free will. No obligation is fulfilled by it, and none"
    " follows from it."
)
TEXTS = (*EXPLANATIONS.values(), CERTIFICATE)


def in_each_language(text: str) -> dict[str, str]:
    """By language code."""
    return {language: translate(text, language, FOLDER) for language in LANGUAGES}
