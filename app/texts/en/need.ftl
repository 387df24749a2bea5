# Training needs: stating them, answering them, counting them.

nav-needs = Needs
needs-title = My training needs
needs-rooms = Other pages about needs
needs-back = Back to my needs
needs-mine = What I asked for
needs-none = You have not asked for anything yet
needs-none-text = A subject, a level, and it is said: your référent receives it at once, and you follow here what becomes of it.
needs-count = { $count ->
    [one] 1 need
   *[other] { $count } needs
}
needs-colleagues = What my colleagues ask for
needs-colleagues-text = Names are not shown. “Me too” adds a voice, without yours.
needs-living = Under way
needs-all-states = All
needs-export = Download (CSV)
needs-year = School year
need-no-school-text = Needs are stated in a school where you teach. If yours is missing, write to the person who runs the platform.

# Stating a need
need-new-title = State a need
need-new-lead = Two minutes are enough. Your référent receives it and answers you here.
need-theme = Theme
need-theme-choose = Choose a theme
need-discipline = Discipline
need-discipline-choose = Choose a discipline
need-level = Level wished
need-level-initiation = Initiation
need-level-deepening = Deepening
need-level-expertise = Expertise
need-modality = Form wished
need-modality-any = Either
need-modality-onsite = On site
need-modality-remote = Remote
need-modality-blended = Blended
need-urgency = By when
need-urgency-year = This year
need-urgency-term = This term
need-urgency-soon = As soon as possible
need-body = Details
need-text-hint = { $max } characters at most. No names of pupils, nor anything by which they could be recognised.
need-team = Team
need-team-hint = If you speak for several: “Biology team”.
need-send = Send
need-cancel = Cancel
need-who-reads = Your référent reads your name and details. Your head reads the theme, without a name. Above the school, nothing but numbers.

# Following a need
need-state = State
need-state-open = Sent
need-state-acknowledged = Taken up
need-state-forwarded = Passed on
need-state-answered = Answered
need-state-closed = Closed
need-next-open = Your need waits for the référent of the school.
need-next-acknowledged = The référent is on it: you will receive an answer.
need-next-forwarded = Passed on to { $name }, without your name. The answer will come here.
need-next-answered = This answer does not do? You have { $days } days to reopen the need.
need-next-closed = This need is closed. You may state another one.
need-next-closed-own = You closed this need.
need-way = Way of the need
need-way-stated = Sent on { $date }
need-way-acknowledged = Taken up on { $date }
need-way-forwarded = Passed on to { $name } on { $date }
need-way-answered = Answered on { $date }
need-way-closed = Closed on { $date }
need-answer = Answer
need-answer-course = An online course
need-answer-accompaniment = Accompaniment
need-answer-information = Information
need-answer-session = A session
need-reason = Reason
need-reopen = Reopen
need-close-own = I no longer need it
need-close-why = Why?
need-close-send = Close this need
need-wish = Me too
need-wish-back = Take my voice back
need-wishes = { $count ->
    [one] 1 colleague wishes for it too
   *[other] { $count } colleagues wish for it too
}
need-wishes-head = Me too

# The référent
needs-desk-title = Needs of the school
needs-desk-none = Nothing waits for you
needs-desk-none-text = No need matches. Change the filters, or start a survey.
need-any-theme = All themes
need-any-discipline = All disciplines
need-author = Who
need-date = Date
need-asked = The request
need-from-survey = This need comes from a survey.
need-take = Take it up
need-take-text = Its author will know that you are on it.
need-answer-title = Answer
need-answer-kind = You offer
need-answer-text = Your answer
need-answer-send = Send the answer
need-course-none = No course
need-forward-title = Pass on
need-forward-text = Only the theme and the number of requests are passed on: neither the name nor the details.
need-above = To whom
need-above-basin = To the bassin
need-above-academy = To the académie
need-forward-send = Pass on
need-close-title = Close without an answer
need-close-hint = { $max } characters at most. Whoever asked reads this reason. For a breakdown or equipment, give the right contact.

