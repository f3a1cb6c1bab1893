"""Imports a directory: each entry is checked, compared with what is known, and sent as one command, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import httpx

from scripts.directories.reading import Found, known
from scripts.directories.reports import Report
from scripts.failures import CommandError
from scripts.importing.sending import Api
from services.referrals.network.directory.checking import faults
from services.referrals.network.directory.contents import as_text
from services.referrals.network.directory.people import without_people
from services.referrals.network.directory.walking import Fault, rows

ENTRIES = "/v1/directory-entries"
OUTCOMES = ("imported", "replaced", "unchanged", "refused")
Advance = Callable[[int, int], None]
CONFLICT, TOO_LARGE, INVALID = 409, 413, 422


@dataclass(frozen=True)
class Wanted:
    """What the caller says of the directory. `without_people`: entries that name somebody are taken without them."""

    directory: str
    uf: str | None = None
    without_people: bool = False


@dataclass
class Importing:
    """One import. `standing`: what is known of this directory, by organization."""

    api: Api
    wanted: Wanted
    report: Report
    standing: Mapping[str, Mapping[str, Any]]
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OUTCOMES, 0))
    seen: dict[tuple[str, str], str] = field(default_factory=dict)

    def take(self, number: int, entry: Any) -> None:
        """One entry, whole or not at all."""
        name = known(str(entry.get("id", ""))) if isinstance(entry, dict) else "?"
        entry, left_out = self._without_people(entry)
        found = faults(entry) or self._told_before(entry)
        if not found:
            found = self._sent(entry)
        for fault in found:
            self.report.add(number, name, "refused", fault.pointer, fault.code)
        if found:
            self.counts["refused"] += 1
            return
        for fault in left_out:
            self.report.add(number, name, "left_out", fault.pointer, fault.code)
        self.report.add(number, name, self.outcome)

    def _without_people(self, entry: Any) -> tuple[Any, list[Fault]]:
        """Only where names of people are all that is wrong: what has no form has no known places either."""
        named = {fault.code for fault in faults(entry)} == {"person-named"}
        return without_people(entry) if named and self.wanted.without_people else (entry, [])

    def _told_before(self, entry: Mapping[str, Any]) -> list[Fault]:
        """Rows of one id that another entry of the file tells differently, and organizations that come twice."""
        mine = {(row.table.name, row.id): as_text(row.members) for row in rows(entry)}
        places = {(row.table.name, row.id): row.pointer for row in rows(entry)}
        again = ("organization", str(entry["id"]))
        found = [key for key, text in mine.items() if self.seen.get(key, text) != text or key == again in self.seen]
        if not found:
            self.seen.update(mine)
        return [Fault(f"{places[key]}/id", "duplicate-id") for key in found]

    def _sent(self, entry: Mapping[str, Any]) -> list[Fault]:
        contents = as_text(entry)
        digest = sha256(contents.encode()).hexdigest()
        before = self.standing.get(str(entry["id"]))
        if before and before["stands"] and before["digest"] == digest:
            return self._counted("unchanged")
        key = f"{self.wanted.directory}-{entry['id']}-{digest}"
        if before is None:
            said = {"directory": self.wanted.directory, "uf": self.wanted.uf, "organization": entry}
            return self._answered(self.api.post(ENTRIES, said, key), "imported")
        path, version = f"{ENTRIES}/{before['entry_id']}/details", str(before["version"])
        answer = self.api.post(path, {"organization": entry}, f"{key}-{version}", f'"{version}"')
        return self._answered(answer, "replaced")

    def _answered(self, answer: httpx.Response, outcome: str) -> list[Fault]:
        if answer.is_success:
            return self._counted(outcome)
        if answer.status_code == TOO_LARGE:
            return [Fault("", "too-large")]
        if answer.status_code not in (CONFLICT, INVALID):
            raise CommandError(f"the API answers {answer.status_code}; {_code(answer)}")
        wrong = answer.json().get("errors") or [{"pointer": "", "code": _code(answer)}]
        return [Fault(one["pointer"].removeprefix("/organization"), one["code"]) for one in wrong]

    def _counted(self, outcome: str) -> list[Fault]:
        self.counts[outcome] += 1
        self.outcome = outcome
        return []


def run(api: Api, found: Found, wanted: Wanted, report: Report, advance: Advance) -> dict[str, int]:
    """How many entries came to what. Raises CommandError when the API refuses the whole of it."""
    importing = Importing(api, wanted, report, _standing(api, wanted.directory))
    for number, entry in enumerate(found.entries, 1):
        importing.take(number, entry)
        advance(number, len(found.entries))
    for stray in found.strays:
        report.add(stray.where, "", "refused", "", stray.code)
    importing.counts["refused"] += len(found.strays)
    return {"entries": len(found.entries), **importing.counts}


def _standing(api: Api, directory: str) -> dict[str, Mapping[str, Any]]:
    return {line["organization_id"]: line for line in listed(api, f"{ENTRIES}?directory={directory}&limit=200")}


def listed(api: Api, path: str | None) -> list[Mapping[str, Any]]:
    """All pages of a list. Raises CommandError."""
    lines: list[Mapping[str, Any]] = []
    above = api.http.base_url.path.rstrip("/")
    while path:
        answer = api.get(path)
        if not answer.is_success:
            raise CommandError(f"the API answers {answer.status_code}; {_code(answer)}")
        lines += answer.json()["items"]
        path = answer.links.get("next", {}).get("url", "").removeprefix(above)
    return lines


def _code(answer: httpx.Response) -> str:
    """The slug of the problem."""
    try:
        return str(answer.json()["type"]).rsplit("/", 1)[-1]
    except (ValueError, KeyError, TypeError):
        return "no problem document"
