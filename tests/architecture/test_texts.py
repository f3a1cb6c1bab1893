"""No file names a package registry, a path of one machine, or a secret."""

from __future__ import annotations

import re

import pytest

from infra.stores import ROOT
from tests.architecture.files import own_files

FORBIDDEN = {
    "a registry": re.compile(
        r"\b(pypi\.org|pythonhosted\.org|registry\.npmjs\.org|docker\.io|ghcr\.io|quay\.io|deb\.debian\.org)\b"
        r"|--(extra-)?index-url\s*[=h]|\b(artifactory|nexus)\."
    ),
    "a path of one machine": re.compile(r"(?<![\w.$}{*-])/(work|home|root|Users)/\w"),
    "a secret": re.compile(
        r"BEGIN [A-Z ]*PRIVATE KEY|\beyJ[\w-]{12,}\.eyJ[\w-]{12,}|\bAKIA[0-9A-Z]{16}\b"
        r"|\b(amqps?|postgres(ql)?)://[\w.-]+:(?!guest@)[\w.-]+@(?!127\.0\.0\.1|localhost|host)"
        r"|\"d\"\s*:\s*\"[\w-]{40,}\""
    ),
}
PLANTED = {
    "a registry": ("--index-url " + "https://mirror.example/simple", "image: " + "docker" + ".io/library/postgres"),
    "a path of one machine": ("data = '" + "/ho" + "me/somebody/data'", "cd /wo" + "rk/here"),
    "a secret": (
        "-----" + "BEGIN " + "PRIVATE KEY-----",
        "amqp:" + "//intake:hunter2@broker/",
        "eyJhbGciOiJFZERTQSJ9" + ".eyJzdWIiOiJzb21lYm9keSJ9",
        '"d": "' + "A" * 43 + '"',
    ),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names_it(what: str) -> None:
    found = [
        f"{path}:{number}"
        for path in own_files()
        for number, line in enumerate((ROOT / path).read_text(errors="replace").splitlines(), 1)
        if FORBIDDEN[what].search(line)
    ]
    assert found == []


@pytest.mark.parametrize(("what", "text"), [(what, text) for what, texts in PLANTED.items() for text in texts])
def test_a_planted_one_is_found(what: str, text: str) -> None:
    assert FORBIDDEN[what].search(text)
