"""Every refusal has its words in both languages, and every code that a reader uses is one of them."""

import ast
from pathlib import Path

import pytest

import registry.foundation.grids.child as child_package
from registry.foundation.grids import reading
from registry.foundation.grids.unreadable import CODES, unreadable
from registry.foundation.languages import english_catalogue

VALUES = {"size": 1, "limit": 2, "cell": "XFD7", "line": 3}


def codes_written_in(*paths: Path) -> set[str]:
    trees = (ast.walk(ast.parse(path.read_text(encoding="utf-8"))) for path in paths)
    texts = {node.value for tree in trees for node in tree if isinstance(node, ast.Constant)}
    return {text for text in texts if isinstance(text, str) and text.startswith("file.")}


def test_the_readers_use_each_code_and_no_other() -> None:
    child_file, reading_file = child_package.__file__, reading.__file__
    assert child_file is not None
    assert codes_written_in(Path(reading_file), *Path(child_file).parent.glob("*.py")) == CODES


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_refusal_says_what_is_wrong_and_how_to_mend_it_in_both_languages(code: str) -> None:
    (problem,) = unreadable(code, **VALUES).problems
    assert problem.cure is not None
    for words in (problem.message, problem.cure):
        assert words.text in english_catalogue()
        assert "{" not in words.in_language("zh") + words.in_language("en")


def test_a_cell_out_of_reach_is_where_the_problem_is() -> None:
    assert [problem.where for problem in unreadable("file.far-cell", cell="XFD7").problems] == ["XFD7"]
