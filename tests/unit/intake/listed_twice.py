"""The house of pre-release work with an index of cases in memory: who stands on two lists, without a database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from contracts.vocabulary.network import UF
from contracts.vocabulary.release import ReleaseListSource
from services.intake.people.domain.pre_release_case import PreReleaseCase
from services.intake.people.domain.pre_release_likeness import Token
from services.intake.people.domain.pre_release_list import PreReleaseList
from services.intake.people.views.pre_release_index import traces
from tests.unit.intake.pre_release import House, row

MDC = ReleaseListSource.SEEU_MDC


def said(**told: Any) -> dict[str, Any]:
    return {"name": "Ana Clara Fictional", **told}


def renewed(taken: PreReleaseList) -> list[tuple[UUID, str]]:
    return [(line.case_id, line.code) for line in taken.chunks[1].renewed]


class Tokens:
    """The index of cases in memory: tokens are the values themselves, and the test says who has which."""

    def __init__(self) -> None:
        self.held: dict[UUID, set[Token]] = {}

    def blinded(self, said: Iterable[tuple[str, str]]) -> frozenset[Token]:
        return frozenset((kind, value.encode()) for kind, value in said)

    def alone(self, source: object, uf: UF) -> None:
        assert uf is UF.AM

    def like(self, source: object, uf: UF, tokens: Iterable[Token]) -> dict[UUID, set[Token]]:
        sought = set(tokens)
        return {case: set(held) for case, held in self.held.items() if held & sought}


class Lists(House):
    """The house, with an index that is fed from what rows say."""

    def __init__(self) -> None:
        super().__init__()
        self.index = Tokens()
        for app in (self.lists, self.cases):
            vars(app)["view"] = lambda _: self.index

    def taken(self, *rows: dict[str, Any], office: UUID | None = None) -> PreReleaseList:
        """A list of these rows in one chunk; afterwards the index knows its new cases."""
        if office is not None:
            self.office, here = office, self.office
            taken = self.taken(*rows)
            self.office = here
            return taken
        opened = self.opened_list(len(rows))
        taken = self.lists.take_rows(opened.id, 1, [row(n, **said) for n, said in enumerate(rows, 1)])
        for number, said in enumerate(rows, 1):
            self.learn(PreReleaseCase.create_id(taken.id, number), said)
        return taken

    def learn(self, case: UUID, said: dict[str, Any], source: ReleaseListSource = MDC) -> None:
        numbers = [(said.get(name) or "").replace(".", "").replace("-", "") or None for name in ("cpf", "rji")]
        found = traces(source, said["name"], said.get("reference"), said.get("birth_date"), *numbers)
        self.index.held[case] = set(self.index.blinded(found))

    def settle(self, case: UUID, version: int, other: UUID, *, same: bool) -> PreReleaseCase:
        """By the people of the office."""
        return self.cases.settle(case, version, other, same=same, offices=[self.office])

    def first(self, taken: PreReleaseList, number: int = 1) -> PreReleaseCase:
        return self.cases.case(PreReleaseCase.create_id(taken.id, number))
