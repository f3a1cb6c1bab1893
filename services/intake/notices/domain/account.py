"""What a notifier tells: who, about whom, what; every part is sealed before it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from contracts.vocabulary.notices import (
    ConductType,
    DiscriminationGround,
    NoticeChannel,
    NoticedRelation,
    NotifierCapacity,
    ReceivingInstance,
    WorkBond,
)
from contracts.vocabulary.offices import PriorityClass
from infra.kernel import DomainError, Sealed


class NotifierNotIdentified(DomainError):
    code = "notices.notifier-not-identified"
    detail = (
        "A notice needs a notifier whose identity a human has checked; anonymous notices are not recorded (art. 14)."
    )
    fix = "Check the identity, or count the reception in the tally."


class NoticedPersonMissing(DomainError):
    code = "notices.noticed-person-missing"
    detail = "Only organisational moral harassment can be noticed without naming a person."
    fix = "Name the noticed person, or the organisational conduct."


class AffectedPersonNotAsked(DomainError):
    code = "notices.affected-person-not-asked"
    detail = "Nothing about an affected person is recorded without her or his own authorisation."
    fix = "Ask the affected person, or record the third party's own account only."


@dataclass(frozen=True)
class Notifier:
    """Who tells. `person_ref` is the registry reference of the court, such as a staff number."""

    person_ref: str
    name: str
    bond: WorkBond = WorkBond.DECLINED
    capacity: NotifierCapacity = NotifierCapacity.TARGET
    identity_checked: bool = False
    companion: str | None = None
    safe_contact: str | None = None


@dataclass(frozen=True)
class Affected:
    """For whom a third party tells."""

    person_ref: str
    authorises: bool = False


@dataclass(frozen=True)
class Noticed:
    """About whom a notifier tells; never more than the account needs."""

    person_ref: str
    function: str | None = None
    relation: NoticedRelation = NoticedRelation.UNKNOWN


@dataclass(frozen=True)
class Circumstances:
    """How the notice was received."""

    receiving_instance: ReceivingInstance
    channel: NoticeChannel
    priority_class: PriorityClass = PriorityClass.PR4
    adaptations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Account:
    """The whole of what is told. There is no field for guilt, credibility, truth or sanction (CONF-21)."""

    notifier: Notifier
    statement: str
    conduct_types: tuple[ConductType, ...]
    circumstances: Circumstances
    grounds: tuple[DiscriminationGround, ...] = ()
    noticed: tuple[Noticed, ...] = ()
    affected: Affected | None = None
    unit: str | None = None

    def check(self) -> None:
        """Raises NotifierNotIdentified, NoticedPersonMissing or AffectedPersonNotAsked."""
        if not self.notifier.person_ref.strip() or not self.notifier.identity_checked:
            raise NotifierNotIdentified
        if not self.noticed and ConductType.MORAL_ORGANIZATIONAL not in self.conduct_types:
            raise NoticedPersonMissing
        if self.affected is not None and not self.affected.authorises:
            raise AffectedPersonNotAsked

    def parties(self) -> Iterator[str]:
        """The registry references of everybody who must not deliberate on it."""
        yield self.notifier.person_ref
        if self.affected is not None:
            yield self.affected.person_ref
        yield from (person.person_ref for person in self.noticed)


def told(part: Any) -> dict[str, Any]:
    """A part as JSON values, ready to be sealed."""
    values: dict[str, Any] = asdict(
        part, dict_factory=lambda items: {k: list(v) if isinstance(v, tuple) else v for k, v in items}
    )
    return values


def sealed(account: Account) -> dict[str, Any]:
    """A narrative belongs to its author's key; other people stand in fields of their own, under keys of their own."""
    return {
        "notifier": Sealed.of(told(account.notifier)),
        "statement": Sealed.of(account.statement),
        "conduct_types": Sealed.of(list(account.conduct_types)),
        "grounds": Sealed.of(list(account.grounds)),
        "circumstances": Sealed.of(told(account.circumstances)),
        "unit": Sealed.of(account.unit) if account.unit else None,
        "noticed": Sealed.of([told(person) for person in account.noticed]) if account.noticed else None,
        "affected": Sealed.of(told(account.affected)) if account.affected else None,
    }
