"""Chinese words on an English page are marked as Chinese, once; nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthplans.site.markup import mark_chinese

CASES = [
    ("<p>in 瑶海区.</p>", '<p>in <span lang="zh">瑶海区</span>.</p>'),
    ('<td lang="zh">瑶海区</td>', '<td lang="zh">瑶海区</td>'),
    ('<a title="瑶海">a</a>', '<a title="瑶海">a</a>'),
    ("<script>'瑶海'</script>", "<script>'瑶海'</script>"),
    ("<svg><text>瑶海</text></svg>", "<svg><text>瑶海</text></svg>"),
    ("增长30%以上", '<span lang="zh">增长30%以上</span>'),
    ("瑶海 and 龙湖", '<span lang="zh">瑶海</span> and <span lang="zh">龙湖</span>'),
]


@pytest.mark.parametrize(("html", "marked"), CASES)
def test_marks_what_is_chinese(html, marked):
    assert mark_chinese(html) == marked


@given(st.text(alphabet="ab <>/&;瑶海，1", max_size=60))
def test_takes_nothing_away(text):
    assert mark_chinese(text).replace('<span lang="zh">', "").replace("</span>", "") == text
