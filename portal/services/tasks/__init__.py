"""What is done with what residents send for a task."""
