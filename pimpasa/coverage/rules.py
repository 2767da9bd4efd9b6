"""What a row of a file of offices has to be, and what a page may say of a village; each refusal is a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Assignment, Officer
from pimpasa.accounts.roles import Permission, Role
from pimpasa.accounts.rules import check_permission, check_role_at
from pimpasa.common import clock
from pimpasa.coverage.kinds import AT_THE_UNIT, ROLE_WORDS, Column, RowKind
from pimpasa.coverage.models import Decision, Programme
from pimpasa.coverage.named import Named
from pimpasa.coverage.sheets import SheetRow, day_in
from pimpasa.territory.kinds import Level
from pimpasa.territory.models import Desk, District, FormerName, Jurisdiction, Office, Village

LEVELS = {RowKind.NATION: Level.NATION, RowKind.KANWIL: Level.KANWIL, RowKind.OFFICE: Level.OFFICE}
LARGEST_FILE = 5 * 1024**2  # bytes; a scanned decision of a few pages
LONGEST_NAME = 120
LONGEST_TERM = timedelta(days=3653)


def filled(row: SheetRow, column: Column, *, most: int = LONGEST_NAME) -> str:
    """What stands in a column. Raises Refused where nothing does, or too much."""
    text = row[column]
    if not 0 < len(text) <= most:
        raise Refused(
            "column_unfit", _("“%(column)s” needs 1 to %(n)s letters here.") % {"column": column.value, "n": most}
        )
    return text


def office_in(row: SheetRow, named: Named) -> Office:
    """The office that reads, which a row is part of. Raises Refused."""
    office = employer_in(row, named)
    if office.level != Level.OFFICE or office.closed_on is not None:
        raise Refused("reads_nothing", _("%(office)s is no open office that reads reports.") % {"office": office})
    return office


def employer_in(row: SheetRow, named: Named) -> Office:
    """The office of any level that a row is part of. Raises Refused."""
    name = filled(row, Column.OF, most=Office.NAME_LENGTH)
    office = named.offices.get(name)
    if office is None:
        check_not_renamed(name)
        raise Refused("no_such_office", _("There is no office “%(name)s”, nor in this file.") % {"name": name})
    return office


def check_not_renamed(name: str) -> None:
    """Raise Refused for a name that an office had before: a file of then would found it anew beside itself."""
    former = FormerName.objects.filter(name=name).select_related("office").first()
    if former is not None:
        names = {"name": name, "office": former.office}
        raise Refused("renamed", _("“%(name)s” is called %(office)s now; write that.") % names)


def above_in(row: SheetRow, named: Named) -> Office | None:
    """What an office hangs on; a Kanwil or an office may hang on nothing. Raises Refused."""
    return employer_in(row, named) if row[Column.OF] else None


def check_office(name: str, level: Level, above: Office | None) -> None:
    """Raise Refused for no name, a name of another level, or one that hangs on no higher level."""
    if not 0 < len(name) <= Office.NAME_LENGTH:
        raise Refused("office_name", _("Name the office in at most %(n)s letters.") % {"n": Office.NAME_LENGTH})
    if above is not None and above.level <= level:
        raise Refused("not_above", _("%(above)s does not stand above %(name)s.") % {"above": above, "name": name})
    check_not_renamed(name)
    present = Office.objects.filter(name=name).first()
    if present is not None and (present.level != level or present.closed_on is not None):
        raise Refused("office_otherwise", _("%(name)s is here already as something else, or closed.") % {"name": name})


def check_unit(office: Office, name: str) -> None:
    """Raise Refused where the office has another unit."""
    unit = unit_of(office)
    if unit is not None and unit.name != name:
        raise Refused("other_unit", _("%(office)s has a unit already: %(unit)s.") % {"office": office, "unit": unit})


def unit_of(office: Office) -> Desk | None:
    return Desk.objects.filter(office=office, kind=Desk.Kind.UNIT, closed_on=None).first()


def districts_in(row: SheetRow) -> list[District]:
    """The kecamatan of a code, or all of the kabupaten or kota of a code. Raises Refused."""
    code = row[Column.CODE]
    districts = list(District.objects.filter(pk=code) or District.objects.filter(regency=code).order_by("pk"))
    if not districts:
        raise Refused(
            "no_area",
            _("“%(code)s” is no kecamatan's or kabupaten's code, such as 31.73.01 or 31.73.") % {"code": code},
        )
    return districts


def check_free(office: Office, districts: Sequence[District]) -> None:
    """Raise Refused where another office answers for one of them."""
    held = (
        Jurisdiction.objects.filter(district__in=districts).exclude(office=office).select_related("office", "district")
    )
    jurisdiction = held.first()
    if jurisdiction is not None:
        names = {"district": jurisdiction.district, "code": jurisdiction.district_id, "office": jurisdiction.office}
        raise Refused("area_taken", _("%(district)s (%(code)s) belongs to %(office)s.") % names)


def village_in(row: SheetRow, named: Named) -> Village:
    """Raises Refused for a code of no village."""
    village = named.villages.get(row[Column.CODE])
    if village is None:
        raise Refused(
            "no_village", _("“%(code)s” is no village's code, such as 31.73.01.1006.") % {"code": row[Column.CODE]}
        )
    return village


def village_of(row: SheetRow, named: Named, office: Office) -> Village:
    """A village in the office's area. Raises Refused."""
    village = village_in(row, named)
    if named.areas.get(village.district_id) != office.pk:
        raise _elsewhere(office, village)
    return village


