# Sessions: the calendar, the sheet, the proposal, the people.

nav-sessions = Sessions
sessions-title = Training sessions
sessions-view = View
sessions-as-list = List
sessions-as-month = Month
sessions-who = Sessions
sessions-for-me = Open to me
sessions-mine = Mine
sessions-any-scope = All
sessions-any-discipline = All
sessions-none = No session to come
sessions-none-text = A session announced in your school, area or académie shows here. Something you need? Say so: that is how sessions begin.
sessions-none-filtered = No session fits these choices.
sessions-cut = These are the first { $count }. Choose a scope, a subject or a month to see the others.
session-people-cut = These are the first { $count } people. Those after them do not show on this page.
sessions-see-all = Show all
sessions-mine-led = Those I lead
wish-title = My wishes
wish-tell-me = Tell me
wish-lead = Nothing open on what interests you? Say so: you will hear as soon as a session is announced for you. A wish reserves nothing and is withdrawn in one click.
wish-none = No wish
wish-none-text = Choose a theme, or open a module of the plan.
wish-choose = Choose a theme
wish-reason = Why
wish-reason-hint = Read without your name by those who prepare sessions.
wish-forget = Withdraw
wish-count = { $count ->
    [one] 1 person wishes for a session
   *[other] { $count } people wish for a session
}
sessions-led-none = You lead no session
sessions-led-none-text = Sessions that you write or lead show here.
sessions-month-table = Sessions of { $month }
sessions-month-mine = (you are in)
sessions-head = Sessions of my school
sessions-head-none = Nothing waits for you
sessions-head-none-text = No proposal and no request for your opinion.
sessions-to-agree = { $count ->
    [one] 1 session waits for your agreement
   *[other] { $count } sessions wait for your agreement
}
sessions-agree-all = Agree to the ticked sessions
sessions-refuse-there = To refuse a session, open its sheet: a reason is asked for there.
sessions-to-opine = { $count ->
    [one] 1 request waits for your opinion
   *[other] { $count } requests wait for your opinion
}
sessions-silence = Without an answer from you within { $days } days, the opinion counts as favourable.
sessions-of-school = Sessions announced here
sessions-manager = Sessions of my territory
sessions-to-approve = { $count ->
    [one] 1 session to approve
   *[other] { $count } sessions to approve
}
sessions-to-approve-none = No session waits for your approval.
sessions-all = { $count ->
    [one] 1 session in all
   *[other] { $count } sessions in all
}
sessions-all-none = No session has been proposed yet.

hub-sessions-text = Approve those of the area and the académie, see all others
direction-sessions = { $count ->
    [0] Sessions of the school
    [one] 1 session or request waits for you
   *[other] { $count } sessions or requests wait for you
}
mine-sessions = My sessions to come
mine-sessions-open = Open to me
session-convocation = Summons
session-ics = Add to my calendar
sessions-feed = In my calendar
sessions-summons-rule = Rule of summonses
session-presence = Attendance
session-sign-sheet = Sign-in sheet
session-code = Code on the screen
session-my-presence = My attendance
session-check-in = Check in
session-module = Module of the plan
session-module-hint = A session may be one of those the plan foresees, or your own.
session-module-none = A session of our own
plan-module-session = Make it a session
mine-sessions-all = The whole calendar
need-to-session = Make it a session

# States
session-state-draft = Draft
session-state-proposed = Proposed
session-state-agreed = Agreed by the head
session-state-approved = Approved
session-state-refused = Refused
session-state-published = Announced
session-state-open = Open
session-state-full = Full
session-state-held = Under way
session-state-attendance-closed = Attendance closed
session-state-attested = Attested
session-state-archived = Archived
session-state-cancelled = Cancelled
seat-state-submitted = Request waiting
seat-state-opined = Opinion given
seat-state-waitlisted = Waiting list
seat-state-offered = Seat offered
seat-state-enrolled = Signed up
seat-state-refused = Request refused
seat-state-withdrawn = Withdrawn
seat-state-cancelled = Seat given back
seat-state-session-cancelled = Session cancelled
seat-state-attended = Attended
seat-state-partly-attended = Partly attended
seat-state-excused = Excused
seat-state-absent = Absent
seat-source-self = Sign-up
seat-source-walk-in = Walked in
seat-source-designated = Designated
seat-source-list = List

