"""The language of a page: `?lang=` first, then the browser's wish, then Portuguese."""

from __future__ import annotations

from pathlib import Path

from flask import request

from infra.web.translations import LANGUAGES, mark, negotiate, translate

FOLDER = Path(__file__).parent / "translations"
DEFAULT = "pt"
NAMES = {"pt": "Português", "en": "English"}
TAGS = {"pt": "pt-BR", "en": "en"}

__all__ = ["NAMES", "TAGS", "chosen", "mark", "said"]


def chosen() -> str:
    """One of our languages for the current request."""
    wanted = request.args.get("lang")
    return wanted if wanted in LANGUAGES else negotiate(request.accept_languages, DEFAULT)


def said(text: str, language: str) -> str:
    return translate(text, language, FOLDER)
