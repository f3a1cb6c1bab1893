"""A link by which a partner without a system answers: for one referral, for some days, with a code, five tries."""

from __future__ import annotations

from uuid import UUID

import pytest

from contracts.vocabulary.network import CancelledBy
from infra.refusals import NotFound, StaleVersion
from infra.web.caller import Caller
from infra.web.tokens import InvalidToken
from services.referrals.cases import access
from services.referrals.cases.answer_links import AnswerLinksApplication
from services.referrals.cases.domain.answer_link import AnswerCodeWrong, AnswerLinkAlreadyVoid, AnswerLinkOver
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.domain.refusals import ReferralNotSent, ReferralOver
from services.referrals.cases.link_signing import Link, LinkSigner
from tests.clock import Clock
from tests.unit.referrals.house import House

DAYS = 14


@pytest.fixture
def links(house: House) -> AnswerLinksApplication:
    return AnswerLinksApplication(house.store, b"a secret of thirty-two bytes ....")


@pytest.fixture
def referral(house: House) -> Referral:
    return house.sent()


def credential(links: AnswerLinksApplication, referral: Referral, code: str | None = None) -> str:
    shown = links.shown(referral.id)
    return f"{shown.path.removeprefix('/answers/')}~{code or shown.code}"


def wrong(links: AnswerLinksApplication, referral: Referral) -> str:
    """A code that is the right one in no case."""
    return f"{(int(links.shown(referral.id).code) + 1) % 1_000_000:06}"


def test_who_has_link_and_code_is_the_partner_of_this_one_referral(
    links: AnswerLinksApplication, house: House, referral: Referral
) -> None:
    links.issue(referral.id, DAYS)
    caller = links.admit(credential(links, referral))
    assert (caller.org, caller.only, caller.scopes) == (
        referral.partner_id, referral.id, frozenset({"referrals:read", "answers:write"}),
    )  # fmt: skip
    assert access.receives(caller, referral)
    another = house.cases.referral(house.draft().id)
    assert not access.receives(caller, another)
    with pytest.raises(NotFound):
        access.organisation(caller)


def test_another_referral_of_the_same_partner_stays_closed(
    links: AnswerLinksApplication, house: House, referral: Referral
) -> None:
    links.issue(referral.id, DAYS)
    caller = links.admit(credential(links, referral))
    other = house.cases.referral(house.send(house.draft(), house.network.offer(referral.sent_matter.offer_id)).id)
    assert other.partner_id == caller.org
    with pytest.raises(NotFound):
        access.is_recipient(caller, other)
    with pytest.raises(NotFound):
        access.takes_part(caller, other)


def test_the_fifth_wrong_code_closes_the_link(links: AnswerLinksApplication, referral: Referral) -> None:
    links.issue(referral.id, DAYS)
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(AnswerCodeWrong):
            links.admit(credential(links, referral, wrong(links, referral)))
        assert links.shown(referral.id).tries_left == left
    with pytest.raises(AnswerLinkOver):
        links.admit(credential(links, referral))
    links.issue(referral.id, DAYS)
    assert links.admit(credential(links, referral)).only == referral.id


def test_it_ends_after_its_days(links: AnswerLinksApplication, referral: Referral, clock: Clock) -> None:
    links.issue(referral.id, DAYS)
    clock.pass_by(days=DAYS, seconds=-1)
    assert links.admit(credential(links, referral)).only == referral.id
    clock.pass_by(seconds=1)
    with pytest.raises(AnswerLinkOver):
        links.admit(credential(links, referral))
    assert not links.shown(referral.id).valid


def test_each_link_has_a_code_of_its_own() -> None:
    signer = LinkSigner(b"a secret of thirty-two bytes ....")
    first, second, other = (signer.code(Link(UUID(int=n), m)) for n, m in ((1, 1), (1, 2), (2, 1)))
    assert len({first, second, other, LinkSigner(b"another").code(Link(UUID(int=1), 1))}) == 4


def test_a_new_link_voids_the_last_one(links: AnswerLinksApplication, referral: Referral) -> None:
    links.issue(referral.id, DAYS)
    first = credential(links, referral)
    links.issue(referral.id, DAYS)
    with pytest.raises(AnswerLinkOver):
        links.admit(first)


def test_a_revoked_link_opens_nothing_and_is_revoked_once(links: AnswerLinksApplication, referral: Referral) -> None:
    version = links.issue(referral.id, DAYS).version
    with pytest.raises(StaleVersion):
        links.revoke(referral.id, version + 1)
    links.revoke(referral.id, version)
    with pytest.raises(AnswerLinkOver):
        links.admit(credential(links, referral))
    with pytest.raises(AnswerLinkAlreadyVoid):
        links.revoke(referral.id, version + 1)


@pytest.mark.parametrize(
    "forge",
    [
        lambda text: text.replace(".1.", ".2."),
        lambda text: ("0" if text[0] != "0" else "1") + text[1:],
        lambda text: text.rpartition(".")[0] + "~000000",
        lambda text: "~" + text.partition("~")[2],
        lambda text: "~",
        lambda text: "no.link~000000",
    ],
)
def test_what_was_never_given_out_is_no_credential(
    links: AnswerLinksApplication, referral: Referral, forge: object
) -> None:
    links.issue(referral.id, DAYS)
    with pytest.raises(InvalidToken):
        links.admit(forge(credential(links, referral)))  # type: ignore[operator]
    assert links.shown(referral.id).tries_left == 5


def test_a_link_of_another_network_is_no_credential(
    links: AnswerLinksApplication, house: House, referral: Referral
) -> None:
    links.issue(referral.id, DAYS)
    with pytest.raises(InvalidToken):
        AnswerLinksApplication(house.store, b"another secret").admit(credential(links, referral))


def test_where_no_link_was_issued_there_is_none(links: AnswerLinksApplication, referral: Referral) -> None:
    with pytest.raises(NotFound):
        links.shown(referral.id)
    with pytest.raises(NotFound):
        links.revoke(referral.id, 1)


def test_a_draft_and_what_is_over_has_no_link(links: AnswerLinksApplication, house: House, referral: Referral) -> None:
    with pytest.raises(ReferralNotSent):
        links.issue(house.draft().id, DAYS)
    links.issue(referral.id, DAYS)
    house.cases.cancel_referral(referral.id, referral.version, CancelledBy.PERSON)
    with pytest.raises(ReferralOver):
        links.issue(referral.id, DAYS)


def test_who_came_by_a_link_is_named_by_it(links: AnswerLinksApplication, referral: Referral) -> None:
    links.issue(referral.id, DAYS)
    caller: Caller = links.admit(credential(links, referral))
    assert caller.subject == f"urn:travessia:answer-link:{referral.id}:1"
