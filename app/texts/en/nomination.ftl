# Navigation
nav-direction = Head's office
nav-nominations = Nominations
nav-mandate = My mandate

# Steps
nomination-state-draft = Being prepared
nomination-state-proposed = Proposed
nomination-state-accepted = Accepted
nomination-state-declined = Declined
nomination-state-submitted = Submitted
nomination-state-active = In force
nomination-state-ended = Ended early
nomination-state-completed = Completed
nomination-state-completed-without-report = Completed, no report
timeline-label = Steps of the nomination
timeline-done = Done:
timeline-here = Now:
timeline-to-come = To come:

# Missions
letter-mission-1a = 1a – Bring information on digital teaching to the teachers
letter-mission-1b = 1b – Help their training needs to be heard
letter-mission-1c = 1c – Accompany them in their uses, in the service of learning
letter-mission-1d = 1d – Encourage and help pedagogical projects
letter-mission-2a = 2a – Help to steer digital matters in the school
letter-mission-2b = 2b – Advise the head
letter-mission-2c = 2c – Be the link with the académie, local authorities and networks

# Head
direction-title = Head's office
direction-no-school = No school
direction-no-school-text = Your role covers no open school. Whoever manages the plan can correct it.
direction-hosts-none = This school has no référent
direction-vacant = Without a référent since { $date }
direction-referents = { $count ->
    [one] One référent at work
   *[other] { $count } référents at work
}
direction-envelope = Envelope { $year }: { $left } left of { $total }
direction-no-envelope = Envelope { $year }: not notified
direction-propose = Name a référent
direction-roll-over = Prepare { $year }
direction-past = { $count ->
    [one] One past nomination
   *[other] { $count } past nominations
}
direction-waits-draft = to complete and propose
direction-waits-accepted = to submit to the académie

# Writing a nomination
nomination-new-title = Name a référent
nomination-new-lead = The person you choose will read the mission letter and decide freely. Nothing is sent before you propose.
nomination-edit-title = Change the nomination
nomination-edit = Change
nomination-school = School
nomination-year = School year
nomination-search = Name of the teacher
nomination-narrow = Search
nomination-nobody-title = Nobody of that name
nomination-nobody-text = No teacher posted here on the first day of the mandate matches. Check the name, or ask the académie to update the postings.
nomination-part-mandate = The mandate
nomination-teacher = Teacher
nomination-teacher-hint = Teachers posted in the school on the first day of the mandate.
nomination-teacher-choose = Choose a person
nomination-first = First day
nomination-last = Last day
nomination-share = Share of the mandate
nomination-share-hint = Per cent. 100 for a sole référent.
nomination-save-draft = Save the draft
nomination-cancel = Cancel
nomination-title = Nomination of { $person }
nomination-dates = Period
nomination-period = From { $from } to { $to }
nomination-facts = What is agreed
nomination-discard = Delete this draft
nomination-withdraw = Take the proposal back
nomination-copy = Write a new draft from it
nomination-over-title = The period is over
nomination-over-text = This nomination can go no further. Write a new one.
nomination-over-own = This proposal can no longer be accepted. Your head can write a new one.
nomination-returned-title = Sent back by the académie
reward-legend = In return
reward-hint = An allowance and teaching relief exclude one another.
reward-none = Nothing in return
reward-allowance = Allowance of { $amount } ({ $scheme })
reward-relief = Relief of { $hours } a week
reward-left = { $left } left in the envelope.
reward-choose-none = Nothing
reward-choose-allowance = An allowance ({ $schemes })
reward-choose-relief = Teaching relief
reward-scheme = Allowance scheme
reward-amount = Amount for the school year
reward-amount-choose = Choose an amount
reward-range = { $scheme }: from { $min } to { $max }.
reward-rates = { $scheme }: { $rates }.
reward-relief-hours = Hours a week
reward-relief-hint = For instance 1 or 1.5. Leave empty for an allowance.

# Mission letter
letter-title = Mission letter
letter-models = Start from a model letter:
letter-model-depart = First mandate
letter-model-depart-time = One hour a week, kept free in the timetable
letter-model-depart-indicators =
    Every teacher knows whom to ask
    One survey of needs in the year
    Ten accompaniments, alone or in groups
letter-model-projets = Projects
letter-model-projets-time = Two hours a week
letter-model-projets-indicators =
    Two projects accompanied to their review
    One exchange at the pedagogical council
letter-model-complete = All missions
letter-model-complete-time = Two hours a week, and the meetings of the network
letter-model-complete-indicators =
    One survey of needs and its summary
    Three sessions in the school
    One meeting a term with the head
