"""Asks about an id that exists and about ones that do not, in turns, and compares answers and times."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any
from uuid import uuid4

from tests.secrecy.scene import Question

# What every answer has of its own, whatever was asked.
OWN_HEADERS = frozenset({"date", "x-request-id"})
OWN_MEMBERS = frozenset({"instance", "trace_id"})


@dataclass(frozen=True)
class Answer:
    """What somebody outside can see of an answer."""

    status: int
    body: Mapping[str, Any]
    headers: Mapping[str, str]
    size: int


@dataclass(frozen=True)
class Comparison:
    """Medians in milliseconds, for the id that exists and for unknown ones; and answers that were not the same."""

    question: str
    known: float
    unknown: float
    answers: frozenset[str]

    @property
    def apart(self) -> float:
        return abs(self.known - self.unknown)


def compared(question: Question, requests: int) -> Comparison:
    """Half of the requests about each, one after the other, so that both meet the same machine."""
    times: dict[bool, list[float]] = {True: [], False: []}
    answers = set()
    for number in range(requests):
        for known in (number % 2 == 0, number % 2 == 1):
            answer, seconds = ask(question, question.known if known else str(uuid4()))
            times[known].append(seconds * 1000)
            answers.add(repr(answer))
    return Comparison(question.name, median(times[True]), median(times[False]), frozenset(answers))


def ask(question: Question, about: str) -> tuple[Answer, float]:
    network = question.user.network
    headers = {"Authorization": f"Bearer {question.user.token}"}
    path, method, body = network.url(question.path.format(about)), "GET", question.body
    if body is not None:
        headers |= {"Idempotency-Key": str(uuid4()), "If-Match": '"1"'}
        method = "POST"
    started = time.perf_counter()
    found = network.client.request(method, path, headers=headers, json=body)
    seconds = time.perf_counter() - started
    told = {name: value for name, value in found.json().items() if name not in OWN_MEMBERS}
    seen = {name: value for name, value in found.headers.items() if name not in OWN_HEADERS}
    return Answer(found.status_code, told, seen, len(found.content)), seconds
