"""Which offers suit a need: ranked, with the reason of each rank, and those that do not with why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.partners import RankReason, StageServed
from infra.application import Application
from infra.eventstore.codec import converter
from services.referrals.network.domain.conditions import Seeker, Verdict, judge
from services.referrals.network.domain.offer_terms import Eligibility
from services.referrals.network.domain.ranking import reasons
from services.referrals.network.views.agreements import Agreements
from services.referrals.network.views.offers_by_need import CANDIDATES, Candidate, OffersByNeed
from services.referrals.network.views.open_offers import OpenOffers
from services.referrals.network.views.partner_directory import PartnerDirectory


@dataclass(frozen=True)
class Match:
    """`rank` from 1, 0 for what may not serve."""

    rank: int
    offer: Candidate
    reasons: tuple[RankReason, ...]
    verdict: Verdict


@dataclass(frozen=True)
class Matches:
    """`considered`: of how many offers; `more`: whether there are others that stand behind all of them."""

    eligible: Sequence[Match]
    not_eligible: Sequence[Match]
    considered: int

    @property
    def more(self) -> bool:
        return self.considered == CANDIDATES


class MatchingApplication(Application):
    def match(self, need_domain: NeedDomain, seeker: Seeker, limit: int, without: Sequence[UUID] = ()) -> Matches:
        """At most `limit` of each kind. Nothing of the seeker is kept."""
        with self.unit_of_work() as unit:
            others = (self.view(OpenOffers), self.view(PartnerDirectory), self.view(Agreements))
            found = self.view(OffersByNeed).suiting(unit, others, need_domain, seeker, without)
        return ranked(found, seeker, limit)


def ranked(found: Sequence[Candidate], seeker: Seeker, limit: int) -> Matches:
    """Those that may serve in the order in which they were found, apart from those that may not."""
    judged = [(offer, _verdict(offer, seeker)) for offer in found]
    eligible = [pair for pair in judged if not pair[1].why_not][:limit]
    others = [pair for pair in judged if pair[1].why_not][:limit]
    return Matches(
        [Match(rank, offer, reasons(offer.standing, seeker), v) for rank, (offer, v) in enumerate(eligible, 1)],
        [Match(0, offer, reasons(offer.standing, seeker), v) for offer, v in others],
        len(found),
    )


def _verdict(offer: Candidate, seeker: Seeker) -> Verdict:
    asked = converter.structure(offer.terms["eligibility"], Eligibility)
    serves = tuple(StageServed(stage) for stage in offer.serves)
    return judge(asked, serves, seeker, offer.standing.distance)
