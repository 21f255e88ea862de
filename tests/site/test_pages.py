"""The rendered pages: whole sentences in one language, links that lead somewhere, light."""

import json
import re
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import unquote

import pytest

from healthplans.charts.style import COLOURS
from healthplans.paths import project_data, project_folder
from healthplans.site.catalogue import pages
from healthplans.site.kinds import page_kinds

CHINESE = re.compile(r"[\u3400-\u9fff]")
VOID = {"meta", "link", "input", "br", "hr", "img", "circle", "path", "rect", "use"}
SKIPPED = {"script", "style", "svg", "title"}


class Reader(HTMLParser):
    """Collect texts with their language, ids, and links of a page."""

    def __init__(self):
        super().__init__()
        self.open, self.texts, self.ids, self.links, self.tags = [], [], [], [], []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.append((tag, values))
        lang = values.get("lang") or (self.open[-1][1] if self.open else "")
        if tag not in VOID:
            self.open.append((tag, lang))
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values[name] for name in ("href", "src") if values.get(name)]

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.open and not SKIPPED & {tag for tag, _ in self.open}:
            self.texts.append((self.open[-1][1], data))


@cache
def read(path):
    """Parse a page; every link into it asks for it again."""
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


def html(site):
    return sorted(site.rglob("*.html"))


def test_an_english_page_has_no_chinese_that_is_not_marked(site):
    found = [
        (path.name, text)
        for path in html(site / "en")
        for lang, text in read(path).texts
        if lang != "zh" and CHINESE.search(text)
    ]
    assert found == []


def test_a_chinese_page_has_no_english_sentence(site):
    """Names of files, versions, hashes and formats stay Latin; four Latin words do not."""
    sentence = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,}){3,}")
    found = [
        (path.name, text)
        for path in [site / "index.html", *html(site / "zh")]
        for _, text in read(path).texts
        if sentence.search(text) and "import" not in text
    ]
    assert found == []


def test_no_word_is_written_in_a_template():
    folder = project_folder() / "lib" / "healthplans" / "site" / "templates"
    for path in folder.glob("*.j2"):
        bare = re.sub(r"\{[{%#].*?[}%#]\}", "", path.read_text(encoding="utf-8"), flags=re.S)
        files = r"\b\w+\.(?:csv|xlsx|json)\b"
        texts = re.sub(files, "", re.sub(r"<[^>]*>", " ", bare))
        assert re.findall(r"[A-Za-z]{2,}|[\u3400-\u9fff]+", texts) == [], path.name


def test_every_link_leads_to_a_file_and_a_place_in_it(site):
    broken, whole = [], {(site / page.html).resolve() for page in pages()}
    for path in html(site):
        for link in (one for one in read(path).links if not one.startswith("data:")):
            target, _, anchor = unquote(link).partition("#")
            file = (path.parent / target).resolve() if target else path
            reads = anchor and file.suffix == ".html" and anchor not in ("zh", "en")
            if file in whole and not file.exists():
                continue  # of which this site is a part
            if not file.is_file() or (reads and anchor not in read(file).ids):
                broken.append((path.name, link))
    assert broken == []


def test_a_figure_of_a_rendered_district_leads_to_its_trace(site):
    links = [link for link in read(site / "index.html").links if "trace-340102" in link]
    ids = read(site / "zh" / "trace-340102.html").ids
    anchors = [link.partition("#")[2] for link in links if "#" in link]
    assert len(anchors) >= 1
    assert set(anchors) <= set(ids)


def test_the_rules_are_under_the_audit_and_not_in_the_navigation(site):
    page = (site / "en" / "rules.html").read_text(encoding="utf-8")
    way = re.search(r'<nav class="trail".*?</nav>', page, re.S)[0]
    assert re.findall(r'href="([^"]*)"', way) == ["index.html", "audit.html"]
    assert [href for href in read(site / "en" / "audit.html").links if "rules" in href]
    assert "rules.html" not in read(site / "en" / "audit.html").links


def test_every_id_stands_once(site):
    for path in html(site):
        ids = read(path).ids
        assert sorted(ids) == sorted(set(ids)), path.name


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_chart_follows_a_table_and_describes_itself(site, lang):
    for path in html(site / lang):
        tags = read(path).tags
        kinds = [
            (tag, values.get("class", ""))
            for tag, values in tags
            if tag in ("table", "h2") or values.get("class", "").startswith("chart")
        ]
        for before, (_, name) in pairwise(kinds):
            # the same chart read strictly stands after itself
            assert not name.startswith("chart") or before[0] in ("table", "figure"), path.name
        text = path.read_text(encoding="utf-8")
        captions = re.findall(r"<figcaption>.*?</b> (.*?)</span></figcaption>", text)
        assert len(captions) == text.count("<figure")
        assert all(len(caption) > 20 for caption in captions)


def test_pages_stay_within_their_budget(site):
    most = 1000 * page_kinds().kilobytes
    heavy = {p.name: p.stat().st_size for p in html(site) if p.stat().st_size > most}
    assert heavy == {}


def test_nothing_is_loaded_from_another_host(site):
    for path in [*html(site), *(site / "assets").glob("site.*")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"""(?:src|href|url\(|@import)[=\s"'(]*(?:https?:)?//""", text), (
            path
        )


def test_every_page_ends_with_its_sources_and_hash(site):
    for path in [*html(site / "zh"), *(p for p in html(site / "en") if p.stem != "index")]:
        text = path.read_text(encoding="utf-8")
        assert re.search(r"<code>[0-9a-f]{64}</code>", text), path.name
        assert 'class="citation"' in text


def test_the_dark_colours_stand_for_the_charts_own():
    script = project_folder() / "lib" / "healthplans" / "site" / "assets" / "site.js"
    block = re.search(r"ON_DARK = \{(.*?)\};", script.read_text(encoding="utf-8"), re.S)[1]
    assert set(re.findall(r'"(#\w{6})":', block)) == set(COLOURS.values())


def test_messages_of_both_languages_have_the_same_places():
    import yaml

    text = (project_data() / "codelists" / "messages.yaml").read_text(encoding="utf-8")
    place = re.compile(r"\{(\w+)\}")
    for key, both in yaml.safe_load(text).items():
        assert set(both) == {"zh", "en"}, key
        assert set(place.findall(both["zh"])) == set(place.findall(both["en"])), key


def test_the_search_script_is_data_that_parses(site):
    text = (site / "assets" / "search.js").read_text(encoding="utf-8")
    found = dict(re.findall(r"window\.HEALTHPLANS_(\w+) = (.*);\n", text))
    whole = [f"window.HEALTHPLANS_{name} = {data};\n" for name, data in found.items()]
    assert "".join(whole) == text
    entries = json.loads(found["SEARCH"])
    assert ["district", "district-340102"] in [entry[:2] for entry in entries]
    assert isinstance(json.loads(found["ABSENT"]), list)
