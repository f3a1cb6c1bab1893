"""How a replay reads: as a table for people, as a document for machines. Sealed values stay sealed in both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from infra.eventstore.replay import Replay, describe
from infra.sealed import Sealed
from scripts import stored_names
from scripts.failures import UsageError

SEALED = "[sealed]"


def stream(text: str) -> UUID:
    """Raises UsageError when it is no uuid."""
    try:
        return UUID(text)
    except ValueError:
        raise UsageError(f"a stream is a uuid, not {text!r}") from None


def moments(recorded: str | None, occurred: str | None) -> tuple[datetime | int | None, datetime | None]:
    """As of which recording (an instant or a version), and as of which instant in the world. Raises UsageError."""
    known = int(recorded) if recorded and recorded.isdigit() else _instant("--as-of-recorded", recorded)
    return known, _instant("--as-of-occurred", occurred)


def _instant(option: str, text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} takes an instant such as 2025-04-17T12:00:00Z, not {text!r}") from None
    if found.tzinfo is None:
        raise UsageError(f"{option} needs a zone: 2025-04-17T12:00:00Z or 2025-04-17T09:00:00-03:00")
    return found


def load_aggregates() -> None:
    """Stored events are read through their classes."""
    stored_names.aggregates()


def readable(value: Any) -> Any:
    """A value of an event or aggregate as JSON values; whatever is sealed stays so, at any depth."""
    if isinstance(value, Sealed):
        return SEALED
    if isinstance(value, Mapping):
        return {str(readable(key)): readable(content) for key, content in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [readable(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: readable(getattr(value, field.name)) for field in fields(value)}
    return (
        str(value) if isinstance(value, (UUID, date)) or not isinstance(value, (int, float, str, type(None))) else value
    )


def document(found: Replay) -> dict[str, Any]:
    """`state` is null before the first event."""
    return {
        "stream": str(found.stream),
        "history": [readable(describe(entry)) for entry in found.history],
        "state": None if found.state is None else readable(found.state),
    }


def show(found: Replay) -> None:
    """A line for each event, and the state."""
    from rich.console import Console
    from rich.table import Table

    table = Table("version", "event", "who", "why", "recorded", "happened", "what", box=None)
    for line in document(found)["history"]:
        who = f"{line['actor']} ({line['role']})"
        why = ", ".join(filter(None, (line["purpose"], line["legal_basis"])))
        what = ", ".join(f"{name}={value}" for name, value in line["values"].items() if value is not None)
        table.add_row(str(line["version"]), line["event"], who, why, line["recorded_at"], line["occurred_at"], what)
    console = Console()
    console.print(table)
    state = document(found)["state"]
    console.print("\nstate: nothing yet" if state is None else "\nstate:")
    for name, value in (state or {}).items():
        console.print(f"  {name}: {value}", markup=False, highlight=False, soft_wrap=True)
