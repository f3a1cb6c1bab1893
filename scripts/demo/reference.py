"""Reference data of the demonstration: places that do not exist, with codes outside the national table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Municipality:
    """A fictional municipality: 7 digits beginning with its state's, as in the national table, and its zone."""

    ibge7: str
    name: str
    uf: str
    zone: str


PORTO_SERENO = Municipality("1399991", "Porto Sereno (fictício)", "AM", "America/Manaus")
BAIA_CLARA = Municipality("2999993", "Baía Clara (fictícia)", "BA", "America/Bahia")
RIO_DAS_PEDRAS = Municipality("1299992", "Rio das Pedras (fictício)", "AC", "America/Rio_Branco")
