"""Fit the weights of `confidence.csv`: logistic regression, one plan left out at a time.

`python tests/benchmarks/confidence.py` prints the reliability; `--write` writes the weights.
`confidence.ipynb` shows the same step by step.
"""

import argparse
import csv
from collections import Counter

import numpy as np
from held_out import pairs

from healthplans.paths import project_data

__all__ = ["fit", "held_out_probabilities", "matrix", "reliability", "write"]

FEWEST = 5  # rows that a feature must have
RIDGE = 1.0
THRESHOLDS = {"reading": (0.95, 0.8), "binding": (0.945, 0.7)}


def matrix(found, kind):
    """Give proposals as a table of features, what is right, and their plans.

    Returns
    -------
    tuple
        Array (proposals x features, the first always 1), array of 0 and 1, plans, names.
    """
    proposed = [pair for pair in found if pair.judged is not None]
    times = Counter(name for pair in proposed for name in pair.names)
    names = sorted(name for name, count in times.items() if count >= FEWEST)
    rows = [[1.0, *(float(name in pair.names) for name in names)] for pair in proposed]
    right = [
        float(pair.first if kind == "binding" else pair.right.get("value and year", False))
        for pair in proposed
    ]
    plans = np.array([pair.document for pair in proposed])
    return np.array(rows), np.array(right), plans, names


def fit(features, right):
    """Fit a ridge logistic regression by Newton's method; gives the weights."""
    weights = np.zeros(features.shape[1])
    ridge = np.full(features.shape[1], RIDGE)
    ridge[0] = 1e-3
    for _ in range(60):
        chance = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (chance - right) + ridge * weights
        curve = (features.T * (chance * (1 - chance))) @ features + np.diag(ridge)
        weights -= np.linalg.solve(curve, slope)
    return weights


def held_out_probabilities(features, right, plans):
    """Give each proposal's probability by the weights of the other plans."""
    chance = np.zeros(len(right))
    for plan in set(plans):
        own = plans == plan
        weights = fit(features[~own], right[~own])
        chance[own] = 1 / (1 + np.exp(-features[own] @ weights))
    return chance


def reliability(chance, right, thresholds):
    """Give n, the share right and Wilson's lower bound of each class."""
    sure, likely = thresholds
    classes = {
        "sure": chance >= sure,
        "likely": (chance >= likely) & (chance < sure),
        "open": chance < likely,
    }
    return {name: (int(own.sum()), *_share(right[own])) for name, own in classes.items()}


def _share(right):
    n = len(right)
    if not n:
        return float("nan"), float("nan")
    share, z = float(right.mean()), 1.96
    middle = share + z * z / (2 * n)
    width = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return share, float((middle - width) / (1 + z * z / n))


def write(found):
    """Fit both numbers on all plans and write the weights."""
    weights = {}
    for kind in THRESHOLDS:
        features, right, _, names = matrix(found, kind)
        weights[kind] = dict(zip(["(always)", *names], fit(features, right), strict=True))
    path = project_data() / "codelists" / "confidence.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["feature", *THRESHOLDS])
        for place, name in enumerate(("(sure from)", "(likely from)")):
            writer.writerow([name, *(limits[place] for limits in THRESHOLDS.values())])
        for name in weights["reading"]:
            writer.writerow([name, *(f"{weights[kind][name]:.3f}" for kind in THRESHOLDS)])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the weights")
    found = pairs()
    for kind, limits in THRESHOLDS.items():
        features, right, plans, _ = matrix(found, kind)
        chance = held_out_probabilities(features, right, plans)
        brier = float(((chance - right) ** 2).mean())
        print(kind, f"n={len(right)} Brier={brier:.4f}", reliability(chance, right, limits))  # noqa: T201
    if parser.parse_args().write:
        write(found)


if __name__ == "__main__":
    main()
