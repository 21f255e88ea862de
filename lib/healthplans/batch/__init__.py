"""A batch of pages: each one a notebook, executed with its parameters and rendered.

`run.run` is the one call; see there. The other modules each hold one concern: what a job is
(`jobs`), its parameters (`parameters`), how its page is made (`page`), in a process of its own
(`fork`) by IPython's shell (`shell`) or by an ordinary kernel (`cold`), many at once (`pool`,
or `distributed` on other machines), what workers are forked from (`server`, `plain`), what
need not be done again (`cache`), and the output folder (`files`).
"""

from healthplans.imports import import_notebook_format

import_notebook_format()
