"""Dates are found, bounded and resolved as a reader would."""

import re
from datetime import date

import pytest
import spacy

from extract.dates.component import dates, published_day
from extract.sentences import sentence_starts
from extract.text import shadow

PUBLISHED = date(2021, 5, 19)  # a Wednesday
MARK = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]+)\]")


def marked(text: str, published: date | None = PUBLISHED, language: str | None = None) -> str:
    """The text with its dates marked as the corpus marks them: `[words|ISO]`, `?` where there is no value."""
    read = shadow(text)
    result, at = "", 0
    for found, value in dates(read, list(sentence_starts(read)), published, language):
        result += f"{text[at : found.start]}[{text[found.start : found.end]}|{value.iso or '?'}]"
        at = found.end
    return result + text[at:]


def edtf(text: str, published: date | None = PUBLISHED) -> list[str | None]:
    read = shadow(text)
    return [value.edtf for _, value in dates(read, list(sentence_starts(read)), published)]


def plain(text: str) -> str:
    return MARK.sub(r"\1", text)


@pytest.mark.parametrize(
    "text",
    [
        "It was signed on [28 July 2023|2023-07-28].",
        "[2025.10.14|2025-10-14], [2017-07-24|2017-07-24], [30.11.2023|2023-11-30], [2021-05-19|2021-05-19]T10:00",
        "In\u00a0[2020|2020], students of every ninth university came.",
        "on [9–11 December 2020|2020-12-09/2020-12-11] and from [18 to 26 January|2021-01-18/2021-01-26]",
        "from [September 8 to 12, 2014|2014-09-08/2014-09-12], on [July 5-6|2021-07-05/2021-07-06]",
        "on [May 22nd to 24th, 2020|2020-05-22/2020-05-24], from [3 to 6 June, 2011|2011-06-03/2011-06-06]",
        "from the [2nd to the 9th of December 2018|2018-12-02/2018-12-09]",
        "on [6 and 7 July 2016|2016-07-06/2016-07-07], from [May 30 to June 4, 2019|2019-05-30/2019-06-04]",
        "[29 November - 2 December 2020|2020-11-29/2020-12-02]",
        "[28 December – 3 January 2021|2020-12-28/2021-01-03]",
        "It was signed on [October, 16|2020-10-16] and [Sept 4|2020-09-04], not on [Oct. 31, 2017|2017-10-31].",
        "[Saturday 7 September 2019|2019-09-07], [Thursday, August 17, 2023|2023-08-17]",
        "Timisoara, [03-04 may 2018|2018-05-03/2018-05-04]",
        "the [21st of May 2020|2020-05-21], [May the 5th|2021-05-05], [5th June 2009|2009-06-05]",
        "from [December this year to March 2022|2021-12/2022-03]",
        "in [May 2020|2020-05], [May last year|2020-05], [June of this year|2021-06], in [early January|2021-01]",
        "on [3 May|2019-05-03], [5 June|2019-06-05] and [7 July 2019|2019-07-07]",
        "in [June|2019-06] and [July 2019|2019-07], on [24 February 2019|2019-02-24] and [1 March|2019-03-01]",
        "the [end of June|2021-06], the [end of 2014|2014-12], the [end of the year|2021-12]",
        "the [1850s|1850/1859], the [first half of 2024|2024-01/2024-06], [Q1 2024|2024-01/2024-03]",
        "the [2023/24 academic year|2023-09-01/2024-06-30], the [academic year 2023-2024|2023-09-01/2024-06-30]",
        "the spring semester of [2020/21|2020-09-01/2021-06-30], the budget for [2017-2018|2017/2018]",
        "the [end of this academic year|2020-09-01/2021-06-30], [next academic year|2021-09-01/2022-06-30]",
        "[spring 2024|2024-03-01/2024-05-31], the [winter of 2023|2022-12-01/2023-02-28]",
        "the [winter of 2023/24|2023-12-01/2024-02-29]",
        "[this spring|2021-03-01/2021-05-31], [last summer|2020-06-01/2020-08-31]",
        "[last winter|2020-12-01/2021-02-28], [next autumn|2021-09-01/2021-11-30]",
        "[last week|2021-05-10/2021-05-16], earlier [this month|2021-05], [next month|2021-06], [this year|2021]",
        "[last April|2021-04], [next March|2022-03]",
        "[two years ago|2019], [three weeks ago|2021-04-26/2021-05-02], [a year ago|2020], [yesterday|2021-05-18]",
        "on [Sunday|2021-05-16], on [Wednesday|2021-05-19], [last Friday|2021-05-14], [next Monday|2021-05-24]",
        "over the [weekend|2021-05-15/2021-05-16]",
        "between [2015 and 2019|2015/2019], as of [2021|2021], [mid-2020|2020], top-100 courses of [2020|2020]",
        "of TU9: [2016|2016] it was TU Dresden, in [2000|2000] it was another",
        "[MONDAY 3 MAY|2021-05-03], [TUE. 4 MAY|2021-05-04], on [Friday (14/5)|2021-05-14], OSLO, [FEB 19|2021-02-19]: It",
        "On [Monday (12 April)|2021-04-12], [16.03.2020 (Monday)|2020-03-16], [2020.3.16 (Mon)|2020-03-16]",
        "[March 16, 2020 (Mon)|2020-03-16], [Sept. 1 (Tue) – Sept. 4 (Fri), 2020|2020-09-01/2020-09-04]",
        "[May 3-5 (Mon-Wed)|2021-05-03/2021-05-05], [28/29 May 2019|2019-05-28/2019-05-29], [May 12,2020|2020-05-12]",
        "[12-May-2020|2020-05-12], [12. May 2020|2020-05-12], in [June/July 2020|2020-06/2020-07]",
        "[12.–16.05.2003|2003-05-12/2003-05-16], [18-20/07/2011|2011-07-18/2011-07-20]",
        "[27.04.–02.05|2021-04-27/2021-05-02], [27.12.-02.01.2020|2019-12-27/2020-01-02]",
        "[2020.9.28-10.2|2020-09-28/2020-10-02], [2020.12.28-1.2|2020-12-28/2021-01-02]",
        "It was held from [Friday to Sunday|2021-05-14/2021-05-16] and on [Tuesday|2021-05-18] Lund joined.",
        "It said on the [8th|2021-05-08] that it had met on the [6th|2021-05-06]; in the morning of [7th|2021-05-07], it did.",
        "In [April 2020|2020-04] we were closed from the [15th to the 18th|2020-04-15/2020-04-18].",
        "from [AY 2017-2018|2017-09-01/2018-06-30], in [A.Y. 2019/20|2019-09-01/2020-06-30]",
        "students in [2017-2018|2017-09-01/2018-06-30], the [2018-2019|2018-09-01/2019-06-30] intake",
        "the first MoU of [B.E. 2554|2011], the [week of 11 January 2021|2021-01-11/2021-01-17]",
        "in the [third quarter|2021-07/2021-09], by the [end of the second quarter|2021-06]",
        "the [second half of April|2021-04-16/2021-04-30], [autumn last year|2020-09-01/2020-11-30]",
        "until [Christmas|2021-12-25] he will stay; since [Easter|2021-04-04] he has stayed",
        "Starting [September|2021-09], 30 students will go; in [Feb.|2021-02] nobody went.",
        "between [2010|2010] and [May 2012|2012-05], in [2010|2010] and [2012|2012], from [2010 to 2012|2010/2012]",
        "MEMBERS\n[1994–2002|1994/2002] Ann Lee\n[2002–2010|2002/2010] Bo Lund",
        "[APRIL|2021-04]\nThe rector went.\n[MAY|2021-05]\nIt ended. [THIS MONTH|2021-05]",
        "• [25/4|2021-04-25] – The quake\n• [19.05|2021-05-19]. The wave\nuntil [30/06|2021-06-30]",
        "(born [1886|1886]), Haiti ([1882 - 1953|1882/1953]), Hull ([1850|1850])",
    ],
)
def test_dates_of_university_news(text: str) -> None:
    assert marked(plain(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "We offer what THU and (SEP) offer: 3100 courses that students may take.",
        "They are in 11th place in the QS World University Rankings 2020, 3rd in Asia.",
        "Priority 2030, Agenda 2030, the 2030 Agenda, Horizon 2020, Expo 2020, COVID-19, Horizon-EIT-2024-NCP",
        "the 2020 Beijing Declaration, the International Winter School 2020, Erasmus+ 2021-2027",
        "2000 students, of 1995 applicants, more than 1900 agreements, in 2000 schools, 2020%, $2020, room 2020",
        "The other 3 may apply. They march on. April Lee and Mrs May spoke.",
        "five years, a three-year programme, within a month, more than 20 years ago, half a year ago",
        "today, now, currently, that year, the same year, in the last year, over the next week",
        "at 11:34 and 20210519 and 21.05.19 and ISO 9001:2015",
        "every Monday, on Tuesday nights, from Monday to Friday, Sunday Times",
        "the summer school, this summer school, in the winter break, a summer vacation",
        "In the summer, services run hourly",
        "tel. 2021, ext. 1991, hall 1933, Hits: 1998, Views: 2020, P.O. Box 1999, no more than 1999",
        'see "Green Sunday", Black Friday, Easter Monday; open from Monday to Friday, 9-17',
        "on the 8th floor, the 5th place, from the 3rd year, the first quarter of the students, a second quarter",
        "17:00-18:00\n09.10 - 10.00 Talk\n10.12 Coffee\n2.1 The members\n14 / 16\n3/4 of them",
        "the Christmas party, the Easter break, I have 5. May I go?",
        "31 June 2020 and 30 February and 12-10 May 2020",
        "the October Revolution, the January 28 Incident",
    ],
)
def test_other_words_and_numbers_are_no_dates(text: str) -> None:
    assert marked(text) == text


