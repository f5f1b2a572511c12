"""Hypothesis without a time limit per example: this machine may be busy with other things."""

from hypothesis import settings

settings.register_profile("forms", deadline=None)
settings.load_profile("forms")
