"""docs/extending.md shows code that is there."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from infra.stores import ROOT

EXCERPT = re.compile(r"^ *`(?P<path>[\w./-]+)`\n\n(?P<indent> *)```\w+\n(?P<code>.*?)^ *```$", re.MULTILINE | re.DOTALL)
PAGE = (ROOT / "docs" / "extending.md").read_text()
EXCERPTS = [(m["path"], m["indent"], m["code"]) for m in EXCERPT.finditer(PAGE)]


def missing(code: str, file: str) -> list[str]:
    """Lines of an excerpt that its file does not have in this order; `...` may stand for others."""
    rest, lost = file.splitlines(), []
    for line in code.splitlines():
        if not line.strip() or line.strip() == "...":
            continue
        if line not in rest:
            lost.append(line)
        else:
            rest = rest[rest.index(line) + 1 :]
    return lost


@pytest.mark.parametrize(("path", "indent", "code"), EXCERPTS)
def test_an_excerpt_is_what_the_file_says(path: str, indent: str, code: str) -> None:
    lines = "".join(line.removeprefix(indent) for line in code.splitlines(keepends=True))
    assert missing(lines, (ROOT / path).read_text()) == []


def test_every_excerpt_is_checked() -> None:
    assert PAGE.count("```") == 2 * len(EXCERPTS)
    assert len(EXCERPTS) >= 10


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:services|contracts|infra|scripts|tests)/[\w./-]+)`", PAGE)))
)
def test_every_named_path_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_an_excerpt_that_is_not_there_is_found(tmp_path: Path) -> None:
    code = textwrap.dedent("a = 1\n...\nb = 2\n")
    assert missing(code, "a = 1\nx = 3\nb = 2\n") == []
    assert missing(code, "b = 2\na = 1\n") == ["b = 2"]
