"""Makes parts of the world slow, down or wrong."""
