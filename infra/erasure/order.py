"""What is to be erased, and what a place lost: the words of an erasure."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from infra.refusals import DomainError


class TwoApproversNeeded(DomainError):
    code = "erasure.two-approvers-needed"
    detail = "An erasure is authorised by two different people."
    fix = "Ask somebody else to approve it too."


@dataclass(frozen=True)
class Order:
    """What is to be erased. `streams`: every record of the subject; `key_ids`: every key that sealed something of it.

    `authorised_by`: accounts where the request was decided, their blind ids in the stores that follow.
    """

    subject: UUID
    request_id: UUID
    basis: str
    authorised_by: tuple[str, ...]
    scope: str
    streams: tuple[UUID, ...] = ()
    key_ids: tuple[UUID, ...] = ()

    @property
    def ids(self) -> list[UUID]:
        """Under which ids something of the subject may stand."""
        return sorted({self.subject, *self.streams})


@dataclass(frozen=True)
class Purged:
    """A place and how much of the subject was taken out of it."""

    place: str
    count: int
