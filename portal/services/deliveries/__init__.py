"""What the worker brings to outside systems: how its tries end, and what operators do with it."""
