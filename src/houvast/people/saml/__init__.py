"""Signing in through a school's SAML provider: the sibling of `provider`, with the same rules of who comes in."""
