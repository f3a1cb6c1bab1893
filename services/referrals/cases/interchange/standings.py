"""What a Task says of a referral: where it stands, why, and how it ended."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from contracts.vocabulary.network import ReferralOutcome
from services.referrals.cases.domain.standing import Status
from services.referrals.cases.interchange import statuses, systems
from services.referrals.cases.interchange.sheet import Sheet
from services.referrals.cases.interchange.statuses import Row
from services.referrals.cases.interchange.tasks import OUTCOME


class Standing(NamedTuple):
    status: Status
    reason: StrEnum | None = None
    outcome: ReferralOutcome | None = None


def standing(task: Sheet) -> Standing | None:
    """None where a fault was found."""
    row = _row(task)
    status = next((one for one in Status if row is not None and one == row.status), None)
    if row is None or status is None:
        return None
    return Standing(status, _reason(task, row), _outcome(task, status))


def _row(task: Sheet) -> Row | None:
    """By our own state if it says that, else by what its status means where nothing else is said."""
    said = task.resource["status"]
    own = task.codes("businessStatus", statuses.STATES)
    if not own:
        row = statuses.USUAL.get(said)
        if row is None:
            task.fault("/status", "status-not-taken")
        return row
    row = statuses.OF.get(own[0])
    if row is None or row.task != said:
        task.fault("/businessStatus", "statuses-contradict")
        return None
    return row


def _reason(task: Sheet, row: Row) -> StrEnum | None:
    of_guide = task.codes("statusReason", systems.GUIDE_CODES)
    if row.reasons is None:
        if row.guide and not set(of_guide) & set(row.guide.values()):
            task.fault("/statusReason", "reason-unknown")
        return None
    own = task.codes("statusReason", systems.ours(row.system))
    known = [*own, *(ours for ours, theirs in row.guide.items() if theirs in of_guide)]
    if known and known[0] in set(row.reasons):
        return row.reasons(known[0])
    task.fault("/statusReason", "reason-unknown")
    return None


def _outcome(task: Sheet, status: Status) -> ReferralOutcome | None:
    """In our code; else, by the guide, an activity that came of it is a service received."""
    own = task.member("output.valueCodeableConcept", OUTCOME, ReferralOutcome)
    if own is not None:
        return own
    if "resulting-activity" in task.codes("output.type", systems.GUIDE_CODES):
        return ReferralOutcome.SERVICE_RECEIVED
    if status == Status.COMPLETED:
        task.fault("/output", "outcome-unknown")
    return None
