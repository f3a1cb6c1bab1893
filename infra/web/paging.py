"""Keyset paging: an opaque, signed cursor that is good for one list and one set of filters only."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from flask import request
from itsdangerous import BadData, URLSafeSerializer

from infra.web import problems
from infra.web.answers import Page, PageRequest
from infra.web.host import Host
from infra.web.plain import plain
from infra.web.problems import Problem


class Cursors:
    """The cursors of one list under one set of path arguments and filters."""

    def __init__(self, host: Host, name: str, scope: Mapping[str, Any]) -> None:
        bound = sorted((n, str(plain(v))) for n, v in scope.items() if n not in ("filters", "limit", "cursor"))
        self._serializer = URLSafeSerializer(host.secret, salt=f"cursor:{host.store_name}:{name}:{bound}")

    def read(self, filters: dict[str, Any]) -> PageRequest:
        """Take limit and cursor out of the filters. Raises Problem 400 for a cursor that is not of this list."""
        cursor = filters.pop("cursor", None)
        try:
            after = tuple(self._serializer.loads(cursor)) if cursor is not None else None
        except (BadData, TypeError) as error:
            raise Problem(problems.INVALID_CURSOR) from error
        return PageRequest(filters.pop("limit"), after)

    def link(self, key: tuple[Any, ...]) -> str:
        """The Link header (RFC 8288) of the next page."""
        arguments = [(n, v) for n, v in request.args.items(multi=True) if n != "cursor"]
        cursor = self._serializer.dumps(plain(list(key)))
        query = urlencode([*arguments, ("cursor", cursor)])
        return f'<{request.script_root}{request.path}?{query}>; rel="next"'


def page_of(found: Sequence[Any], wanted: PageRequest, key: Callable[[Any], tuple[Any, ...]]) -> Page:
    """The page out of `wanted.limit + 1` found items: the one too many only says that there are more."""
    items = found[: wanted.limit]
    return Page(items, key(items[-1]) if len(found) > wanted.limit else None)
