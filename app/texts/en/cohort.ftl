# Cohorts: the trainer's list, one cohort, its members, progress, reminders and end, the page of a member.

cohorts-title = Cohorts
cohorts-none = No cohort
cohorts-none-text = A cohort brings together the people you train: courses with their deadlines, sessions, a progress table.
cohorts-none-read = Cohorts that are open in your territory appear here.
cohort-new = Create a cohort
cohort-new-lead = The form is filled in for the usual training of digital leads: 24 people, 18 h of which 6 h on site. Change what differs.
cohort-create = Create the cohort
cohort-edit = Change the cohort
cohort-save = Save
cohort-cancel = Cancel
cohort-node = For the people of
cohort-title = Title
cohort-title-hint = For example: Digital leads 2026-2027, Vire.
cohort-aim = Aim
cohort-size = Number of places
cohort-size-hint = Beyond it an invitation is refused.
cohort-size-of = { $count ->
    [0] Nobody yet, { $max } places
    [one] 1 person of { $max }
   *[other] { $count } people of { $max }
}
cohort-onsite = Hours on site
cohort-remote = Hours at a distance, with a tutor
cohort-starts = First day
cohort-starts-hint = Relative deadlines count from this day.
cohort-ends = Last day
cohort-rules = When to point somebody out
cohort-rules-hint = Leave a box empty to switch its rule off.
cohort-never-days = Opened no course after (days)
cohort-idle-days = Inactive for (days)
cohort-late-items = Courses that are late, from
cohort-missed-sessions = Sessions missed, from
cohort-period = from { $from } to { $to }
cohort-hours = { $total }, of which { $onsite } on site and { $remote } at a distance
cohort-state-draft = In preparation
cohort-state-enrolling = Open for invitations
cohort-state-running = Running
cohort-state-closed = Closed
cohort-state-archived = Archived
cohort-place-invited = Invited
cohort-place-joined = Enrolled
cohort-place-completed = Followed to the end
cohort-place-left = No longer in it
cohort-outcome-validated = Validated
cohort-outcome-partly = Validated in part
cohort-outcome-not-validated = Not validated

cohort-people = Members
cohort-grid = Progress
cohort-risk = Reminders
cohort-thread = Discussion
cohort-end = Results
cohort-next = Next step
cohort-do-open = Open invitations
cohort-do-open-text = People can be invited from then on. Contents and dates may still change.
cohort-do-start = Start
cohort-do-start-text = Those who joined will be enrolled in the courses, with their deadlines.
cohort-do-archive = Archive
cohort-do-archive-text = The cohort is closed. Archive it when you no longer come back to it.
cohort-running-text = The cohort is running. To close it, give each member a result on the page of results.
cohort-copy = Use again next year
cohort-calendar = Calendar
cohort-items-none = Nothing to follow yet
cohort-items-none-text = Add a course with its deadline, or a session that you lead.
cohort-a-course = Course
cohort-a-session = Session
cohort-due = to be done by { $day }
cohort-due-at = to be done by { $day }, 23:59, your school's time
cohort-due-none = No deadline
cohort-due-after = A number of days after the first day
cohort-due-on = On a fixed date
cohort-due-days = Number of days
cohort-due-day = Date
cohort-due-hint = The deadline falls at 23:59, in each member's own time.
cohort-deadline = Deadline
cohort-item-change = Change
cohort-item-remove = Take out of the cohort
cohort-add-course = Add a course
cohort-add-session = Add a session
cohort-add = Add
cohort-sessions-none = No announced session that a trainer of the cohort wrote or leads.
cohort-trainers = Trainers
cohort-lead = Answers for the cohort
cohort-hand-over = Hand the cohort over
cohort-trainer-remove = Remove
cohort-leave = Leave the cohort
cohort-trainer-add = Add a trainer
cohort-trainer-address = Their address

