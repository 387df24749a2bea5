# Presence at sessions: marked, contested, attested.

presence-title = Attendance
presence-staff-only = You see the people of your own school here, and nobody else.
presence-code-open = Show the check-in code
presence-sheet-open = Sign-in sheet
presence-state-before = The session has not begun. Attendance is marked from the first half-day on.
presence-state-held = Mark each half-day, then close attendance after the last one.
presence-state-closed = Attendance closed on { $day }. Participants have seven days to contest it.
presence-state-attested = Attendance closed on { $day } and attested.
presence-state-cancelled = This session was cancelled.
presence-complete = Complete
presence-missing = { $count ->
    [one] { $count } person is missing: { $people }
   *[other] { $count } people are missing: { $people }
}
presence-confirm = { $count ->
    [one] Confirm the check-in
   *[other] Confirm the { $count } check-ins
}
presence-mark = Mark this half-day
presence-value-none = Not yet
presence-value-present = Present
presence-value-late = Came late
presence-value-left-early = Left early
presence-value-absent = Absent
presence-value-excused = Excused
presence-value-excused-service = Excused: needed at work
presence-value-excused-other = Excused: other reason
presence-excuse-service = Needed at work
presence-excuse-other = Other reason
presence-pending = to be confirmed
presence-announced = announced absence, to be confirmed
presence-corrected = corrected: { $reason }
presence-keep = Change nothing
presence-not-yet = Not said yet
presence-value-of = Attendance of { $name }
presence-missed-of = Minutes missed by { $name }
presence-missed-short = min
presence-missed = Minutes missed
presence-missed-hint = For somebody who came late or left early: from 1 to { $max }.
presence-tries = { $count ->
    [one] { $count } wrong code
   *[other] { $count } wrong codes
}
presence-walked-in = added on the spot
presence-remote = Half-day followed at a distance
presence-paper = Taken over from the signed sheet
presence-reason = Reason of the correction
presence-reason-changed = Reason, if a value marked before changes
presence-all = Everybody present, except what is said above
presence-save = Save what is said
presence-walk-in = Add somebody who came without signing up
presence-walk-in-address = Email address of their account
presence-walk-in-hint = They are told, and take a seat.
presence-walk-in-full = Add them even though all seats are taken
presence-walk-in-add = Add
presence-close = Close attendance
presence-close-text = Each half-day has its value. By closing you certify this table; each person receives their own attendance and has seven days to contest it.
presence-close-missing = { $count ->
    [one] { $count } value is still missing: it is named above, half-day by half-day.
   *[other] { $count } values are still missing: they are named above, half-day by half-day.
}
presence-close-later = Attendance is closed after the last half-day.
presence-close-do = Certify and close
presence-nobody = Nobody is enrolled
presence-nobody-text = Somebody who comes without signing up can be added once the session has begun.
presence-overview = Overview
presence-person = Person
presence-half-day = Half-day
presence-value = Attendance
presence-total = Total of { $whole }
presence-agreed = agrees
presence-contests = Contested
presence-answer = Your answer
presence-answer-keep = The value stays as it is
presence-answer-words = What you answer
presence-answer-send = Answer
presence-answer-kept = Kept
presence-answer-corrected = Corrected
presence-choose = Choose
presence-correct = Correct a value
presence-correct-text = The correction is added and what was written stays. If the attestation was issued already, a new one replaces it.
presence-correct-do = Correct
presence-attest = Attest attendance
presence-attest-text = Each person who was present receives a signed attestation of their hours.
presence-attest-do = Attest
presence-attest-later = Possible from { $day } on, or as soon as everybody agrees: { $agreed } of { $people } so far.
presence-reopen = Open attendance again
presence-reopen-text = Possible for thirty days. Trainers and participants read the reason; attestations that change are replaced.
presence-reopen-reason = Why it is opened again
presence-reopen-do = Open again

checkin-screen-title = Check-in code
checkin-left = { $half-day } · { $time } left to check in
checkin-way = Open this page, logged in to your account, and type the code:
checkin-qr = QR code of the check-in page
checkin-none = The code is shown from a quarter of an hour before to a quarter of an hour after the beginning of each half-day. This page updates itself.
checkin-title = I am here
checkin-code = Code shown in the room
checkin-code-hint = Six digits, which change every minute.
checkin-send = Check in

sign-title = Sign-in sheet
sign-print = Print this page: one sheet for each half-day.
sign-number = No.
sign-school = School
sign-signature = Signature
sign-trainer = Trainer: { $name } – signature:

