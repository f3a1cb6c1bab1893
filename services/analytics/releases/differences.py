"""What a second version tells beside the first: the difference is a table too, and protected like one (X10).

Who has both versions subtracts them: a cell that grew by two tells of two people. So the difference is suppressed by
the same rules, and what it hides is hidden in the new version. Two cases cannot be protected and are refused: a
difference of 1 to 10 in all, which the totals of the versions tell whatever else is hidden, and a table in which
people went away from a cell, for the rules only know numbers of people that are not negative.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from infra.kernel import DomainError
from services.analytics.indicators.definition import IndicatorDefinition, PublicationClass
from services.analytics.indicators.domain.indicator_run import Line
from services.analytics.releases.cube import TOTAL, Cell
from services.analytics.releases.suppression import SMALL
from services.analytics.releases.tables import Table


class RevisionTellsTooMuch(DomainError):
    code = "analytics.revision-tells-too-much"
    detail = "The two versions differ by so few people that their difference would tell of them."
    fix = "Publish again when more has come in, or with a longer period."


def difference(definition: IndicatorDefinition, before: Sequence[Line], after: Sequence[Line]) -> Table:
    """`after` less `before`, line by line."""
    old, new = ({line.codes: line for line in lines} for lines in (before, after))
    codes = sorted(old.keys() | new.keys())
    return Table(definition, [_less(definition, cell, old.get(cell), new.get(cell)) for cell in codes])


def hidden_for(table: Table) -> frozenset[Cell]:
    """The cells of a difference that are not to be told. Raises RevisionTellsTooMuch."""
    if table.definition.publication_class is PublicationClass.PUB2:
        return frozenset()
    everybody = tuple(TOTAL for _ in table.axes)
    if 0 < table.counts[everybody] <= SMALL or min(table.counts.values()) < 0:
        raise RevisionTellsTooMuch
    return table.protect().hidden


def is_empty(table: Table) -> bool:
    """Whether no number is another one."""
    return not any(table.counts.values())


def stored(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """In a fixed order."""
    return tuple(sorted(cells))


def _less(definition: IndicatorDefinition, codes: Cell, old: Line | None, new: Line | None) -> Line:
    numerators = [line.numerator if line else 0 for line in (new, old)]
    bases = [(line.denominator or 0) if line else 0 for line in (new, old)]
    base = bases[0] - bases[1] if definition.achieved is not None else None
    return Line(codes, numerators[0] - numerators[1], base)