# Surveys
surveys-title = Surveys
surveys-waiting = Open surveys
surveys-none = No survey
surveys-none-text = A survey asks all teachers of the school, at once, what they need.
enquiry-new-title = New survey
enquiry-new-lead = The themes are those of the list: everybody picks theirs in two minutes. Nothing leaves before you open the survey.
enquiry-title = Title
enquiry-title-default = Your needs for digital training
enquiry-message = Message to colleagues
enquiry-closes-on = Answer before
enquiry-closes-on-hint = The announced date. You close the survey yourself.
enquiry-write = Prepare the survey
enquiry-edit = Change the survey
enquiry-save = Save
enquiry-discard = Delete the draft
enquiry-stage-draft = Draft
enquiry-stage-open = Open
enquiry-stage-closed = Closed
enquiry-stage-summarised = Summary ready
enquiry-stage-sent = Summary sent
enquiry-rate = { $answered ->
    [one] 1 answer
   *[other] { $answered } answers
} for { $invited ->
    [one] 1 teacher
   *[other] { $invited } teachers
}
enquiry-open = Open the survey
enquiry-open-text = { $count ->
    [one] 1 teacher of the school will be told.
   *[other] The { $count } teachers of the school will be told.
}
enquiry-close = Close the survey
enquiry-close-text = Nobody will be able to answer any more. Signed answers will become needs to deal with, anonymous ones will only be counted.
enquiry-summarise = Make the summary
enquiry-summarise-text = The numbers by theme and discipline are counted, then frozen. Cells under 5 answers are gathered under “Others”.
enquiry-send-title = Send the summary
enquiry-send-text = Your head, the bassin and the académie will receive it: numbers, no names.
enquiry-send = Send the summary
enquiry-sent-text = The summary has left. The survey is over.
enquiry-conclusion = What you make of it
enquiry-summary = Summary
enquiry-words = Details of anonymous answers
enquiry-until = until { $date }
enquiry-answer = Answer
enquiry-go-on = Go on with my answer
enquiry-see = See again
enquiry-answered = You have answered
enquiry-themes = Which themes would be useful to you?
enquiry-themes-hint = Choose a level for each theme you wish for, leave the others.
enquiry-not-wanted = Not wanted
enquiry-how = Your answer
enquiry-how-named = Signed
enquiry-how-named-hint = The référent sees your name and can answer you. May be changed until the survey closes.
enquiry-how-anonymous = Anonymous
enquiry-how-anonymous-hint = Nothing ties it to you: once sent, it cannot be found again nor changed.
enquiry-send-answer = Send my answer
enquiry-keep = Keep for later
enquiry-sealed-title = You answered anonymously
enquiry-sealed = Your answer cannot be found any more, not even to show it to you. Thank you.
enquiry-over-title = This survey is closed
enquiry-over = It takes no more answers. You may state a need at any time of the year.
enquiry-draft-title = Here is what you had typed
enquiry-draft = Nothing is sent yet. You alone see it.
enquiry-named-title = Your answer is kept
enquiry-named = You may still change it below.

# Figures
needs-school-title = Summary of the school
needs-school-figures = Requests in { $year }
needs-school-living = Needs under way
needs-school-living-none = No need waits.
needs-school-nameless = Without names, nor disciplines that would tell them.
needs-school-surveys = Surveys
needs-territory-title = Needs of the territory
territory-place = Place
territory-mine = Territory
territory-none = Too few requests
territory-total = requests – { $place }, { $year }
territory-by-theme = By theme
territory-by-unit = By place
territory-by-unit-theme = By place: { $theme }
territory-by-discipline = By discipline
figures-requests = Requests
figures-total = Total
figures-masked = masked
figures-masked-text = “masked”: fewer than 5 people, or a figure from which such a one could be found by subtraction. Themes asked for by fewer than 5 people are gathered under “Others”.
figures-definition = A request: one person, one school, one theme, one discipline, in the school year, “me too” and answers to closed surveys included.
figures-few = fewer than 5
figures-others = Others
figures-others-detail = Cells under 5
figures-gathered = Cells under 5 people are gathered under “Others”.
figures-too-few = Fewer than 5 requests in all: nothing is shown.
figures-none = No request so far.

# Needs passed on
needs-forwarded-title = Needs passed on
needs-forwarded-lead = What référents passed on to you: a theme and a number, never a name. Your answer goes to everyone concerned.
forwarded-count = { $count ->
    [one] 1 group of requests
   *[other] { $count } groups of requests
}
forwarded-none = Nothing waits
forwarded-none-text = Needs that référents pass on will appear here.
forwarded-people = People
forwarded-since = Since
forwarded-since-date = since { $date }
forwarded-asked = { $count ->
    [one] 1 person
   *[other] { $count } people
}
forwarded-asked-few = Fewer than 5 people
forwarded-answer = Answer all of them
forwarded-close = Close with a reason

# Themes
need-themes-title = Themes of needs
need-themes-lead = The closed list in which a need is stated. A retired theme is no longer offered; it keeps its name on needs already stated.
theme-label-fr = Name in French
theme-label-en = Name in English
theme-active = Offered
theme-retired = Retired
theme-change = Change
theme-change-title = Change the theme
theme-new = Add a theme
theme-offered = Offered
theme-offered-hint = Untick to retire the theme from the list.
theme-save = Save