cohort-nobody = Nobody yet
cohort-nobody-text = Invite digital leads in office, or paste a list of addresses.
cohort-invited-on = invited on { $day }
cohort-members = { $count ->
    [one] 1 person
   *[other] { $count } people
}
cohort-gone = { $count ->
    [one] 1 person is no longer in it
   *[other] { $count } people are no longer in it
}
cohort-member-remove = Remove
cohort-people-closed = People can be invited while invitations are open or the cohort is running.
cohort-choose = Digital leads in office
cohort-filter-basin = Area
cohort-filter-everywhere = Everywhere
cohort-filter-discipline = Subject
cohort-filter-any = All
cohort-filter-new = Only those in office for the first time
cohort-filter-go = Filter
cohort-offered = { $count ->
    [one] 1 digital lead
   *[other] { $count } digital leads
}
cohort-offered-none = No digital lead in office fits these choices.
cohort-is-new = new
cohort-designate = Enrol at once
cohort-designate-hint = For those whose training is a duty: each is enrolled and told, without having to answer.
cohort-invite = Invite those ticked
cohort-list = Paste a list
cohort-list-label = Addresses
cohort-list-hint = One a line, or a CSV table with a column of addresses. { $max } at most. Nothing is done before you have seen the result line by line.
cohort-list-check = Check the list
cohort-judged = The list, line by line
cohort-judged-none = No line gives an invitation.
cohort-line = Line
cohort-typed = Address
cohort-name = Name
cohort-verdict = What will be done
cohort-verdict-invited = Will be invited
cohort-verdict-again = Will be invited again
cohort-verdict-known = Has a place already
cohort-verdict-trainer = Trains the cohort
cohort-verdict-outside = Does not work here
cohort-verdict-unknown = No account with this address
cohort-verdict-twice = Stands higher up in the list
cohort-over = { $count } people for { $free ->
    [0] no free place
    [one] 1 free place
   *[other] { $free } free places
}. Shorten the list, or raise the number of places.
cohort-invite-count = { $count ->
    [one] Invite 1 person
   *[other] Invite { $count } people
}

cohort-export = Export (CSV)
cohort-grid-caption = One row per member, one column per course or session. The titles of the first three columns sort the table.
cohort-grid-none = Nothing to show yet
cohort-grid-none-text = The table appears once the cohort has members and something to follow.
cohort-member = Member
cohort-school = School
cohort-place = Place
cohort-done = Done
cohort-done-of = { $done } of { $count }
cohort-seen = Last activity
cohort-seen-never = never
cohort-late = late
cohort-extended = extended: { $day }
cohort-cell-nothing = not enrolled
cohort-cell-not-started = not started
cohort-cell-under-way = under way
cohort-cell-percent = { $percent }%
cohort-cell-done = done
cohort-cell-dropped = dropped
cohort-cell-no-seat = no seat
cohort-cell-waits = waiting
cohort-cell-seated = signed up
cohort-cell-present = present
cohort-cell-partly = partly present
cohort-cell-excused = excused
cohort-cell-absent = absent
cohort-cell-cancelled = cancelled

cohort-risk-none = Nobody to remind
cohort-risk-none-text = No rule of this cohort points anybody out today.
cohort-risk-people = { $count ->
    [one] 1 person to remind
   *[other] { $count } people to remind
}
cohort-why-never = Have never opened a course
cohort-why-idle = Are inactive
cohort-why-behind = Are late for a deadline
cohort-why-missed = Have missed a session
cohort-fact-unanswered = Invitation without an answer since { $day }
cohort-fact-never = No course opened since { $day }
cohort-fact-idle = Last activity on { $day }, { $days } days ago
cohort-fact-behind = “{ $title }” was to be done by { $day }: { $percent }% done
cohort-fact-behind-bare = “{ $title }” was to be done by { $day }
cohort-fact-missed = Missed “{ $title }” on { $day }
cohort-extend = Give more time
cohort-extend-until = Until
cohort-extend-go = Give this much time
cohort-write = Write to those who…
cohort-write-text = Each gets their own message, without the names of the others, in the platform and by mail. You see it before it leaves.
cohort-write-who = To those who
cohort-words = Message
cohort-words-hint = { "{prenom}" } becomes the given name, { "{cohorte}" } the title of the cohort, { "{retard}" } the courses that are late.
cohort-words-default = Dear { "{prenom}" }, I am looking at where “{ "{cohorte}" }” stands. How are you getting on? Tell me if something holds you up: I can help.
cohort-preview = See the message
cohort-preview-title = What { $name } will read
cohort-preview-to = { $count ->
    [one] One person will get it:
   *[other] { $count } people will get theirs:
}
cohort-send = { $count ->
    [one] Send 1 message
   *[other] Send { $count } messages
}
cohort-sent = Messages sent
cohort-sent-line = { $at }, { $name }: { $count ->
    [one] 1 message
   *[other] { $count } messages
}, { $read ->
    [0] none read
    [one] 1 read
   *[other] { $read } read
} in the platform

