"""What the store `commissions` is made of."""

from __future__ import annotations

from infra.composition import StoreDefinition
from services.commissions.harassment import published, reactions
from services.commissions.harassment.application import CommissionsApplication
from services.commissions.harassment.cases import CasesApplication
from services.commissions.harassment.views.cases_of_member import CasesOfMember
from services.commissions.harassment.views.commission_board import CommissionBoard

STORE = StoreDefinition(
    name="commissions",
    zone="confidential",
    applications=(CommissionsApplication, CasesApplication),
    published=(published,),
    views=(CommissionBoard, CasesOfMember),
    reactions=(reactions,),
)
