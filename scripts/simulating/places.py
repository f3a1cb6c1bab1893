"""The offices of a simulated network: 63 in 22 states, more where more people leave prison."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from uuid import UUID, uuid5

from contracts.vocabulary.network import UF
from contracts.vocabulary.offices import OfficeLevel, Power
from infra.territories import municipalities, states
from services.intake.people.applications.intake import IntakeApplication

# Offices in each state: 63 in 22 states in mid-2023, spread over them by our own guess.
OFFICES = {
    "SP": 9, "MG": 7, "RJ": 5, "PR": 5, "RS": 4, "PE": 4, "BA": 3, "CE": 3, "ES": 3, "GO": 2, "MT": 2, "PA": 2, "PB": 2,
    "MA": 2, "RN": 2, "AL": 1, "AM": 1, "DF": 1, "RO": 1, "RR": 1, "AC": 1, "TO": 2,
}  # fmt: skip
ORGANISATIONS = UUID("d5a6f1f0-2a0e-4d8c-9f57-6f6e1f3b8a11")


@dataclass(frozen=True)
class Place:
    """An office that is open: its id, state, zone, and how it was numbered."""

    office_id: UUID
    uf: str
    zone: str
    number: int

    def professional(self, random: Random) -> str:
        """The account of one of its six workers."""
        return f"simulated-{self.number:02}-{random.randrange(6)}"


def opened(intake: IntakeApplication, random: Random) -> Iterator[Place]:
    """Register and open all offices, each with a court and a state secretariat."""
    by_state = {uf: sorted(m.ibge7 for m in municipalities().values() if m.uf == uf) for uf in OFFICES}
    number = 0
    for uf, count in OFFICES.items():
        for ibge7 in random.sample(by_state[uf], min(count, len(by_state[uf]))):
            number += 1
            yield _opened(intake, number, uf, ibge7)


def _opened(intake: IntakeApplication, number: int, uf: str, ibge7: str) -> Place:
    zone = municipalities()[ibge7].zone or states()[uf].zone
    office = intake.register_office(f"Escritório Social Simulado {number:02}", OfficeLevel.STATE, UF(uf), ibge7, zone)
    for power in (Power.JUDICIARY, Power.STATE_EXECUTIVE):
        office = intake.add_managing_party(office.id, office.version, uuid5(ORGANISATIONS, f"{uf} {power}"), power)
    intake.open_office(office.id, office.version)
    return Place(office.id, uf, zone, number)
