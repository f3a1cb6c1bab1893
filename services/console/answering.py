"""The pages behind an answer link: a code, then one referral and what its partner may do with it.

Looking at the address alone shows nothing and changes nothing, for programs that preview links do that too. The code
travels in forms, never in an address; nothing is kept between two requests but what the page itself holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx
from flask import Blueprint, Response, abort, request

from infra.world import random_id
from services.console import language, wording
from services.console.language import mark as _
from services.console.referrals import TIMEOUT, Referral, Reply

LINK = re.compile(r"([0-9a-f]{32})\.\d{1,6}\.[A-Za-z0-9_-]{20,90}")
MOST_FIGURES, LONGEST_HEADER = 9, 255
LOCAL = "%Y-%m-%dT%H:%M"
SHAPES = {"pt": "%d/%m/%Y %H:%M", "en": "%Y-%m-%d %H:%M"}
DONE = _("Done. The office sees it.")
Page = Callable[..., Response]


def pages(url: str, page: Page, transport: httpx.BaseTransport | None = None) -> Blueprint:
    """`url`: the API of referrals. `page(template, status, **values)` renders in the reader's language."""
    api = httpx.Client(base_url=url.rstrip("/"), timeout=TIMEOUT, transport=transport, trust_env=False)
    blp = Blueprint("answering", __name__, url_prefix="/answers")

    @blp.get("/<link>")
    def ask(link: str) -> Response:
        _named(link)
        return page("answer_code.html")

    @blp.post("/<link>")
    def answer(link: str) -> Response:
        code = _figures(request.form.get("code", ""))
        referral = Referral(api, _named(link), f"{link}~{code}", language.chosen())
        done = _done(referral, request.form)
        found = _received(referral)
        if not found.is_fine:
            return _refused(page, found)
        return page("answer.html", (done or found).status, code=code, **_shown(referral, found), **_told(done))

    return blp


def _named(link: str) -> UUID:
    """The referral that the address names; whether it was ever given out is not asked here."""
    known = LINK.fullmatch(link)
    return UUID(hex=known[1]) if known else abort(404)


def _received(referral: Referral) -> Reply:
    """What the partner reads now is received now."""
    found = referral.read()
    if found.is_fine and found.body.get("status") == "sent":
        referral.does("/receipt", found.version, f"seen-{random_id()}")
        return referral.read()
    return found


def _refused(page: Page, found: Reply) -> Response:
    """A wrong code may be typed again; a link that is over, or was never given out, is told as such."""
    if found.status in (401, 404, 410):
        return page("answer_over.html", found.status)
    return page("answer_code.html", found.status, refused=found.said)


def _done(referral: Referral, form: Mapping[str, str]) -> Reply | None:
    """What a button asked for, None for a first look."""
    number = _figures(form.get("number", ""))
    commands: Mapping[str, tuple[str, Mapping[str, Any]]] = {
        "accept": ("/acceptance", {}),
        "wait": ("/waiting", {}),
        "decline": ("/decline", {"reason": form.get("reason")}),
        "appoint": ("/appointments", {"at": _instant(form)}),
        "came": (f"/appointments/{number}/attendance", {}),
        "missed": (f"/appointments/{number}/absence", {}),
        "complete": ("/completion", {"outcome": form.get("outcome")}),
        "deleted": ("/recall-confirmation", {}),
    }
    wanted = commands.get(form.get("do", ""))
    return referral.does(wanted[0], _visible(form, "version"), _visible(form, "key"), wanted[1]) if wanted else None


def _figures(text: str) -> str:
    """Without the spaces and dashes that people put between figures."""
    return re.sub(r"[^0-9]", "", text)[:MOST_FIGURES]


def _visible(form: Mapping[str, str], name: str) -> str:
    """What can stand in a header of a request."""
    return re.sub(r"[^\x21-\x7e]", "", form.get(name, ""))[:LONGEST_HEADER]


def _instant(form: Mapping[str, str]) -> str:
    """The local time of a form as an instant; what is no time stays for the API to refuse."""
    at, zone = form.get("at", ""), form.get("zone", "")
    try:
        return datetime.strptime(at, LOCAL).replace(tzinfo=ZoneInfo(zone)).isoformat()
    except (ValueError, KeyError, OSError):
        return at


def _told(done: Reply | None) -> dict[str, str]:
    if done is None:
        return {}
    return {"told": DONE} if done.is_fine else {"refused": done.said}


def _shown(referral: Referral, found: Reply) -> dict[str, Any]:
    """What the page says of a referral: in the partner's own time, codes in words."""
    body = found.body
    fields = referral.read("/shared-fields") if body["shared_fields"] else Reply(200, {"fields": {}})
    local = _clock(str(body["zone"]))
    return {
        "referral": body, "version": found.version, "key": str(random_id()), "words": wording, "local": local,
        "fields": fields.body.get("fields", {}), "hidden": "" if fields.is_fine else fields.said,
    }  # fmt: skip


def _clock(zone: str) -> Callable[[str], str]:
    shape = SHAPES[language.chosen()]
    return lambda instant: datetime.fromisoformat(instant).astimezone(ZoneInfo(zone)).strftime(shape)
