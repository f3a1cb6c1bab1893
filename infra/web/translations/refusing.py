"""What a refusal says, in the caller's language: from the catalogue that lies beside whoever refuses."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from infra.refusals import DomainError
from infra.stores import ROOT
from infra.web.translations import FOLDER, translate

CATALOGUE = "refusals"


def said(refusal: type[DomainError], language: str) -> str:
    """What is refused and how to go on, as one text."""
    return " ".join(translate(text, language, folder_of(refusal), CATALOGUE) for text in texts_of(refusal))


def texts_of(refusal: type[DomainError]) -> tuple[str, ...]:
    """The constants of a refusal that people read, in English."""
    return tuple(text for text in (refusal.detail, refusal.fix) if text)


def folder_of(refusal: type[DomainError]) -> Path:
    """The nearest translations above the module of a refusal; the kernel's refusals have theirs beside this one."""
    return _above(refusal.__module__)


@cache
def _above(module: str) -> Path:
    file = Path(sys.modules[module].__file__ or FOLDER)
    found = (folder / "translations" for folder in file.parents if folder.is_relative_to(ROOT))
    return next((folder for folder in found if folder.is_dir()), FOLDER)
