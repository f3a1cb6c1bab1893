"""What the store `commissions` is made of."""

from __future__ import annotations

from infra.composition import StoreDefinition
from infra.deadlines.veiled import VeiledDeadlines
from infra.deadlines.views import Suspensions
from services.commissions.harassment import conflicts, deadlines, published, reactions
from services.commissions.harassment.application import CommissionsApplication
from services.commissions.harassment.cases import CasesApplication
from services.commissions.harassment.views.cases_of_member import CasesOfMember
from services.commissions.harassment.views.commission_board import CommissionBoard

STORE = StoreDefinition(
    name="commissions",
    zone="confidential",
    applications=(CommissionsApplication, CasesApplication),
    published=(published,),
    views=(CommissionBoard, CasesOfMember, VeiledDeadlines, Suspensions),
    reactions=(reactions,),
    deadlines=(deadlines,),
    concerns=conflicts.concerns,
    undisclosed="what a commission seals is compared and counted there, and leaves it in no file",
)
