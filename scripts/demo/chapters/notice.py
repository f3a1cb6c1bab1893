"""Steps 20, 21, 22 and 25: somebody only talks; somebody authorises a notice; it reaches a commission in secrecy."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from scripts.demo.cast import Cast
from scripts.demo.network import Network, User
from scripts.demo.stage import Stage
from scripts.demo.traces import changed, traces

MANAUS = ZoneInfo("America/Manaus")
TALKS = 3
DATABASES = ("notices", "notices_keys", "commissions", "commissions_keys", "intake", "analytics")
NOTICED_PERSON = "X-1"
SEATS: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("staff", "union_or_association", "FEMALE", {}),
    ("outsourced", "union_or_association", "MALE", {}),
    ("staff", "accessibility_commission", "FEMALE", {"seat_iii_qualifies": True}),
    ("judge", "degree_vote", "MALE", {}),
)


def play(stage: Stage, network: Network, cast: Cast) -> None:
    stage.chapter("Notices: only what was authorised is written, only who must know learns of it")
    commissions(stage, network, cast)
    only_talking(stage, network, cast)
    notice_id = recorded(stage, network, cast)
    routed(stage, network, cast, notice_id)


def commissions(stage: Stage, network: Network, cast: Cast) -> None:
    secretary = network.user("Court administration", "commission_secretary", uf=["AM"])
    with stage.step("-", "before", "court TJ-Demo constitutes a commission for each degree; X-1 is a member of C2"):
        for mark, degree in (("C1", "first"), ("C2", "second")):
            seats = list(SEATS) if mark == "C1" else [*SEATS[1:], ("staff", "union_or_association", "FEMALE", {})]
            violations = constitute(secretary, cast, mark, degree, seats)
            stage.check(f"violations of {mark}", violations, [])


def constitute(secretary: User, cast: Cast, mark: str, degree: str, seats: list[Any]) -> list[str]:
    commission = secretary.post(
        "/commissions/v1/commissions",
        {
            "court_id": str(uuid4()), "segment": "state", "size": "medium", "degree": degree, "uf": "AM",
            "zone": "America/Manaus", "constituted_on": "2024-02-01",
        },
        at="2025-01-10T12:00:00Z",
    )  # fmt: skip
    cast.commissions[mark] = commission.id
    path, version = f"/commissions/v1/commissions/{commission.id}", commission.version
    last = secretary.post(f"{path}/secretariat", {"secretariat": "People management"}, version, "2025-01-10T12:05:00Z")
    for number, (category, basis, gender, more) in enumerate(seats, 1):
        name = f"{mark.lower()}-member-{number}"
        reference = NOTICED_PERSON if mark == "C2" and number == len(seats) else f"{mark}-{number}"
        member = {
            "account": name, "member_ref": reference, "category": category, "basis": basis, "gender": gender,
            "since": "2024-02-01", **more,
        }  # fmt: skip
        last = secretary.post(f"{path}/members", member, last.version, "2025-01-10T12:10:00Z")
        cast.users[name] = secretary.network.user(name, "commission_member", uf=["AM"], commission=[commission.id])
    last = secretary.post(f"{path}/activation", {}, last.version, "2025-01-10T12:30:00Z")
    return [violation["rule"] for violation in last.body["violations"] if violation["severity"] == "hard"]


def only_talking(stage: Stage, network: Network, cast: Cast) -> None:
    member, unit = cast.users["c1-member-1"], cast.commissions["C1"]
    with stage.step("20", "15:00 AM", "N-2 talks to a member of C1 and authorises nothing: a number goes up by one"):
        path = f"/notices/v1/tallies/{unit}/2025-04"
        for _ in range(TALKS):  # a clock of the zone's own may tick meanwhile, as it does whether or not anybody talks
            n = member.get(path).body["n"]
            before = traces(network.stack, DATABASES)
            member.put(path, {"n": n + 1}, match=n)
            left = changed(before, traces(network.stack, DATABASES))
            if left == ["table notices.reception_tallies"]:
                break
        stage.check("trace of it anywhere", left, ["table notices.reception_tallies"])
        stage.check("counted", member.get(path).body["n"], n + 1)


def recorded(stage: Stage, network: Network, cast: Cast) -> str:
    member = cast.users["c1-member-1"]
    with stage.step(
        "21", "16:10 AM", "N-1 is heard by phone after her shift, a companion beside her; options explained"
    ):
        anonymous = {**notice(), "notifier": {**notice()["notifier"], "identity_checked": False}}
        refused = member.post("/notices/v1/notices", anonymous, at="2025-04-17T20:40:00Z", expect=409)
        stage.check("an unidentified notifier", refused.status, 409)
        silent = {**notice(), "scopes": []}
        refused = member.post("/notices/v1/notices", silent, at="2025-04-17T20:40:00Z", expect=409)
        stage.check("recording without authorisation", refused.status, 409)
    with stage.step("22", "16:40 AM", "N-1 authorises the record; two clocks start"):
        made = member.post("/notices/v1/notices", notice(), at="2025-04-17T20:40:00Z")
        stage.check(
            "24 hours end (a holiday, not extended)", local(made.body["urgent_look_due_at"]), "2025-04-18 16:40"
        )
        stage.check("30 days end on the working day after", made.body["deliberation_due_on"], "2025-05-19")
        content = member.get(f"/notices/v1/notices/{made.id}/content").body
        stage.check("the attending member reads", content["statement"], notice()["statement"])
    return made.id


def notice() -> dict[str, Any]:
    granted = {"granted_at": "2025-04-17T20:20:00Z", "evidence": "audio"}
    return {
        "place": {"court_id": str(uuid4()), "degree": "second", "uf": "AM", "zone": "America/Manaus"},
        "options_explained_at": "2025-04-17T20:12:00Z",
        "scopes": [{"scope": scope, **granted} for scope in ("RECORD", "DELIBERATE", "SHARE_HEALTH")],
        "notifier": {
            "person_ref": "N-1", "name": "Noticiante Fictícia", "bond": "OUTSOURCED", "identity_checked": True,
            "companion": "union representative",
        },
        "statement": "Um relato inventado para a demonstração.",
        "conduct_types": ["MORAL", "DISCRIMINATION"],
        "grounds": ["race"],
        "circumstances": {"receiving_instance": "COMMISSION", "channel": "phone"},
        "noticed": [{"person_ref": NOTICED_PERSON, "function": "head of unit", "relation": "hierarchical_superior"}],
    }  # fmt: skip


def routed(stage: Stage, network: Network, cast: Cast, notice_id: str) -> None:
    member, conflicted = cast.users["c1-member-1"], cast.users["c2-member-4"]
    with stage.step("25", "17:40 AM", "by default C2 would get it; X-1 sits there; N-1 chooses C1"):
        path, before = f"/notices/v1/notices/{notice_id}", conflicted.get("/commissions/v1/cases").body
        refused = member.post(f"{path}/routing", {"commission_id": cast.commissions["C2"]}, match=1, expect=409)
        stage.check("C2", refused.body["type"].rsplit("/", 1)[-1], "notices-commission-not-suitable")
        chosen = {"commission_id": cast.commissions["C1"]}
        routing = network.eventually(
            lambda: member.post(f"{path}/routing", chosen, match=1, at="2025-04-17T21:40:00Z", any_status=True),
            lambda reply: reply.status == 200,
        )
        stage.check("C1", routing.body["status"], "sent_to_commission")
        cases = network.eventually(lambda: member.get("/commissions/v1/cases").body["items"], bool)
        case = f"/commissions/v1/cases/{cases[0]['case_id']}"
        version = member.get(case).version
        appointed = member.post(f"{case}/rapporteur", {"account": "c1-member-3"}, version, "2025-04-17T21:45:00Z")
        stage.check("case", appointed.body["status"], "open")
        read = cast.users["c1-member-3"].get(f"{case}/notice").body["content"]
        stage.check("the rapporteur reads", read["statement"], notice()["statement"])
        stage.check("X-1's screen is unchanged", conflicted.get("/commissions/v1/cases").body, before)
        stage.check("X-1 asks for the case", same(conflicted, case), True)
        stage.check("X-1 asks for the notice", same(conflicted, path), True)


def same(user: User, path: str) -> bool:
    """Whether the answer is the one for something that does not exist."""
    unknown = f"{path.rsplit('/', 1)[0]}/{uuid4()}"
    answers = [user.get(where, expect=404).body for where in (path, unknown)]
    return {key: answers[0][key] for key in ("type", "title", "detail")} == {
        key: answers[1][key] for key in ("type", "title", "detail")
    }


def local(text: str) -> str:
    return datetime.fromisoformat(text).astimezone(MANAUS).strftime("%Y-%m-%d %H:%M")