def test_a_date_may_go_on_in_the_next_line() -> None:
    text = "held in Beijing on 9 - 11th of\nDecember, 2020, was"
    assert marked(text) == "held in Beijing on [9 - 11th of\nDecember, 2020|2020-12-09/2020-12-11], was"


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("The talks took place on [3 April|2021-04-03] and ended on [3 June|2020-06-03].", PUBLISHED),
        ("The centre will be opened on [3 June|2021-06-03].", PUBLISHED),
        ("The meeting, to be held in Bucharest, in [October|2021-10]", PUBLISHED),
        ("The course is planned to begin in [September|2021-09].", PUBLISHED),
        ("In [February|2021-02] the rectors met.", PUBLISHED),
        ("In [December|2020-12], a delegation visited the University; it will return in [July|2021-07].", PUBLISHED),
        ("On [May 19|2021-05-19] it signed a memorandum which will help.", PUBLISHED),
        ("KP arranges it from [4 to 6 June|2021-06-04/2021-06-06].", PUBLISHED),
        ("Tickets until [June|2021-06]", PUBLISHED),
        ("It was held on [18 July|2023-07-18].", date(2023, 7, 17)),
        ("It closed on [December 31|2020-12-31].", date(2021, 1, 4)),
        ("It will close on [Friday|2021-05-21].", PUBLISHED),
        (
            "It was signed on [November 26, 2018|2018-11-26]; they began in [March|2018-03] of the same year.",
            PUBLISHED,
        ),
        ("Open day on [12 June|2021-06-12]; next meeting: [8 November|2021-11-08].", PUBLISHED),
        ("Applications are accepted until [10 December|2021-12-10].", PUBLISHED),
        ("Papers must be handed in by [31 January|2022-01-31] at the latest.", PUBLISHED),
        ("The exhibition can be visited until [14 December|2021-12-14].", PUBLISHED),
        ("She announced the second draft for the [end of February|2022-02].", PUBLISHED),
        ("The council decided to admit it as of [1 September|2021-09-01].", PUBLISHED),
        ("They asked for a plan by [mid-October|2021-10].", PUBLISHED),
        ("The course, approved in [March|2021-03], starts in [October|2021-10].", PUBLISHED),
        ("It comes into force on [1 January|2022-01-01].", PUBLISHED),
        ("Term dates: [13 September – 17 December|2021-09-13/2021-12-17]", PUBLISHED),
        ("From [1 October|2021-10-01] students can study there.", PUBLISHED),
        ("It has been in the department's plan since [June|2020-06].", PUBLISHED),
        ("From [3 to 7 June|2021-06-03/2021-06-07] the Institute of Applied Studies invites you.", PUBLISHED),
        ("We'll look at it in the [fourth quarter|2021-10/2021-12].", PUBLISHED),
        ("We'd decide before the [autumn|2021-09-01/2021-11-30].", PUBLISHED),
        ("Culture Night is on [Friday|2021-05-21] and the rector meets us on [Monday|2021-05-24].", PUBLISHED),
        ("[This autumn|2021-09-01/2021-11-30] a school opens.", PUBLISHED),
        ("[This autumn|2020-09-01/2020-11-30] the University opened a school.", PUBLISHED),
        ("in the [autumn|2021-09-01/2021-11-30], the course will begin", PUBLISHED),
    ],
)
def test_the_tense_of_the_clause_chooses_the_year(text: str, published: date) -> None:
    assert marked(plain(text), published) == text


