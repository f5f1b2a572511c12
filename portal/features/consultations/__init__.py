"""Consultations: the resident sees who looked at what, when and why, and can ask about it."""
