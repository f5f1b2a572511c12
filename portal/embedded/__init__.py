"""The outside world on one laptop: a separate process that plays every system the portal needs.

A case API, a DigiD-style OpenID provider, registers, a mail gateway, and pages on which a
developer plays the case worker and breaks things. The portal knows it by its addresses only.
"""
