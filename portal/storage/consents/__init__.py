"""Consents: texts, events that decide, receipts, uses, retention."""
