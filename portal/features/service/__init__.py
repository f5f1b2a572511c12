"""The pages for everybody: home with search, help, accessibility; and those for operators."""
