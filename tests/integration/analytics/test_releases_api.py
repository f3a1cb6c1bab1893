"""X10 in analytics: April is published, a device hands in late, and April has a second version with a note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from infra.composition import open_store
from infra.database import connect
from infra.settings import Settings
from services.analytics.facts.application import FactsApplication
from services.analytics.facts.domain.fact import FactKind
from services.analytics.facts.views.facts import Facts
from services.analytics.releases.application import ReleasesApplication
from services.analytics.store import STORE
from tests.conftest import Token
from tests.http import Api, Reply
from tests.integration.analytics.test_indicators_api import Feed

RELEASES = "/v1/releases"


@pytest.fixture(scope="module")
def facts(settings: Callable[[Sequence[str], str], Settings]) -> FactsApplication:
    """Years that no other test writes in; what an earlier run left of them is taken out of the read model."""
    with connect(settings(["analytics"], "migrate").stores["analytics"].database("migrate")) as owner:
        (name,) = owner.execute("SELECT layout FROM views WHERE name = %s", (Facts.name,)).fetchone() or (None,)
        owner.execute(f"DELETE FROM {name} WHERE occurred_at < '2020-01-01'".encode())
    return FactsApplication(open_store(STORE, settings(["analytics"], "api")))


class Month(Feed):
    """The first month of which nothing was published, here or in an earlier run."""

    def __init__(self, app: FactsApplication) -> None:
        self.app, self.position = app, 0
        self.releases = ReleasesApplication(app.store)
        months = (datetime(year, month, 10, tzinfo=UTC) for year in range(2001, 2019) for month in range(1, 13))
        self.month = next(month for month in months if not self.releases.of_period(month.strftime("%Y-%m")))
        self.period = self.month.strftime("%Y-%m")

    def late(self, uf: str, people: int) -> None:
        """As the worker does when a batch comes in."""
        for person in self.received(uf, "WHITE", "FEMALE", people):
            self.releases.reopen(FactKind.RECEPTION_COMPLETED, self.month, uf, person)


@pytest.fixture
def month(facts: FactsApplication) -> Month:
    return Month(facts)


@pytest.fixture
def analytics(api: Callable[[str], Api]) -> Api:
    return api("analytics")


@pytest.fixture
def publisher(token: Token) -> str:
    return token("indicator_publisher")


def published(analytics: Api, publisher: str, month: Month) -> Reply:
    reply = analytics.post(RELEASES, {"indicator_id": "E06", "period": month.period}, publisher)
    assert reply.status == 201, reply.body
    return reply


def revised(analytics: Api, publisher: str, release: str) -> Reply:
    version = analytics.get(f"{RELEASES}/{release}", publisher).version
    return analytics.post(f"{RELEASES}/{release}/revision", {}, publisher, match=version)


def numbers(analytics: Api, token: str, path: str) -> dict[str, int | None]:
    reply = analytics.get(path, token)
    assert reply.status == 200, reply.body
    return {row["codes"]["uf"]: row["numerator"] for row in reply.body["rows"]}


def test_late_entries_make_a_second_version_with_its_difference(
    analytics: Api, publisher: str, month: Month, token: Token
) -> None:
    month.received("AM", "WHITE", "FEMALE", 40)
    month.received("AC", "WHITE", "FEMALE", 50)
    release, analyst = published(analytics, publisher, month).id, token("analyst")
    assert published(analytics, publisher, month).id == release
    month.late("AM", 45)
    found = analytics.get(f"{RELEASES}/{release}", analyst).body
    assert (found["reopened"], len(found["versions"])) == (True, 1)
    before = numbers(analytics, analyst, f"/v1/indicators/E06?period={month.period}&by=uf")
    assert before == {"AM": 40, "AC": 50, "TOTAL": 90}
    assert revised(analytics, publisher, release).body["versions"] == 2
    found = analytics.get(f"{RELEASES}/{release}", analyst).body
    assert [(v["number"], v["note"], v["late_entries"]) for v in found["versions"]] == [
        (1, None, None), (2, "late_entries", None),
    ]  # fmt: skip
    told = analytics.get(f"{RELEASES}/{release}", publisher).body["versions"]
    assert [version["late_entries"] for version in told] == [0, 45]
    path = f"{RELEASES}/{release}/versions"
    assert numbers(analytics, analyst, f"{path}/1?by=uf") == before
    assert numbers(analytics, analyst, f"{path}/2?by=uf")["TOTAL"] == 135
    assert numbers(analytics, analyst, f"{path}/2/difference?by=uf")["TOTAL"] == 45
    assert numbers(analytics, analyst, f"/v1/indicators/E06?period={month.period}&by=uf")["TOTAL"] == 135
    assert analytics.get(f"{path}/1/difference?by=uf", analyst).status == 404
    assert analytics.get(f"{path}/3?by=uf", analyst).status == 404
    listed = analytics.get(f"{RELEASES}?period={month.period}", analyst).body["items"]
    assert [one["id"] for one in listed] == [release]


def test_four_late_receptions_are_not_published_alone(analytics: Api, publisher: str, month: Month) -> None:
    month.received("AM", "WHITE", "FEMALE", 40)
    release = published(analytics, publisher, month).id
    refused = revised(analytics, publisher, release)
    assert (refused.status, refused.slug) == (409, "analytics-release-not-reopened")
    month.late("AM", 4)
    refused = revised(analytics, publisher, release)
    assert (refused.status, refused.slug) == (409, "analytics-revision-tells-too-much")
    assert numbers(analytics, publisher, f"/v1/indicators/E06?period={month.period}&by=uf")["TOTAL"] == 40
    month.late("AM", 8)
    assert revised(analytics, publisher, release).body["versions"] == 2


def test_a_late_entry_that_changes_nothing_makes_no_version(analytics: Api, publisher: str, month: Month) -> None:
    month.received("AM", "WHITE", "FEMALE", 40)
    release = published(analytics, publisher, month).id
    month.releases.reopen(FactKind.RECEPTION_COMPLETED, month.month, "AM", uuid4())
    assert revised(analytics, publisher, release).body["versions"] == 1
    assert analytics.get(f"{RELEASES}/{UUID(release)}", publisher).body["reopened"] is False


def test_a_period_that_goes_on_is_not_published(analytics: Api, publisher: str, token: Token) -> None:
    body = {"indicator_id": "E06", "period": "2099-12"}
    refused = analytics.post(RELEASES, body, publisher)
    assert (refused.status, refused.slug) == (409, "analytics-period-not-over")
    assert analytics.post(RELEASES, body, token("analyst")).status == 403
