"""`portal forms preview`: a form in the browser while its author writes it."""
