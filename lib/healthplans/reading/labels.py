"""What a printed label means: indicator, unit, denominator and the components it names.

The unit is the label's last bracket, or the unit column, or, where both are lost, the
codelist's. A density prints its scale and denominator as a prefix (每千常住人口…); the counter
after it (张, 人, 个) is then no unit of its own. A count is never a density: without a scale
in label or unit, persons are a number of persons.
"""

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from healthplans.reading.figures import CHANGE_CLAIMS
from healthplans.reading.grammar import LONGEST, LabelGrammar, Parsed
from healthplans.reading.label_units import LabelUnits
from healthplans.reading.meanings import Meaning, Problems
from healthplans.reading.printed import Printed
from healthplans.reading.scales import scales
from healthplans.reading.wordings import leading_number, row_and_sub_row, sub_row
from healthplans.texts import fold, split_unit_bracket
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.shares import share_of
from healthplans.vocabulary.units import PrintedUnit, Units

_ONE = Decimal(1)
_NO_UNIT = PrintedUnit("")
_MONEY = "yuan"
_COMMA = re.compile("[,;、:]")
_BRACKET = re.compile(r"^(?P<before>[^()]+)\((?P<inside>[^()]+)\)(?P<after>[^()]+)$")


# kept: to index all names takes as long as to read a plan or two
@lru_cache(maxsize=4)
def label_reader(lists: Codelists) -> "LabelReader":
    """Give what reads labels by a set of codelists, made once."""
    return LabelReader(lists)


