"""Directories in and out: what is imported and exported again is equal, and nothing is half-imported."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from typer.testing import CliRunner, Result

from scripts.commands.directory import app
from scripts.directories import exporting, importing, reaching, reading, reports
from scripts.failures import CommandError, Unavailable, UsageError
from scripts.importing.files import UnusableFile
from scripts.importing.sending import Api
from services.referrals.network.directory.checking import faults
from services.referrals.network.directory.contents import as_text, from_text
from tests.unit.referrals.test_directory_form import an_id, changed, entry, named

WANTED = importing.Wanted("municipal", "AM")


class Store:
    """What the API of referrals does with entries, in a few lines; the real one is asked in the integration tests."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Any]] = {}
        self.calls: list[str] = []
        self.refusal: Callable[[], httpx.Response] | None = None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.calls.append(request.method)
        if request.method == "GET":
            return self._page(request)
        if self.refusal:
            return self.refusal()
        found = json.loads(request.content)["organization"]
        version = int(request.headers.get("If-Match", '"0"').strip('"')) + 1
        text = as_text(found)
        self.kept[found["id"]] = {
            "entry_id": str(uuid4()), "organization_id": found["id"], "version": version, "stands": True,
            "digest": sha256(text.encode()).hexdigest(), "text": text,
        }  # fmt: skip
        return httpx.Response(201, json={})

    def _page(self, request: httpx.Request) -> httpx.Response:
        """One line a page: the next one is at a path that names the folder of the store."""
        place = int(request.url.params.get("cursor", "0"))
        lines = list(self.kept.values())
        more = {"Link": f'</referrals/v1/directory-entries?cursor={place + 1}>; rel="next"'}
        return httpx.Response(
            200, json={"items": lines[place : place + 1]}, headers=more if place + 1 < len(lines) else {}
        )

    @property
    def api(self) -> Api:
        http = httpx.Client(base_url="http://referrals.test/referrals", transport=httpx.MockTransport(self))
        return Api(http, waits=(0.0,), pause=lambda _: None)

    @property
    def organizations(self) -> list[dict[str, Any]]:
        return [from_text(line["text"]) for line in self.kept.values()]


@pytest.fixture
def store() -> Store:
    return Store()


def imported(
    store: Store, path: Path, wanted: importing.Wanted = WANTED
) -> tuple[dict[str, int], list[dict[str, str]]]:
    report = path.with_name("report.csv")
    with reports.writing(report) as lines:
        counts = importing.run(store.api, reading.opened(path), wanted, lines, lambda *_: None)
    with report.open(newline="") as file:
        return counts, list(csv.DictReader(file))


def written(folder: Path, document: Any) -> Path:
    path = folder / "directory.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    return path


def another(name: str = "another") -> dict[str, Any]:
    return {"id": an_id(name), "name": "Casa Vizinha", "description": "Recebe"}


@pytest.mark.parametrize("wrap", [lambda found: found, lambda found: {"contents": found, "page_number": 1}])
def test_what_is_imported_and_exported_again_is_equal(store: Store, tmp_path: Path, wrap: Callable[[Any], Any]) -> None:
    counts, _ = imported(store, written(tmp_path, wrap([entry(), another()])))
    assert counts == {"entries": 2, "imported": 2, "replaced": 0, "unchanged": 0, "refused": 0}
    out = exporting.prepared(tmp_path / "out")
    assert exporting.write(store.organizations, "json", out) == 1
    assert json.loads((out / exporting.JSON_FILE).read_text()) == [entry(), another()]


def test_a_package_that_is_imported_and_exported_again_is_equal(store: Store, tmp_path: Path) -> None:
    first, second = (exporting.prepared(tmp_path / name) for name in ("first", "second"))
    files = exporting.write([entry(), another()], "datapackage", first)
    counts, _ = imported(store, first)
    assert (counts["imported"], counts["refused"]) == (2, 0)
    assert store.organizations == [entry(), another()]
    assert exporting.write(store.organizations, "datapackage", second) == files
    assert {file.name for file in first.iterdir()} >= {"organizations.csv", "service_capacity.csv", "units.csv"}
    for file in first.iterdir():
        assert (second / file.name).read_bytes() == file.read_bytes()


