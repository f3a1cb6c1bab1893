"""Reads the parts of a request that commands and queries share; each refusal tells its fix."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from flask import request
from webargs.multidictproxy import MultiDictProxy

from infra.web import on_behalf, problems, strict_json, validation
from infra.web.caller import SERVICE, Caller
from infra.web.host import host
from infra.web.operations import JSON
from infra.web.problems import Problem
from infra.web.schemas import RequestSchema
from infra.web.tokens import InvalidToken

KEY = re.compile(r"[\x21-\x7e]{1,255}")
ETAG = re.compile(r'"(\d{1,18})"')
REALM = 'Bearer realm="travessia"'
UNKNOWN_VERSION = -1


def refuse_nul() -> None:
    """No database text can hold a NUL, so no address that names records may. Raises Problem 400."""
    if "\0" in request.path or any("\0" in value for value in request.args.values()):
        raise Problem(problems.BAD_REQUEST)


def refuse_arguments() -> None:
    """For a resource that takes none in its address. Raises Problem 422."""
    validation.load(RequestSchema(), MultiDictProxy(request.args, RequestSchema()))


def authenticated(scope: str) -> Caller:
    """The caller, who holds `scope`. Raises Problem 401 or 403."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Problem(problems.UNAUTHENTICATED, headers={"WWW-Authenticate": REALM})
    try:
        caller = host().caller(token.strip())
    except InvalidToken as error:
        header = f'{REALM}, error="invalid_token"'
        raise Problem(problems.UNAUTHENTICATED, headers={"WWW-Authenticate": header}) from error
    if scope not in caller.scopes:
        header = f'{REALM}, error="insufficient_scope", scope="{scope}"'
        raise Problem(problems.INSUFFICIENT_SCOPE, headers={"WWW-Authenticate": header})
    known = replace(caller, credential=token.strip())
    return _for_somebody(known) if SERVICE in caller.scopes else known


def _for_somebody(caller: Caller) -> Caller:
    """The account that another service asks for: it is kept, so it is held to a shape. Raises Problem 400."""
    named = request.headers.get(on_behalf.HEADER)
    if named is None:
        return caller
    try:
        return replace(caller, on_behalf_of=on_behalf.read(named))
    except ValueError as error:
        raise Problem(problems.BAD_REQUEST) from error


def json_body(media: str = JSON) -> Any:
    """The JSON value of the body, which may call itself `media` too. Raises Problem 413 or 415, and BrokenJson."""
    if (request.content_length or 0) > strict_json.MAX_BYTES:
        raise Problem(problems.TOO_LARGE)
    if request.mimetype not in (JSON, media):
        raise Problem(problems.UNSUPPORTED, headers={"Accept": ", ".join(sorted({JSON, media}))})
    body = request.get_data(cache=False)
    # A chunked body has no length to ask first: werkzeug cuts it off one byte above our limit.
    if len(body) > strict_json.MAX_BYTES:
        raise Problem(problems.TOO_LARGE)
    return strict_json.parse(body)


def idempotency_key() -> str:
    """The Idempotency-Key. Raises Problem 400."""
    keys = request.headers.getlist("Idempotency-Key")
    if len(keys) != 1 or not KEY.fullmatch(keys[0]):
        raise Problem(problems.IDEMPOTENCY_KEY)
    return keys[0]


def expected_version() -> int:
    """The version in If-Match; a tag that we never gave matches no version. Raises Problem 428 when there is none."""
    header = request.headers.get("If-Match")
    if header is None:
        raise Problem(problems.IF_MATCH)
    tag = ETAG.fullmatch(header.strip())
    return int(tag[1]) if tag else UNKNOWN_VERSION
