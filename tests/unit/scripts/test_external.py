"""Servers of somebody else are named by two variables, both or neither."""

import pytest

from scripts.failures import UsageError
from scripts.stack.external import external

POSTGRES = {"TRAVESSIA_POSTGRES_ADMIN_URI": "postgresql://admin:p%40ss@db.example:6000/main"}
AMQP = {"TRAVESSIA_AMQP_URI": "amqp://broker.example"}


def test_without_variables_the_stack_starts_its_own() -> None:
    assert external({}) is None


def test_both_servers_are_read() -> None:
    found = external(POSTGRES | AMQP)
    assert found
    assert (found.postgres.host, found.postgres.port, found.postgres.user) == ("db.example", 6000, "admin")
    assert (found.postgres.password, found.postgres.dbname) == ("p@ss", "main")
    assert (found.broker.host, found.broker.port, found.broker.account) == ("broker.example", 5672, None)


@pytest.mark.parametrize("one", [POSTGRES, AMQP])
def test_one_alone_is_refused(one: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="or neither"):
        external(one)


def test_an_address_of_another_kind_is_refused() -> None:
    with pytest.raises(UsageError, match="must look like postgresql://"):
        external({"TRAVESSIA_POSTGRES_ADMIN_URI": "mysql://db"} | AMQP)
