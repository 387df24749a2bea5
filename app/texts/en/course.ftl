# Codes of courses
audience-ecole = Primary school
audience-college = Lower secondary
audience-lycee = Upper secondary
audience-lycee-pro = Vocational upper secondary
audience-superieur = Higher education
level-debutant = Beginner
level-intermediaire = Intermediate
level-avance = Advanced
length-courte = One hour at most
length-moyenne = Between one and two hours
length-longue = More than two hours
language-fr = French
language-en = English

# Catalogue
catalogue-title = All courses
catalogue-title-search = Courses for “{ $text }”
catalogue-lead = Choose by subject, level or length. You follow each course at your own pace, page by page.
catalogue-count = { $count ->
    [0] No course
    [one] One course
   *[other] { $count } courses
}
catalogue-filters = { $count ->
    [0] Refine
    [one] Refine (1 filter)
   *[other] Refine ({ $count } filters)
}
catalogue-filters-label = Refine the list of courses
catalogue-apply = Apply the filters
catalogue-clear = See all courses
catalogue-sort = Sort by:
catalogue-csv = Download this list (CSV)
catalogue-empty-title = No course matches
catalogue-empty-text = Try a shorter word or a synonym, or remove a filter.
catalogue-suggestions = Open to all subjects
sort-best = suggested
sort-relevance = relevance
sort-title = title
sort-shortest = length
sort-newest = date
facet-discipline = Subject
facet-audience = Audience
facet-level = Level
facet-length = Length
facet-competence = Competence (CRCN-Édu)
facet-language = Language

# Course sheet
sheet-objectives = What you will be able to do
sheet-outline = Outline
sheet-before = To follow first
sheet-completion = To complete this course
sheet-more = Find out more
sheet-readme = Presentation by the authors
sheet-changelog = What changed from version to version
sheet-facts = Practical information
sheet-remote = remotely
sheet-pages = { $count ->
    [one] 1 page
   *[other] { $count } pages
}
sheet-progress = Your progress
sheet-enrol = Enrol
sheet-resume = Resume
sheet-review = Read it again
sheet-completed = You have completed this course.
sheet-attestation = My attestations
sheet-attestation-text = You receive an attestation of attendance as soon as these conditions are met. It states the hours followed; it is not a certification.
sheet-excerpt = Read an excerpt
sheet-login-hint = You will log in at the next step. The excerpt needs no account.
sheet-late-title = This course is waiting to be reviewed
sheet-late-text = It should have been reviewed before { $date }. Most of it is still useful, but a rule or a tool may have changed.
sheet-review-by = { $by }, on { $date }
fact-hours = Length
fact-hours-text = { $remote } remotely, 0 h on site
fact-authors = Authors
fact-review = Review
fact-version = Version
fact-version-text = { $version }, published on { $date }
fact-licence = Licence
fact-competences = Competences (CRCN-Édu)
page-assessment = Assessment
page-resource = Further reading
page-public = Open to all
rule-pages-all = { $count ->
    [one] Finish the page of the course.
   *[other] Finish the { $count } pages of the course, resources apart.
}
rule-pages-percent = Finish at least { $percent }% of the pages of the course.
rule-threshold = Score at least { $percent }% of the points in the graded questions. You may try again.
rule-productions-handed-in = { $count ->
    [one] Hand in the piece of work asked for.
   *[other] Hand in the { $count } pieces of work asked for.
}
rule-productions-validated = { $count ->
    [one] Hand in the piece of work asked for and have it validated by a trainer.
   *[other] Hand in the { $count } pieces of work asked for and have them validated by a trainer.
}

# Glossary
glossary-title = Glossary
glossary-lead = Words and acronyms met in the courses, explained in two sentences (in French).
glossary-letters = Go to a letter
glossary-empty = The glossary is empty
glossary-empty-text = It will fill up with the courses.
