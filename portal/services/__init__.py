"""What happens, with or without a page: explicit arguments, no request, no Flask."""
