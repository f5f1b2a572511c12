"""The Klantinteracties API 0.9 as Open Klant 2 answers it, and the desk that works with it."""
