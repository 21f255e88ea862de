"""Findings on a terminal, for programs and for CI."""

import io
import json

import pandas as pd
import pytest
import typer
from rich.console import Console
from support import suite
from typer.testing import CliRunner

from healthplans.audits import FINDING_COLUMNS, report
from healthplans.audits.phrases import fill
from healthplans.audits.rules import Sentence
from healthplans.commands.checking import audit
from healthplans.errors import UnknownNameError
from healthplans.vocabulary.words import Words


@pytest.fixture(scope="module")
def findings():
    return suite.findings()


@pytest.fixture(scope="module")
def command():
    app = typer.Typer()
    app.command()(audit)
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


@pytest.mark.parametrize(
    ("severities", "fail_on", "expected"),
    [
        (["high"], "high", True),
        (["medium"], "high", False),
        (["medium", "low"], "medium", True),
        (["low"], "low", True),
        ([], "low", False),
        (["high"], "", False),
    ],
)
def test_failing_depends_on_the_gravest_finding(severities, fail_on, expected):
    assert report.fails(pd.DataFrame({"severity": severities}), fail_on) is expected


def test_an_unknown_severity_is_refused(findings):
    with pytest.raises(UnknownNameError, match="severity"):
        report.fails(findings, "grave")


def test_csv_reads_back_with_the_contract_columns(findings):
    read = pd.read_csv(io.StringIO(report.to_csv(findings)))
    assert list(read.columns) == FINDING_COLUMNS
    assert len(read) == len(findings)


def test_json_keeps_chinese_as_it_is(findings):
    records = json.loads(report.to_json(findings))
    assert len(records) == len(findings)
    assert records[0]["message_zh"] in report.to_json(findings)


def test_the_table_holds_every_finding(findings):
    assert report.to_table(findings).row_count == len(findings)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_speaks_the_language_asked_for(findings, lang):
    console = Console(file=io.StringIO(), width=4000)
    console.print(report.to_table(findings.head(1), lang))
    assert findings[f"message_{lang}"][0] in console.file.getvalue()


def test_findings_of_a_plan_include_those_about_several_that_touch_it(findings):
    chosen = report.of_documents(findings, ["341302-2021"])
    assert set(chosen["document"]) == {"341302-2021", ""}
    assert (
        chosen["evidence"].str.contains("341302-2021").sum()
        >= (chosen["document"] == "").sum()
    )


def test_the_command_fails_on_a_grave_finding(command):
    assert command("--plan", "440507-2021", "--fail-on", "high").exit_code == 1


def test_the_command_succeeds_without_a_limit(command):
    result = command("--plan", "370613-2021", "--format", "csv")
    assert result.exit_code == 0
    assert result.output.startswith(",".join(FINDING_COLUMNS))


def test_the_command_counts_by_severity(command):
    assert "findings:" in command("--plan", "370613-2021").output


@pytest.mark.parametrize("wrong", [("--plan", "1"), ("--format", "xml")])
def test_a_name_that_is_unknown_is_refused(command, wrong):
    assert isinstance(command(*wrong).exception, UnknownNameError)


def test_a_list_in_a_sentence_names_thirty_and_counts_the_rest():
    sentence, words = Sentence(zh="{places}", en="{places}"), Words.of("en", suite.codelists())
    places = tuple(range(1, 33))
    assert fill(sentence, {"places": places[:30]}, words).endswith(", 29, 30")
    assert fill(sentence, {"places": places}, words).endswith(", 29, 30 and 2 more")