# Scope
session-scope = For whom
session-scope-school = My school
session-scope-basin = The area
session-scope-academy = The académie
session-scope-national = All of France
session-scope-hint-school = The head's agreement is enough.
session-scope-hint-basin = The head, then the plan manager agree.
session-scope-hint-academy = The head, then the plan manager agree.
session-scope-hint-national = The head, then the national administration agree.
session-scope-fixed = Once the session is announced, this stays.

# Sheet
session-facts = In practice
session-where = Place
session-link = Link to the remote class
session-hours = Length
session-trainers = Led by
session-trainers-none = To be named
session-for = For
session-depth = Level
session-seats = Seats
session-aim = What one learns
session-zone = Times of the place ({ $zone }).
session-remote = Remote
session-blended = partly remote
session-informal = Informal
session-informal-hint = A lunchtime workshop, an hour among colleagues.
session-in-class-time = In class time
session-in-class-time-hint = Beyond the school, each head then gives an opinion.
session-all-disciplines = All subjects
session-when-none = Date to be set
session-when-several = From { $date } – { $count ->
    [one] 1 half-day
   *[other] { $count } half-days
}
session-full = Full
session-full-waiting = { $count ->
    [one] Full – 1 person waiting
   *[other] Full – { $count } people waiting
}
session-free = { $count ->
    [one] 1 seat free of { $all }
   *[other] { $count } seats free of { $all }
}
session-open = Open
session-back = Back to the sheet
session-not-for-you-text = This session is for: { $node }. If the subject interests you, say so in your needs.
session-opens-at = Sign-up opens on { $at }.
session-closes-at = Sign-up until { $at }.
session-closed-text = Sign-up is closed.
session-full-text = No seat is left, and this session keeps no waiting list.
session-cancelled-title = This session is cancelled
session-cancelled-text = Nobody needs to do anything. Look at the calendar: another session may be about the same.
session-clash = You are taken at that time
session-room-clash = The room is taken at that time
session-sign-up = Sign up
session-sign-up-text = A seat is free: it is yours at once. You can give it back until the session begins.
session-wait = Join the waiting list
session-wait-text = It is full. You would be number { $rank }, and told as soon as a seat comes free.
session-apply = Ask for a seat
session-apply-text = The organisers look at requests in order of arrival.
session-apply-opinion-text = The session is in class time: your head gives an opinion first.
session-motive = Why this session?
session-my-place = My place
session-leave = Give my seat back
session-take-back = Take my request back
session-accept = Take the seat
session-decline = Leave it to somebody else
session-moved-title = Date or place have changed
session-moved-text = Read them again below. Without an answer from you, you keep your seat.
session-confirm = I still come
session-rule = How seats are given
session-rule-direct = Everybody signs up with one click, in order of arrival.
session-rule-selection = The organisers accept requests in order of arrival; beyond the free seats one goes on the waiting list, in the same order.
session-rule-opinion = The head gives an opinion (without an answer it counts as favourable), then the organisers accept requests in order of arrival.
session-rule-no-list = When all seats are taken, there is no waiting list.
session-rule-list-direct = A seat that comes free goes to the first on the waiting list at once; if you are taken elsewhere at that time, you are asked first.
session-rule-list-offer = A seat that comes free is offered to the first on the waiting list for twenty-four hours (two hours on the eve), then to the next.
session-rule-newcomers = On the waiting list, whoever had a seat in no session this school year comes first; then the order of arrival.
session-rule-lottery = All requests wait until sign-up closes. Then lots are drawn; those who have no seat stay on the list, in the order of the draw.
session-rule-quota = { $count } seats at most for one school.
session-rule-quota-until = { $count } seats at most for one school, until { $at }; what is left then goes to the next.
session-lot = Enter the draw
session-lot-text = Seats are drawn by lot when sign-up closes: the order of arrival does not count.
session-lot-promise = Fingerprint (SHA-256) of the seed of the draw, fixed at the announcement and revealed afterwards:
session-lot-seed = The draw is done. Seed, to do it again (order of the SHA-256 of “seed:number”):
session-lot-number = Your number:
session-rule-min = It takes place from { $count } people on.
session-my-story = What happened for me
session-story = History of the session
session-by-platform = the platform
seat-is-enrolled = You are signed up. Something in the way? Give your seat back: it goes to the next.
seat-is-waitlisted = You are number { $rank } on the waiting list.
seat-is-in-the-lot = You are in the draw. You will hear when sign-up closes.
seat-is-offered = A seat is held for you until { $until }.
seat-is-submitted = Your request has arrived. The organisers will answer.
seat-is-submitted-opinion = Your request has arrived. Your head may give an opinion until { $at }.
seat-is-opined = Your head has given an opinion. The organisers will answer.
seat-is-attended = Your presence is recorded.
seat-is-partly-attended = Your presence is recorded for a part of the session.
seat-is-excused = Your absence is excused.
seat-is-absent = You are marked absent.
seat-is-session-cancelled = The session is cancelled.
seat-is-refused = Your request was not accepted.
seat-is-withdrawn = You took your request back.
seat-is-cancelled = Your seat was given back.
seat-was-refused = Your earlier request was not accepted. You may make another.
seat-was-withdrawn = You took your request back. You may make another.
seat-was-cancelled = You had a seat, which was given back. You may sign up again.
seat-was-session-cancelled = The session was cancelled.
seat-opinion-is-favourable = Your head's opinion: favourable.
seat-opinion-is-unfavourable = Your head's opinion: unfavourable.
seat-opinion-is-silent = Your head did not answer: the opinion counts as favourable.
seat-opinion-was-favourable = Head's opinion: favourable
seat-opinion-was-unfavourable = Head's opinion: unfavourable
seat-opinion-was-silent = The head did not answer: counts as favourable
seat-event-sign-up = sign-up
seat-event-apply = request
seat-event-opine = opinion of the head
seat-event-select = request accepted
seat-event-refuse = request refused
seat-event-promote = a seat came free: it is yours
seat-event-offer = a seat came free: it is offered to you
seat-event-accept = seat taken
seat-event-lapse = seat let go
seat-event-withdraw = request taken back
seat-event-give-up = seat given back
seat-event-remove = seat taken back by the organisers
seat-event-walk-in = walked in
seat-event-designate = designated
seat-event-session-cancelled = session cancelled
seat-event-result = presence established

