"""What a replay is asked on the command line, and how the answer reads as a table for people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from infra.auditing.moments import AsOf
from scripts.failures import UsageError


@dataclass(frozen=True)
class Question:
    """As of when; of one field, why; between two moments, what."""

    moment: AsOf
    field: str | None = None
    between: tuple[AsOf, AsOf] | None = None


def stream(text: str) -> UUID:
    """Raises UsageError when it is no uuid."""
    try:
        return UUID(text)
    except ValueError:
        raise UsageError(f"a stream is a uuid, not {text!r}") from None


def question(recorded: str | None, occurred: str | None, field: str | None, diff: str | None) -> Question:
    """`diff` is FROM..TO on the recorded axis. Raises UsageError."""
    if diff is not None and (field is not None or recorded or occurred):
        raise UsageError("--diff names both moments itself: give it alone")
    return Question(AsOf(*moments(recorded, occurred)), field, None if diff is None else _between(diff))


def _between(text: str) -> tuple[AsOf, AsOf]:
    earlier, dots, later = text.partition("..")
    if not dots or not earlier or not later:
        raise UsageError(f"--diff takes FROM..TO, two versions or two instants, not {text!r}")
    return AsOf(recorded=_known("--diff", earlier)), AsOf(recorded=_known("--diff", later))


def moments(recorded: str | None, occurred: str | None) -> tuple[datetime | int | None, datetime | None]:
    """As of which recording (an instant or a version), and as of which instant in the world. Raises UsageError."""
    known = None if recorded is None else _known("--as-of-recorded", recorded)
    return known, None if occurred is None else _instant("--as-of-occurred", occurred)


def _known(option: str, text: str) -> datetime | int:
    return int(text) if text.isascii() and text.isdigit() else _instant(option, text)


def _instant(option: str, text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} takes an instant such as 2025-04-17T12:00:00Z, not {text!r}") from None
    if found.tzinfo is None:
        raise UsageError(f"{option} needs a zone: 2025-04-17T12:00:00Z or 2025-04-17T09:00:00-03:00")
    return found


def show(found: dict[str, Any]) -> None:
    """A line for each event, and what was asked for."""
    from rich.console import Console
    from rich.table import Table

    console, table = Console(), Table("version", "event", "who", "why", "recorded", "happened", "what", box=None)
    for line in found["history"]:
        who = f"{line['actor']} ({line['role']})"
        why = ", ".join(filter(None, (line["purpose"], line["legal_basis"])))
        what = ", ".join(f"{name}={value}" for name, value in line["values"].items() if value is not None)
        table.add_row(str(line["version"]), line["event"], who, why, line["recorded_at"], line["occurred_at"], what)
    console.print(table)
    for title, values in _below(found):
        console.print(f"\n{title}")
        for name, value in values.items():
            console.print(f"  {name}: {value}", markup=False, highlight=False, soft_wrap=True)


def _below(found: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    if "changes" in found:
        told = {c["field"]: f"{c['before']} -> {c['after']}{_by(c['set_by'])}" for c in found["changes"]}
        return [("changes:" if told else "no changes", told)]
    if "field" in found:
        return [("because of the last of these:", {found["field"]: found["value"]})]
    return [("state: nothing yet", {}) if found["state"] is None else ("state:", found["state"])]


def _by(event: dict[str, Any] | None) -> str:
    return f" (version {event['version']}, {event['event']}, {event['actor']})" if event else ""