my-presence-title = My attendance
my-presence-total = Confirmed attendance: { $time }.
my-presence-until = You may contest until { $day }.
my-presence-attestation = See my attestation of attendance
my-presence-contest = Contest this half-day
my-presence-contest-words = What is not right
my-presence-contest-send = Contest
my-presence-waiting = Waiting for an answer
my-presence-announce = Announce my absence from this half-day
my-presence-excuse = Reason
my-presence-announce-send = Announce
my-presence-agree-text = If everything is right, say so: attestations are issued as soon as everybody has.
my-presence-agree = Everything is right
my-presence-agreed = You said that everything is right.

fait-presence = Attendance is saved.
fait-presence-ajout = They are on the sheet.
fait-presence-correction = The correction is saved, and the person told if attendance was closed.
fait-presence-reponse = Your answer is sent.
fait-presence-close = Attendance is closed. Each person receives their own.
fait-presence-attestee = The attestations are issued.
fait-presence-rouverte = Attendance is open again.
fait-pointage = You are checked in. The trainer will confirm it.
fait-absence = Your absence is announced for this half-day; the others do not change.
fait-presence-accord = Noted: everything is right.
fait-presence-contestation = What you contest is sent to the trainer, who will answer you.

refusal-attendance-not-open = Attendance of this session is not marked now.
refusal-attendance-not-begun = This half-day has not begun.
refusal-attendance-begun = This half-day has begun: tell the trainer.
refusal-attendance-known = The trainer has marked this half-day already.
refusal-attendance-changed = Somebody wrote meanwhile. Read the table again, then try once more.
refusal-attendance-not-over = The last half-day is not over.
refusal-attendance-missing = { $count ->
    [one] { $count } value is missing, for: { $people }
   *[other] { $count } values are missing, for: { $people }
}
refusal-attendance-not-closed = Attendance of this session is not closed.
refusal-attendance-contested = { $count ->
    [one] One participant waits for your answer.
   *[other] { $count } contested values wait for your answer.
}
refusal-attendance-too-early = Participants may still contest. Come back from { $day } on.
refusal-attendance-reopen-late = Attendance cannot be opened again thirty days after it was closed.
refusal-attendance-contest-open = What you contested waits for its answer.
refusal-attendance-contest-late = The seven days to contest are over. Write to the trainer.
refusal-attendance-code-wrong = This is not the code of the room. It changes every minute: look at the screen again.
refusal-attendance-code-time = No half-day begins now. Check-in lasts from a quarter of an hour before to a quarter of an hour after the beginning.
refusal-walk-in-full = The { $seats } seats are taken. Tick the box to add them all the same.
fault-attendance-missed = Say how many minutes were missed, from 1 to { $max }.
fault-attendance-choose = Choose from the list.
fault-walk-in-address = No account has this address.
fault-walk-in-own = This person leads the session.

notice-session-absence-announced = “{ $session }”: an absence is announced for one half-day.
notice-session-presence-closed = “{ $session }”: attendance is closed.
notice-session-presence-contested = “{ $session }”: a participant contests a half-day and waits for your answer.
notice-session-presence-due = “{ $session }” is over: close attendance.
notice-session-presence-reopened = “{ $session }”: attendance is open again. Reason: { $reason }
notice-seat-presence-closed = “{ $session }”: your attendance is noted. You have seven days to contest it.
notice-seat-presence-reopened = “{ $session }”: attendance is open again. Reason: { $reason }
notice-seat-presence-corrected = “{ $session }”: your attendance was corrected. Reason: { $words }
notice-seat-presence-reissued = “{ $session }”: your attendance was corrected, and your attestation issued anew. Reason: { $words }
notice-seat-presence-kept = “{ $session }”: the trainer keeps the value that you contest.
notice-seat-presence-changed = “{ $session }”: the trainer corrected the value that you contested.
notice-seat-walked-in = “{ $session }”: you were added to the attendance sheet.
notice-seat-attested = “{ $session }”: your attestation of attendance { $number } is issued.

paper-title-presence = Attestation of attendance
paper-for-session = for attending the session
paper-hours-presence = Time attended
paper-half-days = Half-days attended
paper-session-place = { $place } · led by { $trainers }
paper-half-day-onsite = { $day }: { $time } on site
paper-half-day-remote = { $day }: { $time } at a distance
paper-what-presence = This attestation states attendance and hours. It says nothing of what was learned, and is neither a diploma nor a certification.
verify-kind-presence = Attestation of attendance at a session
record-sessions = Sessions attended
record-session = Session
