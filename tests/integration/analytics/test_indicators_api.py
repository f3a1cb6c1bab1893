"""Step 28 on the real database: facts arrive, an indicator is computed, and the small cell is not to be had."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from infra.composition import open_store
from infra.database import connect
from infra.eventstore.pool import fill
from infra.settings import Settings
from services.analytics.facts.application import FactsApplication
from services.analytics.facts.domain.declaration import Attribute
from services.analytics.facts.domain.fact import FactKind
from services.analytics.facts.domain.origin import Origin
from services.analytics.facts.views.demographics import Demographics
from services.analytics.facts.views.facts import Facts
from services.analytics.indicators.domain.indicator_run import IndicatorRun
from services.analytics.store import STORE
from tests.conftest import Token
from tests.http import Api, Reply

SIZES = {"WHITE": (31, 64), "BLACK": (22, 71), "BROWN": (45, 120), "INDIGENOUS": (14, 3)}


class Feed:
    """Records facts as the worker does, many in one transaction; each has a month of its own."""

    months = (datetime(year, month, 10, tzinfo=UTC) for year in range(2030, 2100) for month in range(1, 13))

    def __init__(self, app: FactsApplication) -> None:
        self.app, self.position = app, 0
        self.month = next(self.months)
        self.period = self.month.strftime("%Y-%m")

    def origin(self, source: str = "intake") -> Origin:
        self.position += 1
        return Origin(f"{uuid4()}:1", source, self.position, self.month)

    def received(self, uf: str, race: str, gender: str, people: int) -> list[UUID]:
        made = [uuid4() for _ in range(people)]
        with self.app.unit_of_work():
            for person in made:
                self.declares(person, Attribute.RACE_COLOUR, race)
                self.declares(person, Attribute.GENDER, gender)
                self.reception(person, uf)
        return made

    def declares(self, person: UUID, attribute: Attribute, code: str, hours: int = -1) -> None:
        self.app.record_declaration(self.origin(), self.month + timedelta(hours=hours), person, attribute, code)

    def reception(self, person: UUID, uf: str) -> None:
        self.app.record_fact(
            FactKind.RECEPTION_COMPLETED, self.origin(), self.month, uuid4(), person_id=person, uf=uf,
            codes={"outcome": "oriented"},
        )  # fmt: skip


@pytest.fixture(scope="module")
def facts(settings: Callable[[Sequence[str], str], Settings]) -> FactsApplication:
    """The months that these tests write in are empty: what an earlier run left is taken out of the read models. There
    are keys for as many people.
    """
    with connect(settings(["analytics"], "migrate").stores["analytics"].database("migrate")) as owner:
        for view in (Facts(), Demographics()):
            (name,) = owner.execute("SELECT layout FROM views WHERE name = %s", (view.name,)).fetchone() or (None,)
            column = "occurred_at" if isinstance(view, Facts) else "valid_from"
            owner.execute(f"DELETE FROM {name} WHERE {column} >= '2029-12-01'".encode())
    app = FactsApplication(open_store(STORE, settings(["analytics"], "api")))
    fill(app.store.recorder.database, app.store.vault.keys)  # type: ignore[attr-defined]  # as the worker every minute
    return app


@pytest.fixture
def feed(facts: FactsApplication) -> Feed:
    return Feed(facts)


@pytest.fixture
def analytics(api: Callable[[str], Api]) -> Api:
    return api("analytics")


@pytest.fixture
def publisher(token: Token) -> str:
    return token("indicator_publisher")


@pytest.fixture
def population(feed: Feed) -> Feed:
    for uf, factor in (("AM", 1), ("BA", 2)):
        for race, pair in SIZES.items():
            for gender, people in zip(("FEMALE", "MALE"), pair, strict=True):
                feed.received(uf, race, gender, factor * people + 20 * (factor - 1))
    return feed


def compute(analytics: Api, publisher: str, period: str, indicator: str = "E06", **more: int) -> Reply:
    reply = analytics.post("/v1/indicator-runs", {"indicator_id": indicator, "period": period, **more}, publisher)
    assert reply.status == 201, reply.body
    return reply


def test_the_small_cell_is_hidden_with_its_complement(
    analytics: Api, publisher: str, population: Feed, token: Token
) -> None:
    run = compute(analytics, publisher, population.period)
    assert run.body["facts"] == sum(map(sum, SIZES.values())) * 3 + 8 * 20
    path = f"/v1/indicators/E06?period={population.period}&uf=AM&by=race_colour,gender"
    table = analytics.get(path, token("analyst")).body
    rows = {(row["codes"]["race_colour"], row["codes"]["gender"]): row for row in table["rows"]}
    assert table["run_id"] == run.id
    assert rows["INDIGENOUS", "MALE"] == {
        "codes": {"uf": "AM", "race_colour": "INDIGENOUS", "gender": "MALE"},
        "numerator": None, "denominator": None, "rate": None, "suppressed": True,
    }  # fmt: skip
    assert any(rows["INDIGENOUS", gender]["suppressed"] for gender in ("FEMALE", "TOTAL"))
    assert rows["NEGRA", "TOTAL"]["numerator"] in (22 + 71 + 45 + 120, None)
    shown = [row["numerator"] for row in rows.values() if not row["suppressed"]]
    assert all(number == 0 or number > 10 for number in shown)


def test_a_late_fact_makes_a_new_run_and_an_old_cut_off_the_old_numbers(
    analytics: Api, publisher: str, feed: Feed
) -> None:
    feed.received("AM", "WHITE", "MALE", 40)
    first = compute(analytics, publisher, feed.period)
    feed.received("AM", "WHITE", "MALE", 2)
    second = compute(analytics, publisher, feed.period)
    again = compute(analytics, publisher, feed.period, cut_off=first.body["cut_off"])
    assert (first.body["facts"], second.body["facts"], again.body["facts"]) == (40, 42, 40)
    assert first.body["inputs_hash"] == again.body["inputs_hash"] != second.body["inputs_hash"]
    table = analytics.get(f"/v1/indicators/E06?period={feed.period}", publisher).body
    assert [row["numerator"] for row in table["rows"]] == [42]


def test_a_later_declaration_counts_from_then_on(analytics: Api, publisher: str, feed: Feed) -> None:
    people = feed.received("AM", "WHITE", "MALE", 30)
    with feed.app.unit_of_work():
        for person in people:
            feed.declares(person, Attribute.RACE_COLOUR, "BLACK", hours=+1)
    compute(analytics, publisher, feed.period)
    rows = analytics.get(f"/v1/indicators/E06?period={feed.period}&by=race_colour", publisher).body["rows"]
    numbers = {row["codes"]["race_colour"]: row["numerator"] for row in rows}
    assert (numbers["WHITE"], numbers["BLACK"]) == (30, 0)


def test_a_rate_of_acceptance(analytics: Api, publisher: str, feed: Feed) -> None:
    with feed.app.unit_of_work():
        for number in range(60):
            referral, person = uuid4(), uuid4()
            for kind in (FactKind.REFERRAL_SENT, FactKind.REFERRAL_ACCEPTED)[: 1 + (number < 45)]:
                feed.app.record_fact(kind, feed.origin("referrals"), feed.month, referral, person_id=person, uf="AM")
    compute(analytics, publisher, feed.period, "E18")
    (row,) = analytics.get(f"/v1/indicators/E18?period={feed.period}&uf=AM", publisher).body["rows"]
    assert (row["numerator"], row["denominator"], row["rate"], row["suppressed"]) == (45, 60, 0.75, False)


def test_meetings_by_level(analytics: Api, publisher: str, feed: Feed) -> None:
    with feed.app.unit_of_work():
        for level, meetings in (("local", 3), ("interregional", 1)):
            for _ in range(meetings):
                on = {"level": level, "on": f"{feed.period}-17"}
                feed.app.record_fact(FactKind.MEETING_HELD, feed.origin("coordination"), feed.month, uuid4(), codes=on)
    compute(analytics, publisher, feed.period, "E33")
    rows = analytics.get(f"/v1/indicators/E33?period={feed.period}&by=level", publisher).body["rows"]
    assert {row["codes"]["level"]: row["numerator"] for row in rows} == {"local": 3, "interregional": 1, "TOTAL": 4}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("E06?period=2029-01", 404), ("E99?period=2029-01", 404), ("E06", 422), ("E06?period=April", 422),
        ("E06?period=2029-01&by=municipality", 422), ("E06?period=2029-01&uf=XX", 422),
        ("E06?period=2029-01&by=level", 409), ("E33?period=2029-01&by=race_colour", 409),
        ("E06?period=2029-01&colour=red", 422),
    ],
)  # fmt: skip
def test_what_is_not_published_is_refused(analytics: Api, publisher: str, path: str, status: int) -> None:
    assert analytics.get(f"/v1/indicators/{path}", publisher).status == status


def test_only_publishers_compute_and_nobody_looks_ahead(analytics: Api, publisher: str, token: Token) -> None:
    body = {"indicator_id": "E06", "period": "2029-01"}
    assert analytics.post("/v1/indicator-runs", body, token("analyst")).status == 403
    ahead = analytics.post("/v1/indicator-runs", {**body, "cut_off": 10**12}, publisher)
    assert (ahead.status, ahead.slug) == (409, "analytics-cut-off-ahead")


def test_how_a_run_was_computed_is_for_publishers_and_auditors(analytics: Api, publisher: str, token: Token) -> None:
    run = compute(analytics, publisher, "2029-02")
    path = f"/v1/indicator-runs/{run.id}"
    assert analytics.get(path, token("auditor")).body["inputs_hash"] == run.body["inputs_hash"]
    assert analytics.get(path, token("analyst")).status == 404


def test_the_definitions_are_public(analytics: Api, token: Token) -> None:
    items = analytics.get("/v1/indicators", token("analyst")).body["items"]
    assert [item["indicator_id"] for item in items] == ["E06", "E18", "E20", "E33", "E36"]
    assert items[0]["dimensions"] == ["uf", "race_colour", "gender"]


def test_how_far_each_source_was_followed(analytics: Api, token: Token, feed: Feed) -> None:
    feed.received("AM", "WHITE", "MALE", 1)
    sources = {line["source"]: line for line in analytics.get("/v1/facts/sources", token("analyst")).body["sources"]}
    assert sources["intake"]["facts"] >= 1


def test_an_auditor_opens_and_closes_a_replay(analytics: Api, token: Token) -> None:
    auditor, case = token("auditor", subject=f"auditor-{uuid4()}"), str(uuid4())
    body = {"case_store": "intake", "case_stream": case, "reason": "Entered two hours late, step 30"}
    opened = analytics.post("/v1/replay-sessions", {**body, "as_known_at": "2025-04-17T15:30:00Z"}, auditor)
    assert opened.status == 201
    path = f"/v1/replay-sessions/{opened.id}/closing"
    assert analytics.post(path, {}, token("auditor", subject="somebody else"), match=1).status == 404
    assert analytics.post(path, {}, auditor, match=1).body["status"] == "closed"
    (line,) = analytics.get(f"/v1/replay-sessions?case_stream={case}", auditor).body["items"]
    assert (line["reason"], line["closed_at"] is None) == (body["reason"], False)
    confidential = analytics.post("/v1/replay-sessions", {**body, "case_store": "notices"}, auditor)
    assert (confidential.status, confidential.slug) == (409, "analytics-confidential-history")
    assert analytics.post("/v1/replay-sessions", body, token("analyst")).status == 403


def test_who_turned_out_to_be_one_person_counts_once_and_an_earlier_run_stays_what_it_was(
    analytics: Api, publisher: str, feed: Feed
) -> None:
    """PL15: a run is of its cut-off; a new one counts one person less, and one more again once that was wrong."""
    one, other, *_ = feed.received("AM", "WHITE", "MALE", 12)

    def told(kind: FactKind) -> None:
        origin = feed.origin()
        codes = {"survivor_id": str(one), "position": str(origin.position)}
        with feed.app.unit_of_work():
            feed.app.record_fact(kind, origin, feed.month, other, codes=codes)

    def counted(run: Reply) -> int:
        with feed.app.unit_of_work() as unit:
            found = unit.get(IndicatorRun, UUID(run.id))
        return sum(line.numerator for line in found.lines if line.codes[0] == "TOTAL")

    before = compute(analytics, publisher, feed.period)
    told(FactKind.PERSONS_MERGED)
    merged = compute(analytics, publisher, feed.period)
    told(FactKind.PERSON_MERGE_UNDONE)
    undone = compute(analytics, publisher, feed.period)
    assert [counted(run) for run in (before, merged, undone)] == [12, 11, 12]
    assert before.body["inputs_hash"] == undone.body["inputs_hash"] != merged.body["inputs_hash"]
    again = compute(analytics, publisher, feed.period, cut_off=merged.body["cut_off"])
    assert (again.body["inputs_hash"], counted(again)) == (merged.body["inputs_hash"], 11)
