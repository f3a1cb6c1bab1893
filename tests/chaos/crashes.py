"""Crash points on purpose: a process is started to die at a named place, does so, and is started again."""

from __future__ import annotations

import json
import subprocess
from time import monotonic

from scripts.stack import parts
from scripts.stack.layout import ROOT
from tests.chaos import injecting
from tests.chaos.network import CONSUMERS, NAMES, part_of, python
from tests.chaos.scene import Fault, Scene, pause

PATIENCE = 60.0  # a point is reached once its store has something to do, however busy the machine is
VARIABLE = "TRAVESSIA_CRASHPOINT"
# Which role has a point, and in which stores it can be reached.
POINTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "command.before-commit": ("edge", NAMES),
    "command.after-commit": ("edge", NAMES),
    "relay.before-confirm": ("relay", NAMES),
    "relay.before-cursor": ("relay", NAMES),
    "apply.before-commit": ("worker", CONSUMERS),
    "apply.before-ack": ("worker", CONSUMERS),
    "heal.between-pages": ("worker", CONSUMERS),
}
REBUILDS = ("rebuild.page", "rebuild.before-switch")
REBUILT = {
    "intake": "reception_queue", "referrals": "office_open_referrals", "analytics": "facts",
    "coordination": "group_commitments", "notices": "notices_of_reader", "commissions": "cases_of_member",
}  # fmt: skip


def crash(role: str, point: str, store: str) -> Fault:
    """The process dies at `point` of `store` under load, and comes back without a reason to die."""

    def fault(scene: Scene) -> None:
        stack, part = scene.stack, part_of(role, store)
        parts.kill(stack, part)
        pause(scene.lasts(1, 3))
        if point.startswith("heal."):
            _lose_something(scene, store)
        stack.start(part, **{VARIABLE: f"{point}@{store}"})
        if not _died(scene, part, f"crashpoint reached: {point}@{store}"):
            scene.missed.append(f"{point}@{store} was not reached")
        parts.kill(stack, part)
        scene.healed()
        parts.start(stack, part)

    return fault


def _lose_something(scene: Scene, store: str) -> None:
    """Empties the queues of a consumer, as soon as something is in them."""
    end = monotonic() + PATIENCE
    while not any(injecting.lengths(scene.stack, store)) and monotonic() < end:
        pause(0.2)
    injecting.purge(scene.stack, store)


def _died(scene: Scene, part: str, last_words: str) -> bool:
    end = monotonic() + PATIENCE
    while monotonic() < end:
        if last_words in scene.stack.log(part):
            return True
        pause(0.05)
    return False


def rebuild_crash(point: str, store: str) -> Fault:
    """A rebuild dies in the middle; the next one succeeds and finds nothing different."""

    def fault(scene: Scene) -> None:
        first = rebuild(scene, store, REBUILT[store], f"{point}@{store}")
        if f"crashpoint reached: {point}@{store}" not in first.stderr:
            scene.missed.append(f"{point}@{store} was not reached: {first.stderr[-200:]}")
        scene.healed()
        scene.missed += compare(scene, store, REBUILT[store])

    return fault


def compare(scene: Scene, store: str, view: str) -> list[str]:
    """Rebuild a read model; what is wrong with the one that was in use."""
    done = rebuild(scene, store, view)
    try:
        answer = json.loads(done.stdout.strip().splitlines()[-1])
    except (ValueError, IndexError):
        return [f"rebuild of {store} {view} ended with {done.returncode}: {done.stderr[-300:]}"]
    return [] if answer["differing"] == 0 else [f"{store} {view}: {answer['differing']} rows differ from a rebuild"]


def rebuild(scene: Scene, store: str, view: str, crashpoint: str = "") -> subprocess.CompletedProcess[str]:
    interpreter, environment = python(ROOT)
    command = [interpreter, "-m", "scripts.cli", "rebuild", store, view, "--json", "--name", scene.stack.layout.name]
    if crashpoint:
        environment[VARIABLE] = crashpoint
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=90, check=False)


CRASHES: dict[str, Fault] = {
    **{f"crash {point}@{store}": crash(role, point, store)
       for point, (role, stores) in POINTS.items() for store in stores},
    **{f"crash {point}@{store}": rebuild_crash(point, store) for point in REBUILDS for store in REBUILT},
}  # fmt: skip
