"""Consents: what residents allowed, in which words, who used it; and taking it back."""