letter-model-training = Two days with the référents of the bassin
letter-missions = Missions
letter-missions-hint = One at least.
letter-secondary = Other tasks
letter-means = Means
letter-time = Time
letter-room = Room
letter-equipment = Equipment
letter-indicators = Indicators
letter-training = Training due
letter-lines-hint = One a line.
letter-free-text = Details
letter-version = Version { $number }
letter-written-on = Written on { $date }
letter-declined = declined
letter-in-force = in force
letter-accepted = accepted
letter-being-written = being written
letter-waiting = waits for the teacher's answer
letter-print = Read and print the letter
letter-read = Read the mission letter
letter-amend = Change the letter
letter-amend-title = Change the mission letter
letter-amend-lead = The teacher will read the new version and accept it or not. Until then the old one stays in force.
letter-amend-send = Propose the new version
letter-changed = This is the new version. The old one stays in force until you accept this one.
letter-signed-accepted = Accepted on { $date }
letter-signed-declined = Declined on { $date }
letter-signed-not-yet = Not accepted yet
letter-signed-proposed = Proposed on { $date }
paper-letter-title = Mission letter of the référent for digital teaching
paper-letter-version = Version { $number } of { $date }
paper-letter-intro = For the school year { $year }, from { $from } to { $to }, you are given the missions below. You accept them freely.
paper-letter-standing = This version has not been accepted yet.
paper-academy = Académie of { $name }
paper-basin = Bassin { $name }
paper-pair = { $name }: { $value }
paper-share = Shared mandate: { $share }%
paper-signature-head = For the school, { $name }
paper-signature-teacher = The référent, { $name }

# What the head does
next-propose-title = Propose the nomination
next-propose-text = { $person } will receive the mission letter and what is given in return, and answer.
next-propose-send = Propose to { $person }
next-answer-title = The answer is awaited
next-answer-text = { $person } is reading the mission letter. You will be told of the answer.
next-submit-title = Submit to the académie
next-submit-text = { $person } has accepted. Say when the councils were consulted.
next-submit-blocked = The académie asks for no submission, but this nomination could not take effect by itself: look at the envelope and the shares of the mandate.
next-submit-send = Submit
council-on = Pedagogical council
board-on = Board
council-not-yet = Not consulted yet
councils-none = Not applicable
councils-none-hint = Private school without these councils. Then leave the dates empty.
next-decision-title = The académie decides
next-decision-text = The nomination has been submitted. You will be told of the decision.
next-active-title = { $person } is at work
next-active-text = Until { $date }.
next-declined-title = The proposal was declined
next-declined-text = You may talk it over, then name somebody else or write a new draft.
next-ended-title = The mandate has ended
next-ended-text = Reason: { $reason }.
next-completed-title = The mandate went to its end
next-completed-text = The report was filed.
next-no-report-title = The mandate went to its end
next-no-report-text = No report was filed.
envelope-left-besides = Envelope left, this nomination aside
nomination-end = End the mandate
nomination-end-text = What is open goes to a basket for the successor. The allowance is due by the day.
nomination-end-last = Last day of the mandate
nomination-end-send = End the mandate
end-reason = Reason
end-reason-choose = Choose a reason
end-reason-resigned = the référent gave it up
end-reason-posting-ended = end of the posting
end-reason-agreed = by agreement
end-reason-absence = long absence
end-reason-other-duty = another duty
end-reason-school-closed = the school closes or is merged

# What the teacher does
nominations-mine = My nominations
nominations-mine-none = No nomination
nominations-mine-none-text = When your head proposes that you be référent, the proposal will be here.
nomination-own-title = Digital référent – { $school }
answer-title = Your answer
answer-go = Read, then answer
answer-text = You are free to accept or not. Nobody will ask why.
answer-letter-title = New version of the letter
answer-letter-text = If you decline it, the old version stays in force.
answer-accept = Accept
answer-decline = Decline
resign-title = Give up the mandate
resign-text = Your mandate ends today. What is open goes to your successor.
resign-send = Give up the mandate

# Steering
board-title = Nominations
board-everywhere = The whole platform
board-place = Territory
board-state = State
board-any-state = Any state
board-any-year = Any year
board-search = School or teacher
board-filter = Filter
board-export = Export the list
board-count = { $count ->
    [0] No nomination
    [one] One nomination
   *[other] { $count } nominations
}
board-none = No nomination matches
board-all = See all nominations
board-tick = Choose
board-tick-one = Choose the nomination of { $person }
board-uai = UAI
board-validate = Validate the ticked nominations
board-return = Send the ticked nominations back
board-with-head = The nomination is with the head again.
board-some-refused = { $done ->
    [0] No decision could be taken
    [one] One decision taken, the others not
   *[other] { $done } decisions taken, the others not
}
decide-title = Decide
decide-validate = Validate the nomination
decide-reason = Reason for sending it back, which the head will read
decide-return = Send back
remind-title = Schools without a référent
remind-text = { $place }: write to the heads of schools without a référent where nothing is under way. One message a day at most.
remind-send = Send a reminder
rule-title = Way of nominations
rule-submitted = An accepted nomination is submitted by the head, then validated here.
rule-direct = An accepted nomination takes effect at once, within the envelope.
rule-skip = Do without validation
rule-ask = Ask for validation
envelopes-title = Envelopes
envelopes-lead = The allowances of a school never exceed the envelope it was notified of. Without one, you decide when validating.
envelopes-search = School
envelopes-count = { $count ->
    [0] No school
    [one] One school
   *[other] { $count } schools
}
envelopes-none = No school matches
envelopes-all = See all schools
envelope-of = Envelope of { $school }, in euros
envelope-granted = Granted
envelope-column = Envelope
envelope-save = Notify
payments-export = Allowances { $year }
payment-annual = Amount a year
payment-last-served = Last day served
payment-planned-days = Days planned
payment-served-days = Days served
payment-due = Amount due

