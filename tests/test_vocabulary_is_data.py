"""No Chinese word stands in the code: words are data, in the codelists."""

import ast
import re

import pytest

from healthplans.paths import project_folder

LIB = project_folder() / "lib" / "healthplans"
WORD = re.compile("[\u3400-\u9fff]")
ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
MODULES = sorted(LIB.rglob("*.py"))
# what is no word: the characters by which Chinese text is told from other, and a sign
EXCEPT = {
    "site/markup.py": 1,  # ranges of characters
    "texts.py": 1,  # the sign of a footnote, one of many, in a module that reads no lists
    "vocabulary/areas.py": 1,  # a range of characters
}


def words_in_code(source):
    """Give the Chinese strings of a module that are no docstring, however they are written."""
    tree = ast.parse(source)
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = ESCAPE.sub(lambda match: chr(int(match[1], 16)), node.value)
            if id(node) not in alone and WORD.search(text):
                yield node.lineno, text


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(LIB)))
def test_words_are_data(path):
    found = [*words_in_code(path.read_text(encoding="utf-8"))]
    assert len(found) == EXCEPT.get(path.relative_to(LIB).as_posix(), 0), found


def test_finds_a_word_in_code_and_none_in_a_docstring_or_a_comment():
    source = '"""岁"""\nx = 1  # 岁\n\n\ndef f():\n    """岁"""\n    return "岁"\n'
    assert [line for line, _ in words_in_code(source)] == [7]


@pytest.mark.parametrize(
    "text", [r'"\u5c81"', r'r"\u5c81"', r'f"\u5c81{x}"', r'{"a": "\u5c81"}']
)
def test_finds_a_word_that_is_written_as_an_escape(text):
    assert [word for _, word in words_in_code(f"y = {text}\n")] == ["岁"]
