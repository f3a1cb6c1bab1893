"""One operation of an API, as its decorator declares it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import marshmallow as ma

from infra.application import Application
from infra.web.schemas import RequestSchema

NOTHING: ma.Schema = RequestSchema()
JSON = "application/json"


@dataclass(frozen=True)
class Operation:
    """Handler, request and response schemas, scope; the others are as Blueprint's decorators say."""

    name: str
    method: str
    handler: Callable[..., Any]
    scope: str
    application: type[Application] | None = None
    body: ma.Schema = NOTHING
    filters: ma.Schema = NOTHING
    answer: ma.Schema = NOTHING
    about: ma.Schema = NOTHING
    creates: bool = False
    later: bool = False
    silent: bool = False
    paged: bool = False
    everywhere: bool = False
    reads: bool = False
    asks: Callable[..., Any] | None = None
    media: str = JSON

    @property
    def keyed(self) -> bool:
        """Whether an Idempotency-Key is needed."""
        return self.method == "POST" and not self.reads

    @property
    def conditional(self) -> bool:
        """Whether an If-Match is needed."""
        return self.method in ("POST", "PUT") and not (self.creates or self.later or self.reads)
