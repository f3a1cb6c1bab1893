"""What the store `notices` is made of."""

from __future__ import annotations

from infra.composition import StoreDefinition
from infra.deadlines.veiled import VeiledDeadlines
from infra.deadlines.views import Suspensions
from services.intake.notices import conflicts, deadlines, published, reactions
from services.intake.notices.application import NoticesApplication
from services.intake.notices.erasures import NoticeErasuresApplication
from services.intake.notices.views.notices_of_reader import NoticesOfReader
from services.intake.notices.views.readings import Readings

STORE = StoreDefinition(
    name="notices",
    zone="confidential",
    applications=(NoticesApplication, NoticeErasuresApplication),
    published=(published,),
    views=(NoticesOfReader, Readings, VeiledDeadlines, Suspensions),
    reactions=(reactions,),
    deadlines=(deadlines,),
    concerns=conflicts.concerns,
    undisclosed="a notice is read by who is on its list, at GET /notices/v1/notices/ID/content, and never from a file",
)