# Basket
handover-title = Take over what is open
handover-lead = This is what the mandate before yours left open. Take each line over or close it.
handover-none = Nothing waits
handover-none-text = Everything was taken over or closed.
handover-since = since { $date }
handover-take = Take over
handover-close = Close
handover-kind-letter = version of a letter without an answer
handover-kind-need = training need
handover-kind-survey = survey of needs
handover-kind-project = project
handover-kind-bulletin = bulletin
handover-kind-session = session
handover-kind-accompaniment = accompaniment
handover-kind-other = open matter

# Sectors
nomination-sector-public = Public
nomination-sector-private-contract = Private under contract
nomination-sector-private-no-contract = Private without contract
nomination-sector-private-unknown = Private

# What was just done
fait-nomination-ecrite = The draft is saved.
fait-nomination-proposee = The nomination is proposed.
fait-nomination-retiree = The proposal is taken back: it is a draft again.
fait-nomination-soumise = The nomination is submitted to the académie.
fait-nomination-terminee = The mandate is ended.
fait-brouillon-supprime = The draft is deleted.
fait-lettre-modifiee = The new version is proposed.
fait-reconduction = Next year's drafts are ready.
fait-reconduction-montant = The drafts are ready. Choose the amount anew: the scheme has changed.
fait-reconduction-depart = The drafts are ready, except for those who will no longer be posted here.
fait-nomination-acceptee = You have accepted. Thank you!
fait-nomination-declinee = Your answer is recorded.
fait-mandat-rendu = Your mandate has ended.
fait-nominations-validees = Validated.
fait-nominations-renvoyees = Sent back to the head.
fait-rappel = The reminder is sent.
fait-rappel-inutile = No school needs a reminder.
fait-rappel-sans-chef = Vacant schools have no head on the platform: nobody was reminded.
fait-regle = The way is changed.
fait-enveloppe = The envelope is notified.
fait-reprise = Noted.

# Notices
notice-nomination-proposed = You are proposed as référent of { $school } for { $year }. Read the letter and answer.
notice-nomination-withdrawn = The head took the proposal of a nomination at { $school } back.
notice-nomination-accepted = { $person } accepts to be référent. Submit the nomination to the académie.
notice-nomination-declined = { $person } declines the nomination.
notice-nomination-submitted = { $school } submits the nomination of { $person }. Decide.
notice-nomination-returned = The académie sends the nomination of { $person } back: { $reason }
notice-nomination-under-review = The nomination at { $school } is with the head again, to be completed.
notice-nomination-validated = The nomination of { $person } at { $school } is in force.
notice-nomination-new-colleague = { $person } becomes référent of { $school }.
notice-nomination-ended = The mandate of { $person } at { $school } ended early.
notice-nomination-completed = The mandate of { $person } at { $school } went to its end.
notice-nomination-completed-without-report = The mandate of { $person } at { $school } went to its end without a report.
notice-letter-proposed = A new version of your mission letter is proposed to you.
notice-letter-accepted = { $person } accepts the new mission letter.
notice-letter-declined = { $person } declines the new mission letter: the old one stays in force.
notice-handover-waiting = The mandate before yours at { $school } left matters open. Take them over.
notice-school-without-referent = { $school } has no référent for { $year }. Name a volunteer.

