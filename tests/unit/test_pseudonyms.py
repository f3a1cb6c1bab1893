"""Blind tokens: equal for the same person in one context, and for nobody and nowhere else."""

from __future__ import annotations

from uuid import uuid4

import pytest

from infra.pseudonyms import Pseudonyms

ONE = Pseudonyms(b"k" * 32)


@pytest.mark.parametrize("spelling", ["TJAM-004711", "tjam 004711", " TJAM.004711 ", "Tjãm/004711"])
def test_spelling_makes_no_other_person(spelling: str) -> None:
    assert ONE.person(spelling) == ONE.person("TJAM-004711")


def test_other_people_and_other_keys_give_other_tokens() -> None:
    assert len({ONE.person("TJAM-1"), ONE.person("TJAM-2"), Pseudonyms(b"x" * 32).person("TJAM-1")}) == 3


def test_a_person_cannot_be_recognised_across_contexts() -> None:
    first, second, token = uuid4(), uuid4(), ONE.person("TJAM-1")
    assert ONE.within(first, token) == ONE.within(first, token)
    assert ONE.within(first, token) != ONE.within(second, token)


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 32"):
        Pseudonyms(b"short")
