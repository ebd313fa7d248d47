"""What working mechanisms and factors are called on the screen (S-519 to S-537, S-759 to S-774)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from houvast.core.monitor.mechanisms import Factor, Mechanism

MECHANISMS: Mapping[Mechanism, Promise] = {
    Mechanism.SAFE: _("A trusted and safe environment"),
    Mechanism.CONNECTION: _("Personal connection"),
    Mechanism.POSITIVE: _("A positive approach"),
    Mechanism.HELP_IS_NORMAL: _("Asking for help is normal"),
    Mechanism.OWN_DIRECTION: _("Own direction"),
    Mechanism.REAL_CONTEXT: _("Learning in a realistic context"),
    Mechanism.COOPERATION: _("Cooperation"),
    Mechanism.LEARNING: _("Keep learning as an organisation"),
}
GENDERS: Mapping[str, Promise] = {"f": _("woman"), "m": _("man"), "x": _("otherwise")}
FACTORS: Mapping[Factor, Promise] = {
    Factor.CONTACT: _("Contact: being missed, somebody who asks"),
    Factor.IN_TIME: _("Help in time, or too late"),
    Factor.ONE_PLAN: _("One plan with everybody"),
    Factor.ADJUSTMENTS: _("Adjustments and tailor-made education"),
    Factor.PERSPECTIVE: _("A perspective: diploma, certificate, work"),
    Factor.STUDY_SKILLS: _("Study skills"),
    Factor.LIVING: _("Housing, money, safety at home"),
    Factor.WITHDRAWING: _("Withdrawing when things go wrong"),
    Factor.FAILING_AGAIN: _("The feeling of failing again"),
    Factor.OTHER: _("Something else"),
}
