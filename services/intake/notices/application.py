"""Commands and queries of notices: load, check who asks, call, save."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from contracts.vocabulary.courts import CourtDegree
from contracts.vocabulary.network import UF
from contracts.vocabulary.notices import NoticeScope
from contracts.vocabulary.rights import LegalBasis
from infra import world
from infra.application import Application
from infra.deadlines.arithmetic import local_day
from infra.environment import SettingsError
from infra.eventstore.store import EventStore
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import current_metadata, happening, now
from infra.metadata import amended
from infra.pseudonyms import Pseudonyms
from infra.sealed import AccessContext
from services.intake.notices import access, tallies
from services.intake.notices.clocks import clocks
from services.intake.notices.content import content_of
from services.intake.notices.domain.account import Account
from services.intake.notices.domain.consent import Asked, Grant
from services.intake.notices.domain.notice import Notice
from services.intake.notices.domain.notice_erasure import NoticeErasure
from services.intake.notices.domain.place import Place
from services.intake.notices.domain.roster import Roster
from services.intake.notices.domain.tally import Period, check_next
from services.intake.notices.erasures import NoticeErasuresApplication
from services.intake.notices.parties import padded, parties
from services.intake.notices.views.notices_of_reader import Known, NoticesOfReader
from services.intake.notices.views.readings import Reading, Readings

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
EASTERNMOST = "America/Noronha"


class NoticesApplication(Application):
    def __init__(self, store: EventStore, pseudonyms: Pseudonyms) -> None:
        super().__init__(store)
        self.pseudonyms = pseudonyms

    def record_notice(
        self,
        place: Place,
        account: Account,
        options_explained_at: datetime,
        scopes: Iterable[Asked],
        attending: str,
        notifier_account: str | None = None,
    ) -> Notice:
        """The first write about a reception, ever; all of it in one command."""
        with self.unit_of_work() as unit:
            notice = Notice.record(
                place, clocks(unit, happening(), place), account, options_explained_at, scopes, attending,
                _public_ref(), self.pseudonyms.account(notifier_account) if notifier_account else None,
            )  # fmt: skip
            self._save(unit, notice, notice.grant_of(NoticeScope.RECORD))
        return notice

    def allow(self, reader: str, notice_id: UUID, expected: int, asked: Asked) -> tuple[Notice, UUID]:
        with self.unit_of_work() as unit:
            notice = self._known(unit, reader, notice_id, expected)
            grant_id = notice.allow(asked)
            self._save(unit, notice, notice.grants[asked.key])
        return notice, grant_id

    def disallow(
        self, reader: str, notice_id: UUID, expected: int, scope: NoticeScope, parameter: str | None = None
    ) -> Notice:
        with self.unit_of_work() as unit:
            notice = self._known(unit, reader, notice_id, expected)
            notice.disallow(scope, parameter)
            self._save(unit, notice)
        return notice

    def withdraw(self, reader: str, notice_id: UUID, expected: int) -> Notice:
        with self.unit_of_work() as unit:
            notice = self._known(unit, reader, notice_id, expected)
            notice.withdraw()
            self._save(unit, notice)
        return notice

    def choose_attending_member(self, reader: str, notice_id: UUID, expected: int, attending: str) -> Notice:
        with self.unit_of_work() as unit:
            notice = self._known(unit, reader, notice_id, expected)
            notice.choose_attending_member(attending)
            self._save(unit, notice)
        return notice

    def send_to_commission(
        self, reader: str, notice_id: UUID, expected: int, commission_id: UUID, opening: AccessContext
    ) -> Notice:
        """Compare the parties with the commission's members, blindly, before the commission is told anything."""
        with self.unit_of_work() as unit:
            notice = self._known(unit, reader, notice_id, expected)
            people = {self.pseudonyms.person(ref) for ref in parties(unit, notice, self._in_the_log(notice, opening))}
            blind = {self.pseudonyms.within(notice_id, token) for token in people}
            notice.send_to_commission(commission_id, _members(unit, commission_id), people, padded(blind))
            self._save(unit, notice, notice.grant_of(NoticeScope.DELIBERATE))
        return notice

    def return_unopened(self, notice_id: UUID, commission_id: UUID) -> None:
        with self.changing(Notice, notice_id) as notice:
            notice.return_unopened(commission_id)

    def close(self, notice_id: UUID) -> None:
        with self.changing(Notice, notice_id) as notice:
            notice.close()

    def store_erased(self, request_id: UUID, store: str, keys: int, rows: int) -> None:
        """The commission reports that its part is erased."""
        with self.changing(NoticeErasure, request_id) as erasure:
            erasure.store_erased(store, keys, rows)

    def extend_deliberation(self, notice_id: UUID, due_at: datetime, due_on: date) -> None:
        """Deadlines were suspended where the court is."""
        with self.changing(Notice, notice_id) as notice:
            notice.extend_deliberation(due_at, due_on)

    def open_roster(self, commission_id: UUID, court_id: UUID, degree: CourtDegree, uf: UF) -> None:
        with self.unit_of_work() as unit:
            unit.save(Roster(commission_id=commission_id, court_id=court_id, degree=degree, uf=uf))

    def member_joined(self, commission_id: UUID, member_token: str) -> None:
        with self.changing(Roster, commission_id) as roster:
            roster.join(member_token)

    def member_left(self, commission_id: UUID, member_token: str) -> None:
        with self.changing(Roster, commission_id) as roster:
            roster.leave(member_token)

    def notice(self, reader: str, notice_id: UUID) -> Notice:
        """The header of a notice: codes and due times."""
        with self.unit_of_work() as unit:
            return self._known(unit, reader, notice_id)

    def notices_of(self, reader: str, limit: int, after: tuple[Any, ...] | None = None) -> list[Known]:
        with self.unit_of_work() as unit:
            names = reader, self.pseudonyms.account(reader)
            return self.view(NoticesOfReader).of_reader(unit, names, limit, after)

    def content(self, reader: str, notice_id: UUID, opening: AccessContext) -> dict[str, Any]:
        """What a notice says. The vault puts the reading on record before it opens anything."""
        with self.unit_of_work() as unit:
            notice = self._known(unit, reader, notice_id)
            access.not_withdrawn(notice)
            return content_of(unit, notice, self._in_the_log(notice, opening))

    def content_for_deliberation(self, notice_id: UUID, commission_id: UUID, opening: AccessContext) -> dict[str, Any]:
        """As `content`, on behalf of a member of the commission that has it now, with the consent checked now."""
        with self.unit_of_work() as unit:
            notice = unit.get(Notice, notice_id)
            access.may_deliberate(commission_id, notice)
            return content_of(unit, notice, self._in_the_log(notice, opening))

    def readings(self, reader: str, notice_id: UUID, limit: int, after: tuple[Any, ...] | None = None) -> list[Reading]:
        with self.unit_of_work() as unit:
            self._known(unit, reader, notice_id)
            return self.view(Readings).of_notice(unit, notice_id, limit, after)

    def tally(self, unit_id: UUID, period: Period) -> int:
        with self.unit_of_work() as unit:
            return tallies.read(unit, unit_id, period)

    def count_reception(self, unit_id: UUID, period: Period, expected: int, n: int) -> int:
        """One more unrecorded reception: the only write without authorisation (CONF-04)."""
        with self.unit_of_work() as unit:
            tallies.stands_at(unit, unit_id, period, expected)
            check_next(n, expected, period, local_day(now(), EASTERNMOST))
            return tallies.raise_by_one(unit, unit_id, period, expected)

    def _named(self, notice: Notice, account: str) -> str:
        """How somebody stands in the log of a notice: the notifier by a blind token, everybody else by account."""
        token = self.pseudonyms.account(account)
        return token if token == notice.notifier_token else account

    def _known(self, unit: UnitOfWork, reader: str, notice_id: UUID, expected: int | None = None) -> Notice:
        """The notice, for who is on its list. Looked at before the version, or a stale version would tell it exists."""
        notice = unit.get(Notice, notice_id)
        access.needs_to_know(self._named(notice, reader), notice)
        notice.unerased()
        return unit.get(Notice, notice_id, expected)

    def save(self, unit: UnitOfWork, aggregate: Any) -> None:
        """A notice under the circumstances that it allows to be told."""
        if isinstance(aggregate, Notice):
            self._save(unit, aggregate)
        else:
            unit.save(aggregate)

    def _save(self, unit: UnitOfWork, notice: Notice, grant: Grant | None = None) -> None:
        with amended(
            actor=self._named(notice, current_metadata().actor),
            legal_basis=LegalBasis.RES351_AUTH.value,
            ruleset_version=notice.clocks.ruleset_version,
            local_zone=notice.place.zone,
            consent_refs=(grant.grant_id,) if grant else (),
        ):
            unit.save(notice)

    def _in_the_log(self, notice: Notice, opening: AccessContext) -> AccessContext:
        """With everybody as he or she stands in the log of the notice."""
        behalf = self._named(notice, opening.on_behalf_of) if opening.on_behalf_of else None
        return replace(opening, actor=self._named(notice, opening.actor), on_behalf_of=behalf)


def _members(unit: UnitOfWork, commission_id: UUID) -> set[str]:
    roster = unit.find(Roster, commission_id)
    return roster.member_tokens if roster else set()


def _public_ref() -> str:
    """Eight random letters, so that no number tells how many notices there are."""
    number = int.from_bytes(world.random_bytes(16), "big")
    return "".join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(8))


def composed(token_key: Path | None) -> Callable[[EventStore], Sequence[Application]]:
    """Makes the applications of a process that holds the zone's token key."""

    def compose(store: EventStore) -> Sequence[Application]:
        if token_key is None:
            msg = "notices need the token key of their zone"
            raise SettingsError(msg)
        pseudonyms = Pseudonyms.from_file(token_key)
        return NoticesApplication(store, pseudonyms), NoticeErasuresApplication(store, pseudonyms)

    return compose
