"""Every refusal of every service is said in Portuguese too, with the same codes in it, and the catalogues are whole."""

from __future__ import annotations

import ast
import importlib
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from infra.refusals import DomainError
from infra.stores import ROOT
from infra.web.translations import FOLDER, translate
from infra.web.translations.refusing import CATALOGUE, folder_of, said, texts_of

# What has to stand in every language: code in backticks, code words, members, headers, numbers, articles, addresses.
CODES = re.compile(r"`[^`]+`|[A-Z]{2,}(?:_[A-Z]+)*|[0-9]+|/v1/[^ .]+|§[0-9]|ETag|If-Match|digest")


def refusals() -> list[type[DomainError]]:
    """Found in the sources, so that none is missed because nothing imported it."""
    defined = [(module, node) for module in modules() for node in classes(module)]
    known, before = {"DomainError"}, 0
    while len(known) > before:
        before = len(known)
        known |= {node.name for _, node in defined if known & bases(node)}
    found = (getattr(importlib.import_module(module), node.name) for module, node in defined if node.name in known)
    return [one for one in found if issubclass(one, DomainError) and one is not DomainError]


def modules() -> Iterator[str]:
    for path in sorted(ROOT.glob("services/**/*.py")) + sorted(ROOT.glob("infra/**/*.py")):
        yield ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def classes(module: str) -> list[ast.ClassDef]:
    path = ROOT.joinpath(*module.split("."))
    text = (path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text()
    return [node for node in ast.parse(text).body if isinstance(node, ast.ClassDef)]


def bases(node: ast.ClassDef) -> set[str]:
    return {base.id if isinstance(base, ast.Name) else getattr(base, "attr", "") for base in node.bases}


def codes(text: str) -> list[str]:
    return sorted(CODES.findall(text))


def unsaid(refusal: type[DomainError]) -> list[str]:
    """What is wrong with the Portuguese of a refusal."""
    pairs = [(text, translate(text, "pt", folder_of(refusal), CATALOGUE)) for text in texts_of(refusal)]
    same = [f"{refusal.__qualname__} says in English: {text}" for text, there in pairs if there in ("", text)]
    return same + [
        f"{refusal.__qualname__} says other codes: {there}" for t, there in pairs if codes(t) != codes(there)
    ]


REFUSALS = refusals()
CATALOGUES = sorted({folder_of(refusal) for refusal in REFUSALS})


def test_every_refusal_is_said_in_portuguese_with_its_codes() -> None:
    assert len(REFUSALS) > 200
    assert [complaint for refusal in REFUSALS for complaint in unsaid(refusal)] == []


def test_every_refusal_of_a_service_has_its_words_beside_it() -> None:
    assert [one for one in REFUSALS if one.__module__.startswith("services.") and folder_of(one) == FOLDER] == []
    assert {folder_of(one) for one in REFUSALS if one.__module__.startswith("infra.")} == {FOLDER}


def test_every_refusal_tells_how_to_go_on() -> None:
    assert [one.__qualname__ for one in REFUSALS if not one.detail or not one.fix] == []


def test_english_is_what_the_class_says() -> None:
    for refusal in REFUSALS:
        assert said(refusal, "en") == f"{refusal.detail} {refusal.fix}"


@pytest.mark.parametrize("folder", CATALOGUES, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_a_catalogue_has_what_is_refused_and_nothing_else(folder: Path) -> None:
    with written(folder).open("rb") as file:
        kept = {message.id for message in read_po(file) if message.id}
    assert kept == {text for one in REFUSALS if folder_of(one) == folder for text in texts_of(one)}


@pytest.mark.parametrize("folder", CATALOGUES, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_the_compiled_catalogue_is_the_written_one(folder: Path) -> None:
    compiled = io.BytesIO()
    with written(folder).open("rb") as file:
        write_mo(compiled, read_po(file))
    assert compiled.getvalue() == written(folder).with_suffix(".mo").read_bytes(), "make translations"


class PlantedRefusal(DomainError):
    """Nobody has said it in Portuguese."""

    code = "tests.planted-refusal"
    detail = "Nobody has translated this."


def test_a_refusal_without_portuguese_is_found() -> None:
    assert unsaid(PlantedRefusal) == ["PlantedRefusal says in English: Nobody has translated this."]


def written(folder: Path) -> Path:
    return folder / "pt" / "LC_MESSAGES" / f"{CATALOGUE}.po"
