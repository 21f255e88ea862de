"""Figures of the prose: paragraphs in, statements out, and what was made of every number.

Read step by step, each of which leaves its reason: `figures` (masks and numerals), `selection`
(which of them are of this field), `labels` and `behind` (what is counted, before and behind),
`carrying`, `subjects` and `owners` (what is taken over), `years` and `dating`, `claims`, then
`lists` and `turns` over the figures of a sentence; `statements` leads through them.
"""
