"""A pid file never leads to the wrong process."""

import dataclasses
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.stack import processes
from scripts.stack.layout import Layout
from scripts.stack.processes import Command, Record


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    made = Layout(root=tmp_path)
    made.make()
    return made


@pytest.fixture
def sleeper(layout: Layout) -> Iterator[Record]:
    yield start(layout, "import signal; signal.pause()")
    processes.stop_everything(layout)


def start(layout: Layout, code: str) -> Record:
    command = Command(
        name="sleeper",
        arguments=[sys.executable, "-c", code, "a-marker"],
        environment={},
        marker="a-marker",
        port=1,
        kind="api",
        directory=Path("/"),
    )
    return processes.start(layout, command, attached=True)


def test_a_running_process_is_recognised_from_its_pid_file(layout: Layout, sleeper: Record) -> None:
    assert processes.records(layout) == [sleeper]
    assert processes.is_running(sleeper)


@pytest.mark.parametrize("change", [{"started": 1}, {"marker": "another program"}])
def test_a_later_owner_of_the_pid_is_left_alone(layout: Layout, sleeper: Record, change: dict[str, object]) -> None:
    impostor = dataclasses.replace(sleeper, identity="another stack", **change)  # type: ignore[arg-type]
    assert not processes.is_running(impostor)
    processes.stop_all(layout, [impostor])
    assert processes.is_running(sleeper)


def test_stopping_ends_the_process_and_removes_its_pid_file(layout: Layout, sleeper: Record) -> None:
    processes.stop_everything(layout)
    assert not processes.is_running(sleeper)
    assert processes.records(layout) == []


def test_children_left_by_a_killed_process_are_stopped_too(layout: Layout) -> None:
    code = "import os, signal; child = os.fork(); child and print(child, flush=True); signal.pause()"
    record = start(layout, code)
    child = os.pidfd_open(int(first_line(layout.logs / "sleeper.log")))
    try:
        os.kill(record.pid, signal.SIGKILL)
        processes.stop_everything(layout)
        assert select.select([child], [], [], 0)[0], "the child lives on"
    finally:
        os.close(child)


def first_line(log: Path) -> str:
    with subprocess.Popen(["tail", "-n", "+1", "-f", log], stdout=subprocess.PIPE, text=True) as tail:
        assert tail.stdout
        line = tail.stdout.readline()
        tail.kill()
    return line
