"""Everything on one machine: PostgreSQL, the portal, the worker and the embedded world."""
