"""What commissions do all day: notices are recorded and sent, cases are opened by them, consents change, cases end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.chaos.client import Client
from tests.chaos.load import Steps, until_known

SEATS = (
    ("judge", "presidency", "MALE"), ("judge", "degree_vote", "FEMALE"), ("staff", "union_or_association", "FEMALE"),
    ("staff", "accessibility_commission", "MALE"), ("outsourced", "union_or_association", "FEMALE"),
)  # fmt: skip


@dataclass
class Notices:
    """The stories of one client in notices and commissions; `member` is an account of the commission, `case_of` tells
    which case a notice becomes there: its id is secret, and lists do not say whose notice a case is.
    """

    client: Client
    commission: str
    member: str
    token: str
    case_of: Callable[[str], str]

    def story(self) -> Steps[None]:
        made = self.client.command("notices.notice.recorded", "/notices/v1/notices", self.notice(), self.token)
        yield
        path = f"/notices/v1/notices/{made.id}"
        sent = yield from until_known("notices-commission-not-suitable", lambda: self.client.command(
            "notices.notice.sent-to-commission", f"{path}/routing", {"commission_id": self.commission}, self.token,
            made.version, made.id))  # fmt: skip
        yield
        fate = self.client.rng.random()
        if fate < 0.3:
            self.client.command("notices.notice.withdrawn", f"{path}/withdrawal", {}, self.token, sent.version, made.id)
        elif fate < 0.5:
            self.client.command("notices.notice.consent-changed", f"{path}/grants/withdrawal",
                {"scope": "SHARE_HEALTH"}, self.token, sent.version, made.id)  # fmt: skip
        elif fate < 0.9:
            yield from self.case(made.id)

    def case(self, notice: str) -> Steps[None]:
        """A case is found by who knows its notice and its commission; until it is opened it is not found."""
        case = self.case_of(notice)
        path = f"/commissions/v1/cases/{case}"
        led = yield from until_known("not-found", lambda: self.client.command(
            "commissions.notice-case.rapporteur-assigned", f"{path}/rapporteur", {"account": self.member}, self.token,
            1, case))  # fmt: skip
        yield
        if self.client.rng.random() < 0.7:
            self.client.command("commissions.notice-case.closed", f"{path}/closure", {}, self.token, led.version, case)

    def notice(self) -> dict[str, Any]:
        now, mark = datetime.now(UTC), self.client.rng.getrandbits(48)
        asked = {"granted_at": (now - timedelta(minutes=5)).isoformat(), "evidence": "witness"}
        return {
            "place": {"court_id": self.commission, "degree": "first", "uf": "AM", "zone": "America/Manaus"},
            "options_explained_at": (now - timedelta(minutes=30)).isoformat(),
            "scopes": [{"scope": scope, **asked} for scope in ("RECORD", "DELIBERATE", "SHARE_HEALTH")],
            "notifier": {"person_ref": f"CHAOS-N-{mark}", "name": "Fictional Notifier", "identity_checked": True},
            "statement": "Told in confidence.",
            "conduct_types": ["MORAL"],
            "circumstances": {"receiving_instance": "COMMISSION", "channel": "phone"},
            "noticed": [{"person_ref": f"CHAOS-X-{mark}", "relation": "hierarchical_superior"}],
        }


def constitute(client: Client, token: str) -> tuple[str, str]:
    """An active commission, and the account of one of its members."""
    body = {
        "court_id": str(uuid4()), "segment": "state", "size": "medium", "degree": "first", "uf": "AM",
        "zone": "America/Manaus", "constituted_on": "2021-01-04",
    }  # fmt: skip
    made = client.command("commissions.commission.constituted", "/commissions/v1/commissions", body, token)
    path = f"/commissions/v1/commissions/{made.id}"
    named = client.command("commissions.commission.secretariat-designated", f"{path}/secretariat",
        {"secretariat": "Fictional Unit"}, token, made.version, made.id)  # fmt: skip
    version = named.version
    for number, (category, basis, gender) in enumerate(SEATS):
        seat = {
            "account": f"chaos-member-{number}", "member_ref": f"CHAOS-M-{number}", "category": category,
            "basis": basis, "gender": gender, "seat_iii_qualifies": basis == "accessibility_commission",
            "since": "2025-01-07",
        }  # fmt: skip
        version = client.command("commissions.commission.member-appointed", f"{path}/members", seat, token, version,
                                 made.id).version  # fmt: skip
    client.command("commissions.commission.activated", f"{path}/activation", {}, token, version, made.id)
    return made.id, "chaos-member-2"
