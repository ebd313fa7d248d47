"""Signing in through a school's own provider: OpenID Connect, authorization code with PKCE."""
