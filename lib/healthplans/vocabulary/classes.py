"""Classes within classes: which words of `scopes.csv` lie in which others."""

from collections.abc import Iterable, Mapping

from healthplans.vocabulary.schema import Scope


def classes_around(scopes: Iterable[Scope]) -> Mapping[str, frozenset[str]]:
    """Give, by code of a scope, the codes of all classes that it lies in."""
    parents = {scope.value: scope.parent.split("+") for scope in scopes}
    return {value: frozenset(_above(value, parents)) for value in parents}


def overlapping(around: Mapping[str, frozenset[str]]) -> Mapping[str, frozenset[str]]:
    """Give, by code of a class, the classes that share a member with it and hold it not."""
    beside: dict[str, set[str]] = {value: set() for value in around}
    for wider in around.values():
        for one in wider & beside.keys():
            beside[one] |= wider - around[one] - {one}
    return {
        value: frozenset(o for o in others if value not in around.get(o, ()))
        for value, others in beside.items()
    }


def _above(value: str, parents: Mapping[str, list[str]]) -> set[str]:
    """Give all that a value lies in; a circle is followed once."""
    found: set[str] = set()
    rest = [*parents[value]]
    while rest:
        one = rest.pop()
        if one and one not in found:
            found.add(one)
            rest.extend(parents.get(one, ()))
    return found
