"""What can be wrong with a request, for every operation that an OpenAPI document names."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import replace
from uuid import uuid4

from infra.web.strict_json import MAX_BYTES, MAX_DEPTH
from tests.integration.bad_input.probes import Case, Probe, Request, valid
from tests.openapi.document import Operation
from tests.openapi.records import Records
from tests.openapi.samples import CANARY, changes, nullable, wrong


def missing_token(records: Records, operation: Operation) -> Iterator[Probe]:
    request = valid(records, operation)
    for value in () if operation.open else (None, "Bearer", f"Basic {CANARY}", f"Bearer {CANARY}"):
        yield Probe(request.having(Authorization=value), (401,), headers=("WWW-Authenticate",))


def expired_token(records: Records, operation: Operation) -> Iterator[Probe]:
    if operation.open:
        return
    token = records.issue("social_worker", scope=records.all_scopes, seconds=-3600)
    yield Probe(
        valid(records, operation).having(Authorization=f"Bearer {token}"), (401,), headers=("WWW-Authenticate",)
    )


def missing_scope(records: Records, operation: Operation) -> Iterator[Probe]:
    if operation.open:
        return
    others = " ".join(sorted(records.document.scopes - operation.scopes)) or "none:none"
    request = valid(records, operation).having(Authorization=f"Bearer {records.issued(others)}")
    yield Probe(request, (403,), slug="insufficient-scope", headers=("WWW-Authenticate",))


def unknown_member(records: Records, operation: Operation) -> Iterator[Probe]:
    request = valid(records, operation)
    if operation.body is None:
        joint = "&" if "?" in request.path else "?"
        yield Probe(replace(request, path=f"{request.path}{joint}colour={CANARY}"), (422,), "/colour")
        return
    body = records.body(operation)
    yield Probe(request.carrying({**body, "colour": CANARY}), (422,), "/colour")
    yield Probe(request.carrying({**body, f"Maria {CANARY}": 1}), (422,), "", about="a name that is personal")


def missing_member(records: Records, operation: Operation) -> Iterator[Probe]:
    body = records.body(operation) or {}
    for name in (operation.body or {}).get("required", ()):
        less = {member: value for member, value in body.items() if member != name}
        yield Probe(valid(records, operation).carrying(less), (422,), f"/{name}")
    for name, parameter in operation.query.items():
        if parameter["required"]:
            yield Probe(_with_query(records, operation, {name: None}), (422,), f"/{name}")


def wrong_type(records: Records, operation: Operation) -> Iterator[Probe]:
    request = valid(records, operation)
    if operation.body is not None:
        for body in ([CANARY], CANARY, 1, None):
            yield Probe(request.carrying(body), (422,), "", about="not an object")
        for pointer, schema, change in changes(operation.body, records.body(operation)):
            yield Probe(request.carrying(change(wrong(schema))), (422,), pointer, about=f"wrong type at {pointer}")
            if not nullable(schema):
                yield Probe(request.carrying(change(None)), (422,), pointer, about=f"null at {pointer}")
    for name, parameter in operation.query.items():
        if parameter["schema"].get("type") != "string" or "format" in parameter["schema"]:
            yield Probe(_with_query(records, operation, {name: CANARY}), (422,), f"/{name}")


def broken_json(records: Records, operation: Operation) -> Iterator[Probe]:
    whole = json.dumps(records.body(operation)).encode()
    deep = b'{"a": ' + b"[" * MAX_DEPTH + b"]" * MAX_DEPTH + b"}"
    broken = {
        "empty": b"", "cut off": whole[:-1], "twice the same member": b'{"a": 1, "a": "%s"}' % CANARY.encode(),
        "NaN": b'{"a": NaN}', "Infinity": b'{"a": -Infinity}', "too deep": deep, "much too deep": b"[" * 100_000,
        "not UTF-8": b'{"a": "\xff"}', "a lone surrogate": b'{"a": "\\ud800"}', "U+0000": b'{"a": "\\u0000"}',
        "a number too large": b'{"a": 9007199254740993}', "two values": whole + whole,
    }  # fmt: skip
    for about, data in broken.items() if operation.body is not None else ():
        yield Probe(replace(valid(records, operation), data=data), (400,), slug="broken-json", about=about)


def broken_text(records: Records, operation: Operation) -> Iterator[Probe]:
    """What is no checkpoint on its way to a witness, or one of a log that nobody knows."""
    unknown = b"old 0\n\nexample.org/log\n1\n" + b64encode(bytes(32)) + b"\n\n" + "— example.org AAAAAAA=\n".encode()
    broken = {
        "empty": b"", "not UTF-8": b"\xff\xff", "no old size": b"\n\nlog\n", "an endless number": b"old " + b"9" * 9999,
        "a proof of nothing": b"old 1\n" + CANARY.encode() + b"\n\nlog\n", "NUL": bytes(64), "JSON": b"{}",
    }  # fmt: skip
    request = replace(valid(records, operation), data=unknown).having(Content_Type="text/plain")
    for about, data in broken.items() if operation.takes_text else ():
        yield Probe(replace(request, data=data), (400,), about=about)
    if operation.takes_text:
        yield Probe(request, (404,), about="an unknown log")
        yield Probe(replace(request, data=b"x" * MAX_BYTES), (413,), about="a megabyte")


def too_large(records: Records, operation: Operation) -> Iterator[Probe]:
    if operation.body is not None:
        request = valid(records, operation).carrying({"a": "x" * MAX_BYTES})
        yield Probe(request, (413,), about="a megabyte")


def wrong_content_type(records: Records, operation: Operation) -> Iterator[Probe]:
    if operation.body is not None:
        for kind in ("text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data", None):
            yield Probe(valid(records, operation).having(Content_Type=kind), (415,), about=str(kind))


def missing_key(records: Records, operation: Operation) -> Iterator[Probe]:
    if operation.keyed:
        for key in (None, "", "with space", "x" * 256):
            yield Probe(valid(records, operation).having(Idempotency_Key=key), (400,), slug="idempotency-key")


def missing_version(records: Records, operation: Operation) -> Iterator[Probe]:
    if operation.conditional:
        request = valid(records, operation).having(If_Match=None)
        yield Probe(request, (428,), slug="precondition-required")


def unknown_id(records: Records, operation: Operation) -> Iterator[Probe]:
    named = [n for n, p in operation.path_parameters.items() if p["schema"].get("format") == "uuid"]
    for name in named:
        request = valid(records, operation, **{name: str(uuid4())})
        if operation.conditional and name != named[0]:
            request = request.having(If_Match=f'"{records.version(operation.path, records.ids)}"')
        yield Probe(request, (UNKNOWN.get(name, 404),), about=f"unknown {name}")
        malformed = valid(records, operation, **{name: CANARY})
        yield Probe(malformed, (404,), about=f"malformed {name}")


# A case that only other stores know, or none at all: without a session the answer is the same.
UNKNOWN: Mapping[str, int] = {"replayed_case_id": 409}


def bad_cursor(records: Records, operation: Operation) -> Iterator[Probe]:
    if operation.paged:
        for cursor in (CANARY, "e30.e30", "%00", "WyJhIl0.AAAA"):
            yield Probe(_with_query(records, operation, {"cursor": cursor}), (400,), about="a cursor of somebody else")


def limit_out_of_range(records: Records, operation: Operation) -> Iterator[Probe]:
    if operation.paged:
        for limit in ("0", "-1", "201", "x", "1.5", "", "9" * 40):
            yield Probe(_with_query(records, operation, {"limit": limit}), (422,), "/limit")


def wrong_method(records: Records, operation: Operation) -> Iterator[Probe]:
    taken = records.document.paths[operation.path]
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"} - taken:
        request = valid(records, operation)
        yield Probe(replace(request, method=method), (405,), slug="method-not-allowed", headers=("Allow",))


def unknown_path(records: Records, operation: Operation) -> Iterator[Probe]:
    request = valid(records, operation)
    path, _, query = request.path.partition("?")
    for other in (f"{path}/", f"{path}/{CANARY}/nothing", f"/{path}", path.replace("/v1/", "/v2/")):
        yield Probe(replace(request, path=f"{other}?{query}"), (404,), slug="not-found")


def _with_query(records: Records, operation: Operation, changed: Mapping[str, str | None]) -> Request:
    request = valid(records, operation)
    path, _, query = request.path.partition("?")
    given = dict(pair.split("=", 1) for pair in query.split("&") if pair)
    pairs: Mapping[str, str | None] = {**given, **changed}
    return replace(request, path=path + "?" + "&".join(f"{n}={v}" for n, v in pairs.items() if v is not None))


CASES: Mapping[str, Case] = {
    case.__name__: case
    for case in (
        missing_token, expired_token, missing_scope, unknown_member, missing_member, wrong_type, broken_json,
        broken_text, too_large, wrong_content_type, missing_key, missing_version, unknown_id, bad_cursor,
        limit_out_of_range, wrong_method, unknown_path,
    )
}  # fmt: skip