# Conduct
session-desk = Running the session
session-way = Way of the session
session-since = (since { $at })
session-waits-head = Waits for the head's agreement: { $school }.
session-waits-manager = Waits for the plan's approval: { $node }.
session-waits-publication = Ready to be announced.
session-reason-given = Reason given
session-propose = Propose it to the head
session-take-up = Back to a draft
session-publish = Announce the session
session-edit = Change
session-copy = Copy
session-agree = Agree
session-approve = Approve
session-refuse = Refuse
session-refuse-text = Whoever proposes the session reads the reason.
session-cancel = Cancel the session
session-cancel-text = Everybody signed up is told. The reason stays among organisers.
session-reason = Reason
session-event-create = written
session-event-duplicate = copied from another session
session-event-edit = changed
session-event-move = date or place changed
session-event-draw = seats drawn by lot
session-event-propose = proposed
session-event-withdraw = back to a draft
session-event-agree = agreed to
session-event-refuse = refused
session-event-approve = approved
session-event-publish = announced
session-event-open = sign-up open
session-event-fill = full
session-event-free = a seat came free
session-event-hold = begun
session-event-close-attendance = attendance closed
session-event-attest = presence attested
session-event-reopen = reopened
session-event-archive = archived
session-event-cancel = cancelled

# Writing
session-new = Propose a session
session-new-lead = Three steps: what, when and where, for whom. Nothing is sent before you propose it.
session-for-needs = { $count ->
    [one] It answers a need: whoever stated it is invited first.
   *[other] It answers { $count } needs: whoever stated them is invited first.
}
session-save = Save the draft
session-save-changes = Save
session-edit-asked = The session waits for a decision, or has it. If you change it, it becomes a draft again, to be proposed anew.
session-edit-public = The session is announced. If you change date or place, everybody signed up is told.
session-host = Host school
session-host-hint = Its number (UAI): seven digits and a letter.
session-step-what = 1. What
session-step-when = 2. When and where
session-step-whom = 3. For whom
session-title = Title
session-aim-hint = What everybody will be able to do. Asked for when you propose the session.
session-theme-none = No theme of the list
session-i-lead = I lead the session
session-co-trainers = Other trainers
session-co-trainers-hint = Their addresses, one a line.
session-slots = Half-days
session-slots-hint = Five hours at most each. Empty lines do not count; two new ones come when you save.
session-slot = Half-day { $number }
session-slot-day = Day
session-slot-from = From
session-slot-to = To
session-modality = Form
session-modality-onsite = On site
session-modality-remote = Remote
session-modality-blended = On site and remote
session-room = Room
session-room-hint = And what it takes to find it.
session-link-hint = An https address. Only those signed up see it.
session-disciplines = Keep it to some subjects
session-disciplines-legend = Subjects
session-capacity = Seats
session-min-size = Least number of people
session-min-size-hint = Below it, nothing is cancelled by itself.
session-closes-on = Last day of sign-up
session-closes-on-hint = Without a date, until the session begins.
session-opens-on = First day of sign-up
session-opens-on-hint = Without a date, from the announcement on.
session-allocation = When seats are short
session-allocation-fixed = Stays as it is once the session is announced.
session-allocation-arrival = Order of arrival
session-allocation-hint-arrival = Who comes first has the first seat.
session-allocation-newcomers = Those who attended nothing yet first
session-allocation-hint-newcomers = On the waiting list, whoever had a seat nowhere this year goes ahead.
session-allocation-lottery = Drawing lots
session-allocation-hint-lottery = When sign-up closes, for everybody to check. Give a last day of sign-up.
session-school-quota = Seats for one school, at most
session-school-quota-hint = Without a number, no limit.
session-quota-until = Limit per school until
session-quota-until-hint = After that, what is left goes to the next.
session-more = More settings
session-waitlist = Keep a waiting list
session-offer = Ask before a freed seat is given
session-offer-hint = Otherwise the first on the list has it at once.
session-paid = Paid training
session-overbooking = Seats beyond the capacity, in per cent
session-overbooking-hint = For the usual absences. Zero by default.

