# The référent's cockpit, missions 1a to 2c, and what the school sees of it.

nav-referent = Référent
mission-1a = Inform about digital tools
mission-1b = Collect training needs
mission-1c = Accompany teachers
mission-1d = Help projects emerge
mission-2a = Help steering
mission-2b = Advise the head
mission-2c = Keep the network alive

cockpit-title = My work as référent
cockpit-choose = Choose the school
cockpit-other-school = Change school
cockpit-my-year = My year
cockpit-my-time = Time noted this year: { $time }
cockpit-year = School year
cockpit-state = State
cockpit-all-states = All states
cockpit-filter = Show
cockpit-save = Save
cockpit-export = Export the list
cockpit-no-names = No name of a colleague or pupil.
cockpit-date-column = Date
cockpit-done-bulletins = { $count ->
    [0] No bulletin published this year
    [one] { $count } bulletin published, { $reads ->
        [one] { $reads } read
       *[other] { $reads } reads
    }
   *[other] { $count } bulletins published, { $reads ->
        [one] { $reads } read
       *[other] { $reads } reads
    }
  }
cockpit-next = To do now
cockpit-next-none = Nothing is waiting. Helped a colleague today? Ten seconds are enough to note it.
tice-none-discipline = No accompaniment noted that year.
tice-none-project = No project that year.
cockpit-done-needs = Surveys, stated needs and their summary.
cockpit-open-needs = See the needs
cockpit-done-accompaniments = { $count ->
    [0] No accompaniment noted
    [one] { $count } accompaniment, { $time }, { $people } people counted
   *[other] { $count } accompaniments, { $time }, { $people } people counted
  }
cockpit-done-projects = { $count ->
    [0] No project this year
    [one] { $count } project this year
   *[other] { $count } projects this year
  }
cockpit-done-steering = The digital figures of the school, for you and its head.
cockpit-done-advice = { $count ->
    [0] No exchange concluded this year
    [one] { $count } exchange concluded this year
   *[other] { $count } exchanges concluded this year
  }
cockpit-done-network = Référents of the bassin and académie, contacts, questions.
cockpit-waiting = { $count ->
    [one] { $count } request waits
   *[other] { $count } requests wait
  }
cockpit-ideas = { $count ->
    [one] { $count } idea to develop
   *[other] { $count } ideas to develop
  }
cockpit-unanswered = { $count ->
    [one] { $count } exchange without an answer
   *[other] { $count } exchanges without an answer
  }
cockpit-see-requests = See the requests
cockpit-see-ideas = See the ideas
cockpit-see-advice = See the exchanges

bulletin-list = Bulletins
bulletin-new = Write a bulletin
bulletin-none = No bulletin
bulletin-none-text = A bulletin is short: one piece of news, one link, what each can do with it.
bulletin-title = Title
bulletin-body = Text
bulletin-body-hint = An empty line separates paragraphs; “- ” at the start of a line makes a list; addresses become links.
bulletin-publish = Publish to the school
bulletin-published-on = Published on
bulletin-reads = Reads
bulletin-read-count = { $count ->
    [0] Nobody has read it yet.
    [one] { $count } person has read it.
   *[other] { $count } people have read it.
  }
bulletin-read-note = Your reading is counted without your name.
bulletin-see = See the bulletin as colleagues do
bulletin-edit = Correct this bulletin
bulletin-withdraw = Withdraw this bulletin
bulletin-withdraw-text = Colleagues will not see it any more. The number of reads is kept.
bulletin-withdraw-now = Withdraw
bulletin-state-draft = Draft
bulletin-state-published = Published
bulletin-state-withdrawn = Withdrawn
bulletins-title = Bulletins of the school
bulletins-none = No bulletin
bulletins-none-text = Your référent has published nothing yet this year.
bulletins-none-year = Nothing was published that year.

accompany-title = Accompaniment
accompany-requests = Requests and appointments
accompany-log = Note an accompaniment
accompany-day = Date
accompany-minutes = Minutes
accompany-time = Duration
accompany-people = People
accompany-any-discipline = All disciplines
accompany-topic = Topic
accompany-note = Note
accompany-save = Note it
accompany-export = Export the year
accompany-none = Nothing noted this month
accompany-none-text = Date, minutes, people, topic: ten seconds are enough.
accompany-plan = Agree on a day
accompany-planned-day = Planned day
accompany-plan-save = Plan this day
accompany-done = It is done
accompany-correct = Correct
accompany-cancel = Cancel the request
accompany-reason = Reason
accompany-reason-hint = The person who asked will read it.
accompany-state-asked = Asked
accompany-state-planned = Planned
accompany-state-done = Done
accompany-state-cancelled = Cancelled

