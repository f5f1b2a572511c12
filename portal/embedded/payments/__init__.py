"""A payment provider: Mollie's Payments API v2, and the page on which one pays."""
