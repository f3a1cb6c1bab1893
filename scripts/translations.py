"""Compiles what people read (`make translations`): every gettext catalogue, beside the file it is written in."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from infra.stores import ROOT

ROOMS = ("infra", "services")


def catalogues() -> Iterator[Path]:
    """The written catalogues of the product."""
    for room in ROOMS:
        yield from sorted(ROOT.glob(f"{room}/**/LC_MESSAGES/*.po"))


def compiled(written: Path) -> bytes:
    """What gettext reads, of one catalogue."""
    result = io.BytesIO()
    with written.open("rb") as file:
        write_mo(result, read_po(file))
    return result.getvalue()


def main() -> int:
    for written in catalogues():
        written.with_suffix(".mo").write_bytes(compiled(written))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