@pytest.mark.parametrize(
    "text",
    [
        "[Tuesday (10/9/2024)|2024-09-10]",
        "[14/10/2021|2021-10-14] and [10/14/2021|2021-10-14]",
        "[05/10/2021|2021-05-10]",
        "[1.9.2021|2021-09-01]",
        "[10/11/2021|?]",
        "[10/11/2020|2020-11-10] and [18-20/07/2011|2011-07-18/2011-07-20]",
        "[10/11/2020|2020-10-11], [10/14/2020|2020-10-14]",
    ],
)
def test_day_or_month_first(text: str) -> None:
    assert marked(plain(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "1. New in [2019|2019]\n\n[8 March|2019-03-08] – Exchange\n\n2. Visitors\n\n[15–17 January|2019-01-15/2019-01-17], Lund",
        "CALENDAR\n[5 June|2021-06-05] – fees\n[11 April|2022-04-11] – gala, postponed from [March|2021-03]",
        "Save the date\n[20 January 2022|2022-01-20] – seminar\n[17 June|2022-06-17] – games",
        "[2014|2014] – opened in [May|2014-05], moved in [October|2014-10]",
        "Interviews: [week of 10 January 2022|2022-01-10/2022-01-16]. Answers at the [beginning of March|2022-03].",
        "The school was opened on [3–5 May|2021-05-03/2021-05-05]. It closed on [Wednesday|2021-05-05].",
    ],
)
def test_headings_lists_and_the_dates_before_tell_the_year(text: str) -> None:
    assert marked(plain(text)) == text


