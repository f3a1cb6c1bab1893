"""What people read at the desk is said in Portuguese too, and the compiled catalogue is the written one."""

from __future__ import annotations

import io
import re

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from services.intake.people.domain.priority import EXPLANATIONS
from services.intake.people.texts import CERTIFICATE, FOLDER, TEXTS, in_each_language

PO = FOLDER / "pt" / "LC_MESSAGES" / "messages.po"


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_is_said_in_portuguese(text: str) -> None:
    said = in_each_language(text)
    assert said["en"] == text
    assert said["pt"] not in ("", text)


@pytest.mark.parametrize("text", EXPLANATIONS.values())
def test_a_reason_is_one_sentence(text: str) -> None:
    for said in in_each_language(text).values():
        assert re.findall(r"[.!?]", said) == ["."]


def test_a_certificate_speaks_of_free_will_and_of_no_prison() -> None:
    said = in_each_language(CERTIFICATE)
    assert "free will" in said["en"]
    assert "vontade própria" in said["pt"]
    assert not re.search(r"prison|sentence|pris|pena\b|egress", " ".join(said.values()), re.I)


def test_the_compiled_catalogue_is_the_written_one() -> None:
    compiled = io.BytesIO()
    with PO.open("rb") as written:
        write_mo(compiled, read_po(written))
    assert compiled.getvalue() == PO.with_suffix(".mo").read_bytes()
