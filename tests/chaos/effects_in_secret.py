"""What the confidential stores must have caused in each other: rosters, cases, and the end of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from tests.chaos.evidence import Effect, Log

ROSTER = {
    "commissions.commission.constituted": ("notices.roster.opened", False),
    "commissions.commission.member-appointed": ("notices.roster.member-joined", True),
    "commissions.commission.member-ended": ("notices.roster.member-left", True),
}


def in_notices(logs: Mapping[str, Log]) -> Counter[Effect]:
    wanted: Counter[Effect] = Counter()
    withdrawn = {event.stream for event in logs["notices"].events if event.topic == "notices.notice.withdrawn"}
    for told in logs["commissions"].published:
        data, cause = told.message["data"], told.message["id"]
        if told.name in ROSTER:
            name, on_known_stream = ROSTER[told.name]
            wanted[cause, name, data["commission_id"] if on_known_stream else ""] += 1
        elif told.name == "commissions.notice-case.closed" and data["notice_id"] not in withdrawn:
            wanted[cause, "notices.notice.closed", data["notice_id"]] += 1
        elif told.name == "commissions.notice-return.recorded":
            wanted[cause, "notices.notice.returned-unopened", data["notice_id"]] += 1
    return wanted


def in_commissions(logs: Mapping[str, Log]) -> Counter[Effect]:
    """A notice that was sent opens one case; without consent to deliberate the case ends."""
    wanted: Counter[Effect] = Counter()
    cases = {event.data["notice_id"]: event.stream for event in logs["commissions"].events
             if event.topic == "commissions.notice-case.opened"}  # fmt: skip
    for told in logs["notices"].published:
        data, cause = told.message["data"], told.message["id"]
        if told.name == "notices.notice.sent-to-commission":
            wanted[cause, "commissions.notice-case.opened", ""] += 1
            continue
        case = cases.get(data["notice_id"], "")
        wanted[cause, "commissions.notice-case.consent-changed", case] += 1
        if told.name == "notices.notice.withdrawn":
            wanted[cause, "commissions.notice-case.closed", case] += 1
    return wanted
