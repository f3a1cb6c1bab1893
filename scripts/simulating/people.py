"""Who comes to a simulated office: names that nobody has, and shares as the country's prisons have them, roughly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from contracts.vocabulary.persons import ClientType, GenderIdentity, RaceColour

FIRST = {
    "woman": ("Ana", "Rosa", "Luiza", "Tereza", "Jéssica", "Thaís", "Vitória", "Cláudia", "Raimunda", "Débora"),
    "man": ("João", "Antônio", "Luiz", "Wellington", "Tiago", "Sebastião", "Cauã", "Edson", "Raimundo", "Mateus"),
}
MIDDLE = ("de Souza", "da Silva", "dos Santos", "Oliveira", "Pereira", "de Jesus", "Araújo", "Gonçalves", "Lima", "Sá")
# The last name says to everybody that the person is made up.
LAST = ("Fictício", "Inventado", "Imaginário", "Suposto", "Hipotético", "Fabulado", "Figurado", "Simulado")
RACES = {
    RaceColour.BROWN: 49, RaceColour.WHITE: 29, RaceColour.BLACK: 18, RaceColour.YELLOW: 1, RaceColour.INDIGENOUS: 1,
    RaceColour.DECLINED: 2,
}  # fmt: skip
GENDERS = {
    GenderIdentity.CIS_MAN: 880, GenderIdentity.CIS_WOMAN: 100, GenderIdentity.TRAVESTI: 5,
    GenderIdentity.TRANS_WOMAN: 6, GenderIdentity.TRANS_MAN: 2, GenderIdentity.DECLINED: 7,
}  # fmt: skip
WOMEN = {GenderIdentity.CIS_WOMAN, GenderIdentity.TRANS_WOMAN, GenderIdentity.TRAVESTI}
# Of 27,635 people served from June 2022 to June 2023, 3,377 were relatives.
RELATIVES, WITHOUT_DATE, SOCIAL_NAME = 3377 / 27635, 0.08, 0.9
YOUNGEST, OLDEST = 18, 84
T = TypeVar("T")


@dataclass(frozen=True)
class Somebody:
    """What a person says at the first visit; `registered` are the arguments of the registration."""

    registered: dict[str, Any]
    race_colour: RaceColour
    gender: GenderIdentity


def somebody(random: Random, day: date) -> Somebody:
    gender = _drawn(random, GENDERS)
    kind = "woman" if gender in WOMEN else "man"
    client = ClientType.RELATIVE if random.random() < RELATIVES else ClientType.RELEASED
    trans = gender not in (GenderIdentity.CIS_MAN, GenderIdentity.CIS_WOMAN, GenderIdentity.DECLINED)
    registered: dict[str, Any] = {"client_types": (client,), "civil_name": _name(random, "man" if trans else kind)}
    if trans and random.random() < SOCIAL_NAME:
        registered["social_name"] = _name(random, kind)
    if random.random() >= WITHOUT_DATE:
        age = min(max(random.gauss(34, 11), YOUNGEST), OLDEST)
        registered["birth_date"] = day - timedelta(days=round(age * 365.25) + 1)
    return Somebody(registered, _drawn(random, RACES), gender)


def _name(random: Random, kind: str) -> str:
    return f"{random.choice(FIRST[kind])} {random.choice(MIDDLE)} {random.choice(LAST)}"


def _drawn(random: Random, weights: dict[T, int]) -> T:
    return random.choices(list(weights), list(weights.values()))[0]
