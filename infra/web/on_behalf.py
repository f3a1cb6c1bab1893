"""The header by which one store tells another for whose account it asks: any account name, percent-encoded."""

from __future__ import annotations

from urllib.parse import quote, unquote

HEADER = "X-On-Behalf-Of"
LONGEST = 128


def written(account: str) -> str:
    """An account name as the header carries it: a header knows ASCII only, issuers of tokens do not."""
    return quote(account, safe=":@|")


def read(value: str) -> str:
    """The account name. Raises ValueError for what no store would have sent: it is kept, so it is held to a shape."""
    account = unquote(value, errors="strict")
    if not 0 < len(account) <= LONGEST or not account.isprintable() or written(account) != value:
        raise ValueError
    return account