ask-title = Ask for accompaniment
ask-lead = Your request goes to { $names }.
ask-nobody = The school has no référent at the moment. Your request will wait for one.
ask-topic = What would you like help with?
ask-note = Details
ask-note-hint = When you are free, which class, which tool. No name of a pupil.
ask-send = Send the request
ask-mine = My requests
ask-take-back = Take back

fait-bulletin-enregistre = Bulletin saved.
fait-bulletin-publie = Bulletin published. Colleagues will learn of it in their next digest.
fait-bulletin-retire = Bulletin withdrawn.
fait-accompagnement = Noted.
fait-demande-envoyee = Request sent to your référent.

refusal-cockpit-no-such-move = This step is not possible any more: the state has changed. Reload the page.
refusal-cockpit-changed = Somebody else has just changed this sheet. Your text is kept below: reload the page in another tab to compare.
refusal-cockpit-asked-already = You already have an open request on this topic.
refusal-cockpit-project-same = You have already proposed an idea under this title.
refusal-cockpit-project-bare = Before submitting the project, say its classes and tools on its sheet.
refusal-cockpit-question-same = Your question under this title is still open.
refusal-cockpit-question-closed = This question is closed.
fault-cockpit-missing = Fill in this field.
fault-cockpit-too-long = { $max } characters at most.
fault-cockpit-number = A whole number between { $min } and { $max }.
fault-cockpit-date = A date, for instance 2026-11-24.
fault-cockpit-date-year = This date is not in the current school year.
fault-cockpit-future = This date is still to come.
fault-cockpit-past = This date is past.
fault-cockpit-project-unknown = This project is not one of this school.
fault-cockpit-course-unknown = Choose a course of the list.
fault-cockpit-mail = An e-mail address contains “@”.
fault-cockpit-no-way = Give an address or a phone number.

notice-bulletin-published = New bulletin of { $school }: { $title }
notice-accompaniment-asked = You are asked for an accompaniment: { $title }
notice-accompaniment-planned = Your accompaniment is planned: { $title }
notice-accompaniment-cancelled = Your request for accompaniment is cancelled: { $title }
notice-project-proposed = New idea of a project: { $title }
notice-project-submitted = Your opinion is awaited on a project: { $title }
notice-project-moved = Your project has moved on: { $title }
notice-project-opinion = The head has given an opinion: { $title }
notice-advice-sent = An answer is expected from you: { $title }
notice-advice-answered = You have an answer: { $title }
notice-network-reply = New reply to your question: { $title }

project-list = Pedagogical projects
project-new = Propose an idea
project-new-text = An idea is enough: the référent helps to shape it, the head gives an opinion.
project-propose = Propose
project-none = No project
project-none-text = A first idea? Propose it, even in two lines.
project-title = Title
project-summary = Idea
project-summary-hint = What pupils will do, and what digital tools bring to it. No name of a pupil.
project-classes = Classes
project-tools = Tools and resources
project-course = Linked online course
project-no-course = None
project-proposer = Proposed by
project-state-idea = Idea
project-state-submitted = Submitted to the head
project-state-supported = Supported
project-state-running = Running
project-state-reviewed = Reviewed
project-state-stopped = Stopped
project-event-submit = Submit to the head
project-event-start = Start
project-event-review = Save the review
project-event-stop = Stop the project
project-event-resume = Take the idea up again
project-opinion-yes = Favourable opinion of the head
project-opinion-no = The head asks for changes
project-give-opinion = Your opinion
project-opinion-text = Remark
project-opinion-hint = Needed to ask for changes: say what is missing.
project-support = Support the project
project-send-back = Ask for changes
project-review = Review
project-stopped = Project stopped
project-next = Next step
project-text = Review, or reason to stop
project-text-hint = Needed for the review and to stop the project.
project-edit = Change the sheet
project-history = History of the project

