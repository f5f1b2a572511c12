"""Pages about paying what a submission costs."""