def check_own(office: Office, village: Village) -> None:
    """Raise Refused for a village of another office's area, or of nobody's."""
    if not Jurisdiction.objects.filter(office=office, district=village.district_id).exists():
        raise _elsewhere(office, village)


def _elsewhere(office: Office, village: Village) -> Refused:
    names = {"village": village, "code": village.pk, "office": office}
    return Refused("village_elsewhere", _("%(village)s (%(code)s) is not in the area of %(office)s.") % names)


def desk_in(row: SheetRow, named: Named) -> Desk | None:
    """The new desk that a row opens; None where its office has it. Raises Refused.

    That is where the office has no unit, the village is elsewhere or has a desk, or the name is too long.
    """
    office = office_in(row, named)
    village = village_in(row, named)
    name = row[Column.NAME] or village.name
    present = named.desks.get(village.pk)
    if present is not None and present.office_id == office.pk:
        return None
    if office.pk not in named.units:
        raise Refused("no_unit", _("%(office)s has no unit yet; give it one in this file.") % {"office": office})
    village_of(row, named, office)
    if present is not None:
        raise Refused("has_desk", _("%(village)s has a desk at another office.") % {"village": village})
    if len(name) > Desk.NAME_LENGTH:
        raise Refused("desk_name", _("Give the desk a name of at most %(n)s letters.") % {"n": Desk.NAME_LENGTH})
    return Desk(office=office, kind=Desk.Kind.VILLAGE, name=name, village=village)


def email_in(row: SheetRow) -> str:
    """Raises Refused for what is no address."""
    email = row[Column.EMAIL]
    try:
        validate_email(email)
    except ValidationError as wrong:
        raise Refused("no_email", _("“%(email)s” is no e-mail address.") % {"email": email}) from wrong
    return email


def role_in(row: SheetRow) -> Role:
    """Raises Refused for a word that is no role."""
    word = row[Column.ROLE].casefold()
    if word not in ROLE_WORDS:
        raise Refused(
            "no_role",
            _("“%(word)s” is no role: write one of %(roles)s.") % {"word": word, "roles": ", ".join(ROLE_WORDS)},
        )
    return ROLE_WORDS[word]


def seat_in(row: SheetRow, named: Named, office: Office) -> Desk | None:
    """The desk of the row's village, or the unit; none where nothing is said. Raises Refused."""
    code = row[Column.CODE]
    if not code:
        return named.units.get(office.pk) if role_in(row) in (Role.HEAD, Role.ANALYST) else None
    at_unit = code.casefold() == AT_THE_UNIT
    desk = named.units.get(office.pk) if at_unit else named.desks.get(code)
    if desk is None or desk.office_id != office.pk:
        raise Refused(
            "no_desk", _("%(office)s has no desk “%(code)s”, nor in this file.") % {"office": office, "code": code}
        )
    return desk


def officer_in(row: SheetRow, named: Named) -> Officer:
    """Who a row names: a new officer without a password, or who is there. Raises Refused for who works otherwise."""
    office = employer_in(row, named)
    name, email, role = filled(row, Column.NAME), email_in(row).lower(), role_in(row)
    check_role_at(role, office)
    officer = named.officers.get(email)
    if officer is None:
        officer = Officer(email=email, office=office, name=name, role=role)
        officer.set_unusable_password()
    if officer.office_id != office.pk or officer.role != role:
        raise Refused(
            "works_otherwise",
            _("%(email)s is %(role)s of %(office)s already; change that on the officers' pages.")
            % {"email": officer.email, "role": Role(officer.role).label, "office": officer.office},
        )
    return officer


def day_of(row: SheetRow) -> date:
    """The day of a decision, not after today. Raises Refused."""
    day = day_in(row[Column.DAY])
    if day is None or day > clock.today():
        raise Refused("no_day", _("“%(day)s” is no day of the past, such as 2025-09-22.") % {"day": row[Column.DAY]})
    return day


def named_in(row: SheetRow, named: Named, office: Office) -> Officer | None:
    """The Pimpasa whom a decision names, by their address. Raises Refused for nobody of the office."""
    email = row[Column.EMAIL]
    officer = named.officers.get(email.lower())
    if email and (officer is None or officer.office_id != office.pk):
        raise Refused("not_of_office", _("%(email)s is no officer of %(office)s.") % {"email": email, "office": office})
    return officer


