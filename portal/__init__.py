"""MijnGemeente: the portal where residents do their business with their municipality."""
