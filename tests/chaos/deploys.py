"""A bad deploy: in one consumer every message of one type fails; it stops, and a repair and retries heal it."""

from __future__ import annotations

import subprocess
from time import monotonic
from uuid import uuid4

import httpx

from scripts.stack import parts
from scripts.stack.applications import is_ready
from scripts.stack.layout import ROOT
from tests.chaos import bad_deploy
from tests.chaos.network import part_of, python
from tests.chaos.scene import Scene, pause

POISON = {
    "referrals": ("intake.consent-ledger.granted", "intake.consent-ledger.withdrawn"),
    "analytics": ("referrals.referral.accepted", "coordination.coordination-meeting.held"),
    "commissions": ("notices.notice.sent-to-commission",),
    "notices": ("commissions.notice-case.closed",),
}
MOST = 10  # subjects that may be parked within five minutes
PATIENCE = 90.0
SUBJECTS = "SELECT count(DISTINCT subject) FROM parked WHERE state = 'parked' AND reason <> 'behind'"
FIRST = """SELECT DISTINCT ON (source, subject) id FROM parked WHERE state = 'parked' AND subject IS NOT NULL
            ORDER BY source, subject, position"""
FAILED = "SELECT id, retry_failed FROM parked WHERE state = 'parked' AND retry_failed IS NOT NULL"


def bad_deploy_of_a_consumer(scene: Scene) -> None:
    """Ten subjects are parked and no more, then the consumer stops; after the repair all are applied, in order."""
    stack, rng = scene.stack, scene.rng
    store = rng.choice(list(POISON))
    kind, how = rng.choice(POISON[store]), "refusal" if scene.short else rng.choice(("refusal", "bug"))
    worker = part_of("worker", store)
    parts.kill(stack, worker)
    stack.start_instead(worker, bad_deploy.__name__, {bad_deploy.VARIABLE: f"{store} {kind} {how}"})
    if not _stopped(scene, worker, store):
        scene.missed.append(f"{store} did not stop although every {kind} fails ({how})")
    pause(scene.lasts(1, 4))
    if (parked := _waiting(scene, store, SUBJECTS)) > [MOST]:
        scene.missed.append(f"{store} parked {parked} subjects before it stopped")
    parts.kill(stack, worker)
    parts.start(stack, worker)
    scene.healed()
    _retry_everything(scene, store)


def _stopped(scene: Scene, worker: str, store: str) -> bool:
    """Ten subjects are parked and the worker tells it is not ready: its log says nothing in the confidential zone."""
    end = monotonic() + PATIENCE
    while is_ready(scene.stack.ports[worker]) or _waiting(scene, store, SUBJECTS) < [MOST]:
        if monotonic() > end:
            return False
        pause(0.2)
    return True


def _retry_everything(scene: Scene, store: str) -> None:
    """One subject at the command line, the others over HTTP: as an operator would."""
    end, by_hand = monotonic() + PATIENCE, True
    while subjects := _waiting(scene, store, FIRST):
        if monotonic() > end:
            scene.missed.append(f"{store}: parked messages {subjects} could not be retried")
            return
        if by_hand:
            _at_the_command_line(scene, store, subjects.pop())
            by_hand = False
        for number in subjects:
            _over_http(scene, store, number)
        while _waiting(scene, store, FIRST) and not _waiting(scene, store, FAILED) and monotonic() < end:
            pause(0.3)


def _at_the_command_line(scene: Scene, store: str, number: int) -> None:
    interpreter, environment = python(ROOT)
    command = [interpreter, "-m", "scripts.cli", "parked", "retry", store, str(number), "--name",
               scene.stack.layout.name]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode:
        scene.missed.append(f"parked retry {store} {number}: {done.stderr.strip()[-200:]}")


def _over_http(scene: Scene, store: str, number: int) -> None:
    """404 says that it was applied together with an earlier one of its subject."""
    headers = {"Authorization": f"Bearer {scene.stack.token('operator')}", "Idempotency-Key": str(uuid4())}
    address = f"{scene.stack.addresses[store]}/{store}/v1/parked/{number}/retry"
    answer = httpx.post(address, json={}, headers=headers, timeout=10)
    if not (answer.is_success or answer.status_code in (404, 409)):
        scene.missed.append(f"retry of {store} {number} was answered {answer.status_code}")


def _waiting(scene: Scene, store: str, question: str) -> list[int]:
    with scene.stack.postgres.connect(store) as connection:
        return [row[0] for row in connection.execute(question.encode())]
