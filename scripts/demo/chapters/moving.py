"""Step 14: somebody wants to move to another state; the office there is asked, and nothing has moved yet."""

from __future__ import annotations

from scripts.demo.cast import Cast
from scripts.demo.network import Network, Reply
from scripts.demo.stage import Stage

RAIMUNDO, AT = "PER-4", "2025-04-17T15:00:00Z"
TRANSFERS = "/referrals/v1/transfers"


def play(stage: Stage, network: Network, cast: Cast) -> None:
    stage.chapter("Somebody wants to move to another state")
    lia, rui = cast.users["social worker"], cast.users["worker of BA"]
    here, there = cast.offices["OFF-AM"], cast.offices["OFF-BA"]
    with stage.step("14", "11:00 AM", "PER-4 asks to move to Bahia and agrees that the office there takes over"):
        person = lia.post("/intake/v1/persons", {"client_types": ["released"], "social_name": "Raimundo"}, at=AT).id
        cast.persons[RAIMUNDO] = person
        draft = {"person_id": person, "office_id": here, "need_domain": "identity_documents"}
        open_one = lia.post("/referrals/v1/referrals", draft, at=AT).id
        transfer = requested(network, cast, person)
        stage.check("status", rui.get(f"{TRANSFERS}/{transfer}").body["status"], "requested")
        asked = rui.get(f"{TRANSFERS}?office_id={there}&side=incoming").body["items"]
        stage.check("asked of OFF-BA", [line["person_id"] for line in asked], [person])
        lines = lia.get(f"/referrals/v1/referrals?office_id={here}").body["items"]
        mine = [line["referral_id"] for line in lines if line["person_id"] == person]
        stage.check("the open referral stays with OFF-AM", mine, [open_one])
        stage.check("the person's record at OFF-BA", rui.get(f"/intake/v1/persons/{person}", expect=404).status, 404)


def requested(network: Network, cast: Cast, person: str) -> str:
    """Asked again while the consent is on its way to referrals."""
    lia, there = cast.users["social worker"], cast.offices["OFF-BA"]
    consent = {"scope": "TRANSFER_OFFICE", "recipients": [there], "data_classes": []}
    body = {
        "person_id": person, "from_office_id": cast.offices["OFF-AM"], "to_office_id": there, "to_uf": "BA",
        "reason": "person_moves", "grant_id": lia.post(f"/intake/v1/persons/{person}/consents", consent, at=AT).id,
    }  # fmt: skip
    asked: Reply = network.eventually(
        lambda: lia.post(TRANSFERS, body, at=AT, any_status=True), lambda answer: answer.status == 201
    )
    return asked.id
