"""Proof by pictures: every page of the product in every language, size, theme and form, drawn and judged.

`python -m tests.pictures --pages FOLDER` (`make pictures`): FOLDER is a tour's, which left its pages there.
"""
