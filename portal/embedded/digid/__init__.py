"""The DigiD-style OpenID provider. For practice only, it proves nothing."""
