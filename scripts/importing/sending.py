"""Sends a list through the API: announced, in chunks under keys that a second run finds again, then completed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from scripts.failures import CommandError, Unavailable
from scripts.importing.files import UnusableFile
from scripts.importing.reports import Report

LISTS = "/v1/pre-release-lists"
CHUNK = 100
# Each case takes a fresh key; a store's worker makes 2,000 of them a minute, so a long list has to wait for them.
WAITS = (0.5, 1, 2, 4, 8, 15, 30, 30)
LONGEST = 60.0
PASSING = frozenset({429, 502, 503, 504})
AGAIN = "run the same command again: it goes on where it was"
Body = dict[str, Any]


@dataclass
class Api:
    """Intake's API with one token. `waits`: seconds before each further attempt when it is not there, or as many as
    its Retry-After asks for (RFC 9110, 10.2.3) when these are more: a service elsewhere gives nothing else to await.
    """

    http: httpx.Client
    waits: Sequence[float] = WAITS
    pause: Callable[[float], None] = time.sleep

    def get(self, path: str) -> httpx.Response:
        return self._tried("GET", path, {})

    def post(self, path: str, body: Mapping[str, Any], key: str, match: str | None = None) -> httpx.Response:
        headers = {"Idempotency-Key": key} | ({"If-Match": match} if match else {})
        return self._tried("POST", path, headers, dict(body))

    def _tried(self, method: str, path: str, headers: dict[str, str], body: Body | None = None) -> httpx.Response:
        for wait in (*self.waits, None):
            answer = self._once(method, path, headers, body)
            if answer is not None and not _passes(answer):
                return answer
            if wait is not None:
                self.pause(max(wait, min(_asked(answer), LONGEST)))
        raise Unavailable(f"the API does not answer; {AGAIN}")

    def _once(self, method: str, path: str, headers: dict[str, str], body: Body | None) -> httpx.Response | None:
        try:
            return self.http.request(method, path, headers=headers, json=body)
        except httpx.TransportError:
            return None


@dataclass
class Sending:
    """One import. Counts what became of the rows."""

    api: Api
    report: Report
    list_id: str
    counts: dict[str, int] = field(default_factory=lambda: {"opened": 0, "renewed": 0, "refused": 0, "left_out": 0})

    def leave_out(self, row: int, column: str, code: str) -> None:
        """A row that is never sent."""
        self.counts["left_out"] += 1
        self.report.add(row, "refused", column, code)

    def send(self, number: int, rows: Sequence[Body]) -> None:
        """One chunk. Rows that the API does not read are left out by its word, and the others sent."""
        answer = self._chunk(number, rows, "")
        if answer.status_code == 422 and (wrong := _wrong_rows(answer)):
            for index, (column, code) in wrong.items():
                self.leave_out(rows[index]["row"], column, code)
            rows = [row for index, row in enumerate(rows) if index not in wrong]
            if not rows:
                return
            answer = self._chunk(number, rows, "-rest")
        body = _good(answer)
        if body["status"] == "rejected":
            raise ambiguous()
        self._note(rows, body)

    def complete(self) -> None:
        found = self.api.get(f"{LISTS}/{self.list_id}")
        if _good(found)["status"] == "open":
            etag = found.headers["ETag"]
            key = f"{self.list_id}-completion-{etag.strip(chr(34))}"
            body = {"left_out": self.counts["left_out"]}
            _good(self.api.post(f"{LISTS}/{self.list_id}/completion", body, key, etag))

    def _chunk(self, number: int, rows: Sequence[Body], suffix: str) -> httpx.Response:
        path, key = f"{LISTS}/{self.list_id}/chunks", f"{self.list_id}-{number}{suffix}"
        return self.api.post(path, {"chunk": number, "rows": list(rows)}, key)

    def _note(self, rows: Sequence[Body], body: Body) -> None:
        """Outcome and code of each row; of one that a case came of, what people should look at."""
        refused, renewed = (_codes(body[part]) for part in ("refused", "renewed"))
        noted = _codes(body["noted"])
        for row in (row["row"] for row in rows):
            outcome = "refused" if row in refused else "renewed" if row in renewed else "opened"
            self.counts[outcome] += 1
            codes = [found[row] for found in (refused, renewed, noted) if row in found]
            self.report.add(row, outcome, "", "|".join(codes))


def _codes(rows: Sequence[Body]) -> dict[int, str]:
    """By row; several of one row side by side, as in a list's column of documents."""
    found: dict[int, str] = {}
    for row in rows:
        found[row["row"]] = f"{found[row['row']]}|{row['code']}" if row["row"] in found else row["code"]
    return found


def announce(api: Api, body: Body, key: str) -> str:
    """The id of the list: of the same one for the same key. Raises UnusableFile when it is rejected as a whole."""
    answer = _good(api.post(LISTS, body, key))
    if answer["status"] == "rejected":
        raise ambiguous()
    return str(answer["id"])


def ambiguous() -> UnusableFile:
    return UnusableFile(
        "race/colour codes 3 and 4 mean opposite things by IBGE and eSocial: ask the source, then say --race-codes"
    )


def _passes(answer: httpx.Response) -> bool:
    """Whether it is worth another attempt: the service is away, or the first attempt still at work."""
    return answer.status_code in PASSING or (answer.status_code == 409 and _slug(answer) == "in-flight")


def _asked(answer: httpx.Response | None) -> float:
    """Seconds by which the service asks to wait; a date is left to our own pauses."""
    asked = answer.headers.get("Retry-After", "") if answer is not None else ""
    return float(asked) if asked.isdecimal() else 0.0


def _good(answer: httpx.Response) -> Body:
    if not answer.is_success:
        raise CommandError(f"the API refused the list: {answer.status_code} {_slug(answer)}")
    body: Body = answer.json()
    return body


def _slug(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["type"]).rsplit("/", 1)[-1]
    except (ValueError, LookupError, TypeError):
        return ""


def _wrong_rows(answer: httpx.Response) -> dict[int, tuple[str, str]]:
    """Index of a row to the column and code of what is wrong with it."""
    return {index: found for error in answer.json().get("errors", []) for index, found in _place(error)}


def _place(error: Mapping[str, str]) -> Iterator[tuple[int, tuple[str, str]]]:
    match error["pointer"].split("/"):
        case ["", "rows", index, column, *_] if index.isdigit():
            yield int(index), (column, error["code"])
