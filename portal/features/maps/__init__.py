"""Pictures of the map, for pages on which one points at a place."""
