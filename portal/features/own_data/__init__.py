"""What the municipality knows of who is logged in, and where they can be reached."""
