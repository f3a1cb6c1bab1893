"""Ports are kept, and move away from other programs."""

import json
from pathlib import Path

import pytest

from scripts.failures import CommandError
from scripts.stack import ports


def occupy(monkeypatch: pytest.MonkeyPatch, *taken: int) -> None:
    monkeypatch.setattr(ports, "is_free", lambda port: port not in taken)


def test_the_usual_port_is_used_when_it_is_free(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    occupy(monkeypatch)
    assert ports.allocate(tmp_path / "ports", {"edge": 8000})["edge"] == 8000


def test_a_taken_usual_port_moves(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    occupy(monkeypatch, 8000)
    assert ports.allocate(tmp_path / "ports", {"edge": 8000})["edge"] in ports.PRIVATE_RANGE


def test_ports_are_kept_from_one_start_to_the_next(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    occupy(monkeypatch)
    wanted = {"postgres": None, "rabbitmq": None}
    first = ports.allocate(tmp_path / "ports", wanted)
    assert ports.allocate(tmp_path / "ports", wanted) == first == json.loads((tmp_path / "ports").read_text())


def test_no_two_processes_share_a_port(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    occupy(monkeypatch)
    monkeypatch.setattr(ports, "PRIVATE_RANGE", range(20000, 20200))
    wanted: dict[str, int | None] = dict.fromkeys(map(str, range(150)))
    chosen = ports.allocate(tmp_path / "ports", wanted)
    assert len(set(chosen.values())) == 150


def test_a_machine_without_a_free_port_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ports, "is_free", lambda _: False)
    with pytest.raises(CommandError, match="no free loopback port"):
        ports.allocate(tmp_path / "ports", {"edge": 8000})
