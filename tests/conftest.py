"""Fixtures that every suite shares: one private stack for the whole run, tokens, and HTTP apps of single stores."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import structlog
from xdist.remote import Producer
from xdist.scheduler.loadscope import LoadScopeScheduling

from infra import collecting
from infra.database import connect
from infra.rebuild import rebuild
from infra.settings import Settings
from infra.stores import STORES
from scripts import migrate, tokens
from scripts.demo.__main__ import DAY
from scripts.demo.network import Network
from scripts.services import definition, packages, room
from scripts.stack.credentials import AUDIENCE, ISSUER
from scripts.stack.layout import Layout
from scripts.stack.stack import Stack
from scripts.stack.supervisor import infrastructure, whole
from tests.http import Api

# How long an example takes says how busy the machine is; speed is measured in tests/bench.
hypothesis.settings.register_profile("anywhere", deadline=None)
hypothesis.settings.load_profile("anywhere")
Token = Callable[..., str]
ROOT = Path(__file__).resolve().parent.parent
WHOLE = {"browser", "canaries", "chaos", "journeys", "secrecy"}  # suites that start whole networks, one after another


def pytest_addoption(parser: pytest.Parser) -> None:
    """What `make fuzz` tells tests/integration/fuzz, and `make tamper` tests/integration/audit."""
    group = parser.getgroup("fuzz")
    group.addoption("--examples", type=int, default=6, help="requests for each operation, right and wrong ones each")
    group.addoption("--seed", type=int, default=20250417, help="the same seed makes the same requests")
    parser.addoption("--every-kill", action="store_true", help="interrupt an erasure at every point in every store")
    parser.addoption("--write-access", action="store_true", help="write the tables of docs/access.md anew")
    parser.addoption("--tampering", action="store_true", help="show what each class of tampering was found by")


def pytest_configure() -> None:
    """What a test's app logs is shown where the test fails: plain, since a coloured line takes ten times as long."""
    structlog.configure(processors=[structlog.processors.JSONRenderer(default=repr)])


def pytest_collection_finish() -> None:
    """What is imported by now stays: looking through it again and again took an eighth of the suite's time."""
    collecting.seldom()


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Side by side (`make test`) each set of servers belongs to one of the processes; all else goes to who is free."""
    return ByServers(config, log)


class ByServers(LoadScopeScheduling):
    """By folder: xdist's own groups do nothing with pytest 9.2 (pytest-xdist issue 1386)."""

    def _split_scope(self, nodeid: str) -> str:
        """The room whose tests follow each other in one process."""
        path = nodeid.split("::")[0]
        folders = path.split("/")[1:-1]
        if folders[0] in WHOLE or folders == ["integration", "stack"]:
            return "whole networks"
        return "servers" if folders[0] == "integration" else path


@pytest.fixture(scope="session")
def servers() -> Iterator[Stack]:
    """PostgreSQL and RabbitMQ of this test run, private to it, with empty databases."""
    with infrastructure("test", durable=False) as stack:
        yield stack


@pytest.fixture(scope="session")
def stack(servers: Stack) -> Stack:
    """The servers with every store migrated; what was there from an earlier run stays, so tests make new ids."""
    migrate.main(servers.environment())
    for name in packages():
        _switch_outdated_views(servers, name)
    return servers


def _switch_outdated_views(servers: Stack, name: str) -> None:
    """An earlier run of older code may have left read models of another version."""
    owner = Settings.from_environment(servers.environment(), [name], "job").stores[name].database("migrate")
    with connect(owner) as connection:
        kept = dict(connection.execute("SELECT name, version FROM views").fetchall())
    for view in definition(name).read_models:
        if kept.get(view.name) != view.version:
            rebuild(owner, view)


@pytest.fixture(scope="session")
def network() -> Iterator[Network]:
    """A whole network, new and of its own: every process, reached over HTTP only, on 17 April 2025."""
    shutil.rmtree(Layout("journeys").run, ignore_errors=True)
    with ExitStack() as running:
        with pytest.MonkeyPatch.context() as started:  # only what is started here lives on that day
            started.setenv("TRAVESSIA_CLOCK", str(round((DAY - datetime.now(UTC)).total_seconds())))
            network = running.enter_context(Network(running.enter_context(whole("journeys", durable=False))))
        yield network


@pytest.fixture(scope="session")
def settings(stack: Stack) -> Callable[[Sequence[str], str], Settings]:
    """The settings of a process: `settings(["intake"], "api")`. Other stores are away: nobody listens on port 9,
    whereas the edges of another stack of this run may listen where these ones would.
    """
    away = {f"TRAVESSIA_{store.upper()}_URL": f"http://127.0.0.1:9/{store}" for store in STORES}
    environment = {**stack.environment(), **away}
    return lambda stores, role: Settings.from_environment(environment, stores, role)


@pytest.fixture(scope="session")
def token(servers: Stack) -> Token:
    """A development token: `token("social_worker", office=[office_id], uf=["AM"])`; negative seconds: expired."""

    def issue(role: str, seconds: int = 600, **claims: Any) -> str:
        lists = {n: tuple(str(v) for v in claims.pop(n)) for n in ("uf", "ibge", "office", "commission") if n in claims}
        grant = tokens.Grant(role=role, **lists, **{n: str(v) for n, v in claims.items()})
        return signed(grant, seconds, int(time.time()) // 60 * 60)

    @cache
    def signed(grant: tokens.Grant, seconds: int, minute: int) -> str:
        """One for each minute: the generated requests alone carry 27,000."""
        payload = tokens.claims(grant, issuer=ISSUER, audience=AUDIENCE, now=minute, seconds=seconds + 60)
        return tokens.sign(payload, servers.credentials.key_file)

    return issue


@pytest.fixture(scope="session")
def api(settings: Callable[[Sequence[str], str], Settings]) -> Callable[[str], Api]:
    """The HTTP app of one store, in process, on its real databases: `api("intake")`."""
    made: dict[str, Api] = {}

    def of(store: str) -> Api:
        if store not in made:
            made[store] = Api(room(store, "app").make(settings([store], "api")).test_client())
        return made[store]

    return of
