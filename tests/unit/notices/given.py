"""What the unit tests of notices start from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from contracts.vocabulary.courts import CourtDegree
from contracts.vocabulary.network import UF
from contracts.vocabulary.notices import (
    ConductType,
    DiscriminationGround,
    NoticeChannel,
    NoticedRelation,
    NoticeScope,
    ReceivingInstance,
    WorkBond,
)
from contracts.vocabulary.rights import ConsentEvidence
from infra.deadlines.following import Following
from infra.eventstore.store import EventStore
from infra.metadata import Metadata, acting
from infra.pseudonyms import Pseudonyms
from infra.publishing import Publisher
from infra.sealed import AccessContext
from services.intake.notices import deadlines, published
from services.intake.notices.application import NoticesApplication
from services.intake.notices.domain.account import Account, Circumstances, Noticed, Notifier
from services.intake.notices.domain.consent import Asked
from services.intake.notices.domain.notice import Notice
from services.intake.notices.domain.place import Place

PSEUDONYMS = Pseudonyms(b"z" * 32)
EXPLAINED = datetime(2025, 4, 17, 16, 10, tzinfo=ZoneInfo("America/Manaus"))
RECORDED = EXPLAINED + timedelta(minutes=30)
PLACE = Place(uuid4(), CourtDegree.FIRST, UF.AM, "America/Manaus")
OPENING = AccessContext("ana", "commission_member", "attendance", "LB_RES351_AUTH")
FOR_RUI = AccessContext("urn:travessia:commissions", "service", "deliberation", "LB_RES351_AUTH", on_behalf_of="rui")
NOTIFIER, NOTICED = "TJ-DEMO-1001", "TJ-DEMO-2002"
ACCOUNT = Account(
    notifier=Notifier(NOTIFIER, "Fictional Notifier", WorkBond.OUTSOURCED, identity_checked=True),
    statement="What happened, in the notifier's own words.",
    conduct_types=(ConductType.MORAL, ConductType.DISCRIMINATION),
    circumstances=Circumstances(ReceivingInstance.COMMISSION, NoticeChannel.PHONE),
    grounds=(DiscriminationGround.RACE,),
    noticed=(Noticed(NOTICED, "head of unit", NoticedRelation.HIERARCHICAL_SUPERIOR),),
    unit="Fictional Unit",
)


def asked(scope: NoticeScope, parameter: str | None = None, **changes: Any) -> Asked:
    answer = Asked(scope, EXPLAINED + timedelta(minutes=5), ConsentEvidence.WITNESS, parameter)
    return replace(answer, **changes)


SCOPES = tuple(asked(scope) for scope in (NoticeScope.RECORD, NoticeScope.DELIBERATE, NoticeScope.SHARE_HEALTH))


def application(*, waiting: bool = False) -> NoticesApplication:
    """With `waiting`, deadlines follow what is decided."""
    followers = Following("notices", (deadlines,)) if waiting else None
    return NoticesApplication(
        EventStore.in_memory("notices", Publisher("notices", (published,)), followers), PSEUDONYMS
    )


@contextmanager
def on_the_day() -> Iterator[None]:
    with acting(Metadata(actor="ana", role="commission_member", occurred_at=RECORDED)):
        yield


def recorded(app: NoticesApplication, **changes: Any) -> Notice:
    values = {"place": PLACE, "account": ACCOUNT, "options_explained_at": EXPLAINED, "scopes": SCOPES}
    with on_the_day():
        return app.record_notice(**{**values, "attending": "ana", **changes})


def roster(app: NoticesApplication, *members: str) -> UUID:
    """A commission whose members have these registry references."""
    commission_id = uuid4()
    app.open_roster(commission_id, PLACE.court_id, PLACE.degree, PLACE.uf)
    for member in members:
        app.member_joined(commission_id, PSEUDONYMS.person(member))
    return commission_id
