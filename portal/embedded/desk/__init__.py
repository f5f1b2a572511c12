"""The case worker's desk: what the municipality does with what residents send."""
