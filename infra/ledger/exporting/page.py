"""The page of a bundle: what the events say, in Portuguese and English; no script, nothing fetched, nothing opened."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from datetime import timedelta
from html import escape
from typing import Any

from infra.eventstore.ledger import EPOCH
from infra.ledger.exporting.shown import readable

STYLE = """
:root { --ink: #1b1f23; --paper: #fff; --quiet: #4a5560; --line: #c9d1d9; }
@media (prefers-color-scheme: dark) { :root { --ink: #eef2f5; --paper: #14191d; --quiet: #b4bec8; --line: #3c464f; } }
* { box-sizing: border-box; }
body { max-width: 72rem; margin: 0 auto; padding: 1rem 1.5rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
.also { color: var(--quiet); }
article { border: 1px solid var(--line); border-radius: .5rem; padding: 0 1rem; margin: 1rem 0; break-inside: avoid; }
dl { display: grid; grid-template-columns: minmax(9rem, 15rem) 1fr; gap: .25rem 1rem; }
dt { color: var(--quiet); } dd { margin: 0; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dt { margin-top: .5rem; } }
"""
POLICY = "default-src 'none'; style-src 'sha256-{}'"
TEXTS = {
    "title": ("Extrato assinado de um caso", "Signed extract of a case"),
    "about": (
        (
            "Esta página mostra o que os registros dizem. A prova está nos arquivos ao lado dela, conferidos com "
            "verify.py, que também diz se o que foi apagado o foi por ordem."
        ),
        (
            "This page shows what the records say. The proof is in the files beside it, checked with verify.py, which "
            "also says whether what is erased was so by order."
        ),
    ),
    "without": ("Valores pessoais não aparecem.", "Personal values are not shown."),
    "with": (
        (
            "Contém valores pessoais, abertos para quem pediu o extrato; cada abertura ficou registrada. Guarde com "
            "cuidado. Dos valores a prova mostra o texto cifrado, não o que foi aberto."
        ),
        (
            "Holds personal values, opened for who asked for the extract; each opening is on record. Keep it safe. "
            "The proof is of their ciphertexts, not of what was opened."
        ),
    ),
    "exported": ("Extraído em", "Exported at"),
    "log": ("Registro", "Log"),
    "size": ("Folhas no último ponto de controle", "Leaves at the newest checkpoint"),
    "whole": ("Sequências completas", "Completeness"),
    "leaves": ("comprovada por todas as folhas do registro", "proven by all leaves of the log"),
    "heads": ("declarada pela assinatura do registro", "stated by the signature of the log"),
    "stream": ("Sequência", "Stream"),
    "event": ("Evento", "Event"),
    "position": ("Posição no registro", "Position in the log"),
    "recorded": ("Registrado em", "Recorded at"),
    "happened": ("Aconteceu em", "Happened at"),
    "actor": ("Quem", "Who"),
    "purpose": ("Finalidade", "Purpose"),
    "basis": ("Base legal", "Legal basis"),
    "sealed": ("[lacrado]", "[sealed]"),
    "erased": ("[apagado]", "[erased]"),
}
Opened = Mapping[tuple[str, int, str], Any]
SEALED = {"stream", "version", "field", "key_id", "commitment"}


def page(document: dict[str, Any]) -> str:
    """A complete HTML document for `bundle.json`. Every value from the log is escaped."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    body = "\n".join(part for log in document["logs"] for part in _log(log))
    return f"""<!DOCTYPE html>
<html lang="pt-BR">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escape(POLICY.format(digest))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{TEXTS["title"][0]} – {TEXTS["title"][1]}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>{_both("title")}</h1>
<p>{TEXTS["about"][0]}</p>
<p class="also" lang="en">{TEXTS["about"][1]}</p>
<p>{_both("with" if any(log.get("disclosed") for log in document["logs"]) else "without")}</p>
<dl>{_pair("exported", document["exported_at"])}</dl>
{body}
</main>
</body>
</html>
"""


def _log(log: dict[str, Any]) -> Iterable[str]:
    size = log["checkpoints"][-1].split("\n")[1]
    whole = _both("leaves" if log["leaves"] else "heads")
    yield f"<section><h2>{_both('log')}: {escape(log['store'])}</h2>"
    yield f"<dl>{_pair('log', log['origin'])}{_pair('size', size)}<dt>{_both('whole')}</dt><dd>{whole}</dd></dl>"
    opened = {(o["stream"], o["version"], o["field"]): o["value"] for o in log.get("disclosed", ())}
    for record in readable(log):
        yield _event(record, opened)
    yield "</section>"


def _event(record: dict[str, Any], opened: Opened) -> str:
    circumstances = record["metadata"]
    gone = {entry["field"] for entry in record["sealed"] if entry["ciphertext"] is None}
    state = record["state"].items()
    rows = [
        _pair("stream", f"{record['stream']} · {record['version']}"),
        _pair("position", record["position"]),
        _pair("recorded", (EPOCH + timedelta(microseconds=record["recorded_at_us"])).isoformat()),
        _pair("happened", circumstances.get("occurred_at")),
        _pair("actor", f"{circumstances.get('actor')} ({circumstances.get('role')})"),
        _pair("purpose", circumstances.get("purpose")),
        _pair("basis", circumstances.get("legal_basis")),
        *(f"<dt><code>{escape(name)}</code></dt><dd>{_value(v, gone, opened)}</dd>" for name, v in state),
    ]
    return (
        f"<article><h3>{_both('event')}: <code>{escape(record['topic'])}</code></h3><dl>{''.join(rows)}</dl></article>"
    )


def _value(value: Any, gone: set[str], opened: Opened) -> str:
    if isinstance(value, dict) and set(value) == SEALED:
        place = value["stream"], value["version"], value["field"]
        if place in opened:
            return escape(str(opened[place]))
        return _both("erased" if value["field"] in gone else "sealed")
    if isinstance(value, dict):
        return "; ".join(f"{escape(str(name))}: {_value(each, gone, opened)}" for name, each in value.items())
    if isinstance(value, list):
        return ", ".join(_value(each, gone, opened) for each in value)
    return "–" if value is None else escape(str(value))


def _both(name: str) -> str:
    portuguese, english = TEXTS[name]
    return f'{portuguese} <span class="also" lang="en">/ {english}</span>'


def _pair(name: str, value: Any) -> str:
    return f"<dt>{_both(name)}</dt><dd>{'–' if value is None else escape(str(value))}</dd>"
