"""Texts that mail, PDF and pages share, in a language that is passed along."""
