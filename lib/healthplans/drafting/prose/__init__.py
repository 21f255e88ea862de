"""Figures of the prose: what is no figure is masked, the rest is read step by step.

Each step leaves its reason: masks, numerals, labels and scopes, years, claims.
"""
