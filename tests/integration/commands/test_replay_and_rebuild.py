"""`travessia replay` and `travessia rebuild`, run as an operator runs them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from contracts.vocabulary.network import UF
from contracts.vocabulary.offices import OfficeLevel, ReceptionOutcome
from contracts.vocabulary.persons import ClientType
from infra.composition import open_store
from infra.database import connect
from infra.metadata import Metadata, acting
from infra.sealed import AccessContext
from infra.settings import Settings
from services.intake.people.applications.intake import IntakeApplication
from services.intake.people.domain.priority import Circumstances
from services.intake.people.domain.reception import Reception
from services.intake.people.store import STORE as INTAKE
from tests.integration.commands.running import Run

OPENING = AccessContext(actor="rosa", role="social_worker", purpose="care", legal_basis="LB_PUBLIC_POLICY")
Make = Callable[[Sequence[str], str], Settings]


@dataclass
class Late:
    """A reception that began at nine and was entered two hours later."""

    stream: str
    person: str
    nine: datetime
    entered: datetime


@pytest.fixture(autouse=True)
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USER", "noemi")


@pytest.fixture(scope="module")
def late(settings: Make) -> Late:
    app = IntakeApplication(open_store(INTAKE, settings(["intake"], "api")))
    office = app.register_office("Porto", OfficeLevel.STATE, UF.AM, "1399991", "America/Manaus").id
    person = app.register_person(office, [ClientType.RELEASED], civil_name="Canária Replay").id
    nine = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)
    with acting(Metadata(actor="rosa", role="receptionist", purpose="care", occurred_at=nine)):
        reception = app.register_arrival(office, Circumstances(), OPENING, person_id=person)
    entered = datetime.now(UTC)
    with acting(Metadata(actor="tome", role="social_worker", occurred_at=nine + timedelta(minutes=30))):
        app.start_reception(reception.id, 1, "tome")
        app.complete_reception(reception.id, 2, ReceptionOutcome.ORIENTED)
    assert isinstance(reception, Reception)
    return Late(str(reception.id), str(person), nine, entered)


def test_a_replay_tells_who_what_why_and_both_times(travessia: Callable[..., Run], late: Late) -> None:
    done = travessia("replay", "intake", late.stream, "--json")
    assert done.code == 0, done.err
    first, *_, last = done.document["history"]
    assert (first["event"], first["actor"], first["purpose"]) == ("intake.reception.arrived", "rosa", "care")
    assert datetime.fromisoformat(first["occurred_at"]) == late.nine < datetime.fromisoformat(first["recorded_at"])
    assert (last["event"], done.document["state"]["status"]) == ("intake.reception.completed", "completed")


def test_what_we_knew_and_what_was_true_differ(travessia: Callable[..., Run], late: Late) -> None:
    knew = travessia("replay", "intake", late.stream, "--as-of-recorded", late.entered.isoformat(), "--json")
    true = travessia(
        "replay", "intake", late.stream, "--as-of-occurred", (late.nine + timedelta(hours=1)).isoformat(), "--json"
    )
    assert knew.document["state"]["status"] == "waiting"
    assert true.document["state"]["status"] == "completed"
    before = travessia("replay", "intake", late.stream, "--as-of-recorded", late.nine.isoformat(), "--json")
    assert (before.document["state"], before.document["history"]) == (None, [])
    version = travessia("replay", "intake", late.stream, "--as-of-recorded", "2", "--json")
    assert version.document["state"]["status"] == "started"


def test_sealed_values_stay_sealed(travessia: Callable[..., Run], late: Late) -> None:
    for form in ([], ["--json"]):
        done = travessia("replay", "intake", late.person, *form)
        assert done.code == 0
        assert "[sealed]" in done.out
        assert "Canária" not in done.out + done.err


def test_a_table_for_people(travessia: Callable[..., Run], late: Late, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    done = travessia("replay", "intake", late.stream)
    for expected in ("rosa (receptionist)", "intake.reception.started", "status: completed", "LB_PUBLIC_POLICY"):
        assert expected in done.out


def test_why_and_what_changed(travessia: Callable[..., Run], late: Late) -> None:
    why = travessia("replay", "intake", late.stream, "--explain", "status", "--json").document
    assert (why["value"], why["history"][-1]["event"]) == ("completed", "intake.reception.completed")
    changes = travessia("replay", "intake", late.stream, "--diff", "1..2", "--json").document["changes"]
    assert [c["field"] for c in changes] == ["status", "waiting_seconds"]
    for form, told in (("--explain", "status"), ("--diff", "1..2")):
        assert "status: " in travessia("replay", "intake", late.stream, form, told).out


def test_a_replay_is_on_record_with_its_reason(travessia: Callable[..., Run], late: Late, settings: Make) -> None:
    assert travessia("replay", "intake", late.stream, "--reason", "Yearly audit number 7").code == 0
    with connect(settings(["intake"], "job").stores["intake"].database("audit")) as connection:
        rows = connection.execute(
            "SELECT topic, convert_from(state, 'UTF8'), metadata FROM stored_events"
            " ORDER BY notification_id DESC LIMIT 2"
        ).fetchall()
    assert [topic for topic, *_ in rows] == ["intake.history-reading.recorded", "intake.history-session.opened"]
    assert "Yearly audit number 7" in rows[1][1]
    assert '"actor":"cli:' in rows[0][2]


def test_production_needs_a_token_and_a_session(
    travessia: Callable[..., Run], late: Late, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAVESSIA_ENV", "production")
    refused = travessia("replay", "intake", late.stream)
    assert (refused.code, refused.out) == (2, "")
    assert "--token-file and --session" in refused.err


def test_a_token_that_is_none_is_refused(
    travessia: Callable[..., Run], late: Late, tmp_path: Path, token: Callable[..., str]
) -> None:
    file = tmp_path / "token"
    for content, line in (("nothing", "no valid access token"), (token("social_worker"), "lacks the scope")):
        file.write_text(content)
        refused = travessia("replay", "intake", late.stream, "--token-file", str(file))
        assert (refused.code, line in refused.err) == (2, True)
    file.write_text(token("auditor", uf=["TO"]))
    assert "has no stream" in travessia("replay", "intake", late.stream, "--token-file", str(file)).err


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (("replay", "notices", str(uuid4())), 2, "is confidential"),
        (("replay", "commissions", str(uuid4())), 2, "is confidential"),
        (("replay", "intake", str(uuid4()), "--diff", "1"), 2, "--diff takes FROM..TO"),
        (("replay", "intake", str(uuid4()), "--session", "mine"), 2, "a stream is a uuid"),
        (("replay", "intake", str(uuid4()), "--session", str(uuid4())), 1, "has no stream"),
        (("replay", "intake", str(uuid4())), 1, "has no stream"),
        (("replay", "intake", "not-a-uuid"), 2, "a stream is a uuid"),
        (("replay", "nowhere", str(uuid4())), 2, "there is no store 'nowhere'"),
        (("replay", "intake", str(uuid4()), "--as-of-occurred", "yesterday"), 2, "takes an instant"),
        (("replay", "intake", str(uuid4()), "--as-of-recorded", "2025-04-17T12:00:00"), 2, "needs a zone"),
        (("rebuild", "nowhere", "reception_queue"), 2, "there is no store 'nowhere'"),
        (("rebuild", "intake", "nothing"), 2, "intake has no read model 'nothing'"),
    ],
)
def test_one_clear_line_for_what_cannot_be(
    travessia: Callable[..., Run], arguments: tuple[str, ...], code: int, line: str
) -> None:
    done = travessia(*arguments)
    assert (done.code, done.out, done.err.count("\n")) == (code, "", 1)
    assert line in done.err


def test_a_rebuild_says_what_it_found(travessia: Callable[..., Run], late: Late, settings: Make) -> None:
    done = travessia("rebuild", "intake", "display_names", "--json")
    assert done.code == 0, done.err
    assert done.document["differing"] == 0
    assert done.document["rows"] >= 1
    owner = settings(["intake"], "job").stores["intake"].database("migrate")
    with connect(owner) as connection:
        (table,) = connection.execute("SELECT layout FROM views WHERE name = 'display_names'").fetchone() or ("",)
        connection.execute(f"UPDATE {table} SET name = NULL WHERE person_id = %s".encode(), (late.person,))
    found = travessia("rebuild", "intake", "display_names", "--json")
    assert (found.code, found.document["differing"]) == (3, 2)
    assert travessia("rebuild", "intake", "display_names").code == 0
