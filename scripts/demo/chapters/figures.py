"""Step 28: a few hundred fictional people are received; what is counted hides whoever could be recognised."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from rich.progress import track

from scripts.demo.cast import Cast
from scripts.demo.network import Network, User
from scripts.demo.recorded import heard, receptions
from scripts.demo.stage import Stage

# How many people of each race/colour and gender are received; three indigenous men are the cell to protect.
POPULATION = {
    ("BROWN", "cis_man"): 96, ("BROWN", "cis_woman"): 41, ("BLACK", "cis_man"): 74, ("BLACK", "cis_woman"): 33,
    ("WHITE", "cis_man"): 58, ("WHITE", "cis_woman"): 29, ("INDIGENOUS", "cis_man"): 3,
    ("INDIGENOUS", "cis_woman"): 14,
}  # fmt: skip
REPORTED = {"cis_man": "MALE", "cis_woman": "FEMALE"}
THREADS, MONTH, TOTAL = 4, "2025-04", "TOTAL"


def play(stage: Stage, network: Network, cast: Cast) -> None:
    stage.chapter("What is counted, and what is hidden")
    population(stage, network, cast)
    protected(stage, computed(stage, network))


def population(stage: Stage, network: Network, cast: Cast) -> None:
    total = sum(POPULATION.values())
    office = cast.offices["OFF-AM"]
    lia = cast.users["social worker"]
    with stage.step("28", "19:00 DF", f"{total} fictional people were received this month at Porto Sereno"):
        people = [kind for kind, count in POPULATION.items() for _ in range(count)]
        with ThreadPoolExecutor(THREADS) as threads:
            jobs = [threads.submit(receive, lia, office, race, gender) for race, gender in people]
            for job in track(jobs, description="        ", console=stage.console, transient=True):
                job.result()
        stage.check("received", total, len(jobs))


def receive(lia: User, office: str, race: str, gender: str) -> None:
    """One person, from the door to the end of the reception, in the person's own words."""
    at = "2025-04-16T14:00:00Z"
    person = lia.post("/intake/v1/persons", {"client_types": ["released"]}, at=at)
    path = f"/intake/v1/persons/{person.id}"
    declared = lia.post(f"{path}/race-colour", {"race_colour": race}, person.version, at)
    lia.post(f"{path}/gender", {"gender_identity": gender}, declared.version, at)
    arrival = {"office_id": office, "person_id": person.id}
    reception = lia.post("/intake/v1/receptions", arrival, at="2025-04-16T15:00:00Z").id
    path = f"/intake/v1/receptions/{reception}"
    lia.post(f"{path}/start", {}, 1, "2025-04-16T15:10:00Z")
    lia.post(f"{path}/completion", {"outcome": "oriented"}, 2, "2025-04-16T15:40:00Z")


def computed(stage: Stage, network: Network) -> Figures:
    analyst = network.user("Teresa", "indicator_publisher", uf=["AM"])
    with stage.step("28", "19:00 DF", "analytics computes people received, by race/colour and gender, in Amazonas"):
        recorded = receptions(network, MONTH)
        # What people said of themselves comes on other ways than what was done for them.
        stage.check("heard of all", network.eventually(lambda: heard(network, "analytics", "intake"), bool), True)
        figures = network.eventually(
            lambda: compute(analyst), lambda found: found.run["facts"] == recorded and not found.differing
        )
        stage.check("receptions counted", figures.run["facts"], recorded)
        again = {"indicator_id": "E06", "period": MONTH, "cut_off": figures.run["cut_off"]}
        same = analyst.post("/analytics/v1/indicator-runs", again)
        stage.check("computed again from the same facts", same.body["inputs_hash"] == figures.run["inputs_hash"], True)
    for indicator in ("E18", "E20", "E33", "E36"):
        analyst.post("/analytics/v1/indicator-runs", {"indicator_id": indicator, "period": MONTH})
    assert isinstance(figures, Figures)
    return figures


@dataclass(frozen=True)
class Figures:
    """A run, and its published table by race/colour and gender (with `TOTAL`)."""

    run: dict[str, Any]
    table: dict[tuple[str, str], dict[str, Any]]

    @property
    def hidden(self) -> set[tuple[str, str]]:
        return {codes for codes, row in self.table.items() if row["suppressed"]}

    @property
    def differing(self) -> list[tuple[str, str]]:
        """Cells that are shown with another number than the people who came."""
        shown = {(race, REPORTED[gender]): count for (race, gender), count in POPULATION.items()}
        return [c for c, n in shown.items() if c not in self.hidden and self.table.get(c, {}).get("numerator") != n]


def compute(analyst: User) -> Figures:
    run = analyst.post("/analytics/v1/indicator-runs", {"indicator_id": "E06", "period": MONTH}).body
    rows = analyst.get(f"/analytics/v1/indicators/E06?period={MONTH}&uf=AM&by=race_colour,gender").body["rows"]
    table = {(row["codes"].get("race_colour", TOTAL), row["codes"].get("gender", TOTAL)): row for row in rows}
    return Figures(run, table)


def protected(stage: Stage, figures: Figures) -> None:
    races = {race for race, _ in POPULATION}
    with stage.step("28", "19:00 DF", "the small cell is hidden, and with it what would give it away"):
        stage.check("INDIGENOUS × MALE", figures.table["INDIGENOUS", "MALE"]["numerator"], None)
        in_row = {codes for codes in figures.hidden if codes[0] == "INDIGENOUS" and codes[1] in REPORTED.values()}
        in_column = {codes for codes in figures.hidden if codes[1] == "MALE" and codes[0] in races}
        stage.check("at least two cells hidden in its row", len(in_row) >= 2, True)
        stage.check("at least two cells hidden in its column", len(in_column) >= 2, True)
        stage.check("cells shown with another number", figures.differing, [])
        stage.note(f"hidden: {', '.join(' × '.join(codes) for codes in sorted(figures.hidden))}")
