"""Indicator definitions: what is counted, out of what, by which breakdowns, for whom (dossier part E)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from services.analytics.facts.domain.fact import FactKind


class PublicationClass(StrEnum):
    """PUB1 counts people and is protected; PUB2 counts no people."""

    PUB1 = "PUB1"
    PUB2 = "PUB2"


class Dimension(StrEnum):
    UF = "uf"
    RACE_COLOUR = "race_colour"
    GENDER = "gender"
    LEVEL = "level"
    ROLE = "role"


class Counted(StrEnum):
    """Facts one by one, or the people in them, each once however often."""

    FACTS = "facts"
    PEOPLE = "people"


@dataclass(frozen=True)
class Measure:
    """Facts of a kind; with `where`, only those whose codes are these."""

    kind: FactKind
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class IndicatorDefinition:
    """`base` is what the period selects; with `achieved`, the indicator is the share of the base that reached it.

    A share follows its cohort: the referrals sent in April, and those of them that were accepted until the cut-off.
    `by_told_day`: the period selects by the day that the source told (held on, due on), not by when it happened.
    """

    indicator_id: str
    version: int
    name: Mapping[str, str]
    base: Measure
    achieved: Measure | None
    counted: Counted
    dimensions: tuple[Dimension, ...]
    publication_class: PublicationClass
    by_told_day: bool = False
    min_denominator_for_rate: int = 30
    k_min: int = 11


PERSONAL = (Dimension.UF, Dimension.RACE_COLOUR, Dimension.GENDER)

_DEFINITIONS = (
    IndicatorDefinition(
        "E06", 1, {"en": "People received", "pt": "Pessoas acolhidas"},
        base=Measure(FactKind.RECEPTION_COMPLETED), achieved=None, counted=Counted.PEOPLE,
        dimensions=PERSONAL, publication_class=PublicationClass.PUB1,
    ),
    IndicatorDefinition(
        "E18", 1, {"en": "Referral acceptance", "pt": "Aceitação de encaminhamentos"},
        base=Measure(FactKind.REFERRAL_SENT), achieved=Measure(FactKind.REFERRAL_ACCEPTED), counted=Counted.FACTS,
        dimensions=PERSONAL, publication_class=PublicationClass.PUB1,
    ),
    IndicatorDefinition(
        "E20", 1, {"en": "Referral completion", "pt": "Conclusão de encaminhamentos"},
        base=Measure(FactKind.REFERRAL_ACCEPTED),
        achieved=Measure(FactKind.REFERRAL_COMPLETED, {"outcome": "service_received"}), counted=Counted.FACTS,
        dimensions=PERSONAL, publication_class=PublicationClass.PUB1,
    ),
    IndicatorDefinition(
        "E33", 1, {"en": "Coordination meetings held", "ro": "Întâlniri de coordonare organizate"},
        base=Measure(FactKind.MEETING_HELD), achieved=None, counted=Counted.FACTS,
        dimensions=(Dimension.UF, Dimension.LEVEL), publication_class=PublicationClass.PUB2, by_told_day=True,
    ),
    IndicatorDefinition(
        "E36", 1, {"en": "Commitments fulfilled on time"},
        base=Measure(FactKind.COMMITMENT_ASSIGNED),
        achieved=Measure(FactKind.COMMITMENT_FULFILLED, {"on_time": "yes"}), counted=Counted.FACTS,
        dimensions=(Dimension.LEVEL, Dimension.ROLE), publication_class=PublicationClass.PUB2, by_told_day=True,
    ),
)  # fmt: skip

DEFINITIONS: Mapping[str, IndicatorDefinition] = MappingProxyType({d.indicator_id: d for d in _DEFINITIONS})
