"""Runs one query: check the request, read on current read models, answer with ETag or next page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import request
from webargs.multidictproxy import MultiDictProxy

from infra.eventstore.store import EventStore
from infra.web import paging, requests, validation
from infra.web.answers import Afterwards, Answer, Found, Page
from infra.web.host import Host, host
from infra.web.operations import Operation


def run(operation: Operation, path: Mapping[str, Any]) -> Answer:
    here = host()
    caller = requests.authenticated(operation.scope)
    arguments = dict(path)
    filters = validation.load(operation.filters, MultiDictProxy(request.args, operation.filters))
    if operation.filters.fields:
        arguments["filters"] = filters
    application = here.application(operation.application)
    if operation.reads:
        arguments["body"] = validation.load(operation.body, requests.json_body())
    if operation.paged:
        return _list(operation, here, application, caller, arguments)
    with current_views(here.store):
        found = operation.handler(application, caller, **arguments)
        if not isinstance(found, Afterwards):
            return _one(operation, found)
    return _one(operation, found.ask())


@contextmanager
def current_views(store: EventStore) -> Iterator[None]:
    """One transaction to read in, on the read models that are current: a process that only reads learns of a switch."""
    with store.begin() as unit:
        if unit.transaction.views_epoch() != store.views.epoch:
            store.views.refresh(unit)
        yield


def _one(operation: Operation, found: Found | Mapping[str, Any]) -> Answer:
    if not isinstance(found, Found):
        return Answer(200, {}, operation.answer.dump(found))
    etag = {"ETag": f'"{found.version}"'}
    if request.if_none_match.contains_weak(str(found.version)):
        return Answer(304, etag, None)
    return Answer(200, etag, operation.answer.dump(found.body))


def _list(operation: Operation, here: Host, application: Any, caller: Any, arguments: dict[str, Any]) -> Answer:
    cursors = paging.Cursors(here, operation.name, {**arguments, **arguments["filters"]})
    wanted = cursors.read(arguments["filters"])
    with current_views(here.store):
        found = operation.handler(application, caller, page=wanted, **arguments)
        if not isinstance(found, Afterwards):
            return _page(operation, cursors, found)
    return _page(operation, cursors, found.ask())


def _page(operation: Operation, cursors: paging.Cursors, page: Page) -> Answer:
    items = operation.answer.dump(page.items, many=True)
    about = operation.about.dump(page.about) if operation.about.fields else {}
    headers = {"Link": cursors.link(page.next)} if page.next is not None else {}
    return Answer(200, headers, {**about, "items": items})
