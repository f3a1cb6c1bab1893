"""The Portuguese catalogue is complete and compiled."""

from __future__ import annotations

import io

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from infra.web import problems
from infra.web.problems import Kind
from infra.web.translations import FOLDER, translate

PO = FOLDER / "pt" / "LC_MESSAGES" / "messages.po"
KINDS = [kind for kind in vars(problems).values() if isinstance(kind, Kind)]


@pytest.mark.parametrize("text", sorted({t for kind in KINDS for t in (kind.title, kind.detail)}))
def test_every_general_problem_is_said_in_portuguese(text: str) -> None:
    assert translate(text, "pt") != text


def test_the_compiled_catalogue_is_the_written_one() -> None:
    compiled = io.BytesIO()
    with PO.open("rb") as written:
        write_mo(compiled, read_po(written))
    assert compiled.getvalue() == PO.with_suffix(".mo").read_bytes()
