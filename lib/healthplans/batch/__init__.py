"""A batch of pages: each one a notebook, executed with its parameters and rendered.

`run.run` is the one call; see there. The other modules each hold one concern: what a job is
(`jobs`), its parameters (`parameters`), its execution (`execute`) and rendering (`produce`),
many at once (`pool`, or `distributed` on other machines), what need not be done again
(`cache`), the warm process that workers share (`zygotes`), and the output folder (`files`).
"""

from healthplans.imports import import_notebook_format

import_notebook_format()
