"""Case systems, a folder for each kind."""
