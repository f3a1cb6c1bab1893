"""HTTP resources of facts: how far each source has been followed."""

from __future__ import annotations

from typing import Any

from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from services.analytics.facts.application import FactsApplication
from services.analytics.facts.schemas import SourcesAnswer

blp = Blueprint("facts", url_prefix="/v1/facts", application=FactsApplication)


@blp.query("/sources", SourcesAnswer, scope="facts:read", everywhere=True)
def read_sources(app: FactsApplication, caller: Caller) -> dict[str, Any]:
    """Of each source: how many facts, and the last position and instant that one of them came from."""
    return {"sources": app.sources()}
