"""The ledger over HTTP, the same in every store: checkpoint, proofs, and the witness of other stores' logs."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import marshmallow as ma
from flask import Response, request
from marshmallow import validate

from infra.application import Application
from infra.database import Connection
from infra.eventstore.postgres import PostgresTransaction
from infra.eventstore.unit_of_work import UnitOfWork
from infra.ledger import records
from infra.ledger.checkpoints import origin_of
from infra.ledger.leaves import leaves_of
from infra.ledger.merkle import ProofRefused
from infra.ledger.records import SignedCheckpoint
from infra.ledger.submission import MOST_BYTES, Submission, SubmissionRefused
from infra.ledger.tree import Tree
from infra.ledger.witness import Witness, WitnessRefused
from infra.refusals import NotFound, Unavailable
from infra.stores import CONFIDENTIAL
from infra.web import problems, requests
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.host import host
from infra.web.problems import Kind, Problem
from infra.web.schemas import RequestSchema

READ = "audit:read"
LARGEST = 2**63 - 1
TLOG_SIZE = "text/x.tlog.size"
NUMBER = validate.Range(1, LARGEST)
REFUSED = Kind("witness-refused", 422, "Not witnessed", "The checkpoint cannot be witnessed.")
STATUS = {400: problems.BAD_REQUEST, 403: problems.FORBIDDEN, 404: problems.NOT_FOUND, 422: REFUSED}


class Base64(ma.fields.String):
    """Bytes in standard base64."""

    def _serialize(self, value: Any, *_: Any, **__: Any) -> str:
        return b64encode(value).decode()


class InclusionSchema(ma.Schema):
    """That the event at a log position is leaf `index` of the tree of `size` (RFC 9162, 2.1.3)."""

    origin = ma.fields.String(required=True)
    position = ma.fields.Integer(required=True)
    index = ma.fields.Integer(required=True)
    size = ma.fields.Integer(required=True)
    leaf = Base64(required=True)
    root = Base64(required=True)
    proof = ma.fields.List(Base64(), required=True)


class ConsistencySchema(ma.Schema):
    """That the tree of size `to` extends the one of size `from` (RFC 9162, 2.1.4)."""

    origin = ma.fields.String(required=True)
    old = ma.fields.Integer(required=True, data_key="from")
    new = ma.fields.Integer(required=True, data_key="to")
    proof = ma.fields.List(Base64(), required=True)


class InclusionFilters(RequestSchema):
    position = ma.fields.Integer(required=True, validate=NUMBER)
    size = ma.fields.Integer(load_default=None, validate=NUMBER)


class ConsistencyFilters(RequestSchema):
    old = ma.fields.Integer(required=True, validate=NUMBER, data_key="from")
    new = ma.fields.Integer(required=True, validate=NUMBER, data_key="to")


def ledger_blueprint() -> Blueprint:
    """The resource `/v1/ledger`, to be added to the app of every store."""
    blueprint = Blueprint("ledger", url_prefix="/v1/ledger")
    inclusion = {"scope": READ, "filters": InclusionFilters, "everywhere": True}
    consistency = {"scope": READ, "filters": ConsistencyFilters, "everywhere": True}
    blueprint.query("/proofs/inclusion", InclusionSchema, **inclusion)(prove_inclusion)  # type: ignore[arg-type]
    blueprint.query("/proofs/consistency", ConsistencySchema, **consistency)(prove_consistency)  # type: ignore[arg-type]
    blueprint.text("/checkpoint", "GET", checkpoint, scope=READ)
    blueprint.text("/witness/add-checkpoint", "POST", add_checkpoint, conflict=TLOG_SIZE)
    return blueprint


def checkpoint() -> Response:
    """The newest signed checkpoint with the cosignatures it has, as a note."""
    requests.authenticated(READ)
    requests.refuse_arguments()
    here = host()
    with here.store.unit_of_work() as unit:
        found = _newest(unit, here.store_name)
    return Response(found.text, content_type="text/plain; charset=utf-8")


def add_checkpoint() -> Response:
    """C2SP tlog-witness: whoever shows a checkpoint signed by a log that we know gets our cosignature."""
    requests.refuse_arguments()
    body, here = request.stream.read(MOST_BYTES + 1), host()
    if len(body) > MOST_BYTES:
        raise Problem(problems.TOO_LARGE)
    try:
        submission = Submission.parse(body)
        signature = _witness().add_checkpoint(here.store, submission)
    except SubmissionRefused:
        raise Problem(problems.BAD_REQUEST) from None
    except WitnessRefused as refused:
        if refused.size is not None:
            return Response(f"{refused.size}\n", refused.status, content_type=TLOG_SIZE)
        raise Problem(STATUS[refused.status]) from None
    return Response(str(signature), content_type="text/plain; charset=utf-8")


def _witness() -> Witness:
    witness = host().witness
    if witness is None:
        raise NotFound
    return witness


def prove_inclusion(app: Application, caller: Caller, filters: dict[str, Any]) -> dict[str, Any]:
    """Audit path of one event, in the tree of `size` or of the newest checkpoint."""
    with app.store.unit_of_work() as unit:
        newest = _newest(unit, app.store.name)
        tree, size = _tree(unit, app.store.name), filters["size"] or newest.checkpoint.size
        index = tree.leaves.index_of(filters["position"])
        if index is None:
            raise NotFound
        try:
            proof, leaf, root = tree.inclusion(index, size), tree.leaf(index), tree.root(size)
        except ProofRefused:
            raise NotFound from None
    place = {"origin": newest.checkpoint.origin, "position": filters["position"], "index": index, "size": size}
    return {**place, "leaf": leaf, "root": root, "proof": proof}


def prove_consistency(app: Application, caller: Caller, filters: dict[str, Any]) -> dict[str, Any]:
    """That one size of the log extends another."""
    with app.store.unit_of_work() as unit:
        try:
            proof = _tree(unit, app.store.name).consistency(filters["old"], filters["new"])
        except ProofRefused:
            raise NotFound from None
        origin = origin_of(app.store.name, records.log_id(_connection(unit)))
    return {"origin": origin, **filters, "proof": proof}


def _newest(unit: UnitOfWork, store: str) -> SignedCheckpoint:
    connection = _connection(unit)
    found = records.latest(connection, origin_of(store, records.log_id(connection)))
    if found is None:
        raise NotFound
    return found


def _tree(unit: UnitOfWork, store: str) -> Tree:
    connection = _connection(unit)
    return Tree(connection, leaves_of(connection, confidential=store in CONFIDENTIAL))


def _connection(unit: UnitOfWork) -> Connection:
    if not isinstance(unit.transaction, PostgresTransaction):
        raise Unavailable("ledger")
    return unit.transaction.connection
