"""Synthetic plans are like the published ones, and what is planted in them is found."""

import csv

import pytest
import synthetic

from healthplans import Suite

COUNT = 60


def files(folder):
    return {
        path.relative_to(folder): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """A data folder with an error in every plan, and what was planted."""
    folder = tmp_path_factory.mktemp("synthetic") / "data"
    return folder, synthetic.write_plans(folder, COUNT, wrong=1)


def restored(folder, errors, target):
    """Copy a data folder and print again what stood there before the errors."""
    for name, content in files(folder).items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(content)
    for error in errors:
        path = target / "documents" / error.plan / "table.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            if row["row"] == error.row:
                row[error.column] = error.before
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return target


def said(findings):
    """Give each finding's rule, severity and figures; the values in its words left aside."""
    rows = findings[["rule", "severity", "evidence"]]
    return {
        (rule, severity, frozenset(ids.split(";")))
        for rule, severity, ids in rows.itertuples(index=False, name=None)
    }


def test_the_same_seed_gives_the_same_files_and_another_seed_others(tmp_path):
    for name, seed in [("one", 7), ("same", 7), ("other", 8)]:
        synthetic.write_plans(tmp_path / name, 3, seed)
    assert files(tmp_path / "one") == files(tmp_path / "same")
    assert files(tmp_path / "one") != files(tmp_path / "other")


def test_a_plan_does_not_depend_on_how_many_there_are(tmp_path):
    synthetic.write_plans(tmp_path / "few", 2)
    synthetic.write_plans(tmp_path / "more", 4)
    few, more = (files(tmp_path / name / "documents") for name in ("few", "more"))
    assert few == {path: content for path, content in more.items() if path in few}


def test_a_folder_that_is_there_is_not_overwritten(tmp_path):
    with pytest.raises(FileExistsError):
        synthetic.write_plans(tmp_path, 1)


def test_synthetic_plans_are_read_in_full_and_say_what_they_are(planted):
    made = Suite(planted[0])
    table, assessed = made.observations(), made.assess()
    assert table["document"].nunique() == assessed["document"].nunique() == COUNT
    assert "unread" not in set(table["kind"])
    assert set(table["origin"]) == {"table", "text"}
    assert {plan.about.status for plan in made.documents()} == {"synthetic"}


def test_figures_of_table_and_prose_that_agreed_still_do(tmp_path):
    synthetic.write_plans(tmp_path / "data", COUNT, wrong=0)
    findings = Suite(tmp_path / "data").findings()
    disputed = findings[findings["rule"] == "table_and_text"]
    # of the five published plans four findings in five plans, two of them in one
    assert len(disputed) / COUNT < 1


def test_planted_errors_are_evidence_of_findings_that_they_alone_make(planted, tmp_path):
    folder, errors = planted
    found = Suite(folder).findings()
    usual = Suite(restored(folder, errors, tmp_path / "data")).findings()
    new = [ids for _, _, ids in said(found) - said(usual)]
    missed = [
        f"{error.plan} row {error.row} {error.column}: {error.before} -> {error.after}"
        for error in errors
        if not any(f"{error.plan}.table.r{error.row}c{error.column}" in ids for ids in new)
    ]
    assert len(errors) > COUNT / 2
    # a change a year of a level that is not stated ("10 points a year") has no limit
    assert all("每年" in one for one in missed)
    assert len(missed) < 0.05 * len(errors)
