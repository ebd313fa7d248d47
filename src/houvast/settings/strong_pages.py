"""Pages that ask who one is once more, by name: when somebody last said so more than a quarter of an hour ago.

Beside these stand the pages that ask it themselves (`people.step_up.strong`): one's own data, an emergency, factors and
devices, signing in a procedure, the sealed desk of the youth team.
"""

COMPARTMENTS = (
    *("careteam:confide", "careteam:contact", "careteam:contact-step", "careteam:in-confidence"),
    *("workplace:counsellor", "workplace:counsellor-of", "workplace:counsellor-entry", "workplace:counsellor-advice"),
    *("workplace:ask-counsellor", "workplace:plan-counsellor", "workplace:close-counsellor"),
)
SIGNATURES = ("cases:sign", "cases:sign-for", "plan:sign", "workplace:sign-review")
ADJUSTMENTS = ("plan:grant", "plan:refuse")
"""Deciding on one; asking for it and reading it stay easy."""
TAKING_ALONG = (
    *("cases:proof", "monitor:export", "monitor:own-registration", "plan:paper", "plan:annex", "careteam:minutes"),
    *("absence:hand-in", "workplace:list-file", "workplace:review-file"),
)
GIVING_ACCESS = (
    *("administration-access", "administration-partner-access", "administration-signing-key"),
    *("administration-token-new", "administration-webhook-new", "privacy-let-in", "privacy-provider"),
)
ERASING = ("privacy-plan",)
STRONG_PAGE_NAMES = frozenset((*COMPARTMENTS, *SIGNATURES, *ADJUSTMENTS, *TAKING_ALONG, *GIVING_ACCESS, *ERASING))
