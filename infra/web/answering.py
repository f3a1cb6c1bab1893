"""The last steps of every answer: problems for exceptions, headers, one access line, http metrics."""

from __future__ import annotations

import json
import time

from flask import Response, request

from infra.observability import metrics
from infra.observability.failures import failures
from infra.observability.logs import error_fields, logger
from infra.web import exchange, problems
from infra.web.errors import problem_of
from infra.web.problems import CONTENT_TYPE, TYPES, Problem, ProblemBody
from infra.web.translations import negotiate, translate

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def refuse(error: Exception) -> Response:
    """The problem for an exception; one that nobody expected is logged by type and place, without its text.

    In a confidential store it is counted, and told in totals only.
    """
    problem = problem_of(error) or Problem(problems.INTERNAL)
    if problem.kind.status >= 500 and not exchange.is_unrecorded():
        _report(error, problem)
    return _response(problem)


def _report(error: Exception, problem: Problem) -> None:
    if exchange.is_silent():
        failures.note(error)
        return
    fields = {"trace_id": exchange.current().trace_id, **error_fields(error)}
    if problem.kind is problems.INTERNAL:
        logger().error("http.unexpected", **fields)
    else:
        logger().warning("http.unavailable", dependency=getattr(error, "dependency", "database"), **fields)


def _response(problem: Problem) -> Response:
    language = negotiate(request.accept_languages)
    body = ProblemBody(
        type=f"{TYPES}/{problem.kind.slug}",
        title=translate(problem.kind.title, language),
        status=problem.kind.status,
        detail=problem.said(language),
        instance=f"urn:request:{exchange.current().request_id}",
        trace_id=exchange.current().trace_id,
        errors=[{**error, "detail": translate(error["detail"], language)} for error in problem.errors],
        successor=str(problem.successor) if problem.successor else None,
    )
    headers = {**problem.headers, "Content-Language": language}
    return Response(json.dumps(body.members()), problem.kind.status, headers, content_type=CONTENT_TYPE)


def finish(response: Response) -> Response:
    """Headers of every answer; line and metrics where the operation leaves traces at all."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["X-Request-ID"] = exchange.current().request_id
    response.vary.add("Accept-Language")
    if not exchange.is_silent():
        _record(response)
    return response


def _record(response: Response) -> None:
    route = request.url_rule.rule if request.url_rule else "unmatched"
    seconds = time.perf_counter() - exchange.current().started
    metrics.http_requests_total.labels(request.method, route, response.status_code).inc()
    metrics.http_request_duration_seconds.labels(request.method, route).observe(seconds)
    logger().info(
        "http.request",
        method=request.method,
        route=route,
        status=response.status_code,
        duration_ms=round(seconds * 1000, 1),
        trace_id=exchange.current().trace_id,
        request_id=exchange.current().request_id,
    )
