"""Who of a state has a case already: rows and papers are compared by blind tokens, and what comes in between waits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from contracts.vocabulary.release import ReleaseListSource
from infra.eventstore.unit_of_work import UnitOfWork
from services.intake.people.applications.placing import save_at
from services.intake.people.domain.case_resemblance import CaseResemblance, Resembling
from services.intake.people.domain.office import Office
from services.intake.people.domain.person import Person
from services.intake.people.domain.pre_release_case import PreReleaseCase
from services.intake.people.domain.pre_release_likeness import LISTED, NAMED, Likeness, Token, likeness
from services.intake.people.views.pre_release_index import PreReleaseIndex, traces

WRITTEN = frozenset({LISTED, NAMED})
Traces = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Found:
    """The one case that is certainly this person's, or those of which people are asked.

    `written_otherwise`: the case would not be found by the name, number and birth date as they are written here.
    """

    same: PreReleaseCase | None
    perhaps: tuple[PreReleaseCase, ...]
    written_otherwise: bool = False


class StandingCases:
    """The cases with which somebody new is compared, and those that are opened meanwhile."""

    def __init__(
        self, unit: UnitOfWork, held: dict[UUID, set[Token]], tokens: Callable[[Traces], frozenset[Token]]
    ) -> None:
        self._unit, self._held, self._tokens = unit, held, tokens
        self._opened: dict[UUID, PreReleaseCase] = {}

    def opened(self, case: PreReleaseCase, said: Traces) -> None:
        """What comes after is compared with this one too."""
        self._opened[case.id] = case
        self._held[case.id] = set(self._tokens(said))

    def like(self, said: Traces) -> Found:
        """Who cannot be told apart by a machine is left to people: one number that leads to two cases, a name."""
        mine = self._tokens(said) if said else frozenset()
        found: dict[Likeness, dict[UUID, PreReleaseCase]] = {Likeness.SAME: {}, Likeness.PERHAPS: {}}
        for case_id, theirs in self._held.items():
            alike = likeness(mine, theirs)
            case = self._case(case_id) if alike else None
            if alike and case is not None and not case.settled:
                found[alike][case.id] = case
        same, perhaps = found[Likeness.SAME], found[Likeness.PERHAPS]
        if len(same) == 1:
            (case,) = same.values()
            new = mine - self._held.get(case.id, set())
            return Found(case, (), written_otherwise=any(kind in WRITTEN for kind, _ in new))
        return Found(None, tuple(case for _, case in sorted({**same, **perhaps}.items())))

    def _case(self, case_id: UUID) -> PreReleaseCase | None:
        """The case, or the one that it turned out to be; none of somebody whose data are being erased."""
        resemblance = self._unit.find(CaseResemblance, CaseResemblance.create_id(case_id))
        if resemblance is not None and resemblance.same_as is not None:
            return self._case(resemblance.same_as)
        case = self._opened.get(case_id) or self._unit.find(PreReleaseCase, case_id)
        person_id = case.person_id if case is not None else None
        return None if person_id is not None and self._unit.get(Person, person_id).erased else case


def standing_cases(
    unit: UnitOfWork, index: Callable[[], PreReleaseIndex], office_id: UUID, wanted: Sequence[Traces]
) -> StandingCases:
    """The index is not asked for people of whom only a name is known."""
    said = frozenset().union(*wanted)
    if not said:
        return StandingCases(unit, {}, lambda _: frozenset())
    uf, view = unit.get(Office, office_id).uf, index()
    view.alone(unit, uf)
    held = view.like(unit, uf, view.blinded(said))
    unit.fetch([(PreReleaseCase, case_id) for case_id in held])
    return StandingCases(unit, held, view.blinded)


def tracing(source: ReleaseListSource, said: Mapping[str, Any]) -> Traces:
    """What a row, or who opens a case by hand, says that somebody is found by."""
    told = (said.get("reference"), said.get("birth_date"), said.get("cpf"), said.get("rji"))
    return frozenset(traces(source, said["name"], *told))


def flag(unit: UnitOfWork, case: PreReleaseCase, others: Sequence[PreReleaseCase]) -> None:
    """Ask people whether these are one person's; nobody is merged by a machine."""
    if others:
        asked = CaseResemblance(case_id=case.id, office_id=case.office_id)
        asked.flag([Resembling(other.id, other.office_id) for other in others])
        save_at(unit, case.office_id, asked)
