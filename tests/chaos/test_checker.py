"""The checker finds what is planted: a small network of two logs, broken in one place at a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.chaos.checker import check
from tests.chaos.evidence import Log, Lost, Recorded, Told

OFFICE, PERSON = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
RACE, GENDER = "intake.person.race-colour-declared", "intake.person.gender-declared"
Logs = dict[str, Log]


def event(position: int, stream: str, version: int, topic: str, cause: str | None = None) -> Recorded:
    return Recorded(position, stream, version, topic, cause, (f"trace {position}", "now"), b"{}")


def told(of: Recorded, channel: str, partition: int, previous: int) -> Told:
    said = {"id": f"{of.stream}:{of.version}", "position": str(of.position), "previous": str(previous),
            "partition": partition, "data": {}}  # fmt: skip
    return Told(of.position, channel, partition, previous, f"org.travessia.{of.topic}.v1", json.loads(json.dumps(said)))


def network() -> tuple[Logs, list[dict[str, Any]]]:
    """An office opened, two declarations made; analytics has heard of all three."""
    source = [
        event(1, OFFICE, 1, "intake.office.opened"), event(2, PERSON, 1, RACE), event(3, PERSON, 2, GENDER),
    ]  # fmt: skip
    published = [
        told(source[0], "events", 1, 0), told(source[1], "statistics", 2, 0), told(source[2], "statistics", 2, 2),
    ]  # fmt: skip
    heads = {("events", 1): 1, ("statistics", 2): 3}
    commands = [
        {"key": str(e.position), "event": e.topic, "state": "acknowledged", "stream": e.stream, "id": e.stream,
         "version": e.version, "attempts": 1}
        for e in source
    ]  # fmt: skip
    intake = Log("intake", 3, 3, source, published, heads, {}, [], {"1": 1, "2": 1, "3": 1})
    effects = [
        event(1, "a", 1, "analytics.fact.recorded", f"{OFFICE}:1"),
        event(2, "b", 1, "analytics.declaration.recorded", f"{PERSON}:1"),
        event(3, "c", 1, "analytics.declaration.recorded", f"{PERSON}:2"),
    ]
    inbox = {("intake", "events", 1): 1, ("intake", "statistics", 2): 3}
    analytics = Log("analytics", 3, 0, effects, [], {}, inbox, [], {})
    logs = {store: Log(store, 0, 0, [], [], {}, {}, [], {})
            for store in ("referrals", "coordination", "notices", "commissions")}  # fmt: skip
    return {**logs, "intake": intake, "analytics": analytics}, commands


def change(store: str, **changes: Any) -> Callable[[Logs], None]:
    def apply(logs: Logs) -> None:
        values = {name: value(getattr(logs[store], name)) for name, value in changes.items()}
        logs[store] = replace(logs[store], **values)

    return apply


def renumbered(events: list[Recorded]) -> list[Recorded]:
    return [replace(one, position=number) for number, one in enumerate(events, start=1)]


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    logs, commands = network()
    assert check(logs, commands) == set()


@pytest.mark.parametrize(
    ("kind", "planted"),
    [
        pytest.param("lost", change("intake", events=lambda e: e[:2], size=lambda _: 2), id="an acknowledged event"),
        pytest.param("lost", change("intake", keys=lambda _: {"1": 1, "2": 1}), id="a kept answer"),
        pytest.param("lost", change("intake", cursor=lambda _: 2), id="a relay that stopped"),
        pytest.param("lost", change("analytics", events=lambda e: e[:2], size=lambda _: 2), id="an effect"),
        pytest.param("lost", change("analytics", inbox=lambda i: {**i, ("intake", "statistics", 2): 2}), id="a tail"),
        pytest.param(
            "duplicated",
            change("analytics", events=lambda e: [*e, replace(e[2], position=4, stream="d")], size=lambda _: 4),
            id="an effect twice",
        ),
        pytest.param(
            "duplicated",
            change("intake", events=lambda e: [*e, event(4, "other", 1, "intake.person.registered")], size=lambda _: 4),
            id="a command twice",
        ),
        pytest.param(
            "reordered", change("analytics", events=lambda e: renumbered([e[0], e[2], e[1]])), id="effects in disorder"
        ),
        pytest.param("broken", change("intake", size=lambda _: 4), id="a hole in the log"),
        pytest.param(
            "broken", change("intake", published=lambda p: [*p[:2], replace(p[2], previous=0)]), id="a broken chain"
        ),
        pytest.param("broken", change("analytics", parked=lambda _: [(1, "refused: x", None)]), id="a parked message"),
    ],
)
def test_what_is_planted_is_found(kind: str, planted: Callable[[Logs], None]) -> None:
    logs, commands = network()
    planted(logs)
    assert kind in {violation.kind for violation in check(logs, commands)}


def test_a_command_whose_answer_never_came_may_have_happened_once() -> None:
    logs, commands = network()
    commands[0]["state"] = "unknown"
    assert check(logs, commands) == set()


def test_a_story_that_never_gets_on_is_found() -> None:
    logs, commands = network()
    refused = {**commands[0], "event": "intake.office.closed", "state": "refused"}
    assert check(logs, commands + [refused] * 99) == set()
    (found,) = check(logs, commands + [refused] * 100)
    assert (found.kind, found.what) == ("broken", "intake.office.closed was refused 100 times and never happened")
    assert check(logs, [*commands, *[refused] * 100, {**commands[0], "event": "intake.office.closed"}]) != {found}


def test_an_answer_that_changed_is_found() -> None:
    logs, commands = network()
    commands[0]["state"] = "changed"
    assert "duplicated" in {violation.kind for violation in check(logs, commands)}


def test_only_what_was_injected_may_be_parked() -> None:
    logs, commands = network()
    change("analytics", parked=lambda _: [(1, "undecodable: json", "ab")])(logs)
    assert check(logs, commands, {"ab"}) == set()
    assert check(logs, commands, {"cd"}) != set()


def test_what_a_restore_took_away_is_no_other_loss() -> None:
    logs, commands = network()
    change("intake", events=lambda e: e[:2], size=lambda _: 2, published=lambda p: p[:2])(logs)
    change("intake", heads=lambda h: {**h, ("statistics", 2): 2}, cursor=lambda _: 2)(logs)
    change("intake", keys=lambda _: {"1": 1, "2": 1})(logs)
    change("analytics", inbox=lambda i: {**i, ("intake", "statistics", 2): 2})(logs)
    assert {violation.kind for violation in check(logs, commands)} == {"lost", "duplicated"}
    assert check(logs, commands, lost=Lost({"3"}, {f"{PERSON}:2"})) == set()


def test_a_restore_excuses_only_what_it_took() -> None:
    logs, commands = network()
    change("intake", keys=lambda _: {"1": 1})(logs)
    assert check(logs, commands, lost=Lost({"3"}, set())) != set()


def closed_case() -> Logs:
    """A notice was sent, its case opened and closed, and the notice closed by that."""
    logs, _ = network()
    notice, case = "00000000-0000-4000-8000-00000000000a", "00000000-0000-4000-8000-00000000000b"
    sent, closed = (event(1, notice, 1, "notices.notice.sent-to-commission"),
                    event(2, case, 2, "commissions.notice-case.closed"))  # fmt: skip
    opened = replace(event(1, case, 1, "commissions.notice-case.opened", f"{notice}:1"),
                     state=json.dumps({"notice_id": notice}).encode())  # fmt: skip
    ended = event(2, notice, 2, "notices.notice.closed", f"{case}:2")
    out, back = told(sent, "confidential", 2, 0), told(closed, "confidential", 3, 0)
    for message in (out, back):
        message.message["data"]["notice_id"] = notice
    logs["notices"] = Log("notices", 2, 1, [sent, ended], [out], {("confidential", 2): 1},
                          {("commissions", "confidential", 3): 2}, [], {})  # fmt: skip
    logs["commissions"] = Log("commissions", 2, 2, [opened, closed], [back], {("confidential", 3): 2},
                              {("notices", "confidential", 2): 1}, [], {})  # fmt: skip
    return logs


SECRETLY = [
    {"key": "8", "event": "notices.notice.sent-to-commission", "state": "unknown", "attempts": 1},
    {"key": "9", "event": "commissions.notice-case.closed", "state": "unknown", "attempts": 1},
]


def test_the_confidential_stores_are_checked_too() -> None:
    assert check(closed_case(), [*network()[1], *SECRETLY]) == set()


@pytest.mark.parametrize(("store", "kind"), [("notices", "lost"), ("commissions", "lost")])
def test_an_effect_that_is_missing_in_secret_is_found(store: str, kind: str) -> None:
    logs = closed_case()
    drop = 1 if store == "notices" else 0
    change(store, events=lambda e: renumbered([one for n, one in enumerate(e) if n != drop]), size=lambda _: 1)(logs)
    assert kind in {violation.kind for violation in check(logs, [*network()[1], *SECRETLY])}


SITE, PARTNER = "00000000-0000-4000-8000-00000000000c", "00000000-0000-4000-8000-00000000000d"
REPORTED = "coordination.problem-item.reported"
CLOSING = [
    {"key": "6", "event": "referrals.partner-site.closed", "state": "unknown", "attempts": 1},
    {"key": "7", "event": "referrals.partner.closed", "state": "unknown", "attempts": 1},
]


def problem(position: int, field: str, cause: str = f"{PARTNER}:1") -> Recorded:
    state = json.dumps({"domain": field}).encode()
    return replace(event(position, f"problem {position}", 1, REPORTED, cause), state=state)


def closed_partner() -> Logs:
    """A partner closed with people inside for three needs of two fields, after its site, where nobody was any more."""
    logs, _ = network()
    closed = [event(1, SITE, 1, "referrals.partner-site.closed"), event(2, PARTNER, 1, "referrals.partner.closed")]
    out = [told(closed[0], "events", 2, 0), told(closed[1], "events", 4, 0)]
    for message, needs in zip(out, ([], ["housing", "employment", "vocational_training"]), strict=True):
        message.message["data"]["need_domains"] = needs
    heads = {("events", 2): 1, ("events", 4): 2}
    inbox = {("referrals", channel, partition): last for (channel, partition), last in heads.items()}
    logs["referrals"] = Log("referrals", 2, 2, closed, out, heads, {}, [], {})
    problems = [problem(1, "employment_training"), problem(2, "housing")]
    logs["coordination"] = Log("coordination", 2, 0, problems, [], {}, inbox, [], {})
    return logs


def test_what_a_closing_leaves_open_is_checked_too() -> None:
    assert check(closed_partner(), [*network()[1], *CLOSING]) == set()


@pytest.mark.parametrize(
    ("found", "problems"),
    [
        pytest.param({("lost", "0 instead of 1")}, [problem(1, "housing")], id="one is missing"),
        pytest.param(
            {("duplicated", "2 instead of 1")},
            [problem(1, "employment_training"), problem(2, "housing"), problem(3, "housing")],
            id="one is there twice",
        ),
        pytest.param(
            {("lost", "0 instead of 1"), ("duplicated", "1 instead of 0")},
            [problem(1, "employment_training"), problem(2, "health")],
            id="one is of another field",
        ),
        pytest.param(
            {("duplicated", "1 instead of 0")},
            [problem(1, "employment_training"), problem(2, "housing"), problem(3, "housing", f"{SITE}:1")],
            id="an empty house has one",
        ),
    ],
)
def test_a_problem_that_is_lost_or_doubled_is_found(found: set[tuple[str, str]], problems: list[Recorded]) -> None:
    logs = closed_partner()
    change("coordination", events=lambda _: problems, size=lambda _: len(problems))(logs)
    violations = check(logs, [*network()[1], *CLOSING])
    assert {(one.kind, one.what.rsplit(": ", 1)[1]) for one in violations} == found
    assert {one.store for one in violations} == {"coordination"}


def test_a_closing_that_overtakes_an_earlier_one_of_its_partner_is_found() -> None:
    logs = closed_partner()
    late = [problem(1, "housing", f"{PARTNER}:2"), problem(2, "housing"), problem(3, "employment_training")]
    change("coordination", events=lambda _: late, size=lambda _: 3)(logs)
    assert "reordered" in {violation.kind for violation in check(logs, [*network()[1], *CLOSING])}
