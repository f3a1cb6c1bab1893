"""Composition root of the console's pages."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

import httpx
from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from infra.settings import Settings
from infra.web.answering import HEADERS
from services.console import answering, language
from services.console.readiness import Prober
from services.console.services import services

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

LARGEST_FORM = 16 * 1024


def make(settings: Settings, mounted: Collection[str], transport: httpx.BaseTransport | None = None) -> Flask:
    """The app for `/` of an edge; `mounted` are the stores beside it."""
    app = Flask(__name__, static_url_path="/console")
    app.config.update(PROVIDE_AUTOMATIC_OPTIONS=False, MAX_CONTENT_LENGTH=LARGEST_FORM)
    prober = Prober(settings.urls, transport)

    def start() -> Response:
        found = services(settings.urls, mounted, prober.ready())
        return _page("start.html", services=found, tokens=settings.environment != "production")

    app.add_url_rule("/", "start", start, methods=["GET"])
    if "referrals" in settings.urls:
        app.register_blueprint(answering.pages(settings.urls["referrals"], _page, transport))
    app.register_error_handler(HTTPException, _refused)
    app.after_request(_guarded)
    return app


def _page(template: str, status: int = 200, **values: object) -> Response:
    chosen = language.chosen()
    others = {code: name for code, name in language.NAMES.items() if code != chosen}
    text = render_template(
        template, _=partial(language.said, language=chosen), lang=language.TAGS[chosen], others=others,
        tags=language.TAGS, code_of_language=chosen, **values,
    )  # fmt: skip
    response = make_response(text, status)
    response.headers["Content-Language"] = language.TAGS[chosen]
    return response


def _refused(error: HTTPException) -> Response:
    response = _page("missing.html", error.code or 500)
    if isinstance(error, MethodNotAllowed):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return response


def _guarded(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers[name] = value
    response.headers["Content-Security-Policy"] = POLICY
    if request.endpoint == "static":
        response.headers["Cache-Control"] = "public, max-age=3600"
    response.vary.add("Accept-Language")
    return response
