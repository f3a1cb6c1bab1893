"""Crash points kill in tests when named, and are nothing at all otherwise."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from infra.crashpoints import VARIABLE
from infra.stores import ROOT

POINT = "command.before-commit"
PROGRAM = f"from infra.crashpoints import reached; reached({POINT!r}, 'intake'); print('alive')"


def run(**variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], **variables}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_the_named_point_of_the_named_store_kills() -> None:
    done = run(TRAVESSIA_ENV="test", **{VARIABLE: f"{POINT}@intake"})
    assert done.returncode == -signal.SIGKILL
    assert done.stderr == f"crashpoint reached: {POINT}@intake\n"


@pytest.mark.parametrize(
    "variables",
    [
        {"TRAVESSIA_ENV": "test"},
        {"TRAVESSIA_ENV": "test", VARIABLE: f"{POINT}@referrals"},
        {"TRAVESSIA_ENV": "test", VARIABLE: "command.after-commit@intake"},
        {"TRAVESSIA_ENV": "production", VARIABLE: f"{POINT}@intake"},
        {VARIABLE: f"{POINT}@intake"},
    ],
)
def test_nothing_else_does(variables: dict[str, str]) -> None:
    assert run(**variables).stdout == "alive\n"
