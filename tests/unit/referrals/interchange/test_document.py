"""docs/fhir.md shows the tables that the code goes by."""

from __future__ import annotations

import pytest

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import Urgency
from infra.stores import ROOT
from services.referrals.cases.interchange import codes, statuses
from services.referrals.cases.interchange.profiles import BASE, PROFILES
from services.referrals.cases.interchange.rules import Rule

PAGE = ROOT / "docs" / "fhir.md"


def states() -> list[str]:
    """Ours, what the request and the task say of it, and why."""
    return [
        f"| `{row.status}` | {row.request} | {row.task} | {_why(row)} |"
        for row in statuses.ROWS
    ]  # fmt: skip


def _why(row: statuses.Row) -> str:
    own = f"`{row.system}`" if row.system else ""
    guide = ", ".join(f"`{code}`" + (f" for {reason}" if reason else "") for reason, code in row.guide.items())
    return "; ".join(part for part in (row.says, own, guide) if part) or "-"


def needs() -> list[str]:
    return [f"| `{need.value}` | `{codes.category(need)}` |" for need in NeedDomain]


def priorities() -> list[str]:
    return [f"| `{urgency.value}` | `{codes.PRIORITIES[urgency]}` |" for urgency in Urgency]


def rules() -> list[str]:
    """Each rule of a profile, with its source."""
    known = {**BASE, **PROFILES}
    return [_line(name.rpartition("/")[2], rule) for name, rules in known.items() for rule in rules]


def _line(name: str, rule: Rule) -> str:
    return f"| {name} | `{rule.path}` | {rule.says} | {rule.source} |"


@pytest.mark.parametrize("table", [states, needs, priorities, rules], ids=lambda table: str(table.__name__))
def test_the_page_shows_a_table_as_the_code_has_it(table: object) -> None:
    assert callable(table)
    name = table.__name__
    shown = PAGE.read_text().partition(f"<!-- {name}: begin -->\n")[2].partition(f"\n<!-- {name}: end -->")[0]
    assert shown.splitlines()[2:] == table()
