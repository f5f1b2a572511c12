"""My cases: the list, one case with its history, and what is still asked of the resident."""
