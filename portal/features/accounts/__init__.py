"""Logging in with DigiD, staying logged in, and logging out."""
