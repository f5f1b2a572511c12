"""Pages on which residents ask something, and see what was answered."""
