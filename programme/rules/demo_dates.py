"""Days in a demo programme file, told from the day it is loaded, so that a newcomer always finds work that is due.

    {today}  {today-10}  {today+30}      a day so many days away
    {monday+9}                           from this week's Monday: the Wednesday of next week
    {month-2}  {month-2+9}               the first day of the month two months back; and nine days later
    {month-end+1}                        the last day of next month

`:month` writes the month alone (2023-05), `:words` the day in words (12 May 2023), `:month-words` the month in words
(May 2023); otherwise the day is written 2023-05-12.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

TOKEN = re.compile(r"\{(today|monday|month-end|month)([+-]\d+)?([+-]\d+)?(?::(month-words|month|words))?\}")


def resolve_dates(text: str, *, today: date) -> str:
    """The text with every token replaced by the day it names, seen from `today`."""
    return TOKEN.sub(lambda token: _written(_day_of(token, today), token[4] or ""), text)


def _day_of(token: re.Match[str], today: date) -> date:
    start, away, further = token[1], int(token[2] or 0), int(token[3] or 0)
    if start == "today":
        return today + timedelta(days=away + further)
    if start == "monday":
        return today - timedelta(days=today.weekday()) + timedelta(days=away + further)
    years, month = divmod(today.year * 12 + today.month - 1 + away, 12)
    day = 1 if start == "month" else calendar.monthrange(years, month + 1)[1]
    return date(years, month + 1, day) + timedelta(days=further)


def _written(day: date, form: str) -> str:
    if form == "month":
        return f"{day:%Y-%m}"
    if form == "words":
        return f"{day.day} {day:%B %Y}"
    if form == "month-words":
        return f"{day:%B %Y}"
    return day.isoformat()