def test_what_a_package_says_of_its_tables_is_passed_by(store: Store, tmp_path: Path) -> None:
    folder = exporting.prepared(tmp_path / "package")
    exporting.write([entry()], "datapackage", folder)
    descriptor = json.loads((folder / "datapackage.json").read_text())
    descriptor["resources"].append({"name": "meta_table_description", "path": "meta_table_descriptions.csv"})
    (folder / "datapackage.json").write_text(json.dumps(descriptor))
    assert imported(store, folder)[0]["imported"] == 1
    assert store.organizations == [entry()]


def test_a_second_import_does_nothing_and_a_changed_entry_is_replaced(store: Store, tmp_path: Path) -> None:
    imported(store, written(tmp_path, [entry(), another()]))
    store.calls.clear()
    counts, lines = imported(store, written(tmp_path, [entry(), another()]))
    assert (counts["unchanged"], store.calls) == (2, ["GET", "GET"])
    assert {line["outcome"] for line in lines} == {"unchanged"}
    counts, _ = imported(store, written(tmp_path, [entry(name="Casa Nova"), another()]))
    assert (counts["replaced"], counts["unchanged"]) == (1, 1)
    assert store.kept[an_id("organization")]["version"] == 2


def test_each_wrong_entry_is_reported_and_the_others_are_taken(store: Store, tmp_path: Path) -> None:
    above = {**changed("/services/0/capacities/0/available", 11), "id": an_id("above")}
    wrong = [above, {**another("nameless"), "name": 7, "extra": 1}, "no entry", entry(), entry(name="Twice")]
    counts, lines = imported(store, written(tmp_path, wrong))
    assert (counts["imported"], counts["refused"]) == (1, 4)
    assert list(store.kept) == [an_id("organization")]
    told = [(line["entry"], line["outcome"], line["pointer"], line["code"]) for line in lines]
    assert told == [
        ("1", "refused", "/services/0/capacities/0/available", "above-maximum"),
        ("2", "refused", "/name", "wrong-type"),
        ("2", "refused", "/extra", "unknown-member"),
        ("3", "refused", "", "not-an-object"),
        ("4", "imported", "", ""),
        ("5", "refused", "/id", "duplicate-id"),
    ]


def test_people_are_refused_or_left_out_and_always_reported(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, [named()])
    counts, lines = imported(store, path)
    assert (counts["refused"], len(lines), store.kept) == (1, 3, {})
    counts, lines = imported(store, path, importing.Wanted("municipal", "AM", without_people=True))
    assert [line["outcome"] for line in lines] == ["left_out"] * 3 + ["imported"]
    assert "Persona" not in json.dumps(store.organizations)


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (409, {"type": "https://x/problems/referrals-own-organisation"}, ("", "referrals-own-organisation")),
        (413, {}, ("", "too-large")),
        (422, {"errors": [{"pointer": "/organization/name", "code": "required"}]}, ("/name", "required")),
    ],
)
def test_what_the_api_refuses_of_an_entry_is_its_line(
    store: Store, tmp_path: Path, status: int, body: dict[str, Any], told: tuple[str, str]
) -> None:
    store.refusal = lambda: httpx.Response(status, json=body)
    counts, lines = imported(store, written(tmp_path, [entry()]))
    assert counts["refused"] == 1
    assert [(line["pointer"], line["code"]) for line in lines] == [told]


def test_what_concerns_all_entries_stops_the_import(store: Store, tmp_path: Path) -> None:
    store.refusal = lambda: httpx.Response(403, text="no")
    with pytest.raises(CommandError, match="403"):
        imported(store, written(tmp_path, [entry()]))
    assert not (tmp_path / "report.csv").exists()
    store.refusal = lambda: httpx.Response(503)
    with pytest.raises(Unavailable):
        imported(store, written(tmp_path, [entry()]))


@pytest.mark.parametrize(
    "text", ["", "[]", "7", "{", '[{"id": 1, "id": 2}]', "[NaN]", "[" * 100_000, '{"contents": []}']
)
def test_an_unusable_file_is_refused_before_anything_is_sent(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnusableFile):
        reading.opened(written(tmp_path, text))


def test_a_file_of_another_encoding_and_one_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "latin.json").write_bytes('["ã"]'.encode("latin-1"))
    for path in (tmp_path / "latin.json", tmp_path / "missing.json", tmp_path):
        with pytest.raises(UnusableFile):
            reading.opened(path)


