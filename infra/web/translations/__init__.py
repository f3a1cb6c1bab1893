"""What people read, in their language: gettext catalogues and the negotiation of one of them."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

from werkzeug.datastructures import LanguageAccept

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "pt")


def mark(text: str) -> str:
    """Marks a constant for extraction; it is translated when it is shown."""
    return text


def negotiate(accepted: LanguageAccept) -> str:
    """The best of our languages for an Accept-Language header; English when none fits."""
    return accepted.best_match(LANGUAGES, default="en") or "en"


def translate(text: str, language: str, folder: Path = FOLDER) -> str:
    """The text in a language, or unchanged when the catalogue does not know it."""
    return _catalogue(language, folder).gettext(text) if text else text


@cache
def _catalogue(language: str, folder: Path) -> gettext.NullTranslations:
    return gettext.translation("messages", folder, [language], fallback=True)
