"""The broker is a cache: commands are accepted while it is away, and take effect elsewhere when it returns."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from rich.console import Console

from scripts.demo.cast import Cast
from scripts.demo.chapters import office, referral
from scripts.demo.network import Network, User
from scripts.demo.stage import Stage
from scripts.stack import parts


def test_a_consent_given_without_a_broker_reaches_referrals_when_it_is_back(network: Network) -> None:
    lia, cast = an_office(network)
    parts.stop(network.stack, "rabbitmq")
    try:
        person = lia.post("/intake/v1/persons", {"client_types": ["released"], "social_name": "Tomé"}).id
        consent = {"scope": "SHARE_WITH_PARTNER", "recipients": [str(uuid4())], "data_classes": ["display_name"]}
        grant = lia.post(f"/intake/v1/persons/{person}/consents", consent).id
    finally:
        parts.start(network.stack, "rabbitmq")
    draft = {"person_id": person, "office_id": cast.offices["OFF-AM"], "need_domain": "housing"}
    made = lia.post("/referrals/v1/referrals", draft)

    def answer() -> str:
        body: dict[str, Any] = {"offer_id": str(uuid4()), "grant_id": grant, "shared_fields": ["display_name"]}
        path = f"/referrals/v1/referrals/{made.id}/sending"
        return referral.slug(lia.post(path, body, match=made.version, any_status=True))

    known = network.eventually(answer, lambda code: code != "referrals-grant-not-known-yet", seconds=60)
    assert known == "not-found"  # the grant is known; it is the offer that does not exist


def an_office(network: Network) -> tuple[User, Cast]:
    cast = Cast()
    office.open_office(Stage(Console(quiet=True)), network, cast)
    return cast.users["social worker"], cast
