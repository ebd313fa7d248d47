"""Load, kills and failover on a whole installation: PostgreSQL, web nodes, worker, mail server, all on 127.0.0.1.

`make soak` runs `python -m scripts.soak load`; `docs/reliability.md` says how each figure was made.
"""
