"""A store as a witness over HTTP: what it cosigns, what it refuses and how, and how a log shows itself to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from infra.ledger import checkpoints, merkle, notes, records
from infra.ledger.checkpoints import Checkpoint, origin_of
from infra.ledger.events import witnessed_id
from infra.ledger.keys import COSIGNATURE, SigningKey, new_key
from infra.ledger.sinks import FileSink, HttpSink, SinkFailed
from infra.ledger.submission import Submission
from infra.ledger.submitting import PATH, Peer, Submitter
from infra.ledger.trust import Trust
from infra.ledger.witness import Witness
from infra.settings import Settings
from infra.web.host import EXTENSION
from infra.world import random_id
from scripts.services import room
from tests.conftest import Token
from tests.http import Api
from tests.integration.ledger.conftest import STORE, House

LEAVES = [merkle.leaf_hash(bytes([n])) for n in range(20)]
WITNESS_KEY = new_key("travessia/intake/witness", COSIGNATURE)


class Log:
    """A log of another store, as its witness sees it."""

    def __init__(self, key: SigningKey, store: str = "referrals") -> None:
        self.key, self.origin = key, origin_of(store, random_id())

    def note(self, size: int, root: bytes | None = None, key: SigningKey | None = None) -> str:
        return checkpoints.sign(Checkpoint(self.origin, size, root or merkle.root(LEAVES[:size])), key or self.key)

    def body(self, old: int, size: int, **options: SigningKey) -> bytes:
        proof = merkle.consistency_proof(LEAVES[:size], old) if 0 < old <= size else []
        return Submission(old, tuple(proof), self.note(size, **options)).body()


@pytest.fixture
def log() -> Log:
    return Log(new_key("travessia/referrals"))


@pytest.fixture
def witness(settings: Callable[..., Settings], log: Log, house: House) -> Flask:
    """intake's API, which trusts the log and the toy store."""
    app: Flask = room("intake", "app").make(settings(["intake"], "api"))
    trust = Trust((log.key.verifier, house.key.verifier, WITNESS_KEY.verifier))
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], witness=Witness("intake", WITNESS_KEY, trust))
    return app


Send = Callable[[bytes], TestResponse]


@pytest.fixture
def send(witness: Flask) -> Send:
    return lambda body: witness.test_client().post(PATH, data=body, content_type="text/plain")


def test_a_checkpoint_is_cosigned_and_recorded_in_the_witness_own_log(witness: Flask, send: Send, log: Log) -> None:
    for old, size in ((0, 3), (3, 9), (9, 9)):
        answer = send(log.body(old, size))
        assert answer.status_code == 200
        signature = notes.parse_signature(answer.text.removesuffix("\n"))
        text = notes.parse(log.note(size)).text
        assert checkpoints.cosigned_at(text, signature, WITNESS_KEY.verifier) > 1_700_000_000
    with witness.extensions[EXTENSION].store.begin() as unit:
        history = unit.transaction.stream(witnessed_id("intake", log.origin))
    seen = [json.loads(record.state) for record in history]
    assert [record.topic.rsplit(".", 1)[-1] for record in history] == ["met", *["checkpoint-witnessed"] * 2]
    assert [each.get("size") for each in seen] == [None, 3, 9]
    assert seen[2]["root"] == merkle.root(LEAVES[:9]).hex()
    assert checkpoints.verify(seen[2]["note"], [log.key.verifier]).size == 9


def test_another_old_size_is_a_conflict_that_tells_the_right_one(send: Send, log: Log) -> None:
    assert send(log.body(0, 5)).status_code == 200
    for old in (0, 3):
        answer = send(log.body(old, 9))
        assert (answer.status_code, answer.text) == (409, "5\n")
        assert answer.headers["Content-Type"] == "text/x.tlog.size"
    unknown = send(log.body(0, 9).replace(b"old 0", b"old 7"))
    assert (unknown.status_code, unknown.text) == (409, "5\n")


def test_another_root_for_the_same_size_is_a_conflict(send: Send, log: Log) -> None:
    assert send(log.body(0, 5)).status_code == 200
    answer = send(Submission(5, (), log.note(5, merkle.root(LEAVES[1:6]))).body())
    assert (answer.status_code, answer.text) == (409, "5\n")


def test_a_fork_is_not_cosigned(send: Send, log: Log) -> None:
    assert send(log.body(0, 5)).status_code == 200
    proof = tuple(merkle.consistency_proof(LEAVES[:9], 5))
    for wrong in (proof[:-1], proof[::-1], (), (*proof, merkle.EMPTY_ROOT)):
        assert send(Submission(5, wrong, log.note(9)).body()).status_code == 422
    assert send(Submission(5, proof, log.note(9, merkle.EMPTY_ROOT)).body()).status_code == 422
    assert send(Submission(5, proof, log.note(9)).body()).status_code == 200


