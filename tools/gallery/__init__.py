"""The gallery: every page in every state, with sample data and without the portal."""
