"""Notice: exists only once its notifier has authorised the record; all that it says is sealed (Res. CNJ 351/2020)."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from contracts.vocabulary.notices import NoticeScope
from infra.kernel import (
    Aggregate,
    Event,
    InitialEvent,
    Label,
    Seal,
    Sealed,
    SubjectErased,
    event,
    happening,
    random_id,
)
from services.intake.notices.domain.account import Account, sealed
from services.intake.notices.domain.consent import Asked, Grant, authorisation
from services.intake.notices.domain.consenting import Consenting
from services.intake.notices.domain.place import Clocks, Place
from services.intake.notices.domain.refusals import (
    AlreadySent,
    CommissionNotSuitable,
    DeliberationNotAuthorised,
    NoticeOver,
)

ByNotifier = Annotated[Sealed, Seal(Label.C4, subject="notifier_key")]
OfNoticed = Annotated[Sealed | None, Seal(Label.C4, subject="noticed_key")]
OfAffected = Annotated[Sealed | None, Seal(Label.C4, subject="affected_key")]


class Notice(Consenting, Aggregate, store="notices", confidential=True):
    class Recorded(InitialEvent):
        public_ref: str
        place: Place
        clocks: Clocks
        options_explained_at: datetime
        grants: tuple[Grant, ...]
        attending: str
        notifier_token: str | None
        notifier_key: UUID
        noticed_key: UUID
        affected_key: UUID
        notifier: ByNotifier
        statement: ByNotifier
        conduct_types: ByNotifier
        grounds: ByNotifier
        circumstances: ByNotifier
        unit: Annotated[Sealed | None, Seal(Label.C4, subject="notifier_key")]
        noticed: OfNoticed
        affected: OfAffected

    class ConsentChanged(Event):
        scope: NoticeScope
        parameter: str | None
        grant: Grant | None
        commission_id: UUID | None
        scopes: tuple[NoticeScope, ...]

    class AttendingMemberChosen(Event):
        attending: str
        readers: tuple[str, ...]

    class SentToCommission(Event):
        commission_id: UUID
        noticed_key: UUID
        conflict_tokens: Annotated[Sealed, Seal(Label.C4, subject="noticed_key")]
        scopes: tuple[NoticeScope, ...]
        clocks: Clocks

    class ReturnedUnopened(Event):
        commission_id: UUID

    class DeliberationExtended(Event):
        REMARK = True
        clocks: Clocks

    class Withdrawn(Event):
        commission_id: UUID | None

    class Closed(Event):
        pass

    class ContentErased(Event):
        """What it says is erased for this request; that it was there, counts on."""

        request_id: UUID
        commission_id: UUID | None
        authorised_by: tuple[str, ...]

    @classmethod
    def record(
        cls,
        place: Place,
        clocks: Clocks,
        account: Account,
        options_explained_at: datetime,
        scopes: Iterable[Asked],
        attending: str,
        public_ref: str,
        notifier_token: str | None = None,
    ) -> Self:
        """Write what was authorised. Before this nothing of the reception exists anywhere (CONF-04, D.3).

        Raises RecordNotAuthorised (CONF-01), OptionsNotExplained (CONF-02), NotifierNotIdentified (CONF-03),
        NoticedPersonMissing, AffectedPersonNotAsked.
        """
        account.check()
        grants = authorisation(scopes, options_explained_at, happening())
        return cls(
            public_ref=public_ref, place=place, clocks=clocks, options_explained_at=options_explained_at,
            grants=grants, attending=attending, notifier_token=notifier_token,
            notifier_key=random_id(), noticed_key=random_id(), affected_key=random_id(), **sealed(account),
        )  # fmt: skip

    @event(Recorded)
    def __init__(
        self,
        public_ref: str,
        place: Place,
        clocks: Clocks,
        options_explained_at: datetime,
        grants: tuple[Grant, ...],
        attending: str,
        notifier_token: str | None,
        notifier_key: UUID,
        noticed_key: UUID,
        affected_key: UUID,
        notifier: Sealed,
        statement: Sealed,
        conduct_types: Sealed,
        grounds: Sealed,
        circumstances: Sealed,
        unit: Sealed | None,
        noticed: Sealed | None,
        affected: Sealed | None,
    ) -> None:
        self.public_ref, self.place, self.clocks = public_ref, place, clocks
        self.options_explained_at = options_explained_at
        self.grants: dict[tuple[NoticeScope, str | None], Grant] = {(g.scope, g.parameter): g for g in grants}
        self.attending, self.notifier_token = attending, notifier_token
        self.notifier_key, self.noticed_key, self.affected_key = notifier_key, noticed_key, affected_key
        self.notifier, self.statement, self.conduct_types = notifier, statement, conduct_types
        self.grounds, self.circumstances, self.unit = grounds, circumstances, unit
        self.noticed, self.affected = noticed, affected
        self.status = "recorded"
        self.commission_id: UUID | None = None

    @property
    def need_to_know(self) -> frozenset[str]:
        """Who may know of it here: the notifier and whom the notifier speaks to; no role gives access (CONF-16)."""
        return frozenset(account for account in (self.attending, self.notifier_token) if account)

    @event(ConsentChanged)
    def _consent_changed(self, scope: NoticeScope, parameter: str | None, grant: Grant | None) -> None:
        if grant is None:
            del self.grants[(scope, parameter)]
        else:
            self.grants[(scope, parameter)] = grant

    def choose_attending_member(self, attending: str) -> None:
        """The notifier says who attends, at any time (CONF-19); whoever did before does not see it any more."""
        self.refuse_when_over()
        readers = tuple(sorted({attending, self.notifier_token or attending}))
        self.trigger_event(self.AttendingMemberChosen, attending=attending, readers=readers)

    @event(AttendingMemberChosen)
    def _attending_member_chosen(self, attending: str) -> None:
        self.attending = attending

    def send_to_commission(self, commission_id: UUID, members: Set[str], parties: Set[str], tokens: Set[str]) -> None:
        """Let a commission deliberate. `members` and `parties` are person tokens, `tokens` the parties' in this notice.

        The conflict check comes before anybody of the commission is told anything (CONF-17). Raises
        DeliberationNotAuthorised, AlreadySent, CommissionNotSuitable.
        """
        self.refuse_when_over()
        if self.commission_id is not None:
            raise AlreadySent
        if self.grant_of(NoticeScope.DELIBERATE) is None:
            raise DeliberationNotAuthorised
        if not members or members & parties:
            raise CommissionNotSuitable
        self.trigger_event(
            self.SentToCommission,
            commission_id=commission_id,
            noticed_key=self.noticed_key,
            conflict_tokens=Sealed.of(sorted(tokens)),
            scopes=self.scopes,
            clocks=self.clocks,
        )

    @event(SentToCommission)
    def _sent_to_commission(self, commission_id: UUID) -> None:
        self.status, self.commission_id = "sent_to_commission", commission_id

    def return_unopened(self, commission_id: UUID) -> None:
        """The commission, asked again by its own truth, must not have it; the notifier chooses another."""
        if self.commission_id == commission_id:
            self.trigger_event(self.ReturnedUnopened, commission_id=commission_id)

    @event(ReturnedUnopened)
    def _returned_unopened(self) -> None:
        self.status, self.commission_id = "recorded", None

    def extend_deliberation(self, due_at: datetime, due_on: date) -> None:
        """The 30 days end later; what was due when before stays in the log."""
        self.refuse_when_over()
        clocks = replace(self.clocks, deliberation_due_at=due_at, deliberation_due_on=due_on)
        self.trigger_event(self.DeliberationExtended, clocks=clocks)

    @event(DeliberationExtended)
    def _deliberation_extended(self, clocks: Clocks) -> None:
        self.clocks = clocks

    def withdraw(self) -> None:
        """Take the notice back; no reason is asked."""
        self.refuse_when_over()
        self.trigger_event(self.Withdrawn, commission_id=self.commission_id)

    @event(Withdrawn)
    def _withdrawn(self) -> None:
        self.status = "withdrawn"
        self.grants.clear()

    def close(self) -> None:
        """The commission has closed its case; again is harmless."""
        if self.status == "sent_to_commission":
            self.trigger_event(self.Closed)

    @event(Closed)
    def _closed(self) -> None:
        self.status = "closed"

    def unerased(self) -> Self:
        """This notice. Raises SubjectErased."""
        if self.status == "content_erased":
            raise SubjectErased
        return self

    def erase_content(self, request_id: UUID, authorised_by: tuple[str, ...]) -> None:
        """Possible in every state but this one."""
        self.unerased()
        self.trigger_event(
            self.ContentErased, request_id=request_id, commission_id=self.commission_id, authorised_by=authorised_by
        )

    @event(ContentErased)
    def _content_erased(self) -> None:
        self.status = "content_erased"
        self.grants.clear()

    def refuse_when_over(self) -> None:
        """Raises SubjectErased, NoticeOver."""
        self.unerased()
        if self.status in ("withdrawn", "closed"):
            raise NoticeOver
