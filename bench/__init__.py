"""What a page costs: CPU, statements and calls per request, held against a bare Flask app."""
