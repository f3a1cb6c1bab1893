"""`travessia export` on a store of the test stack, and its page in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import sync_playwright

from contracts.vocabulary.network import UF
from contracts.vocabulary.offices import OfficeLevel
from contracts.vocabulary.persons import ClientType
from infra.composition import open_store
from infra.database import connect
from infra.ledger.running import ledger_of
from infra.settings import Settings
from scripts import exports
from services.intake.people.applications.intake import IntakeApplication
from services.intake.people.store import STORE as INTAKE
from tests.integration.commands.running import Run

Command = Callable[..., Run]
Make = Callable[..., Settings]
NAME = "Canária Extrato"


@pytest.fixture(scope="module")
def person(settings: Make) -> str:
    """A person in intake, under a signed checkpoint."""
    app = IntakeApplication(open_store(INTAKE, settings(["intake"], "api")))
    office = app.register_office("Porto", OfficeLevel.STATE, UF.AM, "1399991", "America/Manaus").id
    person = app.register_person(office, [ClientType.RELEASED], civil_name=NAME).id
    follow(settings)
    return str(person)


def follow(settings: Make) -> None:
    mine = settings(["intake"], "relay")
    with connect(mine.stores["intake"].database("relay"), autocommit=True) as connection:
        follower = ledger_of("intake", mine).follower
        follower.turn(connection)
    assert follower.stats.refused is None


@pytest.mark.parametrize("options", [(), ("--zip",), ("--complete", "--zip")])
def test_a_case_is_exported_and_verified(travessia: Command, person: str, tmp_path: Path, options: tuple[str]) -> None:
    done = travessia("export", person, "--out", str(tmp_path / "case"), *options)
    assert (done.code, done.err) == (0, "")
    place = Path(done.out.strip())
    assert place.name == ("case.zip" if "--zip" in options else "case")
    said = exports.check(place, travessia("ledger", "keys").out.split())
    assert "intake" in said
    assert all(NAME.encode() not in file.read_bytes() for file in (tmp_path / "case").iterdir())


def test_an_export_is_tied_to_a_checkpoint_that_was_kept(
    travessia: Command, person: str, settings: Make, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    kept.write_text(travessia("ledger", "checkpoint", "intake").out)
    app = IntakeApplication(open_store(INTAKE, settings(["intake"], "api")))
    app.register_office("Cais", OfficeLevel.STATE, UF.AM, "1399991", "America/Manaus")
    follow(settings)
    stream = f"intake/{person}"
    assert travessia("export", stream, "--out", str(tmp_path / "case"), "--since", str(kept)).code == 0
    assert "intake" in exports.check(tmp_path / "case", travessia("ledger", "keys").out.split(), [kept.read_text()])


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (("nobody",), 2, "neither STORE/STREAM nor the uuid of a case"),
        (("nowhere/{id}",), 2, "there is no store 'nowhere'"),
        (("{id}",), 1, "no open store has a stream of this case"),
        (("intake/{id}",), 1, "intake has no stream"),
        (("{person}", "--since", "nowhere"), 2, "--since must be a file"),
        (("{person}", "--since", __file__), 2, "--since: "),
    ],
)
def test_what_cannot_be_exported_is_said_in_one_line(
    travessia: Command, person: str, tmp_path: Path, arguments: tuple[str, ...], code: int, reason: str
) -> None:
    given = [each.format(id=uuid4(), person=person) for each in arguments]
    done = travessia("export", *given, "--out", str(tmp_path / "case"))
    assert (done.code, reason in done.err) == (code, True), done.err


def test_a_folder_with_something_in_it_is_left_alone(travessia: Command, person: str, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    done = travessia("export", person, "--out", str(tmp_path))
    assert (done.code, "is not empty" in done.err) == (2, True)


def test_a_log_that_does_not_hold_is_exported_as_evidence(
    travessia: Command, person: str, settings: Make, tmp_path: Path
) -> None:
    change = "UPDATE stored_events SET metadata = {} WHERE originator_id = %s AND originator_version = 1"
    with connect(settings(["intake"], "job").stores["intake"].database("migrate")) as insider:
        insider.execute(change.format("metadata || ' '").encode(), (person,))
    try:
        done = travessia("export", person, "--out", str(tmp_path / "case"))
    finally:
        with connect(settings(["intake"], "job").stores["intake"].database("migrate")) as insider:
            insider.execute(change.format("rtrim(metadata)").encode(), (person,))
    assert done.code == 3
    assert "is not what the log of" in done.err
    assert (tmp_path / "case" / "bundle.json").exists()


def test_the_page_is_readable_in_a_browser_and_asks_for_nothing(
    travessia: Command, person: str, tmp_path: Path
) -> None:
    travessia("export", person, "--out", str(tmp_path / "case"))
    asked: list[str] = []
    path = shutil.which("chromium")
    assert path, "chromium is missing: run scripts/bootstrap.sh --browser"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        problems: list[str] = []
        page.on("console", lambda message: problems.append(message.text))
        page.on("request", lambda request: asked.append(request.url))
        address = (tmp_path / "case" / "case.html").as_uri()
        page.goto(address)
        assert page.get_by_role("heading", level=1).inner_text().startswith("Extrato assinado de um caso")
        assert page.get_by_role("article").count() >= 1
        assert page.locator("[lang=en]").count() > 5
        assert page.evaluate("getComputedStyle(document.querySelector('dl')).display") == "grid"
        page.set_viewport_size({"width": 360, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= 360")
        page.screenshot(path=tmp_path / "case.png", full_page=True)
        browser.close()
    assert (asked, problems) == ([address], [])
