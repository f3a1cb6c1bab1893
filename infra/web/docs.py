"""The OpenAPI document of a store and a page to read it with, without any request to the outside."""

from __future__ import annotations

import importlib.resources
from collections.abc import Sequence
from typing import Any

import flask_smorest  # type: ignore[import-untyped]
import marshmallow as ma
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.common import resolve_schema_cls
from flask import Flask, Response, jsonify, send_from_directory
from werkzeug.exceptions import NotFound

from infra.web.blueprint import Blueprint
from infra.web.schemas import ProblemSchema

ASSETS = ("swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Travessia {store}</title>
<link rel="stylesheet" href="docs/swagger-ui.css"><link rel="icon" href="docs/favicon-32x32.png">
</head><body><div id="ui"></div>
<script src="docs/swagger-ui-bundle.js"></script><script src="docs/start.js"></script></body></html>
"""
START = """SwaggerUIBundle({url: "openapi.json", dom_id: "#ui", deepLinking: true, validatorUrl: null});
"""


class ProblemApi(flask_smorest.Api):  # type: ignore[misc]
    """Leaves the errors to us; everything else is flask-smorest's."""

    ERROR_SCHEMA = ProblemSchema
    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        """Errors are answered by `infra.web.answering`."""

    def _register_pagination_header(self) -> None:
        """Lists tell the next page in Link."""


class SchemaNames:
    """Names of schemas in the document: where two contexts or rooms use one name, the second is told by its own."""

    def __init__(self) -> None:
        self.taken: dict[str, type[ma.Schema]] = {}

    def __call__(self, schema: Any) -> str:
        found = resolve_schema_cls(schema)
        if not isinstance(found, type):
            msg = "a schema is given as a class or an instance"
            raise TypeError(msg)
        name = found.__name__.removesuffix("Schema")
        if self.taken.setdefault(name, found) is found:
            return name
        *_, context, room = found.__module__.split(".")
        return (room if context == "schemas" else context).title().replace("_", "") + name


def publish(app: Flask, store: str, blueprints: Sequence[Blueprint]) -> None:
    """Register the blueprints, /openapi.json and /docs."""
    options: dict[str, Any] = {
        "title": f"Travessia {store}", "version": "v1", "openapi_version": "3.1.0",
        "servers": [{"url": f"/{store}"}], "marshmallow_plugin": MarshmallowPlugin(SchemaNames()),
    }  # fmt: skip
    api = ProblemApi(app, spec_kwargs=options)
    bearer = {"type": "http", "scheme": "bearer", "bearerFormat": "JWT (RFC 9068)"}
    api.spec.components.security_scheme("bearer", bearer)
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
    app.add_url_rule("/openapi.json", "openapi", lambda: jsonify(api.spec.to_dict()))
    app.add_url_rule("/docs", "docs", lambda: _guarded(Response(PAGE.format(store=store), mimetype="text/html")))
    app.add_url_rule("/docs/<name>", "docs_asset", _asset)


def _asset(name: str) -> Response:
    if name == "start.js":
        return _guarded(Response(START, mimetype="text/javascript"))
    if name not in ASSETS:
        raise NotFound
    folder = importlib.resources.files("flask_swagger_ui").joinpath("dist")
    return _guarded(send_from_directory(str(folder), name))


def _guarded(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    return response
