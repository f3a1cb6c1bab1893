"""What coordination does when others speak: it looks for who is to be erased, and takes up what closings leave open."""

from __future__ import annotations

from contracts import intake, referrals
from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.coordination import CompetenceDomain, MeetingLevel, ReporterKind
from contracts.vocabulary.network import UF
from infra.erasure.application import ErasureApplication
from infra.erasure.order import Order
from infra.messaging.envelope import Envelope
from infra.messaging.subscribe import subscribe
from services.commissions.coordination.application import CoordinationApplication

COMPETENT = {
    NeedDomain.HOUSING: CompetenceDomain.HOUSING,
    NeedDomain.EMPLOYMENT: CompetenceDomain.EMPLOYMENT_TRAINING,
    NeedDomain.VOCATIONAL_TRAINING: CompetenceDomain.EMPLOYMENT_TRAINING,
    NeedDomain.ENTREPRENEURSHIP_CREDIT: CompetenceDomain.EMPLOYMENT_TRAINING,
    NeedDomain.EDUCATION: CompetenceDomain.EDUCATION,
    NeedDomain.PHYSICAL_HEALTH: CompetenceDomain.HEALTH,
    NeedDomain.MENTAL_HEALTH: CompetenceDomain.HEALTH,
    NeedDomain.SUBSTANCE_USE: CompetenceDomain.HEALTH,
    NeedDomain.FAMILY_CHILDREN: CompetenceDomain.SOCIAL_FAMILY,
    NeedDomain.SOCIAL_ASSISTANCE: CompetenceDomain.SOCIAL_FAMILY,
    NeedDomain.IDENTITY_DOCUMENTS: CompetenceDomain.DOCUMENTS,
}
LEFT = "Um parceiro encerrou. Encaminhamentos a replanejar: {number}."


@subscribe(intake.PersonErasureAuthorised)
def on_person_erasure_authorised(
    app: ErasureApplication, message: intake.PersonErasureAuthorised, envelope: Envelope
) -> None:
    """Nobody who is served is named here by design: the check has to show that this is so."""
    approvers = tuple(str(approver) for approver in message.approvers)
    app.authorise(Order(message.person_id, message.request_id, message.basis, approvers, "person"))


@subscribe(referrals.PartnerClosed)
def on_partner_closed(app: CoordinationApplication, message: referrals.PartnerClosed, envelope: Envelope) -> None:
    """X11: people were inside, so there is a problem in each field of competence that they needed."""
    _take_up(app, message.uf, message.need_domains, message.suspended)


@subscribe(referrals.SiteClosed)
def on_site_closed(app: CoordinationApplication, message: referrals.SiteClosed, envelope: Envelope) -> None:
    _take_up(app, message.uf, message.need_domains, message.suspended)


def _take_up(app: CoordinationApplication, uf: UF | None, needs: tuple[NeedDomain, ...], number: int) -> None:
    for domain in sorted({COMPETENT.get(need, CompetenceDomain.OTHER) for need in needs}):
        app.report_problem(
            domain=domain, level=MeetingLevel.LOCAL, reporter_kind=ReporterKind.PARTNER, uf=uf,
            text=LEFT.format(number=number),
        )  # fmt: skip
