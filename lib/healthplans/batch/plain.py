"""Imported by the process that pages are forked from: prepares what every notebook needs."""

from healthplans.batch.server import up

up()
