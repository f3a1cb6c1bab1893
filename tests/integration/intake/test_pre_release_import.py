"""A file is imported through the real API: once, whole or not at all, and on from where it was interrupted."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from infra.eventstore.pool import fill
from infra.web.host import EXTENSION
from scripts.failures import Unavailable
from scripts.importing.files import ListFile, UnusableFile, opened
from scripts.importing.pre_release import Wanted, run
from scripts.importing.sending import Api as Sender
from tests.integration.intake.test_pre_release import listed
from tests.integration.intake.test_reception_day import Office
from tests.integration.intake.test_reception_day import office as office

SOON = (date.today() + timedelta(days=60)).strftime("%d/%m/%Y")  # noqa: DTZ011  only some day ahead
HEADER = "nome;previsao_soltura;referencia;documentos_faltantes;raca_cor"


class Dying(httpx.WSGITransport):
    """Lets some requests through; then the answer of one that was carried out is lost, and nobody answers."""

    left = 10_000

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.left -= 1
        if self.left < 0:
            raise httpx.ConnectError("gone")
        answer = super().handle_request(request)
        if self.left == 0:
            raise httpx.ReadError("gone")
        return answer


Import = Callable[..., dict[str, Any]]


@pytest.fixture
def importing(office: Office, tmp_path: Path) -> Import:
    store = office.api.client.application.extensions[EXTENSION].store
    fill(store.recorder.database, store.vault.keys)  # what the worker does every minute

    def go(file: ListFile, left: int = 10_000, codes: str | None = "ibge") -> dict[str, Any]:
        transport = Dying(office.api.client.application)
        transport.left = left
        headers = {"Authorization": f"Bearer {office.staff}"}
        with httpx.Client(transport=transport, base_url="http://intake", headers=headers) as http:
            wanted = Wanted(UUID(office.id), "seeu_mdc", "BR", codes)
            return run(Sender(http, waits=()), file, wanted, tmp_path / "report.csv", lambda done, rows: None)

    return go


def file_of(folder: Path, *rows: str) -> ListFile:
    path = folder / "list.csv"
    path.write_text("\n".join((HEADER, *rows)), encoding="utf-8")
    return opened(path, "utf-8", None)


def people(number: int) -> list[str]:
    """Whom no other list of the state has named."""
    here = uuid4().hex
    return [f"Fictional {n};{SOON};R{n}-{here};rg|cpf;4" for n in range(number)]


def test_each_row_is_a_case_or_a_refusal_and_the_report_repeats_nobody(
    importing: Import, office: Office, tmp_path: Path
) -> None:
    rows = people(2)
    file = file_of(tmp_path, *rows, rows[0], f"=1+1;{SOON};R9;;", f"Fictional Third;{SOON};R3;;8", "Fictional;;;;")
    counts = importing(file)
    assert (counts["rows"], counts["opened"], counts["refused"]) == (6, 2, 4)
    with (tmp_path / "report.csv").open() as report:
        lines = {int(line["row"]): line for line in csv.DictReader(report)}
    assert {row: (line["column"], line["code"]) for row, line in lines.items()} == {
        1: ("", ""),
        2: ("", ""),
        3: ("", "duplicate-line"),
        4: ("name", "formula-cell"),
        5: ("", "intake.race-code-unknown"),
        6: ("expected_release_on", "required"),
    }
    assert "Fictional" not in (tmp_path / "report.csv").read_text()
    assert [line["missing_documents"] for line in listed(office)] == [["cpf", "rg"]] * 2


@pytest.mark.parametrize("left", range(1, 6))
def test_an_interrupted_import_goes_on_and_doubles_nothing(
    importing: Import, office: Office, tmp_path: Path, left: int
) -> None:
    file = file_of(tmp_path, *people(150))
    with pytest.raises(Unavailable):
        importing(file, left)
    assert not (tmp_path / "report.csv").exists()
    assert len(listed(office, "&limit=200")) in (0, 100, 150)
    counts = importing(file)
    assert (counts["opened"], counts["refused"]) == (150, 0)
    assert len(listed(office, "&limit=200")) == 150
    assert importing(file) == counts
    assert len(listed(office, "&limit=200")) == 150


def test_an_ambiguous_list_leaves_nothing(importing: Import, office: Office, tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="IBGE and eSocial"):
        importing(file_of(tmp_path, *people(3)), codes=None)
    assert listed(office) == []


def test_what_only_the_api_refuses_is_left_out_by_row(importing: Import, office: Office, tmp_path: Path) -> None:
    wrong = f"Fictional;{SOON};{'R' * 100};;" + "1" * 40
    counts = importing(file_of(tmp_path, *people(2), wrong))
    assert (counts["opened"], counts["refused"]) == (2, 1)