cohort-figures = Figures
cohort-figure-invited = People invited
cohort-figure-joined = People enrolled
cohort-figure-left = Left on the way
cohort-results = Results
cohort-results-text = The result offered comes from what each has done; you decide. Each member needs one before the cohort closes.
cohort-results-save = Save the results
cohort-result = Result
cohort-result-of = Result of { $name }
cohort-result-open = not saved yet
cohort-note = Remark
cohort-note-of = Remark for { $name }
cohort-onsite-done = Present on site
cohort-remote-done = At a distance
cohort-onsite-minutes = Present on site (minutes)
cohort-remote-minutes = At a distance (minutes)
cohort-attested = Attestations
cohort-attested-none = none
cohort-attest = Issue the missing attestations
cohort-attest-text = Each course that is done gives its attestation; those of presence come from the sessions once they are attested.
cohort-close = Close the cohort
cohort-close-text = Each member then reads their result, and the académie these figures. Invitations without an answer lapse. There is no way back.
cohort-summary = What you say of it to the académie
cohort-summary-hint = What went well, what is missing. No names.
cohort-close-go = Close

cohort-post-body = Your message to the cohort
cohort-post-go = Publish
cohort-post-trainer = trainer
cohort-post-hidden = A trainer has taken this message out of sight.
cohort-post-reason = Reason: { $reason }
cohort-post-hide = Take this message out
cohort-thread-none = Nothing was said yet
cohort-thread-none-text = Members and trainers of the cohort read this, and nobody else.

mine-cohorts = My cohort
cohort-answer-awaited = waits for your answer
cohort-trained-by = With { $names }
cohort-invitation = You are invited
cohort-invitation-text = If you accept, you will be enrolled in the courses and a seat will be asked for you in each session. Your trainers will see your progress in these courses, the other members will not.
cohort-join = Join the cohort
cohort-decline = Decline
cohort-my-result = Your result
cohort-now = Now
cohort-now-waits = The courses open when the cohort starts.
cohort-now-nothing = Nothing waits for you: every course of the cohort is done.
cohort-then = Next
cohort-meetings = When we meet
cohort-said = What my trainer said
cohort-said-none = No message for you.
cohort-leave-text = What you have done stays yours. Your trainers are told.

fait-cohorte-creee = The cohort is created. Add what it follows, then open the invitations.
fait-cohorte-modifiee = The cohort is changed.
fait-cohorte-ouverte = Invitations are open.
fait-cohorte-commencee = The cohort has started: its members are enrolled in the courses.
fait-cohorte-rangee = The cohort is archived.
fait-cohorte-contenu = It is in the calendar.
fait-cohorte-sans-place = The session is added. Some members have no seat in it: the progress says who.
fait-cohorte-contenu-retire = It is out of the calendar.
fait-cohorte-echeance = The deadline is changed.
fait-cohorte-formateur = The trainer is added.
fait-cohorte-formateur-retire = The trainer is removed.
fait-cohorte-confiee = Somebody else answers for the cohort now.
fait-cohorte-quittee = You have left the cohort.
fait-cohorte-copiee = Next year's cohort is ready, without anybody. Look through its dates.
fait-cohorte-invites = The invitations have left.
fait-cohorte-inscrits = They are enrolled and told.
fait-cohorte-membre-retire = The person is no longer in the cohort.
fait-cohorte-message = The messages have left, one to each person.
fait-cohorte-delai = More time is given.
fait-cohorte-resultats = The results are saved.
fait-cohorte-attestations = The missing attestations are issued.
fait-cohorte-close = The cohort is closed.
fait-cohorte-fil = Your message is published.
fait-cohorte-fil-retire = The message is out of sight.
fait-cohorte-rejointe = Welcome to the cohort.
fait-cohorte-laissee = You are not in the cohort.

