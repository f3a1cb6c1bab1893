"""What institutions do all day: they meet, report obstacles, take on commitments; and somebody counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tests.chaos.client import Answer, Client
from tests.chaos.load import Steps

DOMAINS = ("health", "education", "housing")


@dataclass
class Meetings:
    """The stories of one client in coordination and analytics; `org` runs the meetings."""

    client: Client
    org: str
    secretary: str  # tokens
    participant: str
    publisher: str

    def story(self) -> Steps[None]:
        meeting = yield from self.meeting()
        if self.client.rng.random() < 0.6:
            yield from self.problem(meeting)
        else:
            yield from self.commitments(meeting)

    def count(self) -> Steps[None]:
        """The only command of analytics in the load; it is seldom, for it reads all facts."""
        body = {"indicator_id": "E06", "period": f"{datetime.now(UTC):%Y-%m}"}
        self.client.command("analytics.indicator-run.computed", "/analytics/v1/indicator-runs", body, self.publisher)
        yield

    def meeting(self) -> Steps[str]:
        body = {
            "level": "local", "country": "RO", "hosts": [self.org], "organisers": [self.org],
            "format": "experience_exchange", "topics": ["good_practice"], "plan_activity_code": "1.1.4",
            "planned_for": "2025-04-17T13:00:00Z", "zone": "Europe/Bucharest",
        }  # fmt: skip
        made = self._command("coordination-meeting.planned", "/meetings", body, self.secretary)
        yield
        kinds = ("prison", "probation", "ngo")
        there = [{"org_id": org, "org_type": kind} for org, kind in zip((self.org, self._org(), self._org()), kinds,
                                                                       strict=True)]  # fmt: skip
        holding = {"participants": there, "held_at": "2025-04-17T13:00:00Z"}
        self._command("coordination-meeting.held", f"/meetings/{made.id}/holding", holding, self.secretary,
                      made.version, made.id)  # fmt: skip
        yield
        return made.id

    def problem(self, meeting: str) -> Steps[None]:
        body = {
            "domain": self.client.rng.choice(DOMAINS), "level": "national", "country": "RO",
            "reporter_kind": "practitioner", "text": "No appointment is made before release.", "meeting_id": meeting,
        }  # fmt: skip
        made = self._command("problem-item.reported", "/problems", body, self.secretary)
        yield
        authority = {"authority_id": self._org(), "authority_type": "health_authority", "reach": "central"}
        self._command("problem-item.assigned", f"/problems/{made.id}/assignment", authority, self.secretary,
                      made.version, made.id)  # fmt: skip

    def commitments(self, meeting: str) -> Steps[None]:
        group = self._command("commitment-group.opened", "/commitment-groups",
            {"objective_code": "JTD-6", "level": "national", "meeting_id": meeting}, self.secretary)  # fmt: skip
        for role, org in (("lead", self.org), ("support", self._org())):
            yield
            body = {"role": role, "org_id": org, "text": "Run workshops that pay", "zone": "Asia/Tehran",
                    "due_on": "2030-12-20"}  # fmt: skip
            path = f"/commitment-groups/{group.id}/commitments"
            made = self._command("commitment.assigned", path, body, self.secretary)
            if role == "lead":
                lead = made
        path = f"/commitments/{lead.id}"
        yield
        accepted = self._command("commitment.accepted", f"{path}/acceptance", {}, self.participant, lead.version,
                                 lead.id)  # fmt: skip
        yield
        self._command("commitment.fulfilled", f"{path}/fulfilment", {}, self.participant, accepted.version, lead.id)

    def _command(
        self, event: str, path: str, body: dict[str, Any], token: str, match: int | None = None, stream: str = "id"
    ) -> Answer:
        return self.client.command(f"coordination.{event}", f"/coordination/v1{path}", body, token, match, stream)

    def _org(self) -> str:
        return str(UUID(int=self.client.rng.getrandbits(128), version=4))
