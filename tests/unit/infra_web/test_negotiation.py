"""The language of an answer is the first of the caller's languages that we have."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from infra.web.translations import negotiate


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("pt-BR,en;q=0.5", "pt"),
        ("en-GB,pt;q=0.5", "en"),
        ("fr,pt;q=0.1", "pt"),
        ("pt;q=0,en", "en"),
        ("fr", "en"),
        ("", "en"),
    ],
)
def test_the_caller_s_first_language_that_we_have(header: str, language: str) -> None:
    assert negotiate(parse_accept_header(header, LanguageAccept)) == language