def test_an_ambiguous_day_is_both_in_edtf() -> None:
    assert edtf("10/11/2021") == ["[2021-10-11,2021-11-10]"]


def test_without_a_day_of_publication_edtf_says_what_is_known() -> None:
    text = "It was signed on December 23 in the spring of 2024; two years ago, in May, on 1-3 June, it was not."
    assert marked(text, None) == (
        "It was signed on [December 23|?] in the [spring of 2024|2024-03-01/2024-05-31]; [two years ago|?], "
        "in [May|?], on [1-3 June|?], it was not."
    )
    assert edtf(text, None) == ["XXXX-12-23", "2024-21", None, "XXXX-05", "XXXX-06-01/XXXX-06-03"]


def test_edtf_says_more_than_an_interval() -> None:
    assert edtf("since April 2021, until 2030, in the 1990s, spring 2024, the second half of 2020") == [
        "2021-04/..",
        "../2030",
        "199X",
        "2024-21",
        "2020-41",
    ]


def test_edtf_says_what_is_open_approximate_or_without_year() -> None:
    text = "since 2019, until June 2025, as of 1 July 2020, mid-May 2020, around June 2020, Q1 2024, 9-11 December 2020"
    assert edtf(text) == [
        "2019/..",
        "../2025-06",
        "2020-07-01/..",
        "2020-05~",
        "2020-06~",
        "2024-33",
        "2020-12-09/2020-12-11",
    ]
    assert edtf("in the third quarter, by Christmas, on the 8th, this autumn, from 3 May to 4 June, 24/4", None) == [
        "XXXX-35",
        "XXXX-12-25",
        "XXXX-XX-08",
        "XXXX-23",
        "XXXX-05-03/XXXX-06-04",
    ]


