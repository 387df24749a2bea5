# Page reader
reader-place = Page { $page } of { $pages }
reader-assessment = Assessment
reader-resource = Optional resource
reader-done = Done
reader-objectives = By the end of this page, you will know how to:
reader-typed-kept = What you typed is kept.
reader-unmet = This page builds on what follows. You may read it, but you had better start there:
reader-unmet-locked = Before this assessment, finish:
reader-newer = A new version is out: { $version }
reader-newer-text = You are following version { $version }. Nothing forces you to change. If you do, what you have finished stays finished, and the rule of the new version applies.
reader-newer-read = See what has changed
reader-newer-take = Move to version { $version }
reader-review-due = The planned review of this course is overdue: some information may have changed. Check the dates given.
reader-trainer = For trainers
reader-pager = Previous and next page
reader-previous = Previous page
reader-next = Next page
reader-back = Back to the course

# Outline
outline-title = Course outline
outline-sheet = Outline · page { $page } of { $pages }
outline-done = done
outline-here = you are here
outline-started = in progress
outline-closed = for enrolled readers
outline-optional = optional

# Progress
panel-title = Your progress
panel-ring = Progress in the course
panel-rule = This is what counts towards completing this course.
panel-completed = Course completed. Whatever you still do changes nothing to it.
panel-pages = { $count ->
    [one] Pages done: { $done } of 1
   *[other] Pages done: { $done } of { $count }
}
panel-score = Score: { $percent } % ({ $points } of { $stake }). You need { $threshold } %.
panel-production = Work to hand in:

# Foot of the page
page-rule-read = This page is done when you say so.
page-rule-activities = This page is done when all its compulsory activities are.
page-rule-threshold = This page is done from { $threshold } % right. Your best attempt counts.
foot-read = Read, go on
foot-read-last = I have read this page
foot-unread = Mark as not read
foot-done = Page done
foot-completed-title = Well done, you have completed this course
foot-completed-text = Your hours are counted in your training record.
foot-attestation = See my certificate
foot-record = See my record
missing-title = Still to do:
missing-questions = { $count ->
    [one] 1 question
   *[other] { $count } questions
}
missing-read = saying that you have read it
missing-checklist = the checklist
missing-survey = the survey
missing-production = the work to hand in
missing-score = { $needed } % to reach (your best score: { $best } %)
missing-score-first = { $needed } % right to reach

# Enrolment
enrol-title = Follow this course
enrol-text = Anyone may enrol. Your answers and your progress are then saved, and you get a certificate at the end.
enrol-button = Enrol
enrol-login = Log in to enrol
again-title = You have already completed this course
again-text = You may read it again freely. If you start over, a new enrolment opens. The first one and its certificate stay.
again-button = Start over
again-no = Back to the course
leave-title = Leave this course?
leave-text = Your enrolment in “{ $course }” ends. Your answers and your progress are kept: you may come back whenever you want, and go on where you were.
leave-button = Leave
leave-no = Go on with the course
fait-inscription = You are enrolled. Enjoy.
fait-abandon = You have left this course. Your progress is kept.
fait-nouvelle-version = You now follow the new version. What you had finished stays finished.
fait-parcours-termine = You have completed this course.
fait-page-lue = Previous page done.
fait-page-a-relire = This page is no longer marked as read.
fait-nouvel-essai = A new attempt begins. Your best score stays.
fait-reponses-enregistrees = Your answers are saved. Nothing is handed in yet.
fait-reponse-conservee = Your answer was kept.
refusal-enrolment-needed = Enrol in this course to answer. What you typed is still on the page.
refusal-prerequisite-missing = First finish the pages asked for at the top of this one.
refusal-activity-moved = This activity has changed since the page was shown: new attempt, new version or another account. Read it again, then answer again.

# Activities
activity-question = Question
activity-survey = Survey
activity-checklist = Checklist
activity-task = Work to hand in
activity-sign-up = Enrol to answer
activity-optional = optional
activity-save = Save without submitting
activity-saved-at = Saved at { $time }
activity-unsaved = Not saved, trying again…
activity-status-refused = Answer not taken: see the message.
activity-status-completed = Course completed.
activity-status-page-done = Page done.
activity-status-saved = Saved.
activity-status-graded = Answer submitted.
activity-status-hint = Hint shown.
activity-status-sent = Sent.

# Questions
question-number = Question { $number } of { $count }
question-points = { $points ->
    [one] { $points } point
   *[other] { $points } points
}
question-unscored = for practice
question-open = free answer
question-several = Several answers are possible.
question-your-answer = Your answer
question-your-number = Your answer, in figures
question-send = Submit
question-again = Submit again
question-hint = Hint { $number } of { $count }
question-hint-more = Hint ({ $number } of { $count })
question-tries-left = { $count ->
    [one] You have { $count } try left
   *[other] You have { $count } tries left
}
question-best = Your best score: { $points } of { $stake }
question-changed = Question changed since your answer. Your score is kept; you may answer again.
match-choose = Choose
match-answer = Answer: { $answer }
order-up = Move up: { $item }
order-down = Move down: { $item }
order-solution = The right order:
mark-right = Right
mark-wrong = Not right
mark-missed = This was a right answer
verdict-right = Right
verdict-right-points = { $count ->
    [one] Right: { $points } point of { $stake }
   *[other] Right: { $points } points of { $stake }
}
verdict-partly = Partly right
verdict-partly-points = { $count ->
    [one] Partly right: { $points } point of { $stake }
   *[other] Partly right: { $points } points of { $stake }
}
verdict-wrong = Not quite
verdict-noted = Answer saved
verdict-left-out = No answer
verdict-explanation = Explanation
verdict-model = A sample answer
verdict-accepted = Expected answer: { $answers }