def package(tmp_path: Path) -> Path:
    folder = exporting.prepared(tmp_path / "package")
    exporting.write([entry()], "datapackage", folder)
    return folder


@pytest.mark.parametrize(
    "resources",
    [None, [], [7], [{"name": "opening"}], [{"name": "unit", "path": "../units.csv"}], [{"name": "unit", "path": ""}]],
)
def test_a_descriptor_names_tables_of_its_own_folder(tmp_path: Path, resources: Any) -> None:
    folder = package(tmp_path)
    (tmp_path / "units.csv").write_text("id,name\r\n")
    (folder / "datapackage.json").write_text(json.dumps({"resources": resources}))
    with pytest.raises(UnusableFile):
        reading.opened(folder)


def test_rows_that_lead_nowhere_are_lines_of_the_report(store: Store, tmp_path: Path) -> None:
    folder = package(tmp_path)
    with (folder / "phones.csv").open("a", newline="") as file:
        file.write(f"{an_id('lost')},,,{an_id('nobody')},,,+55 92 3000-0001,,,\r\n")
        file.write(f"{an_id('phone')},,,,,,+55 92 3000-0002,,,\r\n")
        file.write(",,,,,,+55 92 3000-0003,,,\r\n")
    counts, lines = imported(store, folder)
    assert (counts["imported"], counts["refused"]) == (1, 3)
    strays = [(line["entry"], line["code"]) for line in lines if line["outcome"] == "refused"]
    assert strays == [
        ("phones.csv:4", "duplicate-id"), ("phones.csv:5", "required"),
        (f"phones.csv:{an_id('lost')}", "broken-reference"),
    ]  # fmt: skip


def test_a_broken_reference_in_a_package_refuses_its_entry(store: Store, tmp_path: Path) -> None:
    folder = package(tmp_path)
    file = folder / "service_at_location.csv"
    file.write_text(file.read_text().replace(an_id("location"), an_id("nowhere")))
    counts, lines = imported(store, folder)
    assert (counts["imported"], store.kept) == (0, {})
    assert ("/services/0/service_at_locations/0/location_id", "broken-reference") in [
        (line["pointer"], line["code"]) for line in lines
    ]


def test_what_was_kept_is_exported_whatever_is_guessed_of_it(tmp_path: Path) -> None:
    kept = entry(alternate_name="Sala 92 99999-0000")
    assert [fault.code for fault in faults(kept)] == ["names-somebody"]
    assert exporting.write([kept], "json", exporting.prepared(tmp_path / "out")) == 1


def test_an_export_is_strict_or_nothing(tmp_path: Path) -> None:
    out = exporting.prepared(tmp_path / "out")
    with pytest.raises(CommandError, match="/name: required"):
        exporting.write([{"id": an_id("organization"), "description": "x"}], "json", out)
    assert list(out.iterdir()) == []
    (out / "something").touch()
    with pytest.raises(UsageError):
        exporting.prepared(out)


Ran = Callable[..., Result]


@pytest.fixture
def ran(store: Store, monkeypatch: pytest.MonkeyPatch) -> Ran:
    @contextmanager
    def reached(*_: Any) -> Iterator[Api]:
        yield store.api

    monkeypatch.setattr(reaching, "api", reached)
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_command_says_what_became_of_the_entries(store: Store, tmp_path: Path, ran: Ran) -> None:
    told = ran("import", written(tmp_path, [entry()]), "--directory", "municipal", "--uf", "AM", "--json")
    assert (told.exit_code, json.loads(told.stdout)["imported"]) == (0, 1)
    assert (tmp_path / "directory.json.report.csv").exists()
    partly = ran("import", written(tmp_path, [another(), 7]), "--directory", "municipal", "--uf", "AM", "--json")
    assert (partly.exit_code, json.loads(partly.stdout)["refused"]) == (4, 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("import", "x.json", "--directory", "yellow_pages"),
        ("import", "x.json", "--directory", "municipal", "--uf", "XX"),
        ("import", "x.json", "--directory", "municipal"),
        ("export", "--out", "x", "--format", "xml"),
    ],
)
def test_the_command_refuses_what_it_does_not_know(ran: Ran, arguments: tuple[str, ...]) -> None:
    assert isinstance(ran(*arguments).exception, UsageError)
