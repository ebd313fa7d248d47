"""What a file writes about needs, and what may be told of it."""

from houvast.exchange.writing.leaver_rows import LeaverRow, New, PupilState
from houvast.exchange.writing.result import Run
from houvast.people.ids import new_id
from houvast.transfer.models import ConsentItem, Need

FILE = "file"


def add_needs(run: Run, row: LeaverRow, state: PupilState, new: New) -> bool:
    """What the file writes about areas; an area that a dossier no longer tells of is taken away here too."""
    source, told = run.format, dict(row.record.needs)
    changed = False
    for area, text in told.items():
        known = state.needs.get((area, source))
        if known is None:
            need = Need(
                id=new_id(), organisation_id=row.organisation, pupil=state.pupil, area=area, text=text,
                on=run.on, source=source,
            )  # fmt: skip
            state.needs[area, source] = need
            new.needs.append(need)
        elif known.text != text:
            known.text, known.revision = text, known.revision + 1
            new.changed_needs.append(known)
        changed = changed or known is None or known in new.changed_needs
    if row.record.consents:
        gone = [need for (area, its), need in state.needs.items() if its == source and area not in told]
        new.gone_needs += gone
        changed = changed or bool(gone)
    return changed


def add_consents(run: Run, row: LeaverRow, state: PupilState, new: New) -> bool:
    """What the file says may be told; what the pupil said here goes before it."""
    changed = False
    for item, given in row.record.consents:
        known = state.consents.get(item)
        if known is None:
            consent = ConsentItem(
                id=new_id(), organisation_id=row.organisation, pupil=state.pupil, item=item,
                party=ConsentItem.Party.INSTITUTION, given=given, on=run.on, said_by=FILE,
            )  # fmt: skip
            state.consents[item] = consent
            new.consents.append(consent)
            changed = True
        elif known.said_by == FILE and known.given != given:
            known.given, known.on = given, run.on
            new.changed_consents.append(known)
            changed = True
    return changed
