"""What every published message must have caused in every consumer, worked out from the logs alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from tests.chaos import effects_in_secret
from tests.chaos.evidence import Effect, Log, Recorded, Told

FACTS = {
    "intake.office.opened", "intake.reception.completed", "referrals.referral.sent", "referrals.referral.accepted",
    "referrals.referral.completed", "referrals.referral.suspended", "coordination.coordination-meeting.held",
    "coordination.commitment.assigned", "coordination.commitment.fulfilled",
}  # fmt: skip
# Referrals of this need that a closing leaves open are a problem of this field.
COMPETENT = {"housing": "housing", "employment": "employment_training", "vocational_training": "employment_training"}
CLOSINGS = {"referrals.partner.closed", "referrals.partner-site.closed"}
DECLARATIONS = {"intake.person.race-colour-declared", "intake.person.gender-declared"}


def expected_effects(logs: Mapping[str, Log]) -> dict[str, Counter[Effect]]:
    return {
        "intake": Counter(),  # it hears of referrals' ends, but this load's people have no plans: nothing comes of it
        "analytics": _analytics(logs),
        "referrals": _referrals(logs),
        "coordination": _coordination(logs),
        "notices": effects_in_secret.in_notices(logs),
        "commissions": effects_in_secret.in_commissions(logs),
    }


def _analytics(logs: Mapping[str, Log]) -> Counter[Effect]:
    wanted: Counter[Effect] = Counter()
    for source in ("intake", "referrals", "coordination"):
        for told in logs[source].published:
            if told.name in FACTS:
                wanted[told.message["id"], "analytics.fact.recorded", ""] += 1
            elif told.name in DECLARATIONS:
                wanted[told.message["id"], "analytics.declaration.recorded", ""] += 1
    return wanted


def _referrals(logs: Mapping[str, Log]) -> Counter[Effect]:
    wanted: Counter[Effect] = Counter()
    house = _House(logs["referrals"])
    for told in logs["intake"].published:
        for name, stream in house.effects(told):
            wanted[told.message["id"], name, stream] += 1
    return wanted


def _coordination(logs: Mapping[str, Log]) -> Counter[Effect]:
    """One problem for each field in which somebody was left without a place; an empty house leaves none."""
    wanted: Counter[Effect] = Counter()
    for told in logs["referrals"].published:
        if told.name in CLOSINGS:
            for field in {COMPETENT.get(need, "other") for need in told.message["data"]["need_domains"]}:
                wanted[told.message["id"], "coordination.problem-item.reported", field] += 1
    return wanted


class _House:
    """Which referrals relied on which grant, and where each stood when the consent was withdrawn."""

    def __init__(self, log: Log) -> None:
        self.withdrawn: dict[str, int] = {}
        self.relied: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self.ended: dict[str, int] = {}
        self.offers: dict[str, str] = {}
        for event in log.events:
            self._take(event)

    def _take(self, event: Recorded) -> None:
        if event.topic == "referrals.known-grant.withdrawn":
            self.withdrawn.setdefault(event.stream, event.position)
        elif event.topic == "referrals.known-grant.relied-on":
            self.relied[event.stream].append((event.position, event.data["referral_id"]))
        elif event.topic == "referrals.referral.completed":
            self.ended.setdefault(event.stream, event.position)
        elif event.topic == "referrals.service-offer.slot-held":
            self.offers[event.data["referral_id"]] = event.stream

    def effects(self, told: Told) -> Iterator[tuple[str, str]]:
        data = told.message["data"]
        if told.name == "intake.consent-ledger.granted":
            yield "referrals.known-grant.learned", data["grant_id"]
        elif told.name == "intake.consent-ledger.withdrawn":
            yield "referrals.known-grant.withdrawn", data["grant_id"]
            yield from self._recalled(data["grant_id"])
        elif told.name == "intake.reception.urgent-need-identified" and data.get("person_id"):
            yield "referrals.referral.drafted", ""

    def _recalled(self, grant: str) -> Iterator[tuple[str, str]]:
        """A referral that had ended is recalled only; one under way is suspended, and gives its place back."""
        moment = self.withdrawn.get(grant, 0)
        for _, referral in self.relied[grant]:
            yield "referrals.referral.shared-data-recall-sent", referral
            if self.ended.get(referral, moment) >= moment:
                yield "referrals.referral.suspended", referral
                if referral in self.offers:
                    yield "referrals.service-offer.slot-released", self.offers[referral]
