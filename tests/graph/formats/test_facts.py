"""Temporal knowledge graphs and their dictionaries."""

from __future__ import annotations

from pathlib import Path

from tests.graph.formats.told import changes, counts, ends, opened, rules, span, warned

FACTS = "".join(f"{100 + k}  \t{k % 3}\t{120 + k}\t{24 * (k // 3)}\t0\n" for k in range(12))


def test_facts_are_read_by_the_names_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "entity2id.txt").write_text("2\nKim (X)\t100\nÉire\t120\n", "utf-8")
    (tmp_path / "relation2id.txt").write_text("<praises>\t0\nblames\t1\n", "utf-8")
    reading = opened(tmp_path, FACTS, "test.txt")
    first = reading.dataset.relationships[0]
    assert (first.source, first.target, first.type) == ("100", "120", "praises")
    assert [actor.name for actor in reading.dataset.actors[:2]] == ["Kim (X)", "Éire"]
    assert counts(reading) == (24, 12)
    assert span(reading) == ("0", "72")
    assert reading.dataset.time.unit == "h"
    assert reading.dataset.types[0].directed


def test_facts_without_dictionaries_keep_their_numbers(tmp_path: Path) -> None:
    reading = opened(tmp_path, FACTS.replace("\t0\n", "\n"), "train.txt")
    assert reading.dataset.relationships[1].type == "1"
    assert "dictionary" not in rules(reading)


def test_facts_of_following_years_are_one_interval(tmp_path: Path) -> None:
    rows = [(7, 0, 99, year) for year in range(8)] + [(8, 1, 97, 0), (9, 2, 98, 6)]
    text = "".join("\t".join(map(str, row)) + "\t0\n" for row in sorted(rows, key=lambda row: row[3]))
    assert changes(opened(tmp_path, text)) == [(0, 7.999999, "open", {})]


def test_facts_in_words_with_days(tmp_path: Path) -> None:
    text = "North Korea\tMake a visit\tChina\t2014-01-01\nChina\tCriticize\tMen, of X\t2014-03-01\n"
    reading = opened(tmp_path, text)
    assert ends(reading) == [("North Korea", "China"), ("China", "Men, of X")]
    assert reading.dataset.relationships[0].type == "Make a visit"
    assert span(reading) == ("2014-01-01", "2014-03-01")


def test_facts_with_a_beginning_and_an_end_and_dates_not_wholly_known(tmp_path: Path) -> None:
    text = "1\t0\t20\t1931-##-##\t1932-05-##\n1\t1\t30\t####-##-##\t####-##-##\n2\t0\t20\t1950-##-##\t####-##-##\n"
    reading = opened(tmp_path, text)
    assert changes(reading) == [("1931", "1932-05", "open", {})]
    assert changes(reading, 1) == [("", "", "open", {})]
    assert changes(reading, 2) == [("1950", "", "open", {})]


def test_a_dictionary_is_names_and_no_network(tmp_path: Path) -> None:
    reading = opened(tmp_path, "<wasBornIn>\t0\n<diedIn>\t2\n<worksAt>\t1\n", "relation2id.txt")
    assert warned(reading) == [("only-names", str(tmp_path / "relation2id.txt"))]
    assert counts(reading) == (3, 0)
    assert reading.dataset.actors[0].name == "wasBornIn"
