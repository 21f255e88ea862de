"""Figures of the prose: paragraphs in, statements out, and what was made of every number.

Read step by step, each of which leaves its reason (`because`): `outline` (the chapter),
`figures` (masks and numerals), `selection` (which of them are of this field), `labels`,
`phrases` and `behind` (what is counted, before and behind), `carrying`, `subjects` and
`owners` (what is taken over), `years` and `dating`, `claims`; then, over the figures of a
sentence, `lists`, `totals`, `turns` and `standing`, `additions`, `comparing` and `norms`.
`statements` leads through them. The words are data (`prose.csv`).
"""
