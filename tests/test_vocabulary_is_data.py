"""No Chinese word stands in the code: words are data, in the codelists."""

import io
import re
import tokenize

import pytest

from healthplans.paths import project_folder

LIB = project_folder() / "lib" / "healthplans"
WORD = re.compile("[\u3400-\u9fff]")
MODULES = sorted(LIB.rglob("*.py"))
# no words: the ranges of characters by which Chinese text is told from English
EXCEPT = {"site/markup.py": 1}


def words_in_code(source):
    """Give the Chinese strings of a module that are no docstring; comments are no strings."""
    previous = tokenize.NEWLINE
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in (tokenize.NL, tokenize.COMMENT):
            continue
        starts = previous in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
        if token.type == tokenize.STRING and not starts and WORD.search(token.string):
            yield token.start[0], token.string
        previous = token.type


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(LIB)))
def test_words_are_data(path):
    found = [*words_in_code(path.read_text(encoding="utf-8"))]
    assert len(found) == EXCEPT.get(path.relative_to(LIB).as_posix(), 0), found


def test_finds_a_word_in_code_and_none_in_a_docstring_or_a_comment():
    source = '"""岁"""\nx = 1  # 岁\n\n\ndef f():\n    """岁"""\n    return "岁"\n'
    assert [line for line, _ in words_in_code(source)] == [7]
