"""How Brazilian names sound: one form for the spellings of one name, to compare names without keeping them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

PARTICLES = frozenset({"de", "da", "do", "das", "dos", "e", "di", "du", "del"})
# In this order: what a letter stands for depends on its neighbours until these are gone.
RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("ç", "s"),  # Gonçalves, Gonsalves
        ("ph", "f"),  # Raphael, Rafael
        ("ch(?=[rl])", "k"),  # Christian, Cristian
        ("[cs]h", "x"),  # Michelle, Mishele
        ("th", "t"),  # Thiago, Tiago
        ("ct", "t"),  # Victor, Vitor
        ("y", "i"),  # Yasmin, Iasmin
        ("w", "v"),  # Wagner, Vagner
        ("^h?u(?=[aeio])", "v"),  # Uesley, Wesley
        ("ng(?=t)", "n"),  # Uelinton, Wellington
        ("qu(?=[ei])", "k"),  # Henrique, Henrike
        ("gu(?=[ei])", "G"),  # Guilherme keeps its g
        ("g(?=[ei])", "j"),  # Geferson, Jefferson
        ("s?c(?=[ei])", "s"),  # Alice, Alisse; Nascimento, Nassimento
        ("[cq]", "k"),  # Carla, Karla
        ("ks", "x"),
        ("([ln])h", r"\1"),  # Nathália, Natalia
        ("h", ""),  # Heloísa, Eloisa
        ("z", "s"),  # Souza, Sousa; Luiz, Luis
        ("ou", "o"),  # Lourenço, Lorenço
        ("m(?=[^aeiou]|$)", "n"),  # Joaquim, Joaquin
        (r"(.)\1+", r"\1"),  # Isabella, Isabela
    )
)


@cache
def sound(word: str) -> str:
    """The sound of one word of a name, in small letters."""
    for pattern, replacement in RULES:
        word = pattern.sub(replacement, word)
    return word.lower()


def skeleton(word: str) -> str:
    """Its first letter and the consonants after it: what most slips of the pen leave as it is."""
    heard = sound(word)
    return re.sub(r"(.)\1+", r"\1", heard[:1] + re.sub("[aeiou]", "", heard[1:]))


def words(name: str) -> list[str]:
    """The words of a name, without accents and particles, each once, in order."""
    kept = unicodedata.normalize("NFC", name).lower().replace("ç", "\0")
    plain = "".join(c for c in unicodedata.normalize("NFKD", kept) if not unicodedata.combining(c))
    found = re.findall(r"[^\W\d_]+", plain.replace("\0", "ç"))
    return list(dict.fromkeys(word for word in found if word not in PARTICLES))


def sounds(name: str) -> list[str]:
    return sorted({heard for word in words(name) if (heard := sound(word))})


def skeletons(name: str) -> list[str]:
    return sorted({heard for word in words(name) if (heard := skeleton(word))})
