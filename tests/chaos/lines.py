"""Faults of the line between a process and a server: resets, delay, silence in one direction, lost answers."""

from __future__ import annotations

from tests.chaos.scene import Fault, Scene, pause


def line(role: str, server: str) -> Fault:
    """Resets, delay and silence in one direction, in random order, between a role and a server."""

    def fault(scene: Scene) -> None:
        proxy = scene.stack.proxies[role, server]
        kinds = scene.rng.sample(["reset", "delay", "up", "down", "refuse"], 1 if scene.short else 2)
        for kind in kinds:
            if kind == "reset":
                for _ in range(4):
                    proxy.reset()
                    pause(scene.rng.uniform(0.1, 1.5))
            elif kind == "delay":
                proxy.delay = scene.rng.uniform(0.02, 0.3)
                pause(scene.lasts(3, 10))
            elif kind == "refuse":
                proxy.refusing = True
                proxy.reset()
                pause(scene.lasts(3, 10))
            else:
                proxy.silence("up" if kind == "up" else "down")
                pause(scene.lasts(4, 25))
                if scene.rng.random() < 0.5:
                    proxy.reset()
            proxy.pass_on()
        scene.healed()

    return fault


def answers_lost(scene: Scene) -> None:
    """Commits arrive at the database and their answers do not come back: then the connections are cut."""
    proxy = scene.stack.proxies["api", "postgres"]
    for _ in range(3 if scene.short else 6):
        proxy.silence("down")
        pause(scene.rng.uniform(0.05, 0.6))
        proxy.reset()
        pause(0.05)
        proxy.pass_on()
        pause(scene.rng.uniform(0.2, 1.0))
    scene.healed()
