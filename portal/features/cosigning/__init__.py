"""Pages about co-signing: of who is asked to sign, and of who asks."""
