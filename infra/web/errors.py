"""From any exception to the problem that the caller may see."""

from __future__ import annotations

import re
from collections.abc import Mapping

import psycopg
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from infra.eventstore.recorder import ViewsSwitched
from infra.refusals import DomainError, Forbidden, Gone, NotFound, StaleVersion, Unavailable, VersionConflict
from infra.views import OutdatedProcess
from infra.web import problems
from infra.web.problems import Kind, Problem
from infra.web.strict_json import BrokenJson

DROPPED = ("content-type", "content-length")
KINDS: Mapping[type[DomainError], Kind] = {
    NotFound: problems.NOT_FOUND,
    Forbidden: problems.FORBIDDEN,
    StaleVersion: problems.STALE,
    Gone: problems.GONE,
    DomainError: problems.REFUSED,
}


def problem_of(error: Exception) -> Problem | None:
    """The problem for an expected exception; None means a bug, to be logged and answered 500."""
    match error:
        case Problem():
            return error
        case DomainError():
            return _refusal(error)
        case BrokenJson():
            return Problem(problems.BROKEN_JSON, error.reason)
        case VersionConflict():
            return Problem(problems.RETRY, headers={"Retry-After": "1"})
        case Unavailable():
            return Problem(problems.UNAVAILABLE, headers={"Retry-After": str(error.retry_after)})
        case OutdatedProcess() | ViewsSwitched() | psycopg.OperationalError():
            return Problem(problems.UNAVAILABLE, headers={"Retry-After": "5"})
        case HTTPException():
            return _http(error)
    return None


def is_the_callers_turn(error: Exception) -> bool:
    """Whether an exception is answered with a status below 500."""
    problem = problem_of(error)
    return problem is not None and problem.kind.status < 500


def _refusal(error: DomainError) -> Problem:
    """The kernel's own refusals are kinds; every other one is a kind of its own with a general title."""
    refusal = type(error)
    general = next(kind for base, kind in KINDS.items() if isinstance(error, base))
    if refusal in KINDS and refusal is not DomainError:
        return Problem(general, refusal=refusal)
    slug = re.sub(r"[^a-z0-9]+", "-", error.code.lower()).strip("-")
    kind = Kind(slug, general.status, general.title, error.detail)
    return Problem(kind, successor=error.successor, refusal=refusal)


def _http(error: HTTPException) -> Problem:
    """Keeps werkzeug's headers, so that Allow survives."""
    kind = problems.TOO_LARGE if isinstance(error, RequestEntityTooLarge) else problems.BY_STATUS.get(error.code or 500)
    if kind is None:
        kind = Kind(f"http-{error.code}", error.code or 500, error.name, error.name)
    headers = {name: value for name, value in error.get_headers() if name.lower() not in DROPPED}
    return Problem(kind, headers=headers)