def file_in(row: SheetRow) -> bytes:
    """The PDF that a decision names, beside the file itself; nothing where none is named. Raises Refused."""
    name = row[Column.FILE]
    if not name:
        return b""
    path = row.folder / name
    is_beside = Path(name).name == name and path.is_file()
    if not is_beside or path.stat().st_size > LARGEST_FILE:
        raise Refused("no_file", _("“%(name)s” does not lie beside the file, or is larger than 5 MB.") % {"name": name})
    content = path.read_bytes()
    check_pdf(name, content)
    return content


def check_pdf(name: str, content: bytes) -> None:
    """Raise Refused for a file that is no PDF, or too large for a scan of a few pages."""
    if not content.startswith(b"%PDF-"):
        raise Refused("no_pdf", _("“%(name)s” is no PDF.") % {"name": name})
    if len(content) > LARGEST_FILE:
        raise Refused("large_file", _("“%(name)s” is larger than 5 MB.") % {"name": name})


def check_keep(officer: Officer, village: Village) -> None:
    """Raise Refused unless the officer keeps what is decided about the villages of their own office's area."""
    check_permission(officer, Permission.KEEP_COVERAGE)
    check_own(officer.office, village)


def check_decision(village: Village, number: str, decided_on: date, ended_on: date | None) -> None:
    """Raise Refused for a number that the village has already, or days that cannot be."""
    if Decision.objects.filter(village=village, number=number).exists():
        raise Refused("decision_there", _("Decision %(number)s is here already.") % {"number": number})
    if decided_on > clock.today():
        raise Refused("day_to_come", _("This day is still to come."))
    if ended_on is not None:
        _check_end(decided_on, ended_on)


def check_end_decision(decision: Decision, ended_on: date) -> None:
    """Raise Refused where it is over already, or would end before it began."""
    if decision.ended_on is not None and decision.ended_on <= clock.today():
        raise Refused("over", _("This is over already."))
    _check_end(decision.decided_on, ended_on)


def _check_end(begun_on: date, ended_on: date) -> None:
    if ended_on < begun_on:
        raise Refused("ends_before", _("It cannot end before %(day)s.") % {"day": date_format(begun_on, "j F Y")})
    if ended_on > clock.today() + LONGEST_TERM:
        raise Refused("ends_late", _("Choose a day within ten years."))


def check_programme(village: Village, name: str, begun_on: date | None) -> None:
    """Raise Refused for a programme that runs there already, or one that is still to come."""
    if Programme.objects.filter(village=village, name__iexact=name, ended_on=None).exists():
        raise Refused("programme_there", _("“%(name)s” runs here already.") % {"name": name})
    if begun_on is not None and begun_on > clock.today():
        raise Refused("day_to_come", _("This day is still to come."))


def check_end_programme(programme: Programme, ended_on: date) -> None:
    """Raise Refused where it is over already, would end before it began, or ends on a day to come."""
    if programme.ended_on is not None:
        raise Refused("over", _("This is over already."))
    if ended_on > clock.today():
        raise Refused("day_to_come", _("This day is still to come."))
    if programme.begun_on is not None:
        _check_end(programme.begun_on, ended_on)


def decision_in(row: SheetRow, named: Named) -> Decision | None:
    """The new decision of a row, without its file; None where it is there. Raises Refused where it stands otherwise."""
    office = office_in(row, named)
    village = village_of(row, named, office)
    number, decided_on = filled(row, Column.NUMBER), day_of(row)
    officer = named_in(row, named, office)
    present = named.decisions.get((village.pk, number))
    if present is None:
        return Decision(village=village, office=office, number=number, decided_on=decided_on, officer=officer)
    if present.decided_on != decided_on or present.office_id != office.pk:
        raise Refused("decision_otherwise", _("Decision %(number)s is here already, otherwise.") % {"number": number})
    return None


def programme_in(row: SheetRow, named: Named) -> Programme:
    """The programme of a row, new or as it runs there, with the row's contact. Raises Refused."""
    office = office_in(row, named)
    village = village_of(row, named, office)
    name = filled(row, Column.NAME)
    return named.programmes.get((village.pk, name)) or Programme(office=office, village=village, name=name)


def missing_at(office: Office) -> list[str]:
    """What an office lacks to begin with."""
    missing = []
    if unit_of(office) is None:
        missing.append(_("no unit"))
    if not Jurisdiction.objects.filter(office=office).exists():
        missing.append(_("no area"))
    heads = Assignment.objects.filter(desk__office=office, desk__kind=Desk.Kind.UNIT, officer__role=Role.HEAD)
    if not heads.exists():
        missing.append(_("no head who sits at the unit"))
    if not Officer.objects.filter(office=office, role=Role.ADMINISTRATOR).exists():
        missing.append(_("no administrator"))
    return missing
