"""Other writings of one label: its suffix, and the order of a share or of a list.

One definition is printed as 医院老年医学科设置率 or as 设置老年医学科的医院比例, as
护理型床位占比 or 护理型床位占养老床位的比例. The words that such forms turn on are data
(`label_words.csv`); the forms are here. A writing is only another way to look a label up: what
it leads to still has to be listed letter by letter.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from itertools import product
from typing import NamedTuple

from healthplans.reading.wordings import any_of
from healthplans.texts import fold
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.schema import Indicator

# a conjunct, and what two of them share at the end, has two characters at least
_LEAST = 2
# what institutions are told apart by
_KINDS = ("kind", "level", "ownership", "operator")


class Writing(NamedTuple):
    """One writing of a label.

    `whole` is what it is a share of, blank where it prints none; `turned` says that parts of a
    list change places, so that values could not be paired with them in order.
    """

    text: str
    whole: str = ""
    turned: bool = False


class Writings:
    """Turns labels by the project's words; `canonical` writes synonyms in one way."""

    def __init__(self, lists: Codelists, canonical: Callable[[str], str]) -> None:
        self._lists, self._canonical = lists, canonical
        self._of: dict[str, list[str]] = {}
        for word in lists.label_words:
            self._of.setdefault(word.role, []).append(fold(word.text))
        share, rate = (any_of(self._of.get(role, ())) for role in ("share", "rate"))
        verb, act = (any_of(self._of.get(role, ())) for role in ("verb", "act"))
        part, among = (any_of(self._of.get(role, ())) for role in ("of", "among"))
        self._share = self._of.get("share", [""])[0]
        self._rate = self._of.get("rate", [""])[0]
        self._joint = self._of.get("joint", [""])[0]
        particle = any_of(self._of.get("particle", ()))
        of_whole = f"(?P<part>.+?)(?:{part})(?P<whole>.+?)(?:{particle})?(?:{share})"
        self._part = re.compile(of_whole)
        self._among = re.compile(f"(?P<whole>.+?)(?:{among})(?P<part>.+?)(?:{share})")
        whose = "(?P<whose>.{2,}?)"
        done = f"(?P<verb>{verb})(?P<object>.{{2,}}?)"
        self._done = (
            re.compile(f"{whose}(?:{among})?{done}(?:{particle})?(?P<ends>{share}|{rate})"),
            re.compile(f"{done}(?:{particle}){whose}(?P<ends>{share})"),
            re.compile(f"(?P<whose>){done}(?:{particle})?(?P<ends>{share})"),
        )
        self._act = re.compile(f"(?P<stem>.*(?:{act}))(?P<ends>{share}|{rate})")
        of_kinds = {t for t, v in lists.scope_values.items() if v[0].dimension in _KINDS}
        institutions = any_of({canonical(text) for text in of_kinds})
        said = f"(?P<said>(?:{verb}).{{2,}}?)(?P<whose>(?:{institutions})+)(?:{share})"
        self._whose_last = re.compile(said)

    def listed(self, alias: str, entry: Indicator) -> Iterator[Writing]:
        """Give the other writings of a listed label of a percentage."""
        if entry.unit != "percent":
            return
        label = fold(alias)
        yield from map(Writing, self._suffixed(self._canonical(label)))
        for form in self._done:
            match = form.fullmatch(label)
            if match:
                yield from map(Writing, self._placed(match))
        yield from self._shared(self._canonical(label), entry)
        yield from map(Writing, self._by_parts(self._canonical(label), entry))

    def _by_parts(self, text: str, entry: Indicator) -> Iterator[str]:
        """Give a label that names its components where another names all of them together."""
        names = self._canonical(
            self._joint.join(part.zh for part in entry.components.values())
        )
        for word in self._lists.scope_values if names else ():
            if text.startswith(self._canonical(word)):
                yield f"{names}{text.removeprefix(self._canonical(word))}"

    def _suffixed(self, text: str) -> Iterator[str]:
        """Give a rate of something done as a share, a share as a rate: 设置率, 设置比例."""
        match = self._act.fullmatch(text)
        if match:
            for end in (self._share, *self._of.get("rate", ())):
                yield f"{match['stem']}{end}"

    def _placed(self, match: re.Match[str]) -> Iterator[str]:
        """Give whose, what is done and with what in every order."""
        whose, verb, what = (match[name] for name in ("whose", "verb", "object"))
        orders = (f"{whose}{verb}{what}", f"{verb}{what}{whose}", f"{whose}{what}{verb}")
        for order, end in product(orders, (self._share, self._rate)):
            yield self._canonical(f"{order}{end}")

    def _shared(self, text: str, entry: Indicator) -> Iterator[Writing]:
        """Give a share with what it is a share of: as listed, or the entry's denominator."""
        match = self._part.fullmatch(text)
        part = match["part"] if match else text.removesuffix(self._share)
        if not match and part == text:
            return
        own = self._lists.denominators.get(entry.denominator)
        # a share that leaves out of what may be one of something else
        printed = (own.denominator, own.zh, *own.printed.split("|"), own.of) if own else ()
        wholes = [*filter(None, printed), *([match["whole"]] if match else [])]
        for whole in {self._bare(whole) for whole in wholes}:
            yield Writing(f"{part}{self._share}", whole)

    def _bare(self, whole: str) -> str:
        """Take words for all and the suffix of a count from what a share is of."""
        text, before = self._canonical(whole), ""
        while text != before:
            before = text
            text = _without(text, self._of.get("whole", ()), str.removeprefix)
        return _without(text, self._of.get("count", ()), str.removesuffix)

    def turned(self, text: str, names: Container[str]) -> Iterator[Writing]:
        """Give the writings of a canonical label that was not found, itself first."""
        yield Writing(text)
        for form in (self._part, self._among):
            match = form.fullmatch(text)
            if match:
                part = _without(match["part"], self._of.get("count", ()), str.removesuffix)
                yield Writing(f"{part}{self._share}", self._bare(match["whole"]))
                yield Writing(f"{match['whole']}{match['part']}{self._share}")
        last = self._whose_last.fullmatch(text)
        if last:
            # 设置中医馆的乡镇卫生院比例: the institutions are the part
            yield Writing(f"{last['whose']}{last['said']}{self._share}")
        for word in self._of.get("inner", ()):
            if word in text[1:]:
                yield Writing(f"{text[0]}{text[1:].replace(word, '', 1)}")
        yield from self._lists_of(text, names)

    def _lists_of(self, text: str, names: Container[str]) -> Iterator[Writing]:
        listed = text
        for joint in self._of.get("joint", ()):
            listed = listed.replace(joint, self._joint)
        if self._joint and self._joint in listed:
            yield Writing(listed)
            yield from self._conjoined(listed.split(self._joint), names)

    def _conjoined(self, items: list[str], names: Container[str]) -> Iterator[Writing]:
        lists = [items, *self._factored(items)]
        for conjuncts in lists[1:]:
            yield Writing(self._joint.join(conjuncts))
        for conjuncts in lists:
            for text in self._swapped(conjuncts):
                if text in names:
                    yield Writing(text, turned=True)

    def _factored(self, items: list[str]) -> Iterator[list[str]]:
        """Take what the last conjunct ends in from those before it that end in it too."""
        *others, last = items
        for size in range(len(last) - _LEAST, _LEAST - 1, -1):
            less = [_bare(item, last[-size:]) for item in others]
            if less != others:
                yield [*less, last]

    def _swapped(self, items: list[str]) -> Iterator[str]:
        """Give two conjuncts in the other order, whatever stands before and after both."""
        if len(items) != _LEAST:
            return
        one, other = items
        for start in range(len(one) - _LEAST + 1):
            for end in range(_LEAST, len(other)):
                before, first = one[:start], one[start:]
                yield f"{before}{other[:end]}{self._joint}{first}{other[end:]}"


def _without(text: str, words: Iterable[str], take: Callable[[str, str], str]) -> str:
    """Take the longest of some words away, unless nothing would be left."""
    shorter = (take(text, word) for word in words)
    return min((less for less in shorter if less), key=len, default=text)


def _bare(item: str, end: str) -> str:
    """Take an end from a conjunct that is more than it."""
    return item.removesuffix(end) if len(item) >= len(end) + _LEAST else item
