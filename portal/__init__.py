"""MijnGemeente: the portal where residents do their business with their municipality."""

VERSION = "0.1.0"
"""The same as in pyproject.toml and publiccode.yml; a test compares them."""
