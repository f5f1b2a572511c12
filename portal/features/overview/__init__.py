"""The overview: what needs doing first, and how everything stands."""
