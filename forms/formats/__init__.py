"""Past formats of stored form versions, one module each; they never change."""