advice-list = Advice and questions
advice-lead = { $name }: between the head and the référents, nobody else reads.
advice-none = No exchange
advice-none-text = A question of organisation, an opinion before a decision: write it here, the answer keeps its date.
advice-new-question = Ask the référent for advice
advice-new-note = Write a note to the head
advice-title = Subject
advice-body = Text
advice-send = Send
advice-keep = Keep the draft
advice-answer = Answer
advice-answer-send = Answer
advice-state-draft = Draft
advice-state-sent = Awaits an answer
advice-state-answered = Answered

fait-projet = Project saved.
fait-echange = Saved.
journal-title = Activity log
journal-offered = { $count ->
    [one] { $count } offered entry to accept
   *[other] { $count } offered entries to accept
  }
journal-accept-all = { $count ->
    [one] Accept the offered entry
   *[other] Accept the { $count } offered entries
  }
journal-accept = Accept
journal-dismiss = Dismiss
journal-mission = Mission
journal-all-missions = All missions
journal-entries = Entries
journal-time = Time by mission
journal-none = Nothing yet
journal-none-text = What you do here is offered to the log: a published bulletin, an accompaniment, a project that moves on.
journal-add = Add an entry
journal-what = What was done
journal-write = Add
journal-state-offered = Offered
journal-state-accepted = Accepted
journal-state-dismissed = Dismissed
fait-journal = Log updated.

tice-title = Digital figures: { $name }
tice-open = See the figures
tice-staff = Staff in post
tice-hours = Time of accompaniment
tice-people = People accompanied (somebody met twice counts twice)
tice-by-discipline = Accompaniment by discipline
tice-projects-by-state = Projects by state
tice-note = These figures count what was done. They show no mark, no result, no name.
tice-figure = Figure
tice-value = Value

report-title = Yearly report
report-of = Yearly report { $year }
report-referent = Référent
report-advice = Advice answered out of asked
report-letter = Missions of the letter
report-scheme = Allowance scheme
report-difficulties = Difficulties met
report-wishes = Wishes for next year
report-remarks = Other remarks
report-head-remark = Remark of the head
report-submit = Send to the head
report-submit-text = When it is sent, the figures are frozen as they stand above.
report-returned = Report returned: to be revised
report-see-offered = See them
report-submitted-on = Sent on
report-countersigned-on = Countersigned on
report-received-on = Received on
report-countersign = Countersign
report-receive = Receive
report-return = Return to the référent
report-text = Remark, or reason of the return
report-text-hint = Needed to return the report.
report-state-draft = Draft
report-state-submitted = To be countersigned
report-state-countersigned = Countersigned
report-state-received = Received
reports-title = Reports of référents
reports-count = { $count ->
    [0] No report
    [one] { $count } report
   *[other] { $count } reports
  }
reports-none = No report yet
reports-none-text = A report arrives here once its référent has sent it.
fait-bilan = Report saved.
fait-bilan-traite = Done. The référent is told.
refusal-cockpit-own-report = Nobody signs their own report.
notice-report-submitted = A report awaits your countersignature: { $school }
notice-report-countersigned = Your report is countersigned: { $school }
notice-report-received = Your report is received by the académie: { $school }
notice-report-returned = Your report needs a revision: { $school }

network-title = Network of référents
network-open = Open the directory
network-questions = Questions to the network
network-ask = Ask a question
network-ask-send = Ask the question
network-export = Export the contact sheet
network-directory = Directory of référents
network-place = Territory
network-whole = The whole académie ({ $name })
network-search = Name or school
network-count = { $count ->
    [0] No référent
    [one] { $count } référent
   *[other] { $count } référents
  }
network-none = No référent found
network-none-text = Widen the territory or search differently.
network-no-question = No question
network-no-question-text = Ask the first: others most likely have the same.
network-replies = { $count ->
    [0] no reply
    [one] { $count } reply
   *[other] { $count } replies
  }
network-reply = Your reply
network-reply-send = Reply
network-close = Close my question
question-state-open = Open
question-state-closed = Closed
contacts-title = Contacts
contacts-none = No contact is recorded yet.
contacts-add = Add a contact
contacts-change = Change
contacts-remove = Remove from the list
contacts-duty = Duty
contacts-duty-hint = CTICE, DAN, IT service of the local authority…
contacts-phone = Phone
fait-contact = Contacts updated.
fait-question = Saved.
hub-reports-text = Receive countersigned reports, return them with a reason, export the list.
hub-network-text = Directory of référents, contacts, questions.
school-digital = The digital year
