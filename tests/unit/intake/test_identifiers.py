"""Identifiers: what registers have written is taken, in one form; nothing else is, and nothing twice."""

from __future__ import annotations

from uuid import UUID

import marshmallow as ma
import pytest

from contracts.vocabulary.persons import IdentifierSystem
from infra.blind import BlindTokens, BlindView, NoTokenKey
from infra.kernel import new_id
from services.intake.people.applications.registers import canonical, country_fits
from services.intake.people.domain.identifiers import MOST, IdentifierNotFound, Identifiers, TooManyIdentifiers
from services.intake.people.schemas.identifiers import IdentifierBody

CPF, NIS, CNS, RJI, FOREIGN = IdentifierSystem


@pytest.mark.parametrize(
    ("system", "written", "form"),
    [
        (CPF, "529.982.247-25", "52998224725"),
        (NIS, "543.26720.55-2", "54326720552"),
        (CNS, "793 5762 4014 0198", "793576240140198"),
        (RJI, "170000000-12", "17000000012"),
        (FOREIGN, "ab 123-456", "AB123456"),
        (CPF, "111.111.111-11", None),
        (CPF, "529.982.247-26", None),
        (CPF, "٥٢٩٩٨٢٢٤٧٢٥", None),
        (CPF, "5299822472", None),
        (CNS, "793576240140199", None),
        (RJI, "12345", None),
        (FOREIGN, "x", None),
    ],
)
def test_a_number_is_taken_in_one_form_or_not_at_all(system: IdentifierSystem, written: str, form: str | None) -> None:
    assert canonical(system, written) == form


def test_a_foreign_number_names_its_country_and_no_other_does() -> None:
    assert country_fits(FOREIGN, "IR")
    assert country_fits(CPF, None)
    assert not any((country_fits(FOREIGN, None), country_fits(FOREIGN, "BR"), country_fits(CPF, "BR")))


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ({"system": "cpf", "value": "111.111.111-11"}, {"value": ["invalid-cpf"]}),
        ({"system": "foreign", "value": "AB123456"}, {"country": ["country-of-the-register"]}),
        ({"system": "cpf", "value": "529.982.247-25", "country": "AR"}, {"country": ["country-of-the-register"]}),
    ],
)
def test_the_refusal_names_the_member_and_not_the_value(body: dict[str, str], refused: dict[str, list[str]]) -> None:
    with pytest.raises(ma.ValidationError) as error:
        IdentifierBody().load(body)
    assert error.value.messages_dict == refused


@pytest.fixture
def identifiers() -> Identifiers:
    return Identifiers(person_id=new_id())


def test_an_identifier_is_removed_once(identifiers: Identifiers) -> None:
    recorded = identifiers.record(CPF, "52998224725")
    identifiers.remove(recorded)
    assert identifiers.held == {}
    with pytest.raises(IdentifierNotFound):
        identifiers.remove(recorded)


def test_there_is_an_end_to_what_one_person_has(identifiers: Identifiers) -> None:
    for number in range(MOST):
        identifiers.record(RJI, f"{number:011}")
    with pytest.raises(TooManyIdentifiers):
        identifiers.record(RJI, "99999999999")


def test_the_records_of_a_person_are_found_by_the_person() -> None:
    person = UUID(int=7)
    assert Identifiers.create_id(person) == Identifiers.create_id(UUID(int=7)) != Identifiers.create_id(UUID(int=8))


def test_a_token_depends_on_key_kind_and_value() -> None:
    one, other = BlindTokens(b"a" * 32), BlindTokens(b"b" * 32)
    made = [one.of("name", "ana"), one.of("birth", "ana"), one.of("name", "eva"), other.of("name", "ana")]
    assert len(set(made)) == 4
    assert one.of("name", "ana") == made[0]


def test_a_short_key_makes_no_token() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        BlindTokens(b"short")


def test_a_process_without_the_key_writes_nothing_to_the_index() -> None:
    with pytest.raises(NoTokenKey):
        _ = BlindView().blind
