"""Numbers of organisations as their register writes them."""

from __future__ import annotations

import re

from validate_docbr import CNPJ

SEPARATORS = re.compile(r"[ .\-/]")
# Letters stand in the first twelve places of new numbers since July 2026; the check digits stay digits.
WRITTEN = re.compile(r"[0-9A-Z]{12}[0-9]{2}")


def canonical_cnpj(value: str) -> str | None:
    """Capital letters and digits alone; None for what the register has not written."""
    plain = SEPARATORS.sub("", value).upper()
    return plain if WRITTEN.fullmatch(plain) and CNPJ().validate(plain) else None
