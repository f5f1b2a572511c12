"""Accessible PDFs."""
