"""The gallery: every page of the portal, in every state, with sample data and without the portal."""
