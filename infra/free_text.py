"""Recognises identifiers of people in free text; names it cannot know, so it is a net and no licence."""

from __future__ import annotations

import re

import tarja

ENTITIES = ("BR_CPF", "BR_NIS", "BR_CNS", "BR_CNJ", "BR_CNH", "BR_TITULO_ELEITOR", "BR_TELEFONE", "BR_CARTAO")
EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.\w{2,}")
CASE_NUMBER = re.compile(r"\b\d{7}-?\d{2}\.?\d{4}\.?\d\.?\d{2}\.?\d{4}\b")
FOREIGN_PHONE = re.compile(r"\+\d(?:[\s().-]?\d){7,14}(?!\d)")


def names_somebody(text: str) -> bool:
    """Whether a text holds a document number, case number, telephone number or e-mail address.

    Case numbers count with wrong check digits too: a mistyped number still points to somebody.
    """
    if any(pattern.search(text) for pattern in (EMAIL, CASE_NUMBER, FOREIGN_PHONE)):
        return True
    return bool(tarja.find(text, entities=ENTITIES))
