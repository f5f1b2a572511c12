"""Questions, wishes to be called, and the contacts that there were."""
