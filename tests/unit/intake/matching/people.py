"""A made-up population with records of one person in variants, the same for a seed: what the matcher is measured on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

FIRST = [
    "Luiz",
    "Souza",
    "Thiago",
    "Wellington",
    "Wesley",
    "Raphael",
    "Isabella",
    "Nathália",
    "Victor",
    "Christian",
    "Wagner",
    "Heloísa",
    "Jefferson",
    "Karla",
    "Yasmin",
    "Joaquim",
    "Henrique",
    "Michelle",
    "Matheus",
    "Alice",
    "João",
    "Maria",
    "José",
    "Ana",
    "Antônio",
    "Francisca",
    "Carlos",
    "Paulo",
    "Pedro",
    "Lucas",
    "Marcos",
    "Luís",
    "Gabriel",
    "Rafael",
    "Daniel",
    "Marcelo",
    "Bruno",
    "Eduardo",
    "Felipe",
    "Rodrigo",
    "Adriana",
    "Juliana",
    "Márcia",
    "Fernanda",
    "Patrícia",
    "Aline",
    "Sandra",
    "Camila",
    "Amanda",
    "Bruna",
    "Jéssica",
    "Letícia",
    "Júlia",
    "Luciana",
    "Vanessa",
    "Mariana",
    "Rosa",
    "Anselmo",
    "Tomé",
    "Elisabete",
    "Davi",
    "Otávio",
    "Sônia",
    "Rute",
    "Edson",
    "Valdir",
    "Cícero",
    "Iracema",
    "Jandira",
    "Zilda",
    "Dionísio",
    "Estela",
]
# As frequent as in a country where few surnames are very common.
LAST = (
    ("Silva", 20), ("Santos", 14), ("Oliveira", 9), ("Souza", 9), ("Pereira", 6), ("Ferreira", 6), ("Lima", 5),
    ("Alves", 5), ("Costa", 5), ("Ribeiro", 4), ("Gonçalves", 3), ("Rodrigues", 3), ("Carvalho", 3), ("Gomes", 3),
    ("Martins", 3), ("Araújo", 3), ("Barbosa", 3), ("Rocha", 2), ("Dias", 2), ("Nascimento", 2), ("Moraes", 2),
    ("Vieira", 2), ("Queiroz", 1), ("Menezes", 1), ("Teixeira", 1), ("Xavier", 1), ("Bittencourt", 1), ("Prado", 1),
    ("Guimarães", 1), ("Lourenço", 1), ("Assis", 1), ("Cavalcanti", 1),
)  # fmt: skip
SOCIAL = ("Dandara", "Rosa", "Iara", "Luana", "Kauã", "Ravi", "Estela", "Noah")
SPELLINGS: Mapping[str, str] = {
    "Luiz": "Luís", "Luís": "Luiz", "Souza": "Sousa", "Thiago": "Tiago", "Wellington": "Uelinton", "Wesley": "Uesley",
    "Raphael": "Rafael", "Rafael": "Raphael", "Isabella": "Izabela", "Nathália": "Natalia", "Victor": "Vitor",
    "Christian": "Cristian", "Wagner": "Vagner", "Heloísa": "Eloisa", "Jefferson": "Geferson", "Karla": "Carla",
    "Yasmin": "Iasmim", "Henrique": "Henrike", "Michelle": "Michele", "Matheus": "Mateus", "Letícia": "Letissia",
    "Queiroz": "Queirós", "Menezes": "Meneses", "Moraes": "Morais", "Teixeira": "Texeira", "Xavier": "Chavier",
    "Bittencourt": "Bitencur", "Gonçalves": "Gonsalves", "Lourenço": "Lorenço", "Assis": "Assiz", "Vieira": "Viera",
    "Elisabete": "Elizabeth", "Rute": "Ruth", "Davi": "David", "Valdir": "Waldir", "Cícero": "Sicero",
    "Camila": "Kamila", "Carlos": "Karlos", "Eduardo": "Heduardo", "Felipe": "Phelipe", "Felippe": "Felipe",
    "Marcelo": "Marsello", "Jéssica": "Gessica", "Vanessa": "Wanessa", "Aline": "Alyne", "Cavalcanti": "Cavalcante",
    "Dionísio": "Deonizio", "Júlia": "Julha", "Otávio": "Octavio", "Sônia": "Sonya", "Zilda": "Silda",
}  # fmt: skip
PARTICLES = ("da", "de", "dos")


@dataclass(frozen=True)
class Record:
    """One registration. `of` tells whose it is, which the matcher does not know."""

    of: int
    civil: str
    born: date | None
    social: str = ""
    number: str = ""


Variant = Callable[[Random, Record], Record]


def population(dice: Random, size: int) -> list[Record]:
    return [_person(dice, of) for of in range(size)]


def _person(dice: Random, of: int) -> Record:
    """One to two first names, one to three surnames with or without particles, most with a birth date."""
    first = dice.sample(FIRST, dice.choice((1, 1, 2)))
    names, weights = zip(*LAST, strict=True)
    last = list(dict.fromkeys(dice.choices(names, weights, k=dice.choice((1, 2, 2, 3)))))
    words = [word for name in last for word in ([dice.choice(PARTICLES)] if dice.random() < 0.4 else []) + [name]]
    born = date(1945, 1, 1) + timedelta(days=dice.randrange(60 * 365))
    number = f"cpf:BR:{of:011d}" if dice.random() < 0.6 else ""
    return Record(of, " ".join([*first, *words]), born if dice.random() < 0.85 else None, number=number)


def spelt_otherwise(dice: Random, record: Record) -> Record:
    """Every word that has another spelling has it."""
    return replace(record, civil=" ".join(SPELLINGS.get(word, word) for word in record.civil.split()), number="")


def without_particles(dice: Random, record: Record) -> Record:
    kept = [word for word in record.civil.split() if word not in PARTICLES]
    return replace(record, civil=" ".join(kept).upper(), number="")


def one_surname_left_out(dice: Random, record: Record) -> Record:
    words = [word for word in record.civil.split() if word not in PARTICLES]
    kept = words if len(words) < 3 else words[:-2] + words[-1:]
    return replace(record, civil=" ".join(kept), number="")


def slip_of_the_pen(dice: Random, record: Record) -> Record:
    """One vowel of the first word is another one, after its first letter."""
    places = [i for i, letter in enumerate(record.civil.split()[0]) if i and letter in "aeiou"]
    if not places:
        return replace(record, number="")
    at = dice.choice(places)
    return replace(record, civil=f"{record.civil[:at]}{dice.choice('aeiou')}{record.civil[at + 1 :]}", number="")


def no_birth_date(dice: Random, record: Record) -> Record:
    return replace(record, born=None, number="")


def wrong_birth_date(dice: Random, record: Record) -> Record:
    """The day is a neighbour's."""
    return replace(record, born=record.born + timedelta(days=1) if record.born else None, number="")


def other_surname(dice: Random, record: Record) -> Record:
    """As after a marriage."""
    return replace(record, civil=" ".join([*record.civil.split()[:-1], "Vasconcelos"]), number="")


def social_name_beside(dice: Random, record: Record) -> Record:
    """X06: a social name is known here, and the civil name stands sealed beside it."""
    return replace(record, social=dice.choice(SOCIAL), number="")


def social_name_alone(dice: Random, record: Record) -> Record:
    return replace(record, social=dice.choice(SOCIAL), civil="", number="")


def another_name_same_number(dice: Random, record: Record) -> Record:
    return replace(record, civil="Nome Trocado", born=None)


VARIANTS: Mapping[str, Variant] = {
    variant.__name__: variant
    for variant in (
        spelt_otherwise, without_particles, one_surname_left_out, slip_of_the_pen, no_birth_date, wrong_birth_date,
        other_surname, social_name_beside, social_name_alone, another_name_same_number,
    )
}  # fmt: skip
