"""Asks each open store for its part of a case over HTTP, with the token of the auditor and nobody else's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from infra.refusals import Unavailable
from infra.web.client import Harmless, StoreClient, UnexpectedAnswer
from services.analytics.replays.assembling import CaseTooWide
from services.analytics.replays.case_stores import Frame, Part, Place

TOO_WIDE = "histories-case-too-wide"


class StoresOverHttp:
    def __init__(self, clients: Mapping[str, StoreClient]) -> None:
        self.clients = clients

    @property
    def names(self) -> Sequence[str]:
        return tuple(self.clients)

    def admit(self, store: str, credential: str, case_id: UUID, reason: str, key: str) -> UUID:
        body = {"case_id": str(case_id), "reason": reason}
        answer = self.clients[store].post("/v1/history-sessions", body, key=key, bearer=credential).body
        return _uuid(store, answer, "id")

    def part(self, place: Place, credential: str, frame: Frame, flows: Sequence[UUID], limit: int) -> Part:
        query: dict[str, Harmless] = {
            "session": place.session_id, "after": place.after, "through": place.through, "limit": limit,
            **({"flows": tuple(flows)} if flows else {}),
            **({"as_of_recorded": frame.as_known_at} if frame.as_known_at else {}),
            **({"as_of_occurred": frame.as_true_at} if frame.as_true_at else {}),
        }  # fmt: skip
        try:
            client = self.clients[place.store]
            answer = client.get("/v1/timelines/{case}", query, bearer=credential, case=frame.case_id).body
        except UnexpectedAnswer as error:
            if error.problem.endswith(f"/{TOO_WIDE}"):
                raise CaseTooWide from error
            raise
        return _part(place.store, answer)


def _part(store: str, answer: Any) -> Part:
    try:
        return Part(
            store, UUID(answer["log_id"]), int(answer["through"]), answer["next_after"], int(answer["withheld"]),
            tuple(UUID(stream["stream"]) for stream in answer["streams"]),
            tuple(UUID(flow) for flow in answer["flows"]),
            tuple({**item, "store": store} for item in answer["items"]), answer["checkpoint"],
        )  # fmt: skip
    except (LookupError, TypeError, ValueError) as error:
        raise Unavailable(store) from error


def _uuid(store: str, answer: Any, member: str) -> UUID:
    try:
        return UUID(answer[member])
    except (LookupError, TypeError, ValueError) as error:
        raise Unavailable(store) from error
