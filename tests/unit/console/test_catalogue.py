"""Every text of the console is said in Portuguese, and the compiled catalogue is the written one."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from services.console.language import FOLDER

PO = FOLDER / "pt" / "LC_MESSAGES" / "messages.po"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2.ext.babel_extract")]


def test_every_text_is_translated_and_no_translation_is_left_over() -> None:
    found = {str(text) for _, _, text, *_ in extract_from_dir(FOLDER.parent, METHODS)}
    with PO.open("rb") as written:
        said = {str(message.id) for message in read_po(written) if message.id and message.string}
    assert found == said


def test_the_compiled_catalogue_is_the_written_one() -> None:
    compiled = io.BytesIO()
    with PO.open("rb") as written:
        write_mo(compiled, read_po(written))
    assert compiled.getvalue() == Path(PO.with_suffix(".mo")).read_bytes()