class LabelReader:
    """Reads labels by the codelists; the same label is read once."""

    def __init__(self, lists: Codelists) -> None:
        self._lists = lists
        self._units = Units(lists)
        self._scales = scales(lists)
        self._settled = LabelUnits(lists, self._units, self._scales)
        self._grammar = LabelGrammar(lists, self._scales)
        self.words = self._grammar.words
        self._problems = Problems(lists, self._units, self._grammar.canonical)
        numerals = [n.text for n in lists.numerals if n.role in ("digit", "place")]
        self._leading = leading_number("".join(numerals))
        leads = lists.words_of("lead")
        self._lead, self._under = sub_row(leads), row_and_sub_row(leads)
        # label, unit, code of the indicator, claim
        self.of = lru_cache(maxsize=65536)(self._read_label)

    def read(self, figure: Printed) -> Meaning:
        """Give the meaning of a printed figure's label, unit and claim."""
        return self.of(
            figure.full or figure.label, figure.unit, figure.indicator, figure.claim
        )

    def leads(self, label: str) -> bool:
        """Whether a label opens as a row under another does (其中)."""
        return self._lead.match(self._leading.sub("", fold(label), count=1)) is not None

    def is_whole(self, label: str) -> bool:
        """Whether a label says itself what it is of, as a density or a rate does."""
        bare = self._leading.sub("", fold(label), count=1)
        return self.leads(label) and self._without_lead(bare) != bare

    def parted(self, label: str) -> tuple[str, str, str]:
        """Part a table's label into what it is per, its own words, and its unit's bracket."""
        rest, unit = self._split(label, "", "")
        name = self._lead.sub("", self._leading.sub("", rest, count=1), count=1)
        scale = self._scales.of(name)
        end = name.find(scale.text) + len(scale.text) if scale else 0
        return name[:end], name[end:], unit

    def _read_label(self, label: str, unit: str, code: str, claim: str) -> Meaning:
        unmarked, marks = self._settled.bare(label)
        name, bracket = self._split(unmarked, unit, code)
        name = name if code else self._with_unit(name, unit)
        own = self._settled.own(bracket, unit)
        known = self._known(name, own or _NO_UNIT, code)
        if claim == "share":
            known = replace(known, codes=tuple(map(self._share_of, known.codes)))
        if len(known.codes) != 1:
            problem = self._problems.unknown_label(label, code, known.codes)
            scale = self._scales.of(name)
            printed = self._settled.unlisted(own, scale) if own else ""
            meaning = Meaning(
                None,
                printed,
                problem=problem,
                counted=self._settled.adds_up(printed),
                counter=bool(scale),
            )
        elif own is None:
            problem = self._problems.unknown_unit(unit or bracket)
            meaning = Meaning(self._lists.indicators[known.codes[0]], problem=problem)
        else:
            meaning = self._meaning(name, known, own, (unit or bracket, code, claim))
        return replace(
            meaning,
            multiplier=own.multiplier if own else _ONE,
            remark=marks,
            unit_text=unit or bracket if own else "",
        )

    def _known(self, name: str, own: PrintedUnit, code: str = "") -> Parsed:
        """Find the indicator: by its code, by the whole label, by the label's parts."""
        if code:
            return self._confirmed(name, own, code)
        listed = name in self._lists.aliases
        # 执业(助理)医师 in 人/千人 is the density, not the listed count
        parsed = Parsed() if listed and not own.scale else self._grammar.parse(name, own)
        parsed = self._settled.fitting(parsed)
        if listed and not parsed.codes:
            scale = self._scales.of(name)
            seen = scale.seen if scale else ()
            return Parsed((self._lists.aliases[name],), seen=(*seen, ("alias", name)))
        if parsed.codes or len(name) > LONGEST:
            return parsed
        rest, bracket = split_unit_bracket(name)
        if not bracket:
            moved = self._moved(name)
            return parsed if moved == name else self._known(moved, own)
        words = self._lead.sub("", bracket, count=1)
        if self._settled.turns_sides(words):
            known = self._known(rest, own)
            return known if all(map(self._settled.is_ratio, known.codes)) else Parsed()
        # a bracket that is no unit narrows, like the same words in front
        return self._known(f"{words}{rest}", own)

    def _moved(self, name: str) -> str:
        """Write words within a label that narrow it as a bracket at its end.

        每千人口(户籍)床位数, and a row under another with the row above: 床位数其中:医院.
        """
        under = self._under.fullmatch(name)
        if under and self._grammar.narrows(under["inside"]):
            return f"{under['before']}({under['inside']})"
        return _BRACKET.sub(r"\g<before>\g<after>(\g<inside>)", name)

    def _confirmed(self, name: str, own: PrintedUnit, code: str) -> Parsed:
        """Give a code printed beside a label, with what the label narrows that code to."""
        if code not in self._lists.indicators:
            return Parsed()
        named = self._known(name, own)
        narrowed = named if named.codes == (code,) else Parsed()
        return Parsed((code,), scopes=narrowed.scopes, scope_words=narrowed.scope_words)

    def _split(self, label: str, unit: str, code: str) -> tuple[str, str]:
        """Part a table's label from its unit; a label of prose carries none."""
        folded = fold(label)
        if code or folded in self._lists.aliases:
            return folded, ""
        folded = self._without_lead(self._leading.sub("", folded, count=1), unit)
        rest, bracket = split_unit_bracket(folded)
        if folded in self._lists.aliases or not bracket:
            return folded, ""
        if self._units.read(bracket) is None:
            rest, bracket = self._parted(rest, bracket)
        else:
            rest, bracket = self._settled.single(rest, bracket)
        is_unit = self._units.read(bracket) is not None
        # an unknown unit in the bracket of a listed label is to be named
        listed = not unit and rest in self._lists.aliases and not self._narrows(rest, bracket)
        return (rest, bracket) if is_unit or listed else (folded, "")

    def _with_unit(self, name: str, unit: str) -> str:
        """Give a label with its unit where only both together are listed: 死亡率 in ‰."""
        both = f"{name}({fold(unit)})"
        return both if both in self._lists.aliases else name

    def _parted(self, rest: str, bracket: str) -> tuple[str, str]:
        """Part a bracket that holds a unit and words that narrow: (1/10万，户籍)."""
        pieces = _COMMA.split(bracket)
        units = [piece for piece in pieces if self._units.read(piece)]
        words = [piece for piece in pieces if piece not in units]
        if len(units) == 1 and words and all(map(self._grammar.narrows, words)):
            return f"{rest}({''.join(words)})", units[0]
        return rest, bracket

    def _without_lead(self, folded: str, unit: str = "") -> str:
        """Take 其中 from a label that says itself what it is of: a density or a rate."""
        rest = self._lead.sub("", folded, count=1)
        name, bracket = split_unit_bracket(rest)
        dense = self._scales.of(rest) or self._settled.is_dense(unit or bracket)
        return rest if dense or self._grammar.is_rate(name) else folded

    def _narrows(self, rest: str, bracket: str) -> bool:
        """Whether a bracket that is no unit says what a figure is about, or which way."""
        if self._settled.turns_sides(bracket) or self._grammar.narrows(bracket):
            return True
        turned = f"{bracket}{rest}"
        return turned in self._lists.aliases or bool(
            self._grammar.parse(turned, _NO_UNIT).codes
        )

    def _share_of(self, code: str) -> str:
        """Give the code of the share of a count; the code itself of what is no sum."""
        share = share_of(self._lists.indicators[code])
        return share if share in self._lists.indicators else code

    def _standard(
        self, name: str, known: Parsed, own: PrintedUnit, printed: tuple[str, str, str]
    ) -> str:
        """Give the unit a figure is printed in; blank where it is none of the indicator's."""
        unit, code, claim = printed
        noun = dict(known.seen).get("noun") or dict(known.seen).get("alias", "")
        if noun and not self._settled.counts(unit, self._grammar.words.noun(noun)):
            return ""
        indicator = self._lists.indicators[known.codes[0]]
        scale = known.scale or self._scales.of(name)
        standard = self._settled.printed(own, indicator, scale, prose=bool(code))
        # the unit of a growth is that of the change
        return standard or (indicator.unit if claim in CHANGE_CLAIMS else "")

    def _meaning(
        self, name: str, known: Parsed, own: PrintedUnit, printed: tuple[str, str, str]
    ) -> Meaning:
        indicator = self._lists.indicators[known.codes[0]]
        standard = self._standard(name, known, own, printed)
        if not standard:
            problem = self._problems.other_unit(printed[0], indicator)
            # a thing named beside money is what it is spent on, and no label of the sum
            spent = own.code and self._lists.units[own.code].family == _MONEY
            lost = Meaning(None, own.code, problem=problem, counted=True)
            return lost if spent else Meaning(indicator, problem=problem)
        scale = known.scale or self._scales.of(name)
        return Meaning(
            indicator,
            standard,
            denominator=self._settled.denominator(scale, own) or indicator.denominator,
            words=self._grammar.part(known, indicator).words,
            scope_words=known.scope_words,
            parts_seen=known.seen,
            counted=self._settled.adds_up(standard),
            counter=self._settled.counted(own, indicator, scale),
            of_change=self._settled.of_change(own, indicator.unit),
            turned=known.turned,
            ratio_order=self._settled.ratio_order(*split_unit_bracket(name)),
        )