# People
session-people = People and requests
session-nobody = Nobody yet
session-nobody-text = Sign-ups show here as they come.
session-coming = { $count ->
    [one] 1 person comes
   *[other] { $count } people come
}
session-waiting = { $count ->
    [one] 1 person waiting
   *[other] { $count } people waiting
}
session-gone = { $count ->
    [one] 1 withdrawal or refusal
   *[other] { $count } withdrawals and refusals
}
session-requests = { $count ->
    [one] 1 request
   *[other] { $count } requests
}, { $seats ->
    [0] no seat free
    [one] 1 seat free
   *[other] { $seats } seats free
}
session-requests-text = Accepted requests have a seat in order of arrival; beyond that they go on the waiting list.
session-select = Accept the ticked requests
session-refuse-some = Refuse a request
session-refuse-one = Refuse: { $name }
session-remove = Take the seat back
session-beyond = { $count ->
    [one] One person more than seats: nobody is removed, and the waiting list stands still.
   *[other] { $count } people more than seats: nobody is removed, and the waiting list stands still.
}
session-opinion-awaited = Head's opinion awaited until { $at }
session-opinion-due = To be given before { $at }
session-opinion-reason = Reason (asked for when unfavourable)
session-favourable = Favourable
session-unfavourable = Unfavourable
session-list = Sign up a list
session-list-label = Addresses
session-list-hint = One a line, { $max } at most. The order counts when seats are short.
session-list-send = Sign up
session-designate = Send somebody
session-designate-text = Past the list: the person has a seat at once, and reads your reason.
session-designate-address = Address of their account
session-designate-beyond = Even if no seat is left
session-designate-send = Send
session-listed = Result, line by line
session-listed-seated = signed up
session-listed-waits = on the waiting list
session-listed-known = had a place already
session-listed-unknown = no account with this address
session-listed-not-for = the session is not for this person
session-person = Person
session-source = Origin

