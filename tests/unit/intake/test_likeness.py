"""Two records are weighed over tokens alone: a number suffices, a full name mostly, a common name never."""

from __future__ import annotations

from typing import Any

import pytest

from infra.blind import BlindTokens
from services.intake.people.domain.duplicate_codes import DuplicateReason as Reason
from services.intake.people.domain.likeness import BIRTH, FEW, IDENTIFIER, Traces, common_names, likeness
from services.intake.people.views.person_index import named

TOKENS = BlindTokens(b"k" * 32)


def traces(civil: str = "", social: str = "", born: str = "", number: str = "") -> Traces:
    """As the index has them."""
    found = Traces()
    for source, name in (("civil-name", civil), ("social-name", social)):
        for kind, word in named(name):
            found.add(kind, source, TOKENS.of(kind, word))
    for kind, value in ((BIRTH, born), (IDENTIFIER, number)):
        if value:
            found.add(kind, kind, TOKENS.of(kind, value))
    return found


A, B = "1991-03-02", "1984-10-10"
FULL, SHORT, LIKE = Reason.FULL_NAME_SOUNDS_ALIKE, Reason.NAME_SOUNDS_ALIKE, Reason.NAME_RESEMBLES
NUMBER, BORN = Reason.SAME_IDENTIFIER, Reason.SAME_BIRTH_DATE


@pytest.mark.parametrize(
    ("one", "other", "score", "reasons"),
    [
        ({"number": "cpf:BR:1"}, {"number": "cpf:BR:1", "civil": "Rosa Prado"}, 90, (NUMBER,)),
        ({"number": "cpf:BR:1", "born": A}, {"number": "cpf:BR:1", "born": B}, 65, (NUMBER,)),
        ({"civil": "Luiz Tiago de Souza"}, {"civil": "Luís Thiago Sousa"}, 60, (FULL,)),
        ({"civil": "Uelinton da Silva Souza"}, {"civil": "Wellington Silva Sousa"}, 60, (FULL,)),
        ({"civil": "Nome Antigo Ferreira", "social": "Dandara"}, {"civil": "Nome Antigo Ferreira"}, 60, (FULL,)),
        ({"civil": "Rosa Prado", "born": A}, {"civil": "Roza do Prado", "born": A}, 80, (SHORT, BORN)),
        ({"civil": "Dionisio Lima", "born": A}, {"civil": "Deonisio Lima", "born": A}, 70, (LIKE, BORN)),
        ({"social": "Dandara", "born": A}, {"social": "Dandarra Lima", "born": A}, 65, (SHORT, BORN)),
        ({"civil": "Ana Souza Lima", "born": A}, {"civil": "Ana Souza Prado", "born": A}, 60, (LIKE, BORN)),
    ],
)
def test_who_may_be_one_person_is_asked_about(
    one: dict[str, Any], other: dict[str, Any], score: int, reasons: tuple[Reason, ...]
) -> None:
    for a, b in ((one, other), (other, one)):
        found = likeness(traces(**a), traces(**b))
        assert (found.enough, found.score, found.reasons) == (True, score, reasons)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({"born": A}, {"born": A}),
        ({"civil": "Rosa Prado"}, {"civil": "Rosa Prado"}),
        ({"civil": "Rosa Lima Prado", "born": A}, {"civil": "Rosa Lima Prado", "born": B}),
        ({"civil": "Rosa Silva", "born": A}, {"civil": "Ana Silva", "born": A}),
        ({"civil": "Ana Souza Lima"}, {"civil": "Eva Souza Lima"}),
    ],
)
def test_homonyms_and_relatives_are_left_alone(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert not likeness(traces(**one), traces(**other)).enough


def test_a_full_name_that_many_have_needs_the_birth_date() -> None:
    name = "Maria José da Silva"
    many = [traces(civil=name) for _ in range(FEW + 1)]
    common = common_names(many)
    assert not likeness(many[0], many[1], common).enough
    assert likeness(traces(civil=name, born=A), traces(civil=name, born=A), common).reasons == (SHORT, BORN)
    assert common_names(many[:FEW]) == frozenset()
    assert likeness(many[0], many[1], common_names(many[:FEW])).enough