def test_dates_in_another_language_are_read_by_dateparser() -> None:
    russian = "Подписано 19 мая 2021 в Москве, более 2020 студентов"
    assert marked(russian, language="ru") == "Подписано [19 мая 2021|2021-05-19] в Москве, более [2020|2020] студентов"
    assert marked("el 15 de mayo de 2021", language="es") == "el [15 de mayo de 2021|2021-05-15]"
    assert marked("15 new courses 2021", language="xx") == "15 new courses [2021|2021]"


def test_the_component_leaves_out_what_is_taken_and_says_the_rule() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("uniaccord_dates")
    doc = nlp.make_doc("May Lee left Class of 2020 in May 2020.")
    doc._.document = {"published": "2021-05-19T10:00:00+03:00"}
    taken = {"start": 13, "end": 26, "label": "ORG", "entity": "Class of 2020"}
    doc._.mentions = [taken]
    assert nlp(doc)._.mentions == [
        taken,
        {"start": 30, "end": 38, "label": "DATE", "value": "2020-05", "edtf": "2020-05", "rule": "date.month"},
    ]


def test_a_word_of_a_day_is_no_organisation() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("uniaccord_dates")
    doc = nlp.make_doc("MONDAY 3 MAY: Lund joins.")
    doc._.document = {"published": "2021-05-19"}
    doc._.mentions = [{"start": 0, "end": 6, "label": "ORG", "entity": "MONDAY"}]
    assert [(m["label"], m["value"]) for m in nlp(doc)._.mentions] == [("DATE", "2021-05-03")]


def test_the_day_of_publication_is_read_from_a_date_or_date_time() -> None:
    assert published_day({"published": "2021-05-19"}) == PUBLISHED
    assert published_day({"published": "2021-05-19T23:30:00+03:00"}) == PUBLISHED
    assert published_day({"published": "2021-05"}) is None
    assert published_day({"published": None}) is None
    assert published_day({}) is None


def test_two_processes_read_the_same_as_one() -> None:
    nlp = spacy.blank("en")
    for component in ("uniaccord_sentences", "uniaccord_countries", "uniaccord_dates"):
        nlp.add_pipe(component)
    texts = ["In May 2020 it was signed in Spain. It ended.", "On 3 June 2019 China joined.", "", "Nothing."] * 2

    def results(processes: int) -> list[tuple[list[dict[str, str | int]], list[str]]]:
        docs = nlp.pipe(texts, n_process=processes, batch_size=2)
        return [(doc._.mentions, [sentence.text for sentence in doc.sents]) for doc in docs]

    alone = results(1)
    assert [len(mentions) for mentions, _ in alone] == [2, 2, 0, 0] * 2
    assert results(2) == alone