# What has just been done
fait-besoin-dit = Your need is sent. Your référent is told.
fait-besoin-ferme = The need is closed.
fait-besoin-rouvert = The need is open again. Your référent is told.
fait-souhait = Your voice is counted.
fait-souhait-retire = Your voice is taken back.
fait-besoin-pris = Need taken up. Its author is told.
fait-besoin-repondu = Your answer is sent.
fait-besoin-transmis = The need is passed on, without a name.
fait-groupe-repondu = Your answer is sent to everyone concerned.
fait-groupe-ferme = The needs are closed. Everyone will read the reason.
fait-reponse-gardee = What you typed is kept. Nothing is sent yet.
fait-enquete-repondue = Your answer is sent. Thank you.
fait-enquete-ecrite = The survey is saved.
fait-enquete-supprimee = The draft is deleted.
fait-enquete-ouverte = The survey is open.
fait-enquete-fermee = The survey is closed.
fait-enquete-resumee = The summary is ready.
fait-enquete-envoyee = The summary is sent.
fait-theme = The list of themes is up to date.

# Notices
notice-need-stated = A need was stated at { $school }: { $theme_en }.
notice-need-reopened = A need was reopened: { $theme_en }. The answer did not do.
notice-need-acknowledged = Your référent is on your need: { $theme_en }.
notice-need-answered = Your need has an answer: { $theme_en }.
notice-need-wish-answered = A need that you wished for too has an answer: { $theme_en }.
notice-need-forwarded = { $count ->
    [one] A need was passed on to you: { $theme_en }.
   *[other] { $count } needs wait for you: { $theme_en }.
}
notice-need-closed = Your need is closed: { $theme_en }. Read the reason.
notice-survey-opened = A survey waits for your answer: { $title }.
notice-survey-sent = Summary of the survey “{ $title }”: { $school }.

# Refusals
refusal-need-not-for-you = This is not yours to do. Ask the référent of the school.
refusal-need-closed = This need is closed. It may be stated again.
refusal-need-answered = This need already has an answer. Its author may reopen it.
refusal-need-acknowledge-first = Take the need up first, then pass it on.
refusal-need-forwarded-already = This need is passed on already. You may still answer or close it.
refusal-need-not-forwarded = This need was not passed on to you, or was dealt with already.
refusal-need-not-answered = Only a need that has an answer can be reopened.
refusal-need-reopen-too-late = The answer is more than { $days } days old. State a new need.
refusal-need-no-school = You do not teach in this school. Choose one of yours.
refusal-need-exists = You already have a need under way on this theme and discipline. Follow it in “My needs”, or choose another theme.
refusal-need-moved = Somebody has just dealt with this need. Read it again, then start over: what you wrote is kept.
refusal-need-group-moved = These needs have just changed or been dealt with. Read the list again, then start over.
refusal-need-no-basin = This school is in no bassin. Pass it on to the académie.
refusal-need-wish-own = This is your own need: it is counted already.
refusal-need-wish-late = This need already has its answer. State yours if you need another one.
refusal-theme-moved = Somebody has just changed this theme. Open it again, then start over.
refusal-theme-exists = A theme already has this name. Change that one instead.
refusal-theme-list-full = The list is full: 100 themes. Rename a retired one.
refusal-survey-not-draft = This survey is no longer a draft.
refusal-survey-not-open = This survey is not open. You may state a need at any time.
refusal-survey-not-closed = Close the survey first; only one summary is made of it.
refusal-survey-not-summarised = Make the summary first.
refusal-survey-moved = Somebody has just changed this survey. Open the page again, then start over.

# Fields
fault-need-theme = Choose a theme of the list.
fault-need-discipline = Choose a discipline, or “Transversal”.
fault-need-level = Choose a level.
fault-need-modality = Choose a form.
fault-need-urgency = Say by when.
fault-need-text = This text is too long ({ $max } characters at most) or holds an invisible character.
fault-need-team = This name of a team is too long: { $max } characters at most.
fault-need-answer-kind = Say what you offer.
fault-need-answer-course = Choose a course of the catalogue.
fault-need-answer-text = Write your answer.
fault-need-above = Choose the bassin or the académie.
fault-need-close-reason = Write the reason: its author will read it.
fault-theme-label = Write a name of { $max } characters at most.
fault-survey-title = Write a title of { $max } characters at most.
fault-survey-closes-on = Give a date to come, or leave it empty.
fault-survey-no-theme = Choose a level for one theme at least.
