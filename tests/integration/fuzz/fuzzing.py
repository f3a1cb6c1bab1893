"""Schemathesis on one store: requests that the document allows and requests that it forbids, with ids that exist."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings, strategies
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.config import ChecksConfig, GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.core.result import Err
from schemathesis.schemas import APIOperation, BaseSchema

from tests.openapi.records import Records

ZONES = ("America/Manaus", "America/Sao_Paulo", "UTC")
MUNICIPALITIES = ("1200013", "1302603", "3550308", "5101837", "0000000")
Operation = APIOperation[Any, Any, Any, Any]
TAG = re.compile(r'"[0-9]+"')
# A tag that no version could have is as stale as an old one.
REJECTED = ["400", "401", "403", "404", "412", "422", "428"]
schemathesis.checks.load_all_checks()
# They ask another store, which does not run here: saying so is the right answer.
ASK_ANOTHER = {"GET /v1/cases/{case_id}/notice"}
CHECKS: list[Any] = schemathesis.checks.CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
        "negative_data_rejection",
    ]
)

WITH_503 = [check for check in CHECKS if check.__name__ != "not_a_server_error"]

schemathesis.openapi.format("iana-zone", strategies.sampled_from(ZONES))
schemathesis.openapi.format("ibge-municipality", strategies.sampled_from(MUNICIPALITIES))


def load(app: Any, store: str, number: int) -> BaseSchema:
    """The document that the mounted app publishes."""
    checks = ChecksConfig.from_dict({"negative_data_rejection": {"expected-statuses": REJECTED}})
    project = ProjectConfig(checks=checks, generation=GenerationConfig(with_security_parameters=False, allow_x00=False))
    config = SchemathesisConfig(seed=number, projects=ProjectsConfig(default=project))
    return schemathesis.openapi.from_wsgi(f"/{store}/openapi.json", app, config=config)


def operations(schema: BaseSchema) -> Iterator[Operation]:
    for result in schema.get_all_operations():
        if isinstance(result, Err):
            raise result.err()
        yield result.ok()


@dataclass
class Fuzzer:
    """So many requests of each mode for an operation, always the same ones for one seed."""

    records: Records
    examples: int
    number: int
    statuses: Counter[int] = field(default_factory=Counter)

    def complaints(self, operation: Operation) -> Iterator[str]:
        """What is wrong with the answers."""
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                self._run(operation.as_strategy(generation_mode=mode))
            except FailureGroup as group:
                yield from (_line(operation, mode, failure) for failure in group.exceptions)
            except Unsatisfiable:  # an operation that takes nothing cannot be asked wrongly
                if mode is GenerationMode.POSITIVE:
                    yield f"{operation.label}: the document allows no request at all"
            except Failure as failure:
                yield _line(operation, mode, failure)

    def _run(self, cases: strategies.SearchStrategy[Case[Any]]) -> None:
        @seed(self.number)
        @settings(
            max_examples=self.examples, database=None, suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink), report_multiple_bugs=False,
        )  # fmt: skip
        @given(case=cases)
        def one(case: Case[Any]) -> None:
            aim(case, self.records)
            response = case.call(headers={"Authorization": f"Bearer {self.records.token}"})
            self.statuses[response.status_code] += 1
            case.validate_response(response, checks=WITH_503 if _tells_who_is_away(case, response) else CHECKS)

        one()


def aim(case: Case[Any], records: Records) -> None:
    """Half of what names something names what exists, as it is now, so that requests come further than "not found"."""
    _replace(case.path_parameters, records.ids)
    if isinstance(case.body, dict):
        _replace(case.body, records.known)
    if TAG.fullmatch(str(case.headers.get("If-Match", ""))) and records.ids.items() & case.path_parameters.items():
        case.headers["If-Match"] = f'"{records.version(case.path, case.path_parameters)}"'


def _tells_who_is_away(case: Case[Any], response: Any) -> bool:
    asks_another = case.operation.label in ASK_ANOTHER
    return asks_another and response.status_code == 503 and "retry-after" in response.headers


def _replace(values: dict[str, Any], known: Mapping[str, Any]) -> None:
    values.update({name: known[name] for name, value in values.items() if name in known and _even(value)})


def _even(value: object) -> bool:
    try:
        return UUID(str(value)).int % 2 == 0
    except ValueError:
        return False


def _line(operation: Operation, mode: GenerationMode, failure: BaseException) -> str:
    text = re.sub(r"\s+", " ", str(failure))
    return f"{operation.label} ({mode.value}): {text}"
