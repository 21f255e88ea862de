"""Why a figure has its year: the words of each step, which the reviewer reads."""

# of the sentence, of those before it, of the chapter or its verb
TOUCHED = "the year that it touches"
STATED = "the year in the sentence"
BUILT = "the year in which it will be there"
ITSELF = "words of the plan itself"
GOES_ON = "the year carried on"
CARRIED = "a year of another sentence: look again"
BEFORE = "the year of the paragraph before"
REACHED = "chapter of what was reached"
AIMS = "chapter of aims"
STRONG = "verb of aims"
FUTURE = "verb of what is to come"
NO_SIGN = "no sign: taken for an aim"
REPORTED = "the year that the document reports"
LATER = "an aim of a document of one year: its year is not printed"
# how a figure came to its year, before what is said of it beside others
WHENCE = frozenset(
    {
        *(TOUCHED, STATED, BUILT, ITSELF, GOES_ON, CARRIED, BEFORE, REACHED, AIMS),
        *(STRONG, FUTURE, NO_SIGN, REPORTED, LATER),
    }
)
# of what there was or is
BEHIND = "the year behind it"
FROM_AIM = "what there is before an aim"
FROM_UNDATED = "the year that it moved from is not printed here"
THERE = "words of what there is"
SERVED = "whom something is done for: they may be there already"
REUSED = "what is made of something there: it may be there already"
NORM = "so many for each: it may be a norm and no target"
PAST = "an aim for a year already past"
COMPLETED = "the year in which it is built"
BEGUN = "the year in which its building begins"
LABELLED = "label of the figure before"
ABOVE = "beside words of an area above: it may be that area's figure"
# what a reviewer has to look at
DOUBTS = frozenset({CARRIED, FROM_UNDATED, SERVED, REUSED, NORM, ABOVE, PAST})
