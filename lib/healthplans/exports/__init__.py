"""What leaves the project for a paper or a report: tables as LaTeX, Markdown and Word."""

from healthplans.exports.plain import latex, markdown
from healthplans.exports.report import docx, report
from healthplans.exports.word import word
