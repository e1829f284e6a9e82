"""No figure of the law stands in code: each number in a `rules` room is listed here with what it is.

Years, days, ages, marks, ratios and quorums stand in seeds/policy/ with their source and dates. What remains in rules
are forms that no law changes from one day to the next: positions in a number, ways of counting, what a page can hold.
"""

from pathlib import Path

from tests.house.sources import Source, numbers, sources

NO_LAW: dict[str, tuple[frozenset[int | float], str]] = {
    "registry/certificates/rules/checking.py": (
        frozenset({2, 6, 25}),
        "the last six characters that people are asked for; how short and long a document number is",
    ),
    "registry/certificates/rules/numbers.py": (
        frozenset({2, 10, 100}),
        "powers of ten: how wide a serial and a year are",
    ),
    "registry/certificates/rules/states.py": (frozenset({1000}), "length of a text, as the column holds it"),
    "registry/filings/rules/states.py": (frozenset({60, 1000}), "lengths of texts, as the columns hold them"),
    "registry/organisations/rules.py": (
        frozenset({2, 8, 13, 18, 40}),
        "characters of a credit code and of a body's number, and how long a card's number is",
    ),
    "registry/people/rules/documents.py": (
        frozenset({2, 4, 6, 7, 8, 15}),
        "how many characters of a masked number are shown",
    ),
    "registry/people/rules/identity.py": (
        frozenset({2, 6, 10, 11, 12, 14, 16, 18, 21, 24, 31, 38, 41, 47, 50, 55, 61, 66, 71, 1900}),
        "positions in an identity number (GB 11643), the provinces' codes (GB/T 2260), the earliest birth believed",
    ),
    "registry/people/rules/names.py": (
        frozenset({2, 50, 65248, 65313, 65339, 65345, 65371}),
        "how long a name is, and where full-width letters stand in Unicode",
    ),
    "registry/policy/rules/explaining.py": (frozenset({2}), "one or several, in a sentence"),
    "registry/policy/rules/kleene.py": (frozenset({2}), "spans overlap where there are two"),
    "registry/policy/rules/years.py": (frozenset({366}), "no year is longer: a bound of a search"),
    "registry/rounds/rules/fact_entry.py": (frozenset({5, 200}), "a level's lowest digit, and how long a text is"),
    "registry/rounds/rules/fact_words.py": (frozenset({2, 3, 4, 5}), "codes of levels, by which their names are found"),
    "registry/rounds/rules/photos.py": (
        frozenset({2, 90, 200, 280, 295, 413, 40_000_000, 0.62, 0.82}),
        "dots of a printed photo, and what is still drawn well",
    ),
    "registry/rounds/rules/score_sheet.py": (frozenset({30}), "width of a column in a spreadsheet"),
    "registry/rounds/rules/scores.py": (frozenset({100}), "a mark is out of a hundred, as the column holds it"),
}


def _rules() -> list[Source]:
    return [source for source in sources() if source.room == "rules"]


def test_each_number_in_rules_is_listed_with_what_it_is() -> None:
    found = {source.name: {value for value, _ in numbers(source)} for source in _rules()}

    assert {name: sorted(values) for name, values in found.items() if values} == {
        name: sorted(values) for name, (values, _) in NO_LAW.items()
    }


def test_a_figure_written_into_a_rule_would_be_found(tmp_path: Path) -> None:
    file = tmp_path / "rules.py"
    file.write_text(
        "YEARS = 1 + 3\n\ndef old_enough(age: int) -> bool:\n    return age >= 16.5 - 0\n", encoding="utf-8"
    )

    assert sorted(numbers(Source(file))) == [(3, 1), (16.5, 4)]
