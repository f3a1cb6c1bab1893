"""What the OpenAPI document says about an operation, derived from its declaration."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from typing import Any

import marshmallow as ma

from infra.web.operations import JSON, NOTHING, Operation
from infra.web.schemas import ProblemSchema

COMMON = (400, 401, 403, 404, 422, 500, 503)
COMMAND = (*COMMON, 409, 410, 413, 415)
CONDITIONAL = (*COMMAND, 412, 428)
QUERY = (*COMMON, 409, 410)
SEARCH = (*COMMON, 410, 413, 415)

TEXT, PLAIN = "text/plain", {"type": "string"}
VERSION = {"type": "string", "pattern": '^"[0-9]+"$'}
ETAG = {"description": "Version of the record.", "schema": VERSION, "required": True}
LOCATION = {
    "description": "Address of what was created, or of what will tell how it went.",
    "schema": {"type": "string"},
    "required": True,
}
REPLAYED = {"description": "The first answer again.", "schema": {"type": "string", "enum": ["true"]}}
LINK = {"description": "The next page (RFC 8288).", "schema": {"type": "string"}}
KEY_PARAMETER = {
    "in": "header", "name": "Idempotency-Key", "required": True,
    "description": "A fresh key for each command; the same key with the same command gives the first answer again.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}  # fmt: skip
MATCH_PARAMETER = {
    "in": "header", "name": "If-Match", "required": True,
    "description": "ETag of the record as you read it.", "schema": VERSION,
}  # fmt: skip
NONE_MATCH_PARAMETER = {
    "in": "header", "name": "If-None-Match", "required": False,
    "description": "ETag that you have already.", "schema": {"type": "string"},
}  # fmt: skip


class AcceptedSchema(ma.Schema):
    """What a command answers: the version, the id of what is new, and codes or instants of the operation."""

    id = ma.fields.UUID()
    version = ma.fields.Integer(required=True)

    class Meta:
        unknown = ma.INCLUDE


class NothingSchema(ma.Schema):
    """Nothing yet."""


def describe(operation: Operation) -> dict[str, Any]:
    """The `_apidoc` of a view, from which flask-smorest writes the document."""
    parameters = _parameters(operation)
    return {
        "arguments": {"parameters": parameters, "responses": {}},
        "response": {"responses": _success(operation) | _problems(operation)},
        "manual_doc": {
            "operationId": operation.name.replace(".", "_"),
            "security": [{"bearer": [operation.scope]}],
            **({"x-everywhere": True} if operation.everywhere else {}),
        },
    }


def describe_text(name: str, method: str, scope: str, conflict: str) -> dict[str, Any]:
    """The `_apidoc` of a resource that reads and answers plain text."""
    parameters = [{"in": "json", "content_type": TEXT, "required": True, "schema": PLAIN}] if method == "POST" else []
    told = {200: [{"description": "OK", "schema": PLAIN, "content_type": TEXT}]}
    if conflict:
        told[409] = [{"description": "Conflict", "schema": PLAIN, "content_type": conflict}]
    statuses = (*COMMON, 413) if method == "POST" else COMMON
    return {
        "arguments": {"parameters": parameters, "responses": {}},
        "response": {"responses": told | {status: [_problem(status)] for status in statuses}},
        "manual_doc": {
            "operationId": name.replace(".", "_"),
            "security": [{"bearer": [scope]}] if scope else [],
            "x-everywhere": True,
        },
    }


def _parameters(operation: Operation) -> list[Any]:
    parameters: list[Any] = []
    if operation.keyed:
        parameters.append(KEY_PARAMETER)
    if operation.conditional:
        parameters.append(MATCH_PARAMETER)
    if operation.method == "GET" and not operation.paged:
        parameters.append(NONE_MATCH_PARAMETER)
    if operation.filters.fields:
        parameters.append({"in": "query", "schema": operation.filters})
    if operation.body is not NOTHING:
        parameters.append({"in": "json", "required": True, "schema": operation.body})
    return parameters


def _success(operation: Operation) -> dict[int, list[Any]]:
    if operation.reads:
        return {200: [_response("OK", operation.answer, {})]}
    if operation.method == "GET":
        headers: dict[str, Any] = {"Link": LINK} if operation.paged else {"ETag": {**ETAG, "required": False}}
        answers = {200: [_response("OK", _answer_schema(operation), headers)]}
        answers[200][0]["content_type"] = None if operation.media == JSON else operation.media
        return answers if operation.paged else answers | {304: [_response("Not modified", None, headers)]}
    if operation.later:
        return {202: [_response("Accepted", NothingSchema(), {"Location": LOCATION, "Idempotency-Replayed": REPLAYED})]}
    headers = {"ETag": ETAG} | ({"Idempotency-Replayed": REPLAYED} if operation.keyed else {})
    if operation.creates:
        return {201: [_response("Created", AcceptedSchema(), headers | {"Location": LOCATION})]}
    return {200: [_response("Changed", AcceptedSchema(), headers)]}


def _answer_schema(operation: Operation) -> Any:
    if not operation.paged:
        return operation.answer
    return _page_schema(type(operation.answer), type(operation.about))()


@cache
def _page_schema(item: type[ma.Schema], about: type[ma.Schema]) -> type[ma.Schema]:
    """Two lists of the same items are two schemas where one of them says something of the whole list."""
    items = ma.fields.List(ma.fields.Nested(item), required=True)
    said = about is not type(NOTHING)
    name = item.__name__.removesuffix("Schema") + (about.__name__ if said else "")
    page = ma.Schema.from_dict({**(about().fields if said else {}), "items": items}, name=f"{name}Page")
    page.__module__ = item.__module__  # by which two of one name are told apart
    return page


def _response(description: str, schema: Any, headers: dict[str, Any]) -> dict[str, Any]:
    response = {"description": description, "headers": headers, "content_type": None}
    return response if schema is None else {**response, "schema": schema}


def _problems(operation: Operation) -> dict[int, list[Any]]:
    statuses = (
        QUERY
        if operation.method == "GET"
        else SEARCH
        if operation.reads
        else CONDITIONAL
        if operation.conditional
        else COMMAND
    )
    return {status: [_problem(status)] for status in statuses}


def _problem(status: int) -> dict[str, Any]:
    phrase = HTTPStatus(status).phrase
    return {"description": phrase, "schema": ProblemSchema(), "content_type": "application/problem+json"}
