"""Figures drawn from tables: each answers one question and keeps a target's meaning.

A ceiling is drawn as a ceiling and a floor as a floor, a missing end is said in words, and
what is known by colour is known by shape and word too.
"""

from healthplans.charts.publishing import save, static, use_chinese
