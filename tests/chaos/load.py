"""A client at work: its stories are told step by step and side by side, until the campaign is over."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from tests.chaos.client import Answer, Client, Over, Refused

T = TypeVar("T")
Steps = Generator[None, None, T]  # each step is a command or two; it returns what the next ones need
Tale = Callable[[], Steps[None]]

AT_ONCE = 12
PATIENCE = 400  # looks at something that another store has not heard of yet


@dataclass
class Load:
    """One client's stories; `tales` holds how often each is begun, as shares."""

    client: Client
    tales: Mapping[Tale, float]
    pause: float
    failures: list[str] = field(default_factory=list)
    forgotten: int = 0

    def run(self) -> None:
        stories: list[tuple[int, Steps[None]]] = []
        rng, gate = self.client.rng, self.client.gate
        try:
            while not gate.over.is_set():
                while len(stories) < AT_ONCE:
                    stories.append((gate.epoch, self._begin()))
                told = rng.choice(stories)
                if not self._goes_on(*told):
                    stories.remove(told)
                gate.over.wait(rng.expovariate(1 / self.pause))
        except Over:
            return
        except Refused as refused:
            self.failures.append(str(refused))

    def thread(self) -> threading.Thread:
        return threading.Thread(target=self.run, daemon=True)

    def _begin(self) -> Steps[None]:
        tales = list(self.tales)
        return self.client.rng.choices(tales, [self.tales[tale] for tale in tales])[0]()

    def _goes_on(self, epoch: int, story: Steps[None]) -> bool:
        """A story that a restore has broken ends without a word; any other refusal ends the client."""
        try:
            return next(story, "end") != "end"
        except Refused:
            if epoch == self.client.gate.epoch and epoch % 2 == 0:
                raise
            self.forgotten += 1
            return False


def until_known(problem: str, ask: Callable[[], Answer]) -> Steps[Answer]:
    """Ask again, later, as long as the answer is that something is not known yet."""
    for _ in range(PATIENCE):
        try:
            return ask()
        except Refused as refused:
            if str(refused) != problem:
                raise
        yield
    raise Refused(f"{problem}, for too long")
