"""The matching of a need to offers: parse, call, answer."""

from __future__ import annotations

from typing import Any

from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from services.referrals.network import access
from services.referrals.network.matching import Matches, MatchingApplication
from services.referrals.network.schemas import matching as schemas

blp = Blueprint("matches", url_prefix="/v1/matches", application=MatchingApplication)


@blp.search("", schemas.NeedBody, schemas.MatchesAnswer, scope="partners:read")
def match_need(app: MatchingApplication, caller: Caller, body: dict[str, Any]) -> Matches:
    """Offers for a need, ranked, each with its reasons; and those that may not serve, each with why not.

    What is asked concerns somebody: it stands in no URL, is asked in one's own territory, and is kept nowhere.
    """
    seeker = schemas.seeker_of(body)
    access.in_territory(caller, seeker.uf)
    return app.match(body["need_domain"], seeker, body["limit"], body["without"])
