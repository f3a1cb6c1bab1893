"""The spellings of one Brazilian name sound the same; different names do not."""

from __future__ import annotations

import pytest

from services.intake.people.domain.name_sounds import skeletons, sounds, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Luiz", "Luís"), ("Souza", "Sousa"), ("Thiago", "Tiago"), ("Raphael", "Rafael"), ("Isabella", "Izabela"),
        ("Nathália", "Natalia"), ("Victor", "Vitor"), ("Christian", "Cristian"), ("Wagner", "Vagner"),
        ("Heloísa", "Eloisa"), ("Jefferson", "Geferson"), ("Gonçalves", "Gonsalves"), ("Karla", "Carla"),
        ("Yasmin", "Iasmim"), ("Joaquim", "Joaquin"), ("Henrique", "Henrike"), ("Michelle", "Mishele"),
        ("Lourenço", "Lorenço"), ("Matheus", "Mateus"), ("Alice", "Alisse"), ("JOÃO", "joao"),
        ("Wellington", "Uelinton"), ("Wesley", "Uesley"), ("Washington", "Uaxinton"),
        ("Queiroz", "Queirós"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_sound_the_same(one: str, other: str) -> None:
    assert sounds(one) == sounds(other) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ana", "Eva"), ("Guilherme", "Jilherme"), ("Mário", "Marcos"), ("Carlos", "Charles"), ("Paulo", "Pablo")],
)
def test_different_names_sound_different(one: str, other: str) -> None:
    assert sounds(one) != sounds(other)


def test_a_slip_in_a_vowel_leaves_the_skeleton() -> None:
    assert skeletons("Dionísio") == skeletons("Deonisio")
    assert sounds("Dionísio") != sounds("Deonisio")


def test_particles_and_what_is_no_letter_are_no_words() -> None:
    assert words("José da Silva e Silva-Neto 2º") == ["jose", "silva", "neto", "o"]
    assert skeletons("de 12 --") == []
