"""What the operator writes in files: read and checked once, at the start."""
