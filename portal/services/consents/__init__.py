"""Giving and taking back consent, with a receipt for each."""
