"""Pages for everybody: home with search, help, accessibility."""
