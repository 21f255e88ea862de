"""`data/pages.yaml` says which pages there are; what it says wrongly is named."""

import pytest

from healthplans import suite
from healthplans.errors import InputError
from healthplans.paths import project_folder
from healthplans.site.kinds import page_kinds, read_kinds

OVERVIEW = "overview: {about: all, reads: all, parameters: [period]}"
DISTRICT = "district: {about: area, reads: alike, under: districts, parameters: [district]}"


@pytest.fixture
def written(tmp_path):
    def write(*entries, more=""):
        path = tmp_path / "pages.yaml"
        listed = "".join(f"  {entry}\n" for entry in entries)
        path.write_text(f"pages:\n{listed}kilobytes: 200\n{more}", encoding="utf-8")
        return path

    return write


def words_of(kind):
    return f"title_{kind.notebook}", f"nav_{kind.notebook}{'s' if kind.parameter else ''}"


def test_every_page_of_the_project_has_its_words_and_its_notebook():
    kinds = page_kinds()
    keys = {key for kind in kinds.pages.values() for key in words_of(kind)}
    assert keys <= set(suite.codelists().messages)
    stored = {path.stem for path in (project_folder() / "notebooks").glob("*.ipynb")}
    assert set(kinds.parameters) == stored


def test_pages_are_made_in_the_order_of_the_file(written):
    kinds = read_kinds(written(DISTRICT, OVERVIEW))
    assert list(kinds.pages) == ["district", "overview"]
    assert [kind.notebook for kind in kinds.about("all")] == ["overview"]


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([OVERVIEW.replace("about: all", "about: city")], "column pages.overview.about"),
        ([OVERVIEW.replace("about: all", "about: city")], "expected 'all', 'area' or"),
        ([OVERVIEW.replace("reads: all", "read: all")], "read: found 'all', expected a field"),
        (
            [OVERVIEW.replace("all, p", "answers, p")],
            "column asks: found '', expected questions",
        ),
        (
            [OVERVIEW.replace("}", ", above: true}")],
            "expected a page about an area, for areas",
        ),
        (["overview: 3"], "column pages.overview: found '3', expected names with values"),
        ([DISTRICT.replace("[district]", "[area]")], "found 'area', expected district among"),
        ([DISTRICT.replace("under: districts, ", "")], "column under: found '', expected one"),
        ([OVERVIEW.replace("}", ", under: districts}")], "'districts', expected one of: "),
    ],
)
def test_a_wrong_entry_is_named_with_what_is_expected(written, entries, said):
    with pytest.raises(InputError) as error:
        read_kinds(written(*entries))
    assert said in str(error.value)


def test_all_wrong_entries_are_named_at_once(written):
    broken = [DISTRICT.replace("area", "zone"), OVERVIEW.replace("reads: all", "reads: some")]
    with pytest.raises(InputError) as error:
        read_kinds(written(*broken))
    assert [o.column for o in error.value.offences] == [
        "pages.district.about",
        "pages.overview.reads",
    ]


def test_a_file_without_pages_is_refused(tmp_path):
    path = tmp_path / "pages.yaml"
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(InputError, match=r"pages\.yaml, column pages"):
        read_kinds(path)


def test_a_page_is_known_by_its_kind():
    assert {kind.parameter for kind in page_kinds().about("area")} == {"district"}
