"""Asking outside systems for a page, each with its consultation line."""
