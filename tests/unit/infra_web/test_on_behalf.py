"""Account names of any issuer travel in a header, and nothing travels that no store would have sent."""

from __future__ import annotations

import pytest

from infra.web import on_behalf


@pytest.mark.parametrize("account", ["partner-user-7", "auth0|5f7c", "ana@tj.example", "defensoria fictícia", "نام"])
def test_an_account_arrives_as_it_was(account: str) -> None:
    assert on_behalf.written(account).isascii()
    assert on_behalf.read(on_behalf.written(account)) == account


@pytest.mark.parametrize("value", ["", "a b", "a%0Ab", "%", "%FF", "%61", "fictícia", "a" * 129, "a%00"])
def test_what_no_store_would_have_sent_is_refused(value: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  one refusal for all of them
        on_behalf.read(value)
