"""Addresses of roles: an organisation is reached without the network keeping anybody's name."""

from __future__ import annotations

import re

from services.referrals.network.domain.partner_refusals import NotARoleAddress

ADDRESS = re.compile(r"([a-z0-9._-]{1,64})@[a-z0-9-]+(\.[a-z0-9-]+)+")
# Words that name a task and nobody; in Portuguese as organisations write them, without accents.
ROLES = frozenset({
    "acolhimento", "administracao", "atendimento", "comunicacao", "contact", "contato", "convenios",
    "coordenacao", "cras", "creas", "dados", "data", "direcao", "diretoria", "dpo", "encarregada",
    "encarregado", "equipe", "faleconosco", "gabinete", "geral", "info", "institucional", "juridico", "lgpd",
    "office", "ouvidoria", "parcerias", "presidencia", "privacidade", "privacy", "projetos", "protecao",
    "recepcao", "safeguarding", "salvaguarda", "secretaria", "servicosocial", "social",
})  # fmt: skip
# What may stand beside such a word: a state, a little word, a number.
LITTLE = 3


def role_address(address: str) -> str:
    """The address in small letters. Raises NotARoleAddress when any part of it may be a name."""
    found = ADDRESS.fullmatch(address.lower())
    parts = re.split(r"[._-]", found[1]) if found else []
    named = [part for part in parts if part not in ROLES]
    if found is None or len(named) == len(parts) or any(len(part) > LITTLE for part in named):
        raise NotARoleAddress
    return found[0]