# Refusals
refusal-nomination-moved = This step is no longer possible: the nomination is { $state ->
    [draft] being prepared
    [proposed] proposed, and waits for the teacher
    [accepted] accepted
    [declined] declined
    [submitted] submitted to the académie
    [active] in force
    [ended] ended
    [completed] completed
   *[other] closed
}.
refusal-nomination-changed = Somebody changed this nomination meanwhile. Read it again, then start over.
refusal-nomination-over = The period of this nomination is over.
refusal-nomination-not-posted = The teacher is not posted at { $school } on the first day of the mandate, or no longer is.
refusal-nomination-shares = The shares of the mandate would exceed 100%: { $left }% are left.
refusal-nomination-exists = This person already has a nomination under way for this period.
refusal-school-without-referent = No référent is foreseen in this school.
refusal-envelope-exceeded = The envelope does not suffice: € { $missing } are missing. € { $left } are left.
refusal-reward-exclusive = An allowance and relief for the same mission exclude one another.
refusal-letter-unchanged = The letter has not changed.
refusal-scheme-not-newer = A version of this scheme begins on that day or later.
refusal-nothing-to-roll-over = No mandate is to be renewed for { $year }.
refusal-nothing-ticked = Tick at least one nomination.
refusal-handover-settled = Somebody took this line over or closed it before.

# Faults
fault-letter-without-mission = Choose at least one mission.
fault-letter-text-too-long = This text is longer than { $most } characters, or holds signs that cannot be read.
fault-letter-lines-too-many = At most { $most } lines of { $longest } characters.
fault-scheme-not-valid = This scheme does not apply here on the first day of the mandate.
fault-amount-outside-range = The amount must be between € { $min } and € { $max }.
fault-amount-no-rate = Choose one of these amounts, in euros: { $rates }.
fault-amount-unreadable = Give an amount in euros, for instance 1250 or 312.50.
fault-envelope-below-engaged = € { $engaged } are engaged already: the envelope cannot be smaller.
fault-day-outside-year = This day is not in the school year { $year }.
fault-day-before-first = The last day is before the first.
fault-day-unreadable = Give a day.
fault-day-to-come = This day has not come yet.
fault-day-before-mandate = This day is before the mandate.
fault-share-unreadable = Give a whole number from 1 to 100.
fault-relief-unreadable = Give a number of hours, for instance 1 or 1.5, at most 20.
fault-reward-exclusive = An allowance and relief exclude one another: empty this field.
fault-reward-missing = Choose what is given in return, or nothing.
fault-teacher-missing = Choose a person.
fault-teacher-not-posted = This person is not posted here on the first day of the mandate.
fault-councils-of-public-school = A public school has these councils: give their days.
fault-council-day-missing = Give the day on which this council was consulted.
fault-council-day-to-come = This council has not met yet.
fault-council-day-too-old = This day is too old for this nomination.
fault-end-reason-missing = Choose a reason.
fault-return-reason-missing = Say why: the head must know what to correct.
fault-return-reason-too-long = At most { $most } characters.

# Allowance schemes
schemes-title = Allowance schemes
hub-schemes-text = Amounts, versions, texts; who uses them.
schemes-lead = What may be paid for a mandate. A version never changes: a new one takes over on a day, and mandates keep theirs.
schemes-days = Dates
schemes-amounts = Amounts a year
schemes-use = Use
schemes-version = { $label }, version { $version }
schemes-range = from { $min } to { $max }
schemes-once = At once, after service done
schemes-ninths = By ninths, from November
schemes-exclusive = Excludes relief for the same mission
schemes-to-come = To come
schemes-in-force = In force
schemes-ended = Ended
schemes-unused = No mandate
schemes-used = { $mandates ->
    [one] 1 mandate
   *[other] { $mandates } mandates
} in { $schools ->
    [one] 1 school
   *[other] { $schools } schools
}
schemes-next = Prepare the next one
schemes-new = New version, or new scheme
schemes-new-text = The version before, of the same code, ends the day before.
schemes-code = Code
schemes-code-hint = That of a known scheme for a new version (imp), or a new one: lower-case letters, digits, hyphens.
schemes-label = Name shown
schemes-legal = Legal text
schemes-kind-range = Between a minimum and a maximum
schemes-kind-rates = One of a list of rates
schemes-min = Minimum, in euros
schemes-min-hint = For a range: 400, or 312.50.
schemes-max = Maximum, in euros
schemes-rates = Rates, in euros
schemes-rates-hint = For a list, separated by a semicolon: 312.50 ; 625 ; 1250.
schemes-payment = Payment
schemes-sectors = Schools concerned
schemes-sector-public = Public
schemes-sector-private = Private under contract
schemes-from = Valid from
schemes-to = Last day
schemes-save = Put in service
fait-regime = The new version is saved.
refusal-scheme-in-use = Mandates that begin on that day or later were granted under the present version. Choose a later day.
fault-scheme-code-unreadable = Write a code of 1 to 20 lower-case letters, digits or hyphens.
fault-scheme-text-missing = Fill this in, without making it too long.
fault-scheme-range-reversed = The maximum must be at least the minimum.
fault-scheme-rates-missing = Give 1 to 20 rates.
fault-scheme-rate-unreadable = “{ $typed }” is not an amount. Write for example 312.50 ; 625.
fault-scheme-days-reversed = The last day cannot come before the first.
