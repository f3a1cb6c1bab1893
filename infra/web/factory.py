"""Makes one store's HTTP app."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask

from infra.application import Application
from infra.erasure.application import ErasureApplication
from infra.eventstore.memory import MemoryRecorder
from infra.ledger.witness import Witness
from infra.settings import HttpSettings
from infra.stores import CONFIDENTIAL
from infra.web import answering, docs, exchange, ledger, requests
from infra.web.blueprint import Blueprint
from infra.web.deadlines import deadline_blueprints
from infra.web.erasures import erasures_blueprint
from infra.web.guests import Guests
from infra.web.histories import history_blueprints
from infra.web.host import EXTENSION, Host
from infra.web.idempotency import Idempotency, MemoryIdempotency
from infra.web.idempotency_table import TableIdempotency
from infra.web.parked import parked_blueprint
from infra.web.strict_json import MAX_BYTES
from infra.web.tokens import TokenVerifier


def create_app(
    store_name: str,
    applications: Application | Sequence[Application],
    settings: HttpSettings,
    blueprints: Sequence[Blueprint],
    *,
    confidential: bool | None = None,
    idempotency: Idempotency | None = None,
    witness: Witness | None = None,
) -> Flask:
    """The app of one store, to be mounted under `/<store_name>`. Trust zone and idempotency follow from the store."""
    own = (applications,) if isinstance(applications, Application) else tuple(applications)
    some = (*own, ErasureApplication(own[0].store))
    app = Flask(f"travessia.{store_name}", static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BYTES + 1, PROVIDE_AUTOMATIC_OPTIONS=False, PROPAGATE_EXCEPTIONS=False,
        TRAP_HTTP_EXCEPTIONS=False,
    )  # fmt: skip
    app.url_map.merge_slashes = False
    app.extensions[EXTENSION] = Host(
        store_name=store_name,
        confidential=store_name in CONFIDENTIAL if confidential is None else confidential,
        applications=some,
        verifier=TokenVerifier(settings.auth),
        idempotency=idempotency or _idempotency(some[0]),
        secret=settings.secret,
        witness=witness,
        guests=next((one for one in own if isinstance(one, Guests)), None),
    )
    app.before_request(exchange.begin)
    app.before_request(requests.refuse_nul)
    app.after_request(answering.finish)
    app.register_error_handler(Exception, answering.refuse)
    known = app.extensions[EXTENSION]
    deadlines = deadline_blueprints(known.store, confidential=known.confidential)
    kernel = [parked_blueprint(), *history_blueprints(), ledger.ledger_blueprint(), *deadlines]
    kernel += [] if known.confidential else [erasures_blueprint()]
    docs.publish(app, store_name, [*blueprints, *kernel])
    return app


def _idempotency(application: Application) -> Idempotency:
    in_memory = isinstance(application.store.recorder, MemoryRecorder)
    return MemoryIdempotency() if in_memory else TableIdempotency()
