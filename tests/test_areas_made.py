"""The list of areas is made from registers by rule: who is in, since when, how named."""

import csv
import json

import pytest

from healthplans.paths import project_folder

CODELISTS = project_folder() / "data" / "codelists"


@pytest.fixture
def areas(monkeypatch):
    monkeypatch.syspath_prepend(project_folder() / "tools")
    import areas

    return areas


OLD = {
    "340000": "安徽省",
    "340100": "合肥市",
    "340102": "瑶海区",
    "340121": "长丰县",
    "340124": "巢县",
    "349000": "省直辖县级行政区划",
    "349001": "六安市",
    "810000": "香港特别行政区",
}
MIDDLE = {k: v for k, v in OLD.items() if k != "340124"} | {"340181": "巢湖市"}
ZONED = MIDDLE | {"340171": "合肥高新技术产业开发区"}
NOW = {
    "安徽省": {
        "code": "340000000000",
        "cities": {
            "合肥市": {
                "code": "340100000000",
                "counties": {"瑶海区": "340102000000", "合肥县": "340125000000"},
            },
            "": {"code": None, "counties": {"六安市": "349001000000"}},
        },
    }
}
CHANGES = [
    {
        "year": 1999,
        "old": {"code": "340181000000", "name": "巢湖市"},
        "new": {"code": None, "name": None},
    },
    {
        "year": 2024,
        "old": {"code": None, "name": None},
        "new": {"code": None, "name": "合肥县"},
    },
    {
        "year": 2025,
        "old": {"code": "340121000000", "name": "长丰县"},
        "new": dict.fromkeys(["code", "name"]),
    },
]
REVISIONS = """date,kind,registry,package,version,format,path
2010-12-31,register,a,one,1,python,old.py
2011-10-31,register,a,one,1,json,.
2022-10-31,statistics,a,two,1,csv,.
2026-09-11,register,a,three,1,tree,.
2026-09-11,changes,a,three,1,events,.
"""


@pytest.fixture
def registers(tmp_path):
    for package in ("one-1", "two-1", "three-1"):
        (tmp_path / package).mkdir()
    one, two, three = (tmp_path / name for name in ("one-1", "two-1", "three-1"))
    (one / "old.py").write_text(f"name = '201012'\nschema = {OLD!r}\n", encoding="utf-8")
    for table, length in (("province", 2), ("city", 4), ("area", 6)):
        rows = [
            (c, n) for c, n in MIDDLE.items() if len(c.rstrip("0")) in (length, length - 1)
        ]
        listed = [{"code": code, "name": name} for code, name in rows]
        (one / f"{table}.json").write_text(json.dumps(listed), encoding="utf-8")
    for table, length in (("provinces", 2), ("cities", 4), ("areas", 6)):
        rows = [f"{c[:length]},{n}" for c, n in ZONED.items() if c.ljust(6, "0") == c]
        (two / f"{table}.csv").write_text("\n".join(["code,name", *rows]), encoding="utf-8")
    (three / "divisions_v1.json").write_text(json.dumps({"provinces": NOW}), encoding="utf-8")
    events = three / "historical_changes_v1.json"
    events.write_text(json.dumps({"events": CHANGES}), encoding="utf-8")
    return tmp_path


@pytest.fixture
def made(areas, registers, tmp_path):
    codelists = tmp_path / "codelists"
    codelists.mkdir()
    for name in ("area_words.csv", "area_names.csv"):
        (codelists / name).write_bytes((CODELISTS / name).read_bytes())
    (codelists / "area_revisions.csv").write_text(REVISIONS, encoding="utf-8")
    names = (codelists / "area_names.csv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in names if not line.startswith(("西沙", "南沙"))]
    (codelists / "area_names.csv").write_text("\n".join(kept), encoding="utf-8")
    areas.main(registers, codelists)
    with (codelists / "areas.csv").open(encoding="utf-8", newline="") as file:
        return {row["zh"]: row for row in csv.DictReader(file)}


def test_all_that_a_register_lists_is_in_and_nothing_else(made):
    assert [*made] == [
        "全国",
        "安徽省",
        "合肥市",
        "瑶海区",
        "长丰县",
        "巢县",
        "合肥县",
        "巢湖市",
        "六安市",
    ]


def test_years_are_those_of_the_registers_between_which_a_code_comes_or_goes(made):
    years = {zh: (row["since"], row["until"]) for zh, row in made.items()}
    assert years["瑶海区"] == ("", "")
    assert years["巢县"] == ("", "2011")
    assert years["巢湖市"] == ("2011", "2026")


def test_between_registers_far_apart_a_change_record_gives_the_year(made):
    assert made["合肥县"]["since"] == "2024"
    assert made["长丰县"]["until"] == "2025"


def test_parents_and_levels_are_read_off_the_code(made):
    placed = {zh: (row["level"], row["parent"]) for zh, row in made.items()}
    assert placed["全国"] == ("nation", "")
    assert placed["安徽省"] == ("province", "100000")
    assert placed["合肥市"] == ("city", "340000")
    assert placed["瑶海区"] == ("district", "340100")
    assert placed["六安市"] == ("district", "340000")


def test_names_are_spelled_by_the_reading_of_the_place(made):
    spelled = {zh: (row["en"], row["pinyin"]) for zh, row in made.items()}
    assert spelled["长丰县"] == ("Changfeng", "Chángfēng Xiàn")
    assert spelled["六安市"] == ("Lu'an", "Lù'ān Shì")
    assert spelled["巢县"] == ("Chaoxian", "Cháo Xiàn")
    assert spelled["合肥县"][0] == "Hefei County"  # its city is Hefei already
    assert spelled["合肥市"][0] == "Hefei"


def test_search_words_are_spellings_of_the_area_and_of_those_above(made):
    assert made["瑶海区"]["search"] == "yaohai yhq yaohaiqu yh hefei hf anhui ah"
    assert made["巢县"]["search"] == "chao cx chaoxian hefei hf anhui ah"


def test_the_same_registers_give_the_same_bytes(areas, registers, made, tmp_path):
    first = (tmp_path / "codelists" / "areas.csv").read_bytes()
    areas.main(registers, tmp_path / "codelists")
    assert (tmp_path / "codelists" / "areas.csv").read_bytes() == first
    assert b"\r" not in first


@pytest.mark.parametrize(
    ("code", "zh", "en", "pinyin"),
    [
        ("141100", "吕梁市", "Lyuliang", "Lǚliáng Shì"),
        ("610727", "略阳县", "Lueyang", "Lüèyáng Xiàn"),
        ("150100", "呼和浩特市", "Hohhot", "Hūhéhàotè Shì"),
        ("422800", "恩施土家族苗族自治州", "Enshi", "Ēnshī Tǔjiāzú Miáozú Zìzhìzhōu"),
        ("540626", "索县", "Sog", "Suǒ Xiàn"),
        ("371722", "单县", "Shanxian", "Shàn Xiàn"),
        ("610582", "华阴市", "Huayin", "Huàyīn Shì"),
        ("371524", "东阿县", "Dong'e", "Dōng'ē Xiàn"),
    ],
)
def test_mends_go_before_rules_and_a_code_before_a_name(areas, code, zh, en, pinyin):
    words = areas.read_area_words(CODELISTS)
    mends = areas.read_mends(CODELISTS / "area_names.csv")
    spelled = areas.spell(code, zh, words, mends)
    assert (spelled.en, spelled.pinyin) == (en, pinyin)
