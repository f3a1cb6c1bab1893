"""Lists that cannot be read as declared, rows that cannot be taken, and a report that repeats nothing of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from scripts.failures import CommandError, Unavailable
from scripts.importing.files import UnusableFile, opened
from scripts.importing.pre_release import look_through
from scripts.importing.reports import writing
from scripts.importing.rows import RefusedRow, Seen, parsed
from scripts.importing.sending import Api, Sending, announce

HEADER = "nome;previsao_soltura;referencia"
COLUMNS = ("name", "expected_release_on", "reference", "missing_documents")
SECRET = "Fictional Somebody"


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "list.csv"
    file.write_bytes(text.encode(encoding))
    return file


@pytest.mark.parametrize(
    ("text", "stored", "declared", "delimiter"),
    [
        (f"{HEADER}\nJosé;01/09/2025;1", "utf-8", "utf-8", ";"),
        (f"{HEADER}\nJosé;01/09/2025;1", "utf-8-sig", "utf-8", ";"),
        (f"{HEADER}\r\nJosé;01/09/2025;1\r\n\r\n", "latin-1", "latin-1", ";"),
        ("Nome,Previsão Soltura,Referência\nJosé,01/09/2025,1", "utf-8", "utf-8", ","),
        ("name\texpected_release_on\treference\nJosé\t01/09/2025\t1", "utf-8", "utf-8", "\t"),
    ],
)
def test_lists_come_in_several_forms(tmp_path: Path, text: str, stored: str, declared: str, delimiter: str) -> None:
    found = opened(written(tmp_path, text, stored), declared, None)
    assert (found.columns, found.delimiter) == (COLUMNS[:3], delimiter)
    assert list(found.rows()) == [["José", "01/09/2025", "1"]]


@pytest.mark.parametrize(
    ("text", "stored", "declared"),
    [
        (f"{HEADER}\nJosé;01/09/2025;1", "latin-1", "utf-8"),
        (f"{HEADER}\nJosé;01/09/2025;1", "utf-8", "latin-1"),
        (f"{HEADER}\nJosé;01/09/2025;1", "utf-16", "utf-8"),
        (f"{HEADER}\nJosé;01/09/2025;1", "utf-16", "latin-1"),
        (HEADER, "utf-8", "ebcdic"),
        ("", "utf-8", "utf-8"),
        ("nome", "utf-8", "utf-8"),
        ("nome;telefone,casa", "utf-8", "utf-8"),
        ("nome;telefone", "utf-8", "utf-8"),
        ("nome;nome;previsao_soltura", "utf-8", "utf-8"),
        ("nome;referencia", "utf-8", "utf-8"),
        (f"{SECRET};01/09/2025;1", "utf-8", "utf-8"),
        (HEADER, "utf-8", "utf-8"),
        (f'{HEADER}\n"{SECRET};01/09/2025;1', "utf-8", "utf-8"),
        (f"{HEADER}\n{'x' * 5000};01/09/2025;1", "utf-8", "utf-8"),
    ],
)
def test_an_unusable_file_is_one_line_and_names_nobody(tmp_path: Path, text: str, stored: str, declared: str) -> None:
    with pytest.raises(UnusableFile) as refused:
        look_through(opened(written(tmp_path, text, stored), declared, None))
    assert refused.value.exit_code == 2
    assert SECRET not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_no_file_and_a_delimiter_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile):
        opened(tmp_path / "missing.csv", "utf-8", None)
    with pytest.raises(UnusableFile):
        opened(written(tmp_path, HEADER), "utf-8", "|")


def read(*cells: str, seen: Seen | None = None) -> dict[str, Any]:
    return parsed(1, COLUMNS, cells, seen or Seen())


@pytest.mark.parametrize(("text", "expected"), [("01/09/2025", "2025-09-01"), ("2025-09-01", "2025-09-01")])
def test_dates_are_brazilian_or_iso(text: str, expected: str) -> None:
    assert read("José", text, "", "RG | titulo")["expected_release_on"] == expected


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        (("José", "01/09/2025", "1"), "wrong-number-of-cells", ""),
        (("", "01/09/2025", "1", ""), "required", "name"),
        (("José", "", "1", ""), "required", "expected_release_on"),
        (("José", "31/02/2025", "1", ""), "not-a-date", "expected_release_on"),
        (("José", "09/13/2025", "1", ""), "not-a-date", "expected_release_on"),
        (("José", "01/09/25", "1", ""), "not-a-date", "expected_release_on"),
        (("José", "01/09/1825", "1", ""), "not-a-date", "expected_release_on"),
        (("José", "01/09/2025", "1", "passaporte"), "unknown-document", "missing_documents"),
        (("x" * 201, "01/09/2025", "1", ""), "too-long", "name"),
        (("Jo\x07sé", "01/09/2025", "1", ""), "control-character", "name"),
        *(((f" {sign}1", "01/09/2025", "1", ""), "formula-cell", "name") for sign in "=+-@"),
    ],
)
def test_a_row_is_refused_by_column_and_code(cells: tuple[str, ...], code: str, column: str) -> None:
    with pytest.raises(RefusedRow) as refused:
        read(*cells)
    assert (refused.value.code, refused.value.column) == (code, column)


@pytest.mark.parametrize(
    ("again", "code"),
    [
        (("josé", " 01/09/2025", "1", ""), "duplicate-line"),
        (("Another", "02/09/2025", "1", ""), "duplicate-reference"),
    ],
)
def test_nobody_is_taken_twice_from_one_file(again: tuple[str, ...], code: str) -> None:
    seen = Seen()
    read("José", "01/09/2025", "1", "", seen=seen)
    with pytest.raises(RefusedRow, match=code):
        read(*again, seen=seen)


@pytest.mark.parametrize("name", ["report.csv", "report.json"])
def test_a_report_is_there_once_it_is_whole(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with writing(path) as report:
        report.add(1, "opened")
        report.add(2, "refused", "name", "required")
        assert not path.exists()
    rows = json.loads(path.read_text()) if name.endswith("json") else path.read_text().splitlines()
    assert rows[-1] in (
        {"row": 2, "outcome": "refused", "column": "name", "code": "required"},
        "2,refused,name,required",
    )
    assert len(rows) == (2 if name.endswith("json") else 3)


def answering(*answers: httpx.Response | Exception) -> tuple[Api, list[httpx.Request]]:
    waiting, asked = list(answers), list[httpx.Request]()

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        found = waiting.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    client = httpx.Client(base_url="http://intake", transport=httpx.MockTransport(answer))
    return Api(client, waits=(0, 0)), asked


def test_what_passes_is_tried_again_under_the_same_key() -> None:
    created = httpx.Response(201, json={"id": "1", "status": "open"})
    in_flight = httpx.Response(409, json={"type": "https://docs/problems/in-flight"})
    api, asked = answering(httpx.ConnectError("away"), in_flight, created)
    assert announce(api, {}, "key") == "1"
    assert [request.headers["Idempotency-Key"] for request in asked] == ["key"] * 3


@pytest.mark.parametrize(("asked", "paused"), [("3", 3.0), ("7200", 60.0), ("Sun, 22 Nov 2026 10:00:00 GMT", 0.5)])
def test_a_service_says_how_long_to_wait(asked: str, paused: float) -> None:
    api, _ = answering(httpx.Response(503, headers={"Retry-After": asked}), httpx.Response(200, json={}))
    pauses: list[float] = []
    api.waits, api.pause = (0.5,), pauses.append
    assert api.get("/v1/pre-release-lists").status_code == 200
    assert pauses == [paused]


def test_an_api_that_stays_away_ends_the_import_with_a_way_on() -> None:
    api, _ = answering(*[httpx.Response(503)] * 3)
    with pytest.raises(Unavailable, match="run the same command again"):
        announce(api, {}, "key")


@pytest.mark.parametrize("answer", [httpx.Response(403, json={"type": "x/forbidden"}), httpx.Response(404, text="")])
def test_a_refusal_of_the_api_is_told_by_its_code(answer: httpx.Response) -> None:
    api, _ = answering(answer)
    with pytest.raises(CommandError, match=str(answer.status_code)):
        announce(api, {}, "key")


def test_rows_that_only_the_api_refuses_are_left_out_and_the_others_sent(tmp_path: Path) -> None:
    errors = [{"pointer": "/rows/0/name", "code": "length", "detail": ""}]
    taken = {"status": "open", "cases": 1, "refused": [], "renewed": [], "noted": []}
    api, asked = answering(httpx.Response(422, json={"errors": errors}), httpx.Response(201, json=taken))
    with writing(tmp_path / "report.csv") as report:
        sending = Sending(api, report, "list")
        sending.send(1, [{"row": 4}, {"row": 5}])
    assert sending.counts == {"opened": 1, "renewed": 0, "refused": 0, "left_out": 1}
    assert (tmp_path / "report.csv").read_text().splitlines()[1:] == ["4,refused,name,length", "5,opened,,"]
    assert json.loads(asked[1].content)["rows"] == [{"row": 5}]
    assert [request.headers["Idempotency-Key"] for request in asked] == ["list-1", "list-1-rest"]


def test_the_report_says_of_each_row_what_became_of_it_and_what_to_look_at(tmp_path: Path) -> None:
    taken = {
        "status": "open", "cases": 2, "refused": [{"row": 1, "code": "intake.race-code-unknown"}],
        "renewed": [{"row": 2, "case_id": None, "code": "at-another-office"}, {"row": 5, "code": "listed-again"}],
        "noted": [
            {"row": 3, "code": "possible-duplicate"},
            {"row": 3, "code": "number-not-valid"},
            {"row": 5, "code": "number-not-valid"},
        ],
    }  # fmt: skip
    api, _ = answering(httpx.Response(201, json=taken))
    with writing(tmp_path / "report.csv") as report:
        sending = Sending(api, report, "list")
        sending.send(1, [{"row": number} for number in range(1, 6)])
    assert sending.counts == {"opened": 2, "renewed": 2, "refused": 1, "left_out": 0}
    assert (tmp_path / "report.csv").read_text().splitlines()[1:] == [
        "1,refused,,intake.race-code-unknown",
        "2,renewed,,at-another-office",
        "3,opened,,possible-duplicate|number-not-valid",
        "4,opened,,",
        "5,renewed,,listed-again|number-not-valid",
    ]
