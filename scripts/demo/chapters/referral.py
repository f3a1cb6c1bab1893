"""Steps 6, 8 and 19: a person's need is referred, accepted and served; and X01, a consent taken back on the way."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from scripts.demo.cast import Cast
from scripts.demo.chapters.office import ANSELMO, DANDARA, ROSA
from scripts.demo.network import Network, Reply, User
from scripts.demo.reference import PORTO_SERENO, Municipality
from scripts.demo.stage import Stage

HOME, HEALTH, DEFENDER = "PAR-1", "PAR-2", "PAR-4"
PARTNERS = {
    HOME: ("Casa Travessia", "ngo", "housing", ["display_name", "accessibility_needs"]),
    HEALTH: ("CRAS Novo Rumo", "municipal_social_assistance", "physical_health", ["display_name"]),
    DEFENDER: ("Defensoria Fictícia", "public_defender", "legal_aid", ["display_name"]),
}


def play(stage: Stage, network: Network, cast: Cast) -> None:
    stage.chapter("Referrals that are followed to their end")
    partners(stage, network, cast)
    medication(stage, cast)
    housing(stage, cast)
    attended(stage, cast)
    consent_withdrawn(stage, network, cast)


def partners(stage: Stage, network: Network, cast: Cast) -> None:
    manager = cast.users["network manager"] = network.user("Caio", "network_manager", uf=["AM"])
    with stage.step("-", "before", "partners sign agreements with a data clause and say what they offer"):
        for mark, (name, kind, domain, needed) in PARTNERS.items():
            partner = cast.partners[mark] = join(manager, name, kind)
            offer = {"partner_id": partner, "need_domains": [domain], "data_needed": needed, "slots": 2}
            cast.offers[mark] = manager.post("/referrals/v1/offers", offer).id
            cast.users[mark] = network.user(name, "partner", uf=["AM"], org=partner)
        police = {**place("Delegacia Fictícia"), "org_type": "police"}
        refused = manager.post("/referrals/v1/partners", police, expect=409)
        stage.check("the police as a partner for referrals", slug(refused), "referrals-never-a-recipient")


def place(name: str, home: Municipality = PORTO_SERENO) -> dict[str, Any]:
    return {"legal_name": name, "uf": home.uf, "municipality_ibge7": home.ibge7, "zone": home.zone}


def join(manager: User, name: str, kind: str, home: Municipality = PORTO_SERENO) -> str:
    partner = manager.post("/referrals/v1/partners", {**place(name, home), "org_type": kind})
    path = f"/referrals/v1/partners/{partner.id}"
    clause = {"kind": "cooperation_term", "signed_on": "2025-01-10", "data_sharing_clause": True}
    manager.post(f"{path}/agreements", clause, match=1)
    manager.post(f"{path}/activation", {}, match=2)
    return partner.id


def consent(cast: Cast, who: str, partner: str, classes: list[str], at: str) -> str:
    body = {"scope": "SHARE_WITH_PARTNER", "recipients": [cast.partners[partner]], "data_classes": classes}
    path = f"/intake/v1/persons/{cast.persons[who]}/consents"
    return cast.users["social worker"].post(path, body, at=at).id


def send(cast: Cast, network: Network, referral: Reply, body: dict[str, Any], at: str) -> Reply:
    """Send a referral; right after a consent was given, referrals may not know of it yet and asks to try again."""
    lia, path = cast.users["social worker"], f"/referrals/v1/referrals/{referral.id}/sending"
    known = network.eventually(
        lambda: lia.post(path, body, referral.version, at, any_status=True), lambda r: r.status == 200
    )
    assert isinstance(known, Reply)
    return known


def medication(stage: Stage, cast: Cast) -> None:
    lia, partner = cast.users["social worker"], cast.users[HEALTH]
    with stage.step(
        "6", "08:20 AM", "PER-2's medication: the urgent need has drafted a referral; it is sent and accepted"
    ):
        open_ = f"/referrals/v1/referrals?office_id={cast.offices['OFF-AM']}"
        drafts = lia.network.eventually(lambda: lia.get(open_).body["items"], lambda items: len(items) >= 2)
        draft = next(d for d in drafts if d["person_id"] == cast.persons[ANSELMO])
        stage.check("drafted for", (draft["need_domain"], draft["urgency"]), ("physical_health", "same_day"))
        grant = consent(cast, ANSELMO, HEALTH, ["display_name"], "2025-04-17T12:18:00Z")
        referral = lia.get(f"/referrals/v1/referrals/{draft['referral_id']}")
        body = {"offer_id": cast.offers[HEALTH], "grant_id": grant, "shared_fields": ["display_name"]}
        sent = send(cast, lia.network, referral, body, "2025-04-17T12:20:00Z")
        stage.check("answer due (4 hours)", instant(sent.body["response_due_at"]), "2025-04-17T16:20:00Z")
        path = f"/referrals/v1/referrals/{referral.id}"
        accepted = partner.post(f"{path}/acceptance", {}, match=sent.version, at="2025-04-17T13:05:00Z")
        stage.check("status at 09:05", accepted.body["status"], "accepted")
        served = partner.post(
            f"{path}/completion", {"outcome": "service_received"}, accepted.version, "2025-04-17T15:00:00Z"
        )
        stage.check("status at 11:00", served.body["status"], "completed")


def housing(stage: Stage, cast: Cast) -> None:
    lia, partner = cast.users["social worker"], cast.users[HOME]
    with stage.step("8", "08:55 AM", "PER-1 is referred to Casa Travessia for tonight; it is told her name, no more"):
        grant = cast.grants[HOME] = consent(
            cast, DANDARA, HOME, ["display_name", "accessibility_needs"], "2025-04-17T12:50:00Z"
        )
        draft = {
            "person_id": cast.persons[DANDARA],
            "office_id": cast.offices["OFF-AM"],
            "need_domain": "housing",
            "urgency": "same_day",
        }
        referral = lia.post("/referrals/v1/referrals", draft, at="2025-04-17T12:52:00Z")
        path = f"/referrals/v1/referrals/{referral.id}"
        too_much = {"offer_id": cast.offers[HOME], "grant_id": grant, "shared_fields": ["civil_name"]}
        body = {
            "offer_id": cast.offers[HOME],
            "grant_id": grant,
            "shared_fields": ["display_name", "accessibility_needs"],
        }
        refused = lia.network.eventually(
            lambda: slug(lia.post(f"{path}/sending", too_much, match=referral.version, expect=409)),
            lambda code: code != "referrals-grant-not-known-yet",
        )
        stage.check("sharing the civil name", refused, "referrals-fields-not-covered")
        sent = send(cast, lia.network, referral, body, "2025-04-17T12:55:00Z")
        accepted = partner.post(f"{path}/acceptance", {}, match=sent.version, at="2025-04-17T13:00:00Z")
        fixed = partner.post(
            f"{path}/appointments", {"at": "2025-04-17T18:00:00Z"}, accepted.version, "2025-04-17T13:01:00Z"
        )
        shared = partner.get(f"{path}/shared-fields").body["fields"]
        stage.check("the partner reads", shared, {"accessibility_needs": None, "display_name": "Dandara"})
        cast.referrals[HOME] = referral.id
        stage.note(f"appointment number {fixed.body['number']} at 14:00")


def attended(stage: Stage, cast: Cast) -> None:
    partner, path = cast.users[HOME], f"/referrals/v1/referrals/{cast.referrals[HOME]}"
    with stage.step("19", "14:10 AM", "PER-1 arrives at Casa Travessia and has a place for the night"):
        version = partner.get(path).version
        came = partner.post(f"{path}/appointments/1/attendance", {}, version, "2025-04-17T18:10:00Z")
        done = partner.post(f"{path}/completion", {"outcome": "service_received"}, came.version, "2025-04-17T18:20:00Z")
        stage.check(
            "outcome", (done.body["status"], partner.get(path).body["outcome"]), ("completed", "service_received")
        )


def consent_withdrawn(stage: Stage, network: Network, cast: Cast) -> None:
    lia, partner, person = cast.users["social worker"], cast.users[DEFENDER], cast.persons[ROSA]
    with stage.step("X01", "15:00 AM", "PER-5 takes her consent back between acceptance and appointment"):
        grant = consent(cast, ROSA, DEFENDER, ["display_name"], "2025-04-17T13:40:00Z")
        draft = {"person_id": person, "office_id": cast.offices["OFF-AM"], "need_domain": "legal_aid"}
        referral = lia.post("/referrals/v1/referrals", draft, at="2025-04-17T13:45:00Z")
        path = f"/referrals/v1/referrals/{referral.id}"
        body = {"offer_id": cast.offers[DEFENDER], "grant_id": grant, "shared_fields": ["display_name"]}
        sent = send(cast, network, referral, body, "2025-04-17T13:50:00Z")
        partner.post(f"{path}/acceptance", {}, match=sent.version, at="2025-04-17T14:30:00Z")
        stage.check("the partner reads", partner.get(f"{path}/shared-fields").body["fields"], {"display_name": "Rosa"})
        stage.check("free places", partner.get(f"/referrals/v1/offers/{cast.offers[DEFENDER]}").body["free"], 1)
        lia.post(f"/intake/v1/persons/{person}/consents/{grant}/withdrawal", {}, at="2025-04-17T19:00:00Z")
        suspended = network.eventually(lambda: lia.get(path).body, lambda r: r["status"] == "suspended")
        stage.check("status", suspended["status"], "suspended")
        stage.check("recall confirmed by", local_day(suspended["recall_due_at"]), "2025-04-28")
        stage.check("shared fields now answer", partner.get(f"{path}/shared-fields", expect=410).status, 410)
        stage.check("free places again", partner.get(f"/referrals/v1/offers/{cast.offers[DEFENDER]}").body["free"], 2)


def slug(refused: Reply) -> str:
    """What a problem is called."""
    return str(refused.body["type"]).rsplit("/", 1)[-1]


def local_day(text: str) -> str:
    return datetime.fromisoformat(text).astimezone(ZoneInfo("America/Manaus")).date().isoformat()


def instant(text: str) -> str:
    return text.replace("+00:00", "Z")
