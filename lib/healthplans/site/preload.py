"""Imported by the process that pages are forked from: prepares it, once."""

from healthplans.batch.server import up
from healthplans.site.warm import prepare

up(prepare)
