"""The decorators by which a context's `api.py` declares its resources."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import flask_smorest  # type: ignore[import-untyped]
import marshmallow as ma
from flask import Response, current_app

from infra.application import Application
from infra.web import commands, queries
from infra.web.answers import Accepted, Afterwards, Answer, Changed, Created, Page
from infra.web.documentation import describe, describe_text
from infra.web.operations import JSON, Operation
from infra.web.schemas import CommandSchema, PageSchema, RequestSchema

C = TypeVar("C", bound=Callable[..., Accepted | Created | Changed])
P = TypeVar("P", bound=Callable[..., Changed])
Q = TypeVar("Q", bound=Callable[..., Any])
L = TypeVar("L", bound=Callable[..., Page | Afterwards])


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """The resources below one address. With several applications in a store, `application` is the class of this one.

    Handlers are plain functions that the decorators leave as they are:
    `media`: the published JSON format that is answered, or taken beside plain JSON.
    `everywhere`: the scope suffices, wherever the record lies; every other operation asks access.py for the territory.
    command `(app, body, caller, **path[, expected])`, query `(app, caller, **path[, filters])`,
    list `(app, caller, filters, page, **path)`.
    """

    def __init__(self, name: str, *, url_prefix: str, application: type[Application] | None = None) -> None:
        super().__init__(name, __name__, url_prefix=url_prefix, description=name)
        self.application = application

    def command(
        self,
        rule: str,
        schema: type[CommandSchema],
        *,
        scope: str,
        creates: bool = False,
        later: bool = False,
        everywhere: bool = False,
        asks: Callable[..., Any] | None = None,
        media: str = JSON,
    ) -> Callable[[C], C]:
        """POST with Idempotency-Key: makes something new, asks for it to be done later, or with If-Match changes.

        `asks` is `(app, body, caller, **path)`: what another store has to tell before our transaction begins. It is
        the place to ask access.py too, before anybody is asked anything; the handler gets its answer as `told`.
        """
        options = {"creates": creates, "later": later, "everywhere": everywhere, "asks": asks, "media": media}
        return self._declare(rule, "POST", scope, body=schema(), **options)

    def put(self, rule: str, schema: type[RequestSchema], *, scope: str, silent: bool = False) -> Callable[[P], P]:
        """PUT with If-Match and without Idempotency-Key. `silent` leaves no log line, metric or row, even of a bug."""
        return self._declare(rule, "PUT", scope, body=schema(), silent=silent)

    def query(
        self,
        rule: str,
        schema: type[ma.Schema],
        *,
        scope: str,
        filters: type[RequestSchema] = RequestSchema,
        everywhere: bool = False,
        media: str = JSON,
    ) -> Callable[[Q], Q]:
        """GET of one record: return a mapping, or Found with the version for ETag and If-None-Match."""
        options = {"answer": schema(), "filters": filters(), "everywhere": everywhere, "media": media}
        return self._declare(rule, "GET", scope, **options)

    def query_list(
        self,
        rule: str,
        schema: type[ma.Schema],
        *,
        scope: str,
        filters: type[PageSchema] = PageSchema,
        about: type[ma.Schema] = RequestSchema,
        everywhere: bool = False,
    ) -> Callable[[L], L]:
        """GET of a list, page by page: return Page, or Afterwards that gives one. `about` stands beside `items`."""
        options = {"answer": schema(), "filters": filters(), "about": about(), "everywhere": everywhere}
        return self._declare(rule, "GET", scope, paged=True, **options)

    def search(
        self, rule: str, schema: type[RequestSchema], answer: type[ma.Schema], *, scope: str
    ) -> Callable[[Q], Q]:
        """POST that only reads, for what must not stand in a URL. Nothing is kept, so there is no Idempotency-Key.

        The handler is `(app, caller, body, **path)` and returns a mapping.
        """
        return self._declare(rule, "POST", scope, body=schema(), answer=answer(), reads=True)

    def text(
        self, rule: str, method: str, view: Callable[..., Response], *, scope: str = "", conflict: str = ""
    ) -> None:
        """A resource in a published text format; without `scope` anybody may ask. Its view does everything itself.

        `conflict` is the content type of an answer 409.
        """
        name = f"{self.name}.{view.__name__}"

        def answer() -> Response:
            return view()

        answer.__name__, answer.__doc__ = view.__name__, view.__doc__
        vars(answer).update(_apidoc=describe_text(name, method, scope, conflict))
        self.add_url_rule(rule, view.__name__, answer, methods=[method])

    def _declare(self, rule: str, method: str, scope: str, **options: Any) -> Callable[[Any], Any]:
        def declare(handler: Any) -> Any:
            name = f"{self.name}.{handler.__name__}"
            operation = Operation(name, method, handler, scope, self.application, **options)
            self.add_url_rule(rule, handler.__name__, _view(operation), methods=[method])
            return handler

        return declare


def _view(operation: Operation) -> Callable[..., Response]:
    run = queries.run if operation.method == "GET" or operation.reads else commands.run

    def view(**path: Any) -> Response:
        return _response(run(operation, path), operation.media if operation.method == "GET" else JSON)

    view.__name__, view.__doc__ = operation.handler.__name__, operation.handler.__doc__
    vars(view).update(_apidoc=describe(operation), silent=operation.silent)
    return view


def _response(answer: Answer, media: str) -> Response:
    if answer.body is None:
        return Response(status=answer.status, headers=dict(answer.headers))
    text = current_app.json.dumps(answer.body)
    return Response(text, answer.status, dict(answer.headers), content_type=media)
