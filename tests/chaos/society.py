"""Who works during a campaign: an office with its partners, institutions that meet, and a commission."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from tests.chaos.client import Client
from tests.chaos.load import Load, Tale
from tests.chaos.network import ProxiedStack
from tests.chaos.stories import House, People, join, open_office
from tests.chaos.stories_of_closings import Closings
from tests.chaos.stories_of_meetings import Meetings
from tests.chaos.stories_of_notices import Notices, constitute
from tests.chaos.unveiling import keyed_id


def society(stack: ProxiedStack, clients: Sequence[Client], pause: float) -> list[Load]:
    """The last client works in the confidential zone alone, the one before it also in meetings, the first also with
    partners that end."""
    *people, secret = clients
    office = open_office(people[0], stack.token("office_coordinator"))
    loads = []
    for number, client in enumerate(people):
        told: dict[Tale, float] = {_people(stack, client, office, number).story: 1.0}
        if client is people[0]:
            told[_closings(stack, client, office).story] = 0.6
        if client is people[-1]:
            meetings = _meetings(stack, client)
            told |= {meetings.story: 0.8, meetings.count: 0.2}
        loads.append(Load(client, told, pause))
    return [*loads, Load(secret, {_notices(stack, secret).story: 1.0}, pause)]


def _people(stack: ProxiedStack, client: Client, office: str, number: int) -> People:
    manager = stack.token("network_manager")
    partner, offer = join(client, manager, f"Casa {number}")
    worker, answers = stack.token("social_worker", office=office), stack.token("partner", org=partner)
    return People(client, House(office, worker, manager, partner, offer, answers))


def _closings(stack: ProxiedStack, client: Client, office: str) -> Closings:
    house = House(office, stack.token("social_worker", office=office), stack.token("network_manager"))
    return Closings(client, house, lambda partner: stack.token("partner", org=partner))


def _meetings(stack: ProxiedStack, client: Client) -> Meetings:
    org = str(uuid4())
    secretary, participant = (stack.token(role, org=org) for role in ("meeting_secretary", "meeting_participant"))
    return Meetings(client, org, secretary, participant, stack.token("indicator_publisher"))


def _notices(stack: ProxiedStack, client: Client) -> Notices:
    commission, account = constitute(client, stack.token("commission_secretary"))
    token = stack.token("commission_member", account=account, commission=commission)
    key_file = stack.credentials.token_key_file("confidential")
    return Notices(client, commission, account, token, lambda notice: keyed_id(key_file, "case", notice, commission))
