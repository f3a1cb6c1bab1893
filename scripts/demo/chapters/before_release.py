"""Steps 1 to 3: a list of people about to leave comes to Baía Clara, one of them says yes, and lacks documents."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from scripts.demo.cast import Cast
from scripts.demo.chapters.opening import opened
from scripts.demo.network import Network, User
from scripts.demo.reference import BAIA_CLARA
from scripts.demo.stage import Stage

JULIANA = "PER-3"
REGISTRY = str(uuid4())  # PAR-3, the registry office that issues what she lacks
DAY = date(2025, 4, 17)
LIST = (
    {"row": 1, "name": "Juliana", "expected_release_on": "2025-08-30", "missing_documents": ["rg", "cpf"]},
    {"row": 2, "name": "Fictional Second", "expected_release_on": "2025-06-10", "missing_documents": ["voter_title"]},
    {"row": 3, "name": "Fictional Third", "expected_release_on": "2025-09-20", "missing_documents": []},
)


def play(stage: Stage, network: Network, cast: Cast) -> None:
    stage.chapter("Before release, at the Social Office Baía Clara (BA)")
    opened(network, cast, "OFF-BA", BAIA_CLARA, "municipal_executive")
    rui = cast.users["worker of BA"] = network.user("Rui", "social_worker", uf=["BA"], office=[cast.offices["OFF-BA"]])
    case = imported(stage, cast, rui)
    met(stage, cast, rui, case)
    drafted(stage, network, cast, rui)


def imported(stage: Stage, cast: Cast, rui: User) -> str:
    """Answers PER-3's case."""
    with stage.step("1", "07:30 BA", "the monthly list of the execution system comes in: three cases, no person yet"):
        office, at = cast.offices["OFF-BA"], "2025-04-17T10:30:00Z"
        announced = {"office_id": office, "source": "seeu_mdc", "rows": len(LIST)}
        taken = rui.post("/intake/v1/pre-release-lists", announced, at=at)
        path = f"/intake/v1/pre-release-lists/{taken.id}"
        chunk = rui.post(f"{path}/chunks", {"chunk": 1, "rows": list(LIST)}, at=at)
        rui.post(f"{path}/completion", {}, chunk.version, at)
        cases = rui.get(f"/intake/v1/pre-release-cases?office_id={office}").body["items"]
        stage.check(
            "cases", [case["expected_release_on"] for case in cases], ["2025-06-10", "2025-08-30", "2025-09-20"]
        )
        juliana = next(case for case in cases if case["name"] == "Juliana")
        days = (date.fromisoformat(juliana["expected_release_on"]) - DAY).days
        stage.check("days to go for PER-3", days, 135)
        stage.check("she lacks", sorted(juliana["missing_documents"]), ["cpf", "rg"])
        stage.check("persons yet", {case["person_id"] for case in cases}, {None})
    return str(juliana["case_id"])


def met(stage: Stage, cast: Cast, rui: User, case: str) -> None:
    path = f"/intake/v1/pre-release-cases/{case}"
    with stage.step("2", "08:10 BA", "PER-3 is met in prison, hears her options, accepts, and says who she is"):
        held = rui.post(f"{path}/meeting", {}, 1, "2025-04-17T11:10:00Z")
        refused = rui.post(f"{path}/person", {"person_id": cast.offices["OFF-BA"]}, held.version, any_status=True)
        stage.check("a person before her answer", refused.status in (404, 409), True)
        accepted = rui.post(f"{path}/answer", {"accepts": True}, held.version, "2025-04-17T11:15:00Z")
        born = {"client_types": ["pre_release"], "social_name": "Juliana", "birth_date": "1995-06-01"}
        person = rui.post("/intake/v1/persons", born, at="2025-04-17T11:16:00Z")
        cast.persons[JULIANA] = person.id
        own = f"/intake/v1/persons/{person.id}"
        race = rui.post(f"{own}/race-colour", {"race_colour": "BROWN"}, person.version, "2025-04-17T11:17:00Z")
        rui.post(f"{own}/gender", {"gender_identity": "cis_woman"}, race.version, "2025-04-17T11:17:30Z")
        rui.post(f"{own}/consents", {"scope": "SERVICE_RECORD"}, at="2025-04-17T11:18:00Z")
        registry = {
            "scope": "SHARE_WITH_PARTNER",
            "recipients": [REGISTRY],
            "data_classes": ["civil_name", "birth_date"],
        }
        rui.post(f"{own}/consents", registry, at="2025-04-17T11:18:30Z")
        scopes = sorted(grant["scope"] for grant in rui.get(f"{own}/consents").body["grants"])
        stage.check("she allows", scopes, ["SERVICE_RECORD", "SHARE_WITH_PARTNER"])
        linked = rui.post(f"{path}/person", {"person_id": person.id}, accepted.version, "2025-04-17T11:19:00Z")
        stage.check("case", rui.get(path).body["person_id"] == person.id and linked.status, 200)


def drafted(stage: Stage, network: Network, cast: Cast, rui: User) -> None:
    """PL02, by itself: the office goes on with the draft, and no datum of hers has left it."""
    with stage.step("3", "08:25 BA", "the documents that she lacks become a draft of a referral"):
        path = f"/referrals/v1/referrals?office_id={cast.offices['OFF-BA']}"
        found = network.eventually(lambda: rui.get(path).body["items"], bool)
        said = [(line["person_id"], line["need_domain"], line["status"], line["partner_id"]) for line in found]
        stage.check("a draft", said, [(cast.persons[JULIANA], "identity_documents", "draft", None)])