# Assessment
assessment-rule = { $count ->
    [one] 1 question. You need { $threshold } % right.
   *[other] { $count } questions. You need { $threshold } % right.
}
assessment-at-end = Results are shown when you hand everything in.
assessment-at-once = Each answer is marked at once.
assessment-attempts-free = You may start over as often as you like: the best attempt counts.
assessment-attempts = Attempt { $number } of { $count }: the best counts.
assessment-sign-up = Enrol to take this assessment.
assessment-locked = The questions are shown once the pages asked for above are done.
assessment-passed = Assessment passed
assessment-failed = Not yet: { $threshold } % are needed
assessment-score = You got { $points } of { $stake }, that is { $percent } %.
assessment-best = Your best attempt: { $percent } %.
assessment-next-passed = Read your answers and the explanations below, then go on.
assessment-next-again = Read below what is right and what is not, then start over whenever you want.
assessment-next-none = You have used all your attempts. The explanations are shown below each question.
assessment-all-answered = Every question has an answer.
assessment-unanswered = { $count ->
    [one] One question has no answer yet.
   *[other] { $count } questions have no answer yet.
}
assessment-hand-in = Hand in the assessment
assessment-hand-in-anyway = Hand in anyway
assessment-save = Save my answers
assessment-save-note = As long as you have not handed in, you may change your answers and come back later.
assessment-restart = Start the assessment over
assessment-restart-note = The questions start from the beginning. Your best score stays.

# Checklist, survey, production
checklist-save = Save the list
checklist-count = { $done } of { $count }
survey-send = Answer
survey-thanks = Thank you, your answer is saved.
survey-anonymous = Anonymous answer: nobody can tie it to you. Results are shown from { $count } answers.
survey-named = Your answer is tied to your name.
survey-too-few = Results are shown from { $count } answers.
survey-results = Results of the survey
survey-results-count = { $count } answers
survey-option = Answer
survey-answers = Number
survey-share = Share
task-criteria = Criteria
task-draft = Draft
task-saved-at = Saved on { $at }.
task-handed-in = Handed in
task-handed-in-at = Handed in on { $at }.
task-validated = Accepted
task-returned = To be reworked
task-returned-text = Rework it, then hand it in again.
task-text = Your text
task-text-hint = Paste or write here. The draft is kept.
task-link = Address of an online document
task-link-hint = A full address, beginning with https://.
task-upload = Your file
task-upload-other = Replace with another file
task-upload-hint = Formats accepted: { $formats }. { $max } MB at most.
task-file = { $name } ({ $size })
task-save = Save the draft
task-send = Hand in my work
task-send-again = Hand in this new version
task-review-trainer = Read by a trainer
task-review-peers = Read by colleagues
task-review-own = You check it yourself against the criteria
task-counts-handed-in = counts as soon as it is handed in
task-counts-validated = counts once it is accepted

# Printing
print-title = { $course }: printable version
print-credits = Authors: { $authors }. Version { $version }. Licence { $licence }.
print-how = To print, use the “Print” command of your browser.
print-question = Question { $number }
print-assessment = The assessment is taken online.
print-key = Answers, for trainers

# My record
record-title = My record
record-lead = What you follow, what you have completed, your hours and your certificates. Only you see this page.
record-empty-title = Your record starts here
record-empty-text = Choose a first course: your hours and your certificates will be kept here.
record-choose = Choose a course
record-under-way = Under way
record-none-under-way = You are not following any course at the moment.
record-next = Next step: page { $number } of { $pages },
record-seen = opened on { $date }
record-leave = Leave
record-resume = Resume
record-hours = Hours by school year
record-hours-note = Nominal duration of the courses completed, from 1 September to 31 August.
record-csv = Download as CSV
record-year = School year
record-duration = Duration
record-completed-title = Completed courses
record-course = Course
record-version = Version
record-started = Started on
record-completed = Completed on
record-remote = Minutes at a distance
record-onsite = Minutes on site
record-score = Score in per cent
record-score-short = Score
record-number = Certificate number
record-code = Verification code
record-attestation-head = Certificate
record-attestation = Certificate { $number }
record-no-attestation = No certificate
record-revoked = Revoked
record-dropped = Left
record-dropped-note = Your progress is kept.
record-come-back = Go on where I was
record-anew = Start over

# Certificate
paper-page-title = Certificate { $number }
paper-title = Certificate of attendance
paper-number = No.
paper-issued-to = is issued to
paper-for-course = for having followed to its end the training course
paper-version = Version { $version }
paper-hours = Duration
paper-hours-detail = on site: { $onsite }; at a distance: { $remote }
paper-completed-on = Completed on
paper-period-title = Period
paper-period = from { $from } to { $to }
paper-objectives = Objectives of the course
paper-competences = Competences worked on
paper-issued-by = Issued by
paper-issued-on = On { $date }
paper-verify = Check this certificate
paper-verify-sentence = Scan the code or type the address: the page says what is certified, by whom, and whether it still holds.
paper-code = Verification code:
paper-qr = QR code that opens the page where this certificate can be checked
paper-page = Page { $page } of { $pages }
paper-what = This certificate says that the course was followed according to its rule. It is neither a diploma nor a qualification.
paper-revoked = Certificate revoked on { $date }
paper-replaced = Certificate replaced on { $date }
paper-reason = Reason: { $reason }
paper-see-next = See certificate { $number }, which replaces it
paper-see-before = This certificate replaces { $number }
paper-file = Download as PDF
paper-check = Open the verification page
paper-print = This page prints as it is.
