"""A notice exists only once it was authorised, by somebody known, after the options were explained."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from contracts.vocabulary.notices import ConductType, NoticeScope
from infra.eventstore.memory import MemoryRecorder
from infra.refusals import DomainError
from services.intake.notices.application import NoticesApplication
from services.intake.notices.domain.account import (
    Affected,
    AffectedPersonNotAsked,
    NoticedPersonMissing,
    NotifierNotIdentified,
)
from services.intake.notices.domain.consent import (
    OptionsNotExplained,
    RecordNotAuthorised,
    ScopeGrantedTwice,
    ScopeParameterWrong,
)
from services.intake.notices.rulesets import RulesetNotAvailable
from tests.unit.notices.given import (
    ACCOUNT,
    EXPLAINED,
    NOTICED,
    OPENING,
    RECORDED,
    SCOPES,
    application,
    asked,
    recorded,
)

RECORD = asked(NoticeScope.RECORD)
REFUSED: dict[str, tuple[type[DomainError], dict[str, Any]]] = {
    "without authorisation (CONF-01)": (RecordNotAuthorised, {"scopes": [asked(NoticeScope.DELIBERATE)]}),
    "with no answer at all (D.3)": (RecordNotAuthorised, {"scopes": []}),
    "with an authorisation from later (CONF-01)": (
        RecordNotAuthorised,
        {"scopes": [replace(RECORD, granted_at=RECORDED + timedelta(minutes=1))]},
    ),
    "before the options were explained (CONF-02)": (
        OptionsNotExplained,
        {"scopes": [replace(RECORD, granted_at=EXPLAINED - timedelta(minutes=1))]},
    ),
    "with a parameter that a scope has not": (ScopeParameterWrong, {"scopes": [replace(RECORD, parameter="HEALTH")]}),
    "without the body that a scope names": (ScopeParameterWrong, {"scopes": [RECORD, asked(NoticeScope.EXTERNAL)]}),
    "with one scope twice": (ScopeGrantedTwice, {"scopes": [RECORD, RECORD]}),
    "from nobody (CONF-03)": (
        NotifierNotIdentified,
        {"account": replace(ACCOUNT, notifier=replace(ACCOUNT.notifier, person_ref=" "))},
    ),
    "from somebody unchecked (CONF-03)": (
        NotifierNotIdentified,
        {"account": replace(ACCOUNT, notifier=replace(ACCOUNT.notifier, identity_checked=False))},
    ),
    "about nobody": (NoticedPersonMissing, {"account": replace(ACCOUNT, noticed=())}),
    "about somebody who did not agree (X14)": (
        AffectedPersonNotAsked,
        {"account": replace(ACCOUNT, affected=Affected("TJ-DEMO-3003"))},
    ),
    "at a place of a time without rules": (RulesetNotAvailable, {"year": 2019}),
}


def records(app: NoticesApplication) -> MemoryRecorder:
    assert isinstance(app.store.recorder, MemoryRecorder)
    return app.store.recorder


@pytest.mark.parametrize("case", REFUSED)
def test_nothing_is_stored_of_a_notice(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    refusal, changes = REFUSED[case]
    if "year" in changes:
        long_ago = EXPLAINED.replace(year=2018)
        monkeypatch.setattr("tests.unit.notices.given.RECORDED", RECORDED.replace(year=2019))
        authorised = [replace(RECORD, granted_at=long_ago + timedelta(hours=1))]
        changes = {"options_explained_at": long_ago, "scopes": authorised}
    app = application()
    with pytest.raises(refusal) as raised:
        recorded(app, **changes)
    assert raised.value.fix
    kept = records(app)
    assert (kept.records, kept.sealed, kept.messages, kept.subjects) == ([], {}, [], {})


def test_organisational_harassment_needs_no_noticed_person() -> None:
    account = replace(ACCOUNT, noticed=(), conduct_types=(ConductType.MORAL_ORGANIZATIONAL,))
    assert recorded(application(), account=account).noticed is None


def test_both_clocks_start_with_the_record() -> None:
    clocks = recorded(application()).clocks
    assert clocks.urgent_look_due_at == datetime(2025, 4, 18, 16, 40, tzinfo=ZoneInfo("America/Manaus"))
    assert clocks.deliberation_due_on == date(2025, 5, 19)
    assert clocks.deliberation_due_at == datetime(2025, 5, 19, 23, 59, 59, tzinfo=ZoneInfo("America/Manaus"))
    assert clocks.ruleset_version == "351-2023-12"


def test_the_first_event_says_when_the_options_were_explained_and_nothing_in_clear() -> None:
    app = application()
    notice = recorded(app)
    (stored,) = records(app).records
    text = stored.state.decode() + stored.metadata.decode()
    for secret in ("MORAL", '"race', "own words", "TJ-DEMO", "Fictional", "phone", "COMMISSION", "head of unit"):
        assert secret not in text
    assert notice.options_explained_at == EXPLAINED
    assert len(notice.public_ref) == 8
    assert notice.public_ref.isalpha()
    assert records(app).messages == []


def test_notifier_and_noticed_person_have_keys_of_their_own() -> None:
    app = application()
    notice = recorded(app)
    assert set(records(app).subjects) == {notice.notifier_key, notice.noticed_key}


def test_the_content_comes_back_and_the_reading_is_on_record() -> None:
    app = application()
    notice = recorded(app)
    content = app.content("ana", notice.id, OPENING)
    assert content["noticed"][0]["person_ref"] == NOTICED
    assert content["conduct_types"] == ["MORAL", "DISCRIMINATION"]
    assert content["erased"] == []
    assert records(app).records[-1].topic == "notices.disclosure.disclosed"


def test_a_destroyed_key_takes_its_own_part_only() -> None:
    app = application()
    notice = recorded(app)
    key = records(app).subjects[notice.noticed_key].key_id
    del records(app).keys.keys[key]  # type: ignore[attr-defined]
    content = app.content("ana", notice.id, OPENING)
    assert content["erased"] == ["noticed"]
    assert content["statement"] == ACCOUNT.statement


def test_scopes_are_independent_of_each_other() -> None:
    notice = recorded(application(), scopes=[*SCOPES, asked(NoticeScope.FORWARD_AUTHORITY, "INTERNAL_AFFAIRS")])
    assert NoticeScope.SHARE_PEOPLE_MGMT not in notice.scopes
    assert (NoticeScope.FORWARD_AUTHORITY, "INTERNAL_AFFAIRS") in notice.grants
