"""Paying what a submission costs: begin, hear how it stands, tell the case, give back."""
