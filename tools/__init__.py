"""Helpers for those who build the portal; nothing here runs in production."""
