"""What looks like a figure and is none: dates, ordinals, ages inside labels, names."""

from dataclasses import dataclass

from healthplans.drafting.prose.vocabulary import masks

__all__ = ["Mask", "mask"]


@dataclass(frozen=True, slots=True)
class Mask:
    """A span of a paragraph that holds no figure, and its class in the ledger."""

    start: int
    end: int
    kind: str

    def covers(self, start: int, end: int) -> bool:
        """Tell whether the mask and a span have a character in common."""
        return start < self.end and self.start < end


def mask(text: str) -> list[Mask]:
    """Give the masks of a paragraph whose signs are narrow; of two that overlap, the first."""
    taken = bytearray(len(text))
    found = []
    for kind, expression in masks():
        for match in expression.finditer(text):
            start, end = match.span()
            if end > start and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Mask(start, end, kind))
    return sorted(found, key=lambda one: one.start)