# Done
fait-seance-enrolled = You are signed up.
fait-seance-waitlisted = You are on the waiting list.
fait-seance-submitted = Your request is sent.
fait-seance-opined = The organisers have your request already.
fait-seance-offered = A seat is offered to you.
fait-seance-desistement = Noted. Thank you for telling.
fait-seance-confirmee = Your coming is confirmed.
fait-seance-ecrite = The draft is saved. Read it again, then propose it.
fait-seance-changee = The session is changed.
fait-seance-copiee = Here is the copy, a week later. Check the dates.
fait-seance-proposee = The session is proposed to the head.
fait-seance-reprise = The session is a draft again.
fait-seance-accord = Your agreement is given.
fait-seance-validee = The session is approved.
fait-seance-refusee = The session is refused; its author reads the reason.
fait-seance-publiee = The session is announced.
fait-seance-annulee = The session is cancelled; everybody is told.
fait-seance-choix = The ticked requests are accepted.
fait-seance-demande-refusee = The request is refused.
fait-seance-place-reprise = The seat is taken back.
fait-seance-designation = The person is enrolled, and told.
fait-prevenez-note = Noted: you will hear of the next session.
fait-prevenez-retire = The wish is withdrawn.
fait-seance-avis = Your opinion is given.

# Refusals and faults
refusal-session-moved = The session is no longer there ({ $state }). Load the page again.
refusal-session-changed = The session has changed since you opened this page. Your texts are kept below: read the sheet again, then save once more.
refusal-session-needs-manager = Beyond the school, the plan manager must approve the session first.
refusal-session-needs-no-manager = A session of the school waits for the head's agreement alone.
refusal-session-no-plan = Beyond the school, a session stands in an adopted plan: { $node } has none for this year.
refusal-session-over = The first half-day has passed: the session can no longer be agreed to.
refusal-session-begun = The session has begun.
refusal-session-closed-to-change = This session can no longer be changed.
refusal-session-fixed = An announced session keeps its public, its dates, its trainers, class time and pay: to change that, cancel it and copy it.
refusal-session-not-open = Sign-up is not open yet.
refusal-session-closed = Sign-up is closed.
refusal-session-cancelled = This session is cancelled.
refusal-session-own = You lead this session.
refusal-session-not-for-you = This session is not for you: see whom it is open to.
refusal-session-full = No seat is left, and this session keeps no waiting list.
refusal-seat-moved = This place is no longer there ({ $state }). Load the page again.
refusal-offer-lapsed = Its time is over: the seat was offered to the next.
refusal-opinion-awaited = The head of one of these people may still give an opinion. Accept the others, or wait.
refusal-designate-full = All { $seats } seats are taken. Tick the box to send somebody beyond them.
fault-session-module = Choose a module offered in the plan of your académie or of the nation.
fault-session-title = Give a title of { $max } characters at most, on one line.
fault-session-text = { $max } characters at most, none of them invisible.
fault-session-aim = Say in a sentence what one learns.
fault-session-link = Give an address that begins with https://.
fault-session-scope = Choose whom the session is for. If the area is missing, the school belongs to none.
fault-session-capacity = Give a number of seats between 1 and { $max }.
fault-session-overbooking = Give a percentage between 0 and { $max }.
fault-session-opens-late = Sign-up must open before it closes.
fault-session-allocation = Choose how seats are given.
fault-session-lottery-closes = To draw lots, give a last day of sign-up before the day of the session.
fault-session-school-quota = Give a number of seats per school between 1 and { $max }.
fault-wish-many = You have { $max } wishes already: withdraw one.
fault-session-min-size = Give a number between 1 and { $max }.
fault-session-slot-day = Half-day { $number }: choose a day.
fault-session-slot-day-alone = Choose a day.
fault-session-slot-time = Half-day { $number }: give the time it begins and ends, such as 14:00.
fault-session-slot-gap = Half-day { $number }: this time does not exist, clocks go forward that night.
fault-session-slot-order = Half-day { $number }: the end comes after the beginning.
fault-session-slot-long = Half-day { $number }: five hours at most. Make it two.
fault-session-slot-past = Half-day { $number } has passed: choose a day to come.
fault-session-slot-none = Add at least one half-day.
fault-session-slot-overlap = Two half-days overlap.
fault-session-slots = { $max } half-days at most.
fault-session-slots-apart = The half-days span more than a year: make it two sessions.
fault-session-trainers = { $max } trainers at most.
fault-session-trainer-unknown = Nobody has an account with the address { $address }.
fault-session-trainer-none = Say who leads the session.
fault-session-place-none = Give a room, or a link for a remote session.
fault-session-host = Give the number of a school where you may propose a session.
fault-session-reason = Give a reason: its reader must be able to do something with it.
fault-session-list = Paste between one and { $max } addresses, one a line.

