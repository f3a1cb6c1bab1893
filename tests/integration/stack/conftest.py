"""One private stack in a checkout of its own, shared by the tests of this folder."""

from collections.abc import Iterator

import pytest

from tests.integration.stack.checkouts import Checkout, make_checkout, wait_until_ready


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    checkout = make_checkout(tmp_path_factory.mktemp("first") / "private")
    wait_until_ready(checkout.up())
    yield checkout
    checkout.close()


@pytest.fixture
def second(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    checkout = make_checkout(tmp_path_factory.mktemp("second") / "private")
    yield checkout
    checkout.close()
