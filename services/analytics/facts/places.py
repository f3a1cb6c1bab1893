"""Where a fact happened: its state and zone, by the office that it names, as known up to the cut-off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from services.analytics.facts.rows import FactRow

# Dossier B.0.8; the zone of most of a state, for facts whose office is not known (yet).
_ZONES = {
    "America/Sao_Paulo": "MG ES RJ SP PR SC RS GO DF",
    "America/Fortaleza": "MA PI CE RN PB",
    "America/Belem": "PA AP",
    "America/Maceio": "AL SE",
    "America/Recife": "PE",
    "America/Bahia": "BA",
    "America/Araguaina": "TO",
    "America/Porto_Velho": "RO",
    "America/Rio_Branco": "AC",
    "America/Manaus": "AM",
    "America/Boa_Vista": "RR",
    "America/Campo_Grande": "MS",
    "America/Cuiaba": "MT",
}
ZONE_OF_STATE: Mapping[str, str] = MappingProxyType({uf: zone for zone, ufs in _ZONES.items() for uf in ufs.split()})
UNKNOWN = "UNKNOWN"


@dataclass(frozen=True)
class Place:
    """A state, or UNKNOWN, and an IANA zone."""

    uf: str
    zone: str


class Places:
    """The offices that are known, from the facts of their opening."""

    def __init__(self, opened: Iterable[FactRow] = ()) -> None:
        self._offices: dict[UUID, Place] = {}
        self._told: dict[UUID, UUID] = {}
        for fact in opened:
            self._told[fact.subject_id] = fact.fact_id
            uf = fact.uf or UNKNOWN
            self._offices[fact.subject_id] = Place(uf, fact.codes.get("zone") or zone_of(uf))

    def of(self, fact: FactRow) -> Place:
        """The office says it; else the territory in which the fact was recorded."""
        known = self._offices.get(fact.office_id) if fact.office_id else None
        uf = fact.uf or UNKNOWN
        return known or Place(uf, zone_of(uf))

    def told_by(self, fact: FactRow) -> UUID | None:
        """The fact that says where the office of another one is."""
        return self._told.get(fact.office_id) if fact.office_id else None


def zone_of(uf: str | None) -> str:
    """The zone of most of a state."""
    return ZONE_OF_STATE.get(uf or UNKNOWN, "America/Sao_Paulo")
