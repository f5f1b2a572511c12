"""The log of security events: sealing it, and letting it be verified and read."""
