"""The one table of states: ours, and what ServiceRequest and Task of FHIR R4 say of each.

The guide allows a Task every status of R4 but `ready` and `received`; so what was seen is `requested` as what was sent,
and `businessStatus` always says our own state. `on-hold` is work that goes on later, and `cancelled` what does not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from contracts.vocabulary.network import CancelledBy, DeclineReason, InterruptionReason, SuspensionReason
from services.referrals.cases.interchange import systems

STATES = systems.ours("referral-status")
NO_CAPACITY, WAITLIST = "no-capacity", "no-capacity-has-waitlist"


@dataclass(frozen=True)
class Row:
    """`reasons`: our code list of why, by the name of its system. `guide`: the guide's capacity code that goes with a
    reason, or with the state where it needs none. `usual`: what the task's status means where nothing else is said.
    """

    status: str
    request: str
    task: str
    says: str = ""
    system: str = ""
    reasons: type[StrEnum] | None = None
    guide: dict[str, str] = field(default_factory=dict)
    usual: bool = True

    def reason(self, code: StrEnum | None) -> dict[str, Any] | None:
        """The statusReason; the guide wants its text wherever there is one."""
        if not self.says:
            return None
        codings = [systems.coding(systems.ours(self.system), code.value)] if code else []
        key = code.value if code else ""
        codings += [systems.coding(systems.GUIDE_CODES, self.guide[key])] if key in self.guide else []
        text = f"{self.says}: {code.value.replace('_', ' ')}" if code else self.says
        return {**({"coding": codings} if codings else {}), "text": text}


ROWS = (
    Row("draft", "draft", "draft"),
    Row("discarded", "revoked", "cancelled", "Dropped before it was sent", usual=False),
    Row("sent", "active", "requested"),
    Row("received", "active", "requested", usual=False),
    Row("waitlisted", "active", "on-hold", "Waits for a place", guide={"": WAITLIST}),
    Row("accepted", "active", "accepted"),
    Row("in_progress", "active", "in-progress"),
    Row("declined", "revoked", "rejected", "Declined", "decline-reason", DeclineReason, {"no_capacity": NO_CAPACITY}),
    Row("completed", "completed", "completed"),
    Row("interrupted", "revoked", "failed", "Interrupted", "interruption-reason", InterruptionReason),
    Row("expired", "revoked", "cancelled", "Nobody answered", usual=False),
    Row("suspended", "revoked", "cancelled", "Suspended", "suspension-reason", SuspensionReason, usual=False),
    Row("cancelled", "revoked", "cancelled", "Taken back", "cancelled-by", CancelledBy),
    Row("transferred", "revoked", "cancelled", "Goes on at another office", usual=False),
)  # fmt: skip
OF = {row.status: row for row in ROWS}
USUAL = {row.task: row for row in ROWS if row.usual}
