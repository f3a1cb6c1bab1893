"""`travessia export --disclose`: what the bearer of a token may see, on record, and nothing for anybody else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.vocabulary.network import UF
from contracts.vocabulary.offices import OfficeLevel
from contracts.vocabulary.persons import ClientType
from infra.composition import open_store
from infra.database import connect
from infra.eventstore.journal import Journal
from infra.refusals import Unavailable
from infra.sealed import Label
from infra.settings import Settings
from infra.web.caller import Caller
from scripts import exports
from scripts.disclosing import Disclosing
from scripts.failures import CommandError
from scripts.services import definition, packages
from services.intake.people.access import may_see
from services.intake.people.applications.intake import IntakeApplication
from services.intake.people.domain.person import Person
from services.intake.people.store import STORE as INTAKE
from tests.conftest import Token
from tests.integration.audit.test_command import follow
from tests.integration.commands.running import Run

Command = Callable[..., Run]
Make = Callable[..., Settings]
NAME, BORN = "Canária Aberta", "1961-02-03"
READS = """SELECT convert_from(state, 'UTF8')::jsonb, metadata::jsonb FROM stored_events
            WHERE topic = 'intake.disclosure.disclosed' AND convert_from(state, 'UTF8') LIKE %s
            ORDER BY notification_id DESC LIMIT 1"""


@dataclass(frozen=True)
class Known:
    """Somebody and the office of her team, under a signed checkpoint."""

    office: UUID
    person: UUID


@pytest.fixture(scope="module")
def known(settings: Make) -> Known:
    app = IntakeApplication(open_store(INTAKE, settings(["intake"], "api")))
    office = app.register_office("Porto", OfficeLevel.STATE, UF.AM, "1399991", "America/Manaus").id
    born = date.fromisoformat(BORN)
    person = app.register_person(
        office, [ClientType.RELEASED], civil_name=NAME, birth_date=born, accessibility_needs="intérprete"
    )
    follow(settings)
    return Known(office, person.id)


@dataclass
class Asking:
    """Somebody asks for an export with values."""

    travessia: Command
    token: Token
    known: Known
    folder: Path

    def ask(self, role: str, *, office: UUID | None = None, purpose: str = "data-subject-access") -> Run:
        file = self.folder / "token"
        file.write_text(self.token(role, subject="lia", office=[office or self.known.office], uf=["AM"]))
        values = ("--disclose", "--token-file", str(file), "--purpose", purpose)
        return self.travessia("export", f"intake/{self.known.person}", "--out", str(self.folder / "case"), *values)

    def verified(self) -> str:
        return exports.check(self.folder / "case", self.travessia("ledger", "keys").out.split())

    def disclosed(self) -> dict[str, Any]:
        document = json.loads((self.folder / "case" / "bundle.json").read_text())
        return {one["field"]: one["value"] for one in document["logs"][0]["disclosed"]}


@pytest.fixture
def asking(travessia: Command, token: Token, known: Known, tmp_path: Path) -> Asking:
    return Asking(travessia, token, known, tmp_path)


def test_the_own_team_gets_what_it_may_see_and_that_is_on_record(asking: Asking, settings: Make) -> None:
    done = asking.ask("social_worker")
    assert (done.code, done.err) == (0, "")
    assert "the bundle holds" in asking.verified()
    assert asking.disclosed() == {"birth_date": BORN, "accessibility_needs": "intérprete"}
    page = (asking.folder / "case" / "case.html").read_text()
    assert (BORN in page, "intérprete" in page, NAME in page, "[lacrado]" in page) == (True, True, False, True)
    assert "Contém valores pessoais" in page
    with connect(settings(["intake"], "job").stores["intake"].database("migrate")) as connection:
        ((state, circumstances),) = connection.execute(READS, (f"%{asking.known.person}%",)).fetchall()
    assert [part["fields"] for part in state["parts"]] == [["accessibility_needs"]]
    assert (circumstances["actor"], circumstances["purpose"]) == ("lia", "data-subject-access")


def test_the_civil_name_is_for_who_has_its_scope(asking: Asking) -> None:
    assert asking.ask("office_coordinator").code == 0
    assert asking.disclosed()["civil_name"] == NAME
    assert NAME in (asking.folder / "case" / "case.html").read_text()


def test_a_changed_value_breaks_the_bundle(asking: Asking) -> None:
    assert asking.ask("social_worker").code == 0
    file = asking.folder / "case" / "bundle.json"
    file.write_text(file.read_text().replace(BORN, "1961-02-04"))
    with pytest.raises(exports.NotVerified, match=r"changed, added or removed: .*bundle\.json"):
        asking.verified()


@pytest.mark.parametrize(("role", "own"), [("social_worker", False), ("auditor", True), ("partner", True)])
def test_nobody_else_gets_a_value(asking: Asking, role: str, own: bool) -> None:
    done = asking.ask(role, office=None if own else uuid4())
    assert (done.code, "may see no sealed value" in done.err) == (1, True), done.err
    assert not (asking.folder / "case").exists()


def test_without_a_read_record_nothing_is_exported(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise Unavailable("read records")

    monkeypatch.setattr(Journal, "write", away)
    done = asking.ask("social_worker")
    assert (done.code, "read records cannot be reached: nothing was opened" in done.err) == (1, True), done.err
    assert not (asking.folder / "case").exists()


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--disclose",), "--disclose needs --token-file and --purpose"),
        (("--disclose", "--purpose", "care"), "--disclose needs --token-file and --purpose"),
        (("--purpose", "care"), "go with --disclose"),
        (("--disclose", "--token-file", __file__, "--purpose", "Because I can"), "--purpose is a word"),
        (("--disclose", "--token-file", __file__, "--purpose", "care"), "holds no valid access token"),
        (("--disclose", "--token-file", "nowhere", "--purpose", "care"), "holds no valid access token"),
    ],
)
def test_a_disclosure_needs_a_token_and_a_purpose(asking: Asking, options: tuple[str, ...], reason: str) -> None:
    place = str(asking.folder / "case")
    done = asking.travessia("export", f"intake/{asking.known.person}", "--out", place, *options)
    assert (done.code, reason in done.err) == (2, True), done.err


def test_what_is_most_secret_is_shown_to_nobody() -> None:
    person = Person.register(uuid4(), (), civil_name=NAME)
    scopes = frozenset({"persons:read", "persons:civil-name", "receptions:read"})
    caller = Caller("lia", "social_worker", "tests", scopes, offices=(person.office_id,))
    assert [may_see(caller, person, "x", label) for label in (Label.C2, Label.C3, Label.C4)] == [True, True, False]
    assert not may_see(caller, object(), "x", Label.C2)


@pytest.mark.parametrize("store", sorted(packages()))
def test_every_store_has_a_rule_or_says_why_it_has_none(store: str) -> None:
    told = definition(store)
    assert (told.may_see is None) == bool(told.undisclosed)


@pytest.mark.parametrize("store", sorted(set(packages()) - {"intake"}))
def test_a_store_without_a_rule_says_where_its_values_are(monkeypatch: pytest.MonkeyPatch, store: str) -> None:
    monkeypatch.setattr(exports, "disclosed", lambda *_: [])
    with pytest.raises(CommandError, match=re.escape(definition(store).undisclosed)):
        exports._disclose([{"store": store, "streams": []}], Disclosing(Path("token"), "care"), "test")