refusal-cohort-moved = The cohort has taken another step meanwhile. Look at its page again.
refusal-cohort-place-moved = This person's place has changed meanwhile. Look at the list again.
refusal-cohort-over = The cohort is closed: nothing changes in it any more.
refusal-cohort-changed = The cohort has changed since you opened this page. What you typed is kept below: look it through, then save again.
refusal-cohort-smaller = { $count } people have a place: the number of places cannot be smaller.
refusal-cohort-not-open = This cohort does not take people now.
refusal-cohort-full = { $count } people for { $free } free places of { $max }: nobody was invited. Shorten the list, or raise the number of places.
refusal-cohort-empty = Add a course or a session first: there is nothing to follow.
refusal-cohort-items = A cohort follows { $max } courses and sessions at most.
refusal-cohort-trainers = A cohort has { $max } trainers at most.
refusal-cohort-hand-over = Hand the cohort over to another of its trainers first.
refusal-cohort-nobody = Nobody is concerned any more: nothing has left.
refusal-cohort-not-running = Results are given while the cohort is running.
refusal-cohort-results = { $count ->
    [one] The result of one member is missing.
   *[other] The results of { $count } members are missing.
}
refusal-cohort-sessions = { $count ->
    [one] Presence at one session is not attested yet.
   *[other] Presence at { $count } sessions is not attested yet.
}
fault-cohort-title = Give a title of one line and { $max } characters at most.
fault-cohort-text = { $max } characters at most, none of them invisible.
fault-cohort-size = Give a number from 1 to { $max }.
fault-cohort-hours = Give a number of hours, to the quarter: 6 or 1.5.
fault-cohort-day = Give a date.
fault-cohort-days-order = The last day follows the first, two years later at most.
fault-cohort-threshold = Give a number from 1 to { $max }, or leave it empty.
fault-cohort-due-days = Give a number of days, from 0 to 730.
fault-cohort-due-on = Give a date that is not before the first day of the cohort.
fault-cohort-extension = Give a date after everybody's deadline.
fault-cohort-trainer = This is no trainer's address.
fault-cohort-trainer-member = This person is a member of the cohort.
fault-cohort-list = Give from one to { $max } addresses.
fault-cohort-reasons = Choose to whom you write.
fault-cohort-reasons-nobody = This choice concerns nobody.
fault-cohort-words = Write a message of { $max } characters at most.
fault-cohort-variable = “{ $name }” is not known between braces. You may write: { $known }.
fault-cohort-reason = Give a reason of { $max } characters at most.

notice-topic-cohort = My cohorts
notice-cohort-invited = You are invited to the cohort “{ $cohort }”, from { $starts }.
notice-cohort-enrolled = You are enrolled in the cohort “{ $cohort }”, from { $starts }.
notice-cohort-removed = You are no longer in the cohort “{ $cohort }”.
notice-cohort-left = { $who } is no longer in the cohort “{ $cohort }”.
notice-cohort-trainer = You train the cohort “{ $cohort }”.
notice-cohort-lead = You answer for the cohort “{ $cohort }” now.
notice-cohort-message = { $from } writes to you (“{ $cohort }”): { $words }
notice-cohort-closed = The cohort “{ $cohort }” is closed: read your result.
notice-cohort-summary = The cohort “{ $cohort }” is closed: its summary is ready.
notice-cohort-post = { $who } wrote in the discussion of “{ $cohort }”.
notice-cohort-post-hidden = Your message in the discussion of “{ $cohort }” was taken out: { $reason }
hub-cohorts = Cohorts
hub-cohorts-text = What trainers follow in your territory, in figures
visibility-cohort = Progress in the courses and sessions of my cohorts
visibility-cohort-who = The trainers of the cohort, until twelve months after its end. The other members see nothing; the plan manager reads figures, without names.
