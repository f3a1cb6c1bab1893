"""Problem details (RFC 9457): the catalogue of general refusals, each with a stable slug and a fix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from infra.refusals import DomainError
from infra.web.translations import mark as _
from infra.web.translations import refusing, translate

TYPES = "https://docs.travessia.example/problems"
CONTENT_TYPE = "application/problem+json"
INVALID_VALUE = _("This value is not accepted.")


@dataclass(frozen=True)
class Kind:
    """One general refusal. `title` and `detail` are constants, so that nothing submitted can come back in them."""

    slug: str
    status: int
    title: str
    detail: str


class Problem(Exception):
    """An answer other than success. `detail` replaces the kind's own, as a constant of the code too.

    So does what a `refusal` of the domain says, in the words of the context that refuses.
    """

    def __init__(
        self,
        kind: Kind,
        detail: str | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        errors: Sequence[Mapping[str, str]] = (),
        successor: UUID | None = None,
        refusal: type[DomainError] | None = None,
    ) -> None:
        super().__init__(kind.slug)
        self.kind = kind
        self.detail = detail or kind.detail
        self.headers = dict(headers or {})
        self.errors = list(errors)
        self.successor = successor
        self.refusal = refusal

    def said(self, language: str) -> str:
        """The detail in a language."""
        return refusing.said(self.refusal, language) if self.refusal else translate(self.detail, language)


@dataclass(frozen=True)
class ProblemBody:
    """The members of a problem document, ready to be serialised."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    trace_id: str
    errors: list[Any] = field(default_factory=list)
    successor: str | None = None

    def members(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if value not in ([], None)}


BROKEN_JSON = Kind("broken-json", 400, _("Broken JSON"), _("The body is not valid JSON."))
BAD_REQUEST = Kind("bad-request", 400, _("Malformed request"), _("The request is malformed."))
IDEMPOTENCY_KEY = Kind(
    "idempotency-key", 400, _("Idempotency-Key needed"),
    _("Send an Idempotency-Key header of 1 to 255 visible ASCII characters, a fresh one for each command."),
)  # fmt: skip
INVALID_CURSOR = Kind(
    "invalid-cursor", 400, _("Invalid cursor"),
    _("Use the cursor of a Link header of this same list and these same filters, or none."),
)  # fmt: skip
UNAUTHENTICATED = Kind(
    "unauthenticated", 401, _("Token needed"), _("Send a valid access token: Authorization: Bearer <token>.")
)
INSUFFICIENT_SCOPE = Kind(
    "insufficient-scope", 403, _("Scope missing"), _("Your token lacks the scope of this operation.")
)
NOT_FOUND = Kind(
    "not-found", 404, _("Not found"), _("There is nothing under this address. Check the path and the identifier.")
)
METHOD_NOT_ALLOWED = Kind(
    "method-not-allowed", 405, _("Method not allowed"), _("Use one of the methods in the Allow header.")
)
RETRY = Kind(
    "conflict", 409, _("Somebody else was faster"),
    _("The record changed while your command ran. Repeat it with the same Idempotency-Key."),
)  # fmt: skip
IN_FLIGHT = Kind(
    "in-flight", 409, _("Still running"),
    _("A command with this Idempotency-Key is still running. Ask again in a moment."),
)  # fmt: skip
STALE = Kind(
    "stale-version", 412, _("Stale version"),
    _("The record has changed since you read it. Read it again and repeat the change with the new ETag."),
)  # fmt: skip
TOO_LARGE = Kind("too-large", 413, _("Body too large"), _("Send at most 1,000,000 bytes."))
UNSUPPORTED = Kind("unsupported-media-type", 415, _("Unsupported media type"), _("Send application/json in UTF-8."))
INVALID = Kind("validation", 422, _("Invalid content"), _("Correct the members listed under errors."))
KEY_REUSED = Kind(
    "idempotency-key-reused", 422, _("Idempotency-Key used before"),
    _("This Idempotency-Key came with another command before. Use a fresh key."),
)  # fmt: skip
IF_MATCH = Kind(
    "precondition-required", 428, _("If-Match needed"),
    _("Read the record and send its ETag in an If-Match header."),
)  # fmt: skip
INTERNAL = Kind(
    "internal", 500, _("Internal error"), _("Something went wrong on our side. Report the trace_id to the operator.")
)
UNAVAILABLE = Kind(
    "unavailable", 503, _("A part is down"),
    _("A part that this operation needs is down. Repeat it after the time in Retry-After."),
)  # fmt: skip
REFUSED = Kind("refused", 409, _("Refused"), _("A rule of the domain refuses this."))
FORBIDDEN = Kind("forbidden", 403, _("Forbidden"), _("Your credential does not allow this operation."))
GONE = Kind("gone", 410, _("Gone"), _("The consent was withdrawn or the content erased."))

BY_STATUS = {
    kind.status: kind
    for kind in (BAD_REQUEST, UNAUTHENTICATED, NOT_FOUND, METHOD_NOT_ALLOWED, TOO_LARGE, UNSUPPORTED, INVALID, INTERNAL)
}
