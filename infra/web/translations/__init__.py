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


def negotiate(accepted: LanguageAccept, default: str = "en") -> str:
    """The first of the caller's languages that is one of ours, whatever its region: `pt-BR` wishes Portuguese."""
    wanted = (tag.replace("_", "-").split("-")[0].lower() for tag, quality in accepted if quality > 0)
    return next((language for language in wanted if language in LANGUAGES), default)


def translate(text: str, language: str, folder: Path = FOLDER, catalogue: str = "messages") -> str:
    """The text in a language, or unchanged when the catalogue does not know it."""
    return _catalogue(language, folder, catalogue).gettext(text) if text else text


@cache
def _catalogue(language: str, folder: Path, name: str) -> gettext.NullTranslations:
    return gettext.translation(name, folder, [language], fallback=True)
