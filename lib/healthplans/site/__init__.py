"""The site: which pages there are, how a notebook becomes one, what lies beside them."""

from healthplans.imports import import_notebook_format

import_notebook_format()
