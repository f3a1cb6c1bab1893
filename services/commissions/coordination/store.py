"""What the store `coordination` is made of."""

from __future__ import annotations

from infra.composition import StoreDefinition
from infra.deadlines.views import OpenDeadlines, Suspensions
from services.commissions.coordination import deadlines, published, reactions
from services.commissions.coordination.application import CoordinationApplication
from services.commissions.coordination.views.group_commitments import GroupCommitments
from services.commissions.coordination.views.meetings import Meetings
from services.commissions.coordination.views.problem_inventory import ProblemInventory

STORE = StoreDefinition(
    name="coordination",
    zone="open",
    applications=(CoordinationApplication,),
    published=(published,),
    views=(Meetings, ProblemInventory, GroupCommitments, OpenDeadlines, Suspensions),
    reactions=(reactions,),
    deadlines=(deadlines,),
    undisclosed="coordination seals nothing: its records name no person, and are in the bundle as they are",
)
