"""Migrations are applied once, whoever asks how often."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from infra.eventstore.migrate import KERNEL, KEYS, migrate
from scripts import migrate as job
from scripts.stack.stack import Stack
from tests.integration.eventstore.conftest import STORE, House


def test_a_second_time_applies_nothing(house: House) -> None:
    assert migrate(house.owner, (KERNEL,)) == []
    assert migrate(house.settings("migrate", STORE.keys_database), (KEYS,)) == []


def test_two_jobs_at_once_wait_for_each_other(house: House) -> None:
    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(lambda _: migrate(house.owner, (KERNEL,)), range(2))) == [[], []]


def test_the_migration_job_can_run_again(stack: Stack, house: House) -> None:
    views = "SELECT name, version, generation FROM views ORDER BY name"
    with stack.postgres.connect("intake") as connection:
        before = connection.execute(views).fetchall()
        job.main(stack.environment(), ["intake"])
        assert connection.execute(views).fetchall() == before
