"""Every file of the catalogue against its published answers; and what a faulty file says."""

from __future__ import annotations

import dataclasses
import inspect
import re

import numpy as np
import pytest

from winset import games
from winset.games.catalogue import families, files, game

SLUGS = games.catalogue.slugs()
SOUND = """
title = "Two"
solver = "power_index.banzhaf"
[[sources]]
citation = "Nobody, nowhere"
seen = false
[arguments]
weights = [1, 1]
quota = 2
[[answers]]
value = [0.5, 0.5]
tolerance = 1e-12
kind = "closed form"
"""


@pytest.mark.parametrize("slug", SLUGS)
def test_published_answers_come_out(slug):
    found = games.catalogue.load(slug)
    missed = {of: gap for of, gap in found.gaps().items() if not gap <= 1.0}
    assert not missed, f"{slug}: gaps in tolerances {missed}"


@pytest.mark.parametrize("slug", SLUGS)
def test_result_has_converged_where_it_says(slug):
    result = games.catalogue.load(slug).solve()
    # two published runs end in a cycle, not at rest
    cycles = ("bueno-de-mesquita/1994-cars", "ktab/reform-priorities")
    assert getattr(result, "converged", True) or slug in cycles


def test_no_answer_is_met_by_chance():
    # an answer that is moved by three tolerances is missed
    for slug in SLUGS:
        found = games.catalogue.load(slug)
        result = found.solve()
        for answer in found.answers:
            moved = np.asarray(answer.value, float) + 3.0 * answer.tolerance
            assert dataclasses.replace(answer, value=moved).gap(result) > answer.tolerance, slug


def test_slugs_are_paths_and_cover_the_solvers():
    assert sorted(SLUGS) == SLUGS
    assert len(SLUGS) > 40
    assert all(re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+", slug) for slug in SLUGS)
    solved = {games.catalogue.load(slug).solver.split(".")[0] for slug in SLUGS}
    pages = {"ruling_coalition", "nucleolus", "closed_rule", "rubinstein", "nash_bargaining", "contest", "winset"}
    assert pages <= solved


def test_a_game_is_frozen_and_cites():
    found = games.catalogue.load("eec/1958")
    assert found.solver == "power_index.shapley_shubik"
    assert found.answer[0] == pytest.approx(7 / 30)
    assert found.citation.endswith("(not seen)")
    assert found.players[-1] == "Luxembourg"
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.title = "x"
    with pytest.raises(TypeError):
        found.arguments["quota"] = 3


def test_another_shape_is_infinitely_far():
    answer = game.Answer([1.0, 2.0], 1e-9, "", "published")
    assert answer.gap([1.0, 2.0, 3.0]) == np.inf


def test_an_own_file_is_read(tmp_path):
    path = tmp_path / "two.toml"
    path.write_text(SOUND)
    found = games.catalogue.read(path)
    assert found.slug == "two"
    assert found.gaps() == {"result": 0.0}
    assert found.solve().tolist() == [0.5, 0.5]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('title = "Two"\n', "", r"two.toml: title: missing; add it"),
        ("quota = 2", "quotient = 2", r"arguments.quotient: power_index.banzhaf takes weights, quota, normalized"),
        ("quota = 2", "", r"arguments.quota: missing; power_index.banzhaf needs it"),
        ('"power_index.banzhaf"', '"power_index.bansaf"', r"solver: winset.games has no function 'power_index.bansaf'"),
        ('"power_index.banzhaf"', '"power_index"', r"solver: winset.games has no function 'power_index'"),
        ("seen = false", 'seen = "no"', r"sources\[0\].seen: is str; write true or false"),
        ("seen = false", "page = 3", r"sources\[0\].seen: missing; add it"),
        ("seen = false", "seen = false\npage = 3", r"sources\[0\].page: unknown; fields are citation, seen, note"),
        ("tolerance = 1e-12", "tolerance = 0", r"answers\[0\].tolerance: 0; write a positive number"),
        ("tolerance = 1e-12", "tolerance = nan", r"answers\[0\].tolerance: nan; write a positive number"),
        ('"closed form"', '"guess"', r"answers\[0\].kind: 'guess'; write one of published, closed form, recomputed"),
        ('"closed form"', "3", r"answers\[0\].kind: is int; write text"),
        ("[[sources]]", "[sources]", r"sources: is dict; write a list"),
        ("quota = 2", "quota = = 2", r"two.toml: not readable as TOML"),
        ("weights = [1, 1]", "weights = { family = 'gluves' }", r"arguments.weights.family: 'gluves'; write one of"),
        (
            "weights = [1, 1]",
            "weights = { family = 'gloves', left = [1] }",
            r"arguments.weights: gloves takes left, right; found \['left'\]",
        ),
    ],
)
def test_a_fault_names_file_field_and_remedy(tmp_path, old, new, words):
    path = tmp_path / "two.toml"
    assert SOUND.count(old) == 1
    path.write_text(SOUND.replace(old, new))
    with pytest.raises(games.catalogue.CatalogueError, match=words):
        games.catalogue.read(path)


def test_empty_lists_and_flat_lists_are_faults(tmp_path):
    path = tmp_path / "two.toml"
    tables = SOUND[SOUND.index("[[sources]]") : SOUND.index("[arguments]")]
    path.write_text("sources = []\n" + SOUND.replace(tables, ""))
    with pytest.raises(games.catalogue.CatalogueError, match="sources: empty; add at least one"):
        games.catalogue.read(path)
    path.write_text("sources = ['Nobody']\n" + SOUND.replace(tables, ""))
    with pytest.raises(games.catalogue.CatalogueError, match=r"sources\[0\]: not a table; write \[\[sources\]\]"):
        games.catalogue.read(path)


def test_all_faults_come_at_once(tmp_path):
    path = tmp_path / "two.toml"
    path.write_text(SOUND.replace('"closed form"', '"guess"').replace("quota = 2", ""))
    with pytest.raises(games.catalogue.CatalogueError) as caught:
        games.catalogue.read(path)
    assert len(caught.value.faults) == 2


def test_unknown_slugs_and_missing_files(tmp_path):
    with pytest.raises(games.catalogue.CatalogueError, match="did you mean 'eec/1958'"):
        games.catalogue.load("eec/1959")
    with pytest.raises(games.catalogue.CatalogueError, match=r"slugs\(\) lists them"):
        games.catalogue.load("zzz")
    with pytest.raises(games.catalogue.CatalogueError, match=r"none.toml: not readable"):
        games.catalogue.read(tmp_path / "none.toml")


def test_every_family_is_used():
    used = set()
    for slug in SLUGS:
        text = (files.FOLDER / f"{slug}.toml").read_text()
        used |= set(re.findall(r'family = "(\w+)"', text))
    assert used == set(families.FAMILIES)
    assert all(inspect.getdoc(f) for f in families.FAMILIES.values())
