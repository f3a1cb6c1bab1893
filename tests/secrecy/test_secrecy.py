"""Outside of a notice's list there is no notice: not in an answer, its time, a queue, a metric or a log."""

from __future__ import annotations

import json

import pytest

from infra.messaging import topology
from infra.stores import CONFIDENTIAL
from scripts.demo.network import Network
from scripts.stack.applications import APPLICATIONS, fetch
from tests.canaries.surfaces import rabbitmqctl
from tests.secrecy.asking import ask, compared
from tests.secrecy.scene import CASES, NOTICES, Scene, play

REQUESTS = 60  # the short form: `make secrecy` asks 1,000 times
MORE = 300  # where medians of few are apart on a busy machine: what really differs differs in many, too
APART_MS = 20.0


@pytest.fixture(scope="module")
def scene(network: Network) -> Scene:
    return play(network)


def test_who_is_not_on_the_list_is_answered_as_for_an_id_that_does_not_exist(scene: Scene) -> None:
    for question in scene.questions():
        known, unknown = ask(question, question.known)[0], ask(question, "5b1b3f0e-3d64-4a7e-9a55-7a4d9d9f0c11")[0]
        assert known == unknown, question.name
        assert known.status == 404


@pytest.mark.timeout(600)
def test_an_answer_takes_as_long_whether_or_not_there_is_something(scene: Scene) -> None:
    asked = [(question, compared(question, REQUESTS)) for question in scene.questions()]
    assert {one.question for _, one in asked if len(one.answers) > 1} == set()
    again = [compared(question, MORE) for question, one in asked if one.apart > APART_MS]
    assert {one.question: one.apart for one in again if one.apart > APART_MS} == {}
    assert {one.question for one in again if len(one.answers) > 1} == set()


def test_lists_of_those_outside_are_empty(scene: Scene) -> None:
    for user in (scene.noticed, scene.recused, scene.newcomer, scene.stranger):
        assert user.get(NOTICES).body["items"] == []
        assert user.get(CASES).body["items"] == []


def test_the_confidential_processes_show_only_themselves(network: Network, scene: Scene) -> None:
    for application in APPLICATIONS:
        if application.zone == "confidential":
            names = {
                line.split("{")[0].split(" ")[0] for line in _metrics(network, application.name) if line[:1] != "#"
            }
            assert all(name.startswith(("process_", "python_", "travessia_build_info")) for name in names), names


def _metrics(network: Network, name: str) -> list[str]:
    return fetch(network.stack.ports[name], "/metrics")[1].splitlines()


def test_queues_of_the_confidential_zone_are_the_same_before_and_after(network: Network, scene: Scene) -> None:
    """Their names tell stores and partitions, and none waits: an id decides the partition, and ids are random."""

    def waiting() -> dict[str, str]:
        listed = rabbitmqctl(network.stack, "-p", topology.VHOSTS["confidential"], "list_queues", "name", "messages")
        return dict(line.split("\t") for line in listed.splitlines()[1:])

    def none_waits(queues: dict[str, str]) -> bool:
        return set(queues.values()) == {"0"}

    queues = network.eventually(waiting, none_waits)  # what other stories have just told is on its way
    inboxes = {name for name in queues if ".inbox." in name}
    assert inboxes == {f"{store}.inbox.p{n}" for store in CONFIDENTIAL for n in range(topology.PARTITIONS)}
    assert {name for name, messages in queues.items() if messages != "0"} == set()


def test_the_logs_of_the_zone_name_no_moment_operation_or_request(network: Network, scene: Scene) -> None:
    lines = [
        json.loads(line)
        for file in network.stack.layout.logs.glob("*-confidential.log")
        for line in file.read_text().splitlines()
        if line.startswith("{")
    ]
    for line in lines:
        assert line["timestamp"].endswith(":00:00Z")
        assert not {"trace_id", "route", "event_type", "position", "queue", "source", "message_id"} & line.keys()


def test_no_table_of_the_open_zone_and_no_id_of_it_is_in_the_other(network: Network, scene: Scene) -> None:
    """No correlation id is shared: nothing in the open stores names the notice or its case."""
    for store in ("intake", "referrals", "coordination", "analytics"):
        with network.stack.postgres.connect(store) as connection:
            query = "SELECT count(*) FROM stored_events WHERE metadata ~ %s OR encode(state, 'escape') ~ %s"
            pattern = f"{scene.notice}|{scene.case}"
            assert connection.execute(query, (pattern, pattern)).fetchall() == [(0,)]


def test_table_sizes_by_court_do_not_exist(network: Network, scene: Scene) -> None:
    """The names of tables are the same for every court, so no size tells of one."""
    for store in sorted(CONFIDENTIAL):
        with network.stack.postgres.connect(store) as connection:
            rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        assert all(not any(mark in name for mark in (scene.notice, "court_")) for (name,) in rows)