def test_a_first_checkpoint_has_no_proof(send: Send, log: Log) -> None:
    assert send(Submission(0, (merkle.EMPTY_ROOT,), log.note(5)).body()).status_code == 422


def test_an_unknown_key_is_forbidden_and_an_unknown_log_not_found(send: Send, log: Log) -> None:
    assert send(log.body(0, 5, key=new_key("travessia/referrals"))).status_code == 403
    wrong = log.body(0, 5).replace(b"\n5\n", b"\n6\n")
    assert send(wrong).status_code == 403
    assert send(Log(log.key, "notices").body(0, 5)).status_code == 404
    assert send(Log(log.key, "intake").body(0, 5)).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        b"", b"old 0", b"old 00\n\nx", b"old -1\n\nx", b"old 1\nzz\n\nx", b"old 1\nAAAA\n\nx", b"new 1\n\nx",
        b"\xff\n\n",
        b"old 0\n\nno note\n", b"old 1" + b"\nAA==" * 64 + b"\n\nx",
        b"old 99999999999999999999\n\nx",
    ],
)  # fmt: skip
def test_a_malformed_submission_is_refused(send: Send, body: bytes) -> None:
    assert send(body).status_code == 400


def test_a_body_that_no_checkpoint_needs_is_too_large(send: Send) -> None:
    assert send(b"old 0\n\n" + b"x" * 70_000).status_code == 413


def test_an_old_size_beyond_the_checkpoint_is_malformed(send: Send, log: Log) -> None:
    assert send(log.body(0, 5).replace(b"old 0", b"old 6")).status_code == 400


def test_a_store_without_a_witness_key_witnesses_nothing(witness: Flask, send: Send, log: Log) -> None:
    witness.extensions[EXTENSION] = replace(witness.extensions[EXTENSION], witness=None)
    assert send(log.body(0, 5)).status_code == 404


def submitter(house: House, witness: Flask, **options: object) -> Submitter:
    peer = Peer("intake", "http://intake.test", (WITNESS_KEY.verifier,))
    transport = httpx.WSGITransport(app=witness)
    return Submitter(house.follower(), house.settings("relay"), [peer], transport=transport, **options)  # type: ignore[arg-type]


def shown(house: House, made: Submitter) -> list[tuple[str, int]]:
    house.follow()
    with house.relay() as connection:
        made.turn(connection)
        rows = connection.execute("SELECT witness, size FROM ledger_cosignatures ORDER BY size").fetchall()
    return [(str(name), int(size)) for name, size in rows]


def test_a_log_collects_cosignatures_and_goes_on_where_its_witness_is(house: House, witness: Flask) -> None:
    house.thread(300)
    assert shown(house, submitter(house, witness)) == [("intake", 301)]
    house.thread(9)
    assert shown(house, submitter(house, witness)) == [("intake", 301), ("intake", 311)]
    with house.superuser() as insider:
        insider.execute("DELETE FROM ledger_cosignatures")
    house.thread()
    made = submitter(house, witness)
    assert shown(house, made) == [("intake", 312)]
    assert (made.follower.stats.cosigned, made.follower.stats.disputed) == (1, 0)
    with house.relay() as connection:
        found = records.latest(connection, house.origin())
    assert found is not None
    assert found.text.count("— travessia/") == 2


def test_what_only_witnesses_others_is_not_shown(house: House, witness: Flask) -> None:
    house.thread(2)
    made = submitter(house, witness)
    assert shown(house, made) == [("intake", 3)]
    house.thread()
    with house.superuser() as insider:
        insider.execute(
            "UPDATE stored_events SET topic = 'ledgertoys.witnessed-log.checkpoint-witnessed' WHERE notification_id = 4"
        )
    assert shown(house, made) == [("intake", 3)]
    house.thread()
    assert shown(house, made) == [("intake", 3), ("intake", 5)]


def test_a_forked_log_is_disputed_by_its_witness(house: House, witness: Flask) -> None:
    house.thread(4)
    shown(house, submitter(house, witness))
    with house.superuser() as insider:
        insider.execute("UPDATE ledger_leaves SET leaf = sha256(leaf) WHERE position = 2")
        insider.execute("DELETE FROM ledger_checkpoints")
    house.state_file.write_text('{"last": null, "earlier": []}')
    house.thread()
    made = submitter(house, witness)
    assert shown(house, made) == [("intake", 5)]
    assert made.follower.stats.disputed == 1


