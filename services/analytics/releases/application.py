"""Commands and queries of releases: publish a closed period, re-open it for late entries, publish what that changes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from infra.application import Application
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import DomainError, now
from services.analytics.facts.domain.fact import FactKind
from services.analytics.facts.places import zone_of
from services.analytics.indicators.application import BreakdownUnknown, IndicatorsApplication
from services.analytics.indicators.definition import DEFINITIONS, Dimension
from services.analytics.indicators.domain.indicator_run import IndicatorRun
from services.analytics.indicators.domain.period import Period
from services.analytics.releases.differences import difference, hidden_for, is_empty, stored
from services.analytics.releases.domain.release import Release, Version
from services.analytics.releases.tables import Row, Table


class PeriodNotOver(DomainError):
    code = "analytics.period-not-over"
    detail = "The period is not over everywhere yet."
    fix = "Publish it when its last day has passed."


class ReleasesApplication(Application):
    def release(self, release_id: UUID) -> Release:
        with self.unit_of_work() as unit:
            return unit.get(Release, release_id)

    def of_period(self, period: str) -> list[Release]:
        """What is published of a period, by indicator."""
        with self.unit_of_work() as unit:
            return [found for name in sorted(DEFINITIONS) if (found := _release(unit, name, period)) is not None]

    def publish(self, indicator_id: str, period: str) -> Release:
        """The first version of a period that is over; a release that is there already is answered as it is.

        Raises PeriodNotOver, PeriodUnknown.
        """
        with self.unit_of_work() as unit:
            asked = Period.parse(period)
            if now() < asked.instants[1]:
                raise PeriodNotOver
            found = _release(unit, indicator_id, asked.text)
            if found is not None:
                return found
            run = self._computed(indicator_id, asked.text)
            release = Release(indicator_id=indicator_id, period=asked.text)
            release.publish(run.id, stored((*run.primary, *run.complementary)))
            unit.save(release)
        return release

    def reopen(self, kind: FactKind, occurred_at: datetime, uf: str | None, entry_id: UUID) -> None:
        """PL37: every release that counts such facts, of the month and the year in which it happened there."""
        day = occurred_at.astimezone(ZoneInfo(zone_of(uf))).date()
        counting = [name for name, one in DEFINITIONS.items() if one.base.kind is kind]
        with self.unit_of_work() as unit:
            for name in counting:
                for period in (f"{day:%Y-%m}", f"{day:%Y}"):
                    release = _release(unit, name, period)
                    if release is not None:
                        release.reopen(entry_id)
                        unit.save(release)

    def revise(self, release_id: UUID, expected: int) -> Release:
        """Compute a re-opened period again, and publish it with a note when a number is another one.

        Raises ReleaseNotReopened, RevisionTellsTooMuch, StaleVersion.
        """
        with self.unit_of_work() as unit:
            release = unit.get(Release, release_id, expected)
            release.refuse_unless_reopened()
            before, run = unit.get(IndicatorRun, release.latest.run_id), self._computed(*_named(release))
            changed = difference(DEFINITIONS[release.indicator_id], before.lines, run.lines)
            if is_empty(changed):
                release.leave_as_it_was(run.id)
            else:
                hidden = {*run.primary, *run.complementary, *hidden_for(changed)}
                release.publish(run.id, stored(hidden))
            unit.save(release)
        return release

    def table(
        self, release_id: UUID, number: int, by: frozenset[Dimension], uf: str | None
    ) -> tuple[Version, list[Row]]:
        """A version as it was published. Raises VersionNotFound, BreakdownUnknown."""
        with self.unit_of_work() as unit:
            release = unit.get(Release, release_id)
            version = release.version_number(number)
            definition = DEFINITIONS[release.indicator_id]
            run = unit.get(IndicatorRun, version.run_id)
        wanted = _wanted(definition.dimensions, by, uf)
        return version, list(Table(definition, run.lines, version.hidden).rows(wanted, uf))

    def change(
        self, release_id: UUID, number: int, by: frozenset[Dimension], uf: str | None
    ) -> tuple[Version, list[Row]]:
        """What a version changed of the one before; hidden where either hides. Raises VersionNotFound."""
        with self.unit_of_work() as unit:
            release = unit.get(Release, release_id)
            version, older = release.version_number(number), release.version_number(number - 1)
            definition = DEFINITIONS[release.indicator_id]
            before, after = (unit.get(IndicatorRun, one.run_id).lines for one in (older, version))
        lines = difference(definition, before, after).lines
        wanted = _wanted(definition.dimensions, by, uf)
        return version, list(Table(definition, lines, version.hidden | older.hidden).rows(wanted, uf))

    def _computed(self, indicator_id: str, period: str) -> IndicatorRun:
        """In the same transaction, over all that is known now."""
        return IndicatorsApplication(self.store).compute(indicator_id, period)


def _release(unit: UnitOfWork, indicator_id: str, period: str) -> Release | None:
    found = Release.create_id(indicator_id, period)
    return unit.get(Release, found) if unit.exists(Release, found) else None


def _named(release: Release) -> tuple[str, str]:
    return release.indicator_id, release.period


def _wanted(dimensions: Collection[Dimension], by: frozenset[Dimension], uf: str | None) -> frozenset[Dimension]:
    """Raises BreakdownUnknown."""
    wanted = by | ({Dimension.UF} if uf else frozenset())
    if not wanted <= set(dimensions):
        raise BreakdownUnknown
    return wanted
