"""Totals stay after an erasure, what was computed stays as it was, and no code leads to the person any more."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from services.analytics.facts.domain.declaration import Declaration
from services.analytics.indicators.application import COUNTING, IndicatorsApplication
from services.analytics.indicators.domain.indicator_run import IndicatorRun
from services.analytics.releases.cube import TOTAL
from tests.integration.erasure.network import Network

YEAR = str(datetime.now(UTC).year)
STATISTICS = "SELECT type, message FROM published WHERE channel = 'statistics' AND message ->> 'subject' = %s"
CHAIN = "SELECT position, previous FROM published WHERE channel = 'statistics' ORDER BY position"


def computed(net: Network) -> IndicatorRun:
    run: IndicatorRun = net.nodes["analytics"].app(IndicatorsApplication).compute("E06", YEAR)
    return run


def people(run: IndicatorRun) -> Counter[str]:
    """People of the whole country by the race/colour that they declared."""
    found: Counter[str] = Counter()
    for line in run.lines:
        if line.codes[0] == TOTAL:
            found[line.codes[1]] += line.numerator
    return found


def declare(net: Network, person: str) -> None:
    path = f"/v1/persons/{person}"
    net.intake.post(f"{path}/race-colour", {"race_colour": "INDIGENOUS"}, net.worker, match=1)
    net.intake.post(f"{path}/gender", {"gender_identity": "trans_woman"}, net.worker, match=2)


def test_totals_stay_and_codes_lead_nowhere(net: Network) -> None:
    person = net.person(civil_name="Canária Contada").id
    declare(net, person)
    net.received(person)
    net.carry()
    before, chain = computed(net), net.nodes["intake"].rows(CHAIN)
    assert people(before)["INDIGENOUS"] >= 1
    assert len(net.nodes["intake"].rows(STATISTICS, person)) == 2
    net.erased(person)
    after = computed(net)
    assert people(after).total() == people(before).total()
    assert after.facts == before.facts
    assert people(after)["INDIGENOUS"] == people(before)["INDIGENOUS"] - 1
    analytics = net.nodes["analytics"]
    assert analytics.app(IndicatorsApplication).run(before.id).lines == before.lines
    for kind, message in net.nodes["intake"].rows(STATISTICS, person):
        assert kind == message["type"] == "org.travessia.intake.person.erased.v1"
        assert message["data"] == {}
    assert net.nodes["intake"].rows(CHAIN)[: len(chain)] == chain
    assert analytics.rows_of("demographics", person) == 0
    with analytics.store.begin() as unit:
        streams = [s for s in analytics.erasure(person).order.streams if unit.exists(Declaration, s)]
        codes = [unit.get(Declaration, stream).declared for stream in streams]
        assert len(codes) == 2
        assert [isinstance(code, str) for code in unit.open_many(codes, COUNTING)] == [False, False]


def test_a_recomputation_tells_an_erasure_from_a_forgery(net: Network) -> None:
    person = net.person(civil_name="Canária Recontada").id
    declare(net, person)
    net.received(person)
    net.received(person)
    net.carry()
    app, before = net.nodes["analytics"].app(IndicatorsApplication), computed(net)
    assert (app.recompute(before.id).equal, app.recompute(before.id).erased_inputs) == (True, 0)
    net.erased(person)
    again = app.recompute(before.id)
    assert (again.equal, again.same_inputs, again.same_numbers, again.same_totals) == (False, False, False, True)
    assert (again.erased_inputs, again.facts) == (2, before.facts)
    assert (again.verdict, app.recompute(computed(net).id).verdict) == ("differs-by-erasure", "equal")
    assert replace(again, erased_inputs=0).verdict == "unexplained", "nobody was erased, and yet it differs"
    assert replace(again, same_totals=False).verdict == "unexplained", "an erasure takes out no fact"
    later = app.recompute(computed(net).id)
    assert (later.equal, later.erased_inputs) == (True, 0)


def test_what_arrives_late_about_somebody_erased_is_not_kept(net: Network) -> None:
    person = net.person(civil_name="Canária Tardia").id
    net.carry()
    declare(net, person)
    late = [(channel, body) for channel, body in net.published("intake")]
    net.erased(person)
    for channel, body in late:
        net.deliver(net.nodes["analytics"], channel, body)
    assert net.nodes["analytics"].rows_of("demographics", person) == 0
    assert net.nodes["analytics"].erasing.check(net.nodes["analytics"].erasure(person).id) == {}
    with net.nodes["analytics"].store.begin() as unit:
        assert unit.query("SELECT 1 FROM subject_keys WHERE subject_id = %s", (UUID(person),)) == []
