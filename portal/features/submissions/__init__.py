"""Filling in a form: one question group a page, a check of all answers, then a case."""
