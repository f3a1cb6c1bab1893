"""The API of referrals as the pages of an answer link meet it, with one referral in it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import httpx

REFERRAL = "019a2035c9e1718a8b78c348f1980314"
LINK = f"{REFERRAL}.1.aZ09-_aZ09-_aZ09-_aZ09-_aZ09-_"
CODE = "204816"
DONE = {
    "/receipt": "received", "/waiting": "waitlisted", "/acceptance": "accepted", "/decline": "declined",
    "/completion": "completed",
    "/appointments": "accepted", "/appointments/1/attendance": "in_progress", "/recall-confirmation": "suspended",
}  # fmt: skip


def problem(status: int, detail: str) -> httpx.Response:
    return httpx.Response(status, json={"status": status, "detail": detail})


@dataclass
class Partner:
    """What was asked, and what stands in the referral now."""

    refusal: httpx.Response | None = None
    asked: list[httpx.Request] = field(default_factory=list)
    referral: dict[str, Any] = field(
        default_factory=lambda: {
            "status": "sent",
            "need_domain": "housing",
            "urgency": "same_day",
            "zone": "America/Manaus",
            "response_due_at": "2025-04-17T16:55:00Z",
            "shared_fields": ["display_name"],
            "appointments": [],
            "recall_due_at": None,
            "recall_confirmed": False,
        }
    )

    @property
    def commands(self) -> list[str]:
        return [request.url.path.split(self._id)[1] for request in self.asked if request.method == "POST"]

    @property
    def _id(self) -> str:
        return "019a2035-c9e1-718a-8b78-c348f1980314"

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if request.headers["Authorization"] != f"Bearer {LINK}~{CODE}":
            return problem(403, "These are not the six figures.")
        if self.refusal is not None:
            return self.refusal
        below = request.url.path.partition(self._id)[2]
        if request.method == "POST":
            return self._command(below, json.loads(request.content))
        if below == "/shared-fields":
            return httpx.Response(200, json={"fields": {"display_name": "Dandara"}})
        return httpx.Response(200, json=self.referral, headers={"ETag": '"7"'})

    def _command(self, below: str, body: dict[str, Any]) -> httpx.Response:
        if below == "/decline" and body["reason"] != "no_capacity":
            return problem(422, "Correct the members that are listed.")
        if below == "/appointments":
            self.referral["appointments"] = [{"number": 1, "at": body["at"], "status": "scheduled"}]
        if below == "/recall-confirmation":
            self.referral["recall_confirmed"] = True
        self.referral["status"] = DONE[below]
        return httpx.Response(200, json={"status": DONE[below]})