def test_a_witness_that_is_away_is_asked_again(house: House, witness: Flask) -> None:
    house.thread()
    away = Peer("intake", "http://intake.test", (WITNESS_KEY.verifier,))
    refusing = httpx.MockTransport(lambda _: httpx.Response(503))
    made = Submitter(house.follower(), house.settings("relay"), [away], transport=refusing)
    assert shown(house, made) == []
    assert shown(house, submitter(house, witness)) == [("intake", 1)]


def test_a_lying_witness_is_not_believed(house: House, witness: Flask) -> None:
    house.thread()
    stranger = new_key(WITNESS_KEY.name, COSIGNATURE)
    peer = Peer("intake", "http://intake.test", (stranger.verifier,))
    made = Submitter(house.follower(), house.settings("relay"), [peer], transport=httpx.WSGITransport(app=witness))
    assert shown(house, made) == []


def test_checkpoints_reach_a_folder_and_an_address(house: House, witness: Flask, tmp_path: Path) -> None:
    taken: list[str] = []

    def take(request: httpx.Request) -> httpx.Response:
        taken.append(request.content.decode())
        return httpx.Response(204)

    house.thread()
    sinks = [FileSink(tmp_path / "out"), HttpSink("http://outside.test", httpx.MockTransport(take))]
    made = submitter(house, witness, sinks=sinks)
    shown(house, made)
    with house.relay() as connection:
        made.turn(connection)
    (file,) = [each for each in (tmp_path / "out").rglob("*") if each.is_file()]
    assert file.relative_to(tmp_path / "out").parts[0] == STORE.name
    assert checkpoints.verify(file.read_text(), [house.key.verifier]).size == 1
    assert len(taken) == 1
    assert checkpoints.verify(taken[0], [house.key.verifier]).size == 1


def test_a_sink_that_fails_says_so(tmp_path: Path) -> None:
    checkpoint = Checkpoint("travessia/intake/x", 1, merkle.EMPTY_ROOT)
    (tmp_path / "file").touch()
    with pytest.raises(SinkFailed, match="cannot be written"):
        FileSink(tmp_path / "file").put(checkpoint, "note")
    for transport in (httpx.MockTransport(lambda _: httpx.Response(500)), httpx.MockTransport(_broken)):
        with pytest.raises(SinkFailed):
            HttpSink("http://outside.test", transport).put(checkpoint, "note")


def _broken(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("away", request=request)


def test_proofs_over_http_verify(
    api: Callable[[str], Api], settings: Callable[..., Settings], token: Token, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real store intake: its checkpoint and the proofs that its API gives, checked by the published rules."""
    from base64 import b64decode

    from infra.database import connect
    from infra.ledger.running import ledger_of

    ledger = ledger_of("intake", settings(["intake"], "relay"))
    send = Log(new_key("travessia/referrals"))
    app = api("intake").client.application
    trust = Trust((send.key.verifier,))
    mine = replace(app.extensions[EXTENSION], witness=Witness("intake", WITNESS_KEY, trust))
    monkeypatch.setitem(app.extensions, EXTENSION, mine)
    assert app.test_client().post(PATH, data=send.body(0, 3)).status_code == 200
    with connect(settings(["intake"], "relay").stores["intake"].database("relay"), autocommit=True) as connection:
        ledger.follower.turn(connection)
    assert ledger.stats.refused is None
    bearer = token("auditor")
    note = app.test_client().get("/v1/ledger/checkpoint", headers={"Authorization": f"Bearer {bearer}"}).text
    checkpoint = checkpoints.verify(note, settings(["intake"], "relay").trust.log("intake"))
    found = api("intake").get("/v1/ledger/proofs/inclusion?position=1", bearer).body
    proof, leaf = [b64decode(each) for each in found["proof"]], b64decode(found["leaf"])
    merkle.verify_inclusion(leaf, found["index"], found["size"], proof, checkpoint.root)
    grown = api("intake").get(f"/v1/ledger/proofs/consistency?from=1&to={checkpoint.size}", bearer).body
    proof = [b64decode(each) for each in grown["proof"]]
    merkle.verify_consistency(1, checkpoint.size, proof, leaf, checkpoint.root)
    for path, status in (
        ("/v1/ledger/proofs/inclusion?position=99999999", 404),
        ("/v1/ledger/proofs/inclusion?position=2&size=1", 404),
        ("/v1/ledger/proofs/inclusion?position=0", 422),
        (f"/v1/ledger/proofs/consistency?from=5&to={checkpoint.size + 1000}", 404),
        ("/v1/ledger/proofs/consistency?from=5&to=4", 404),
    ):
        assert api("intake").get(path, bearer).status == status
    assert api("intake").get("/v1/ledger/checkpoint", token("receptionist")).status == 403
    assert api("intake").get("/v1/ledger/checkpoint", None).status == 401
