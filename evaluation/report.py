"""Figures as text: precision and recall with intervals beside the base rate, per rule and per group."""

from collections.abc import Iterator, Sequence
from typing import Any

from evaluation.material import Rule, Student
from houvast.alerts.evaluation.figures import SMALLEST_GROUP, Share, Worth, invited_shares, worth_of


def shown(share: Share) -> str:
    value = share.value
    return "-" if value is None else f"{value:.3f} [{share.low:.3f}, {share.high:.3f}]"


def line(name: str, worth: Worth) -> str:
    verdict = "  says nothing: the interval covers the base rate" if worth.says_nothing else ""
    return f"  {name:<48} precision {shown(worth.precision)}  recall {shown(worth.recall)}{verdict}"


def figures(worth: Worth) -> dict[str, Any]:
    """For a file: numbers with three decimals."""

    def of(share: Share) -> dict[str, float | None]:
        value = share.value
        return {
            "value": None if value is None else round(value, 3),
            "low": round(share.low, 3),
            "high": round(share.high, 3),
            "of": round(share.of),
        }

    return {"precision": of(worth.precision), "recall": of(worth.recall), "base": of(worth.base)}


def per_rule(rules: Sequence[Rule], later: Sequence[Student], points: dict[str, int]) -> Iterator[str]:
    """What each rule alone says of the later students."""
    ended = [one.ended for one in later]
    for rule in rules:
        spoke = [rule.speaks(one.ours) for one in later]
        unknown = sum(1 for one in spoke if one is None)
        name = f"{rule.says} ({points[rule.says]} points, {unknown} without data)"
        yield line(name, worth_of([bool(one) for one in spoke], ended))


def per_group(scores: Sequence[float], later: Sequence[Student], share: float) -> Iterator[str]:
    """Per group: how many are invited, and how many of those who ended so were invited. Small groups are hidden."""
    chances = invited_shares(scores, share)
    for name in later[0].groups:
        for value in sorted({one.groups[name] for one in later}):
            title = f"{name} {value}"
            both = zip(chances, later, strict=True)
            group = [(chance, one.ended) for chance, one in both if one.groups[name] == value]
            ended = [chance for chance, came in group if came]
            if len(ended) < SMALLEST_GROUP:
                yield f"    {title:<24} hidden: fewer than {SMALLEST_GROUP} of this group ended so"
                continue
            invited = Share(hits=sum(chance for chance, _ in group), of=len(group))
            found = Share(hits=sum(ended), of=len(ended))
            base = len(ended) / len(group)
            yield f"    {title:<24} base {base:.3f}  invited {shown(invited)}  of who ended so {shown(found)}"
