"""Identifiers as their registers write them: check digits, and one canonical form."""

from __future__ import annotations

import re
from collections.abc import Mapping

from validate_docbr import CNS, CPF, PIS

from contracts.vocabulary.persons import IdentifierSystem

CHECKED = {IdentifierSystem.CPF: CPF(), IdentifierSystem.NIS: PIS(), IdentifierSystem.CNS: CNS()}
# The register publishes no check digits; the number is numeric (B.0.2).
NUMERIC = re.compile(r"[0-9]{9,12}")
FOREIGN = re.compile(r"[A-Z0-9]{4,20}")
COUNTRY = re.compile(r"[A-Z]{2}")
SEPARATORS = re.compile(r"[ .\-/]")
WRITTEN: Mapping[IdentifierSystem, re.Pattern[str]] = {
    IdentifierSystem.CPF: re.compile(r"[0-9]{11}"),
    IdentifierSystem.NIS: re.compile(r"[0-9]{11}"),
    IdentifierSystem.CNS: re.compile(r"[0-9]{15}"),
    IdentifierSystem.RJI: NUMERIC,
    IdentifierSystem.FOREIGN: FOREIGN,
}


def canonical(system: IdentifierSystem, value: str) -> str | None:
    """Digits alone, or capital letters and digits of a foreign number; None for what no register has written."""
    plain = SEPARATORS.sub("", value).upper()
    if WRITTEN[system].fullmatch(plain) is None:
        return None
    register = CHECKED.get(system)
    return plain if register is None or register.validate(plain) else None


def country_fits(system: IdentifierSystem, country: str | None) -> bool:
    """A foreign number names its country; the others are of Brazil, and name none."""
    if system != IdentifierSystem.FOREIGN:
        return country is None
    return country is not None and COUNTRY.fullmatch(country) is not None and country != "BR"


def indexed(system: IdentifierSystem, country: str | None, value: str) -> str:
    """What the blind token of an identifier is made of."""
    return f"{system}:{country or 'BR'}:{value}"
