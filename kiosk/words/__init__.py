"""Every sentence that a terminal says, per language: one folder each, one file per subject (Project Fluent).

A message's value is the shown text with readings (`暗証番号《あんしょうばんごう》`); its attribute `.speech` is what is
said instead, where the two differ. Functions in messages: DAY, BOTH, MONTH, YEAR, FISCAL_YEAR, MOMENT of a date, and
LABEL($ja, $reading, $en), a wording that came in several languages from the gateway.
"""

from kiosk.words.fluent import FluentWords, all_words, languages

__all__ = ["FluentWords", "all_words", "languages"]
