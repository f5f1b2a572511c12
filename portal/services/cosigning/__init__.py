"""Co-signing: somebody else signs what a resident sent, with a DigiD of their own."""
