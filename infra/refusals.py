"""Refusals: expected answers of the domain and of the store, each with a stable code and no personal value."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID


class DomainError(Exception):
    """A broken rule. The class says the statement, `code` is stable, `fix` tells the caller what to do.

    `detail` and `fix` are constants of the class, so that no submitted value can leak through an error.
    `successor` is the id of the record that stands for this one now, where the caller may know it.
    """

    code: ClassVar[str] = "domain-error"
    detail: ClassVar[str] = "A rule of the domain refuses this."
    fix: ClassVar[str] = ""
    successor: UUID | None = None

    def __init__(self) -> None:
        super().__init__(self.code)


class NotFound(DomainError):
    """No such aggregate, or none that this caller may know of: the two answers are the same."""

    code = "not-found"
    detail = "There is no such record, or it is outside your territory."
    fix = "Check the identifier and the territory of your credential."


class Forbidden(DomainError):
    """The caller is known, and this operation is not his."""

    code = "forbidden"
    detail = "Your credential does not allow this operation."
    fix = "Use a credential whose role and territory cover it."


class VersionConflict(Exception):
    """Somebody else saved this aggregate first; reload and decide again."""


class StaleVersion(DomainError):
    """The caller's `If-Match` names a version that is no longer the current one."""

    code = "stale-version"
    detail = "The record has changed since you read it."
    fix = "Read it again and repeat the change with the new ETag."


class Gone(DomainError):
    """It was there and may no longer be given: consent withdrawn, or content erased."""

    code = "gone"
    detail = "The consent was withdrawn or the content erased."
    fix = "Do not ask again; delete what you hold."


class SubjectErased(Gone):
    """Nothing more is recorded about somebody whose data were erased, and nothing can be read."""

    code = "subject-erased"
    detail = "The data of this person were erased, or are being erased."
    fix = "Delete what you hold. Who comes back is registered anew."


class Unavailable(Exception):
    """A dependency is down: answered 503 with Retry-After, held unacknowledged by a worker."""

    def __init__(self, dependency: str, retry_after: int = 5) -> None:
        super().__init__(dependency)
        self.dependency = dependency
        self.retry_after = retry_after