# News
notice-topic-session = Sessions I organise or am told of
notice-topic-seat = My places in sessions
notice-session-proposed = A session waits for your agreement: “{ $session }” ({ $school }).
notice-session-agreed = The head has agreed to “{ $session }”.
notice-session-to-approve = A session waits for your approval: “{ $session }” ({ $school }).
notice-session-approved = “{ $session }” is approved: you may announce it.
notice-session-refused = “{ $session }” is refused: { $reason }
notice-session-for-your-need = A session answers your need: “{ $session }” ({ $school }).
notice-session-published = A session is announced: “{ $session }” ({ $school }).
notice-session-cancelled = “{ $session }” is cancelled: { $reason }
notice-session-opinion-asked = A request waits for your opinion: “{ $session }”.
notice-session-seat-given-back = Somebody gives their seat back: “{ $session }”.
notice-seat-promoted = A seat came free, it is yours: “{ $session }”.
notice-seat-offered = A seat came free: “{ $session }”. Say soon whether you take it.
notice-seat-lapsed = Its time is over, the seat goes to the next: “{ $session }”.
notice-seat-opinion = Your head has given an opinion: “{ $session }”.
notice-seat-selected = You are signed up: “{ $session }”.
notice-seat-selected-waiting = Your request is accepted, you are on the waiting list: “{ $session }”.
notice-seat-listed = You are signed up: “{ $session }”.
notice-seat-listed-waiting = You are on the waiting list: “{ $session }”.
notice-seat-designated = You were sent to “{ $session }”: you are expected there. { $reason }
notice-session-wished = A session you wished for is announced: “{ $session }” ({ $school }).
notice-seat-refused = Your request was not accepted: “{ $session }”. { $reason }
notice-seat-declined = Nobody could answer your request before the session: “{ $session }”.
notice-seat-none-left = No seat came free: “{ $session }”.
notice-seat-removed = Your seat is taken back: “{ $session }”. { $reason }
notice-seat-session-moved = Date or place change: “{ $session }”.
notice-seat-session-cancelled = The session “{ $session }” is cancelled.
