# Pay of trainers: statements, service done, checks, batches. Préau pays nobody.

pay-never-pays = Préau prepares statements and batches and never pays: the payroll office does.
pay-mine-title = My pay statements
pay-mine-link = My pay statements
pay-mine-none = No statement yet
pay-mine-none-text = A statement appears here as soon as presence is closed at a paid session that you led.
pay-statement-title = Pay statement
pay-session-link = Prepare my statement
pay-open = Open

pay-state-not-applicable = Not applicable
pay-state-to-prepare = To prepare
pay-state-submitted = Submitted
pay-state-service-certified = Service certified
pay-state-checked = Checked
pay-state-exported = Sent to payroll
pay-state-paid-reported = Payment reported
pay-state-rejected = Sent back

pay-next-title = What comes next
pay-next-not-applicable = These hours count under an allowance: nothing else is owed here.
pay-next-to-prepare = The trainer prepares the statement and submits it.
pay-next-submitted = The head of { $school } certifies that the service was done.
pay-next-service-certified = The manager of the académie checks the rate, the budget and the permit for a second activity.
pay-next-checked = The statement goes to the payroll office with the next batch.
pay-next-exported = The payroll office has the statement; the day of payment will show here.
pay-next-paid-reported = The payroll office reported a payment on { $day }.
pay-next-rejected = The trainer corrects the statement and submits it again.
pay-rejected-because = Sent back for this reason

pay-warning-no-permit = No permit for a second activity is named.
pay-warning-late-permit = The permit for a second activity is later than the first half-day.

pay-level = Level
pay-level-initiation = Initiation
pay-level-deepening = Deepening
pay-level-expertise = Expertise
pay-hours = Hours
pay-rate = Euros an hour
pay-rate-hint = From { $min } to { $max } €
pay-amount = Amount
pay-total = Total
pay-preparation = Design of the training, flat amount in euros
pay-permit = Permit for a second activity
pay-permit-hint = Day of the permit, if you have one. It should come before the session.
pay-permit-on = Permit for a second activity of { $day }

pay-prepare-title = Prepare the statement
pay-prepare-text = The session lasted { $total }: your hours, all levels together, cannot be more. For instance “1 h 30” at “32.50”.
pay-submit = Submit to the head
pay-cover = These hours count under my allowance
pay-uncover = Prepare a statement all the same
pay-withdraw = Take my statement back
pay-claim = What is claimed
pay-steps = Steps
pay-decide = Decide
pay-certify = Certify that the service was done
pay-check = Checked, ready for the next batch
pay-refuse = Send back to the trainer
pay-reason = Reason
pay-reason-hint = The trainer will read it: say what to correct.
pay-own-here = This one is yours: somebody else must decide.

pay-head-title = Service to certify
pay-head-lead = You certify that these hours were really given in your school.
pay-head-link = Service to certify
pay-head-none = Nothing to certify
pay-head-none-text = Statements of trainers appear here when they are submitted.
pay-certify-ticked = Certify those ticked

pay-desk-title = Pay of trainers
pay-hub-text = Check statements, make batches for payroll, report payments.
pay-place = Territory
pay-to-check = { $count ->
    [0] Statements to check
    [one] { $count } statement to check
   *[other] { $count } statements to check
}
pay-check-none = Nothing to check
pay-check-none-text = Statements that heads certified appear here ({ $place }).
pay-check-sum = Total to check: { $sum }
pay-check-ticked = Checked: ready for the next batch
pay-budget = Budget
pay-budget-plan = Plan
pay-budget-engaged = Committed
pay-budget-waiting = To check
pay-budget-over = over
pay-budget-none = no limit
pay-batch = Batch
pay-batches = Batches for payroll
pay-batch-number = Batch { $number }
pay-batch-day = Made on
pay-batch-count = Statements
pay-batch-paid = Paid
pay-batch-ready = { $count ->
    [one] { $count } checked statement waits, for { $sum }.
   *[other] { $count } checked statements wait, for { $sum }.
}
pay-batch-make = Make a batch
pay-batch-nothing = No checked statement waits for a batch.
pay-batch-about = { $place }, { $day }: { $count ->
    [one] { $count } statement
   *[other] { $count } statements
}, { $sum }
pay-batch-csv = Download the batch (CSV)
pay-batch-lines = Statements of the batch

pay-report-title = Report payments
pay-paid-on = The whole batch was paid on
pay-paid-on-hint = Statements that have a day keep it.
pay-paid-all = Report the payment of the batch
pay-file = File of the payroll office
pay-file-hint = A CSV table with the columns “Reference” and “Paid on”: that of the batch, filled in, will do.
pay-paste = Or paste the rows here
pay-judge = Check the rows
pay-verdict = Check
pay-verdict-text = { $paid ->
    [0] No payment to write
    [one] { $paid } payment to write
   *[other] { $paid } payments to write
}, { $wrong ->
    [0] no row refused.
    [one] { $wrong } row refused.
   *[other] { $wrong } rows refused.
}
pay-verdict-write = Write these payments
pay-verdict-pay = paid on { $day }
pay-verdict-already = written already
pay-verdict-empty = no day yet
pay-verdict-other = another day is written already
pay-verdict-bad-day = unreadable day
pay-verdict-future = day to come
pay-verdict-unknown = reference unknown in this batch
pay-verdict-twice = reference seen above
pay-verdict-unreadable = unreadable row
pay-row = Row
pay-trainer = Trainer

pay-column-reference = Reference
pay-column-uai = UAI
pay-column-school = School
pay-column-usual-name = Name
pay-column-given-name = Given name
pay-column-session = Session
pay-column-day = First day
pay-column-minutes = { $level }: minutes
pay-column-rate = { $level }: rate an hour
pay-column-amount = { $level }: amount
pay-column-paid = Paid on
pay-column-state = State

fait-etat-soumis = Your statement is submitted: the head of the school has it.
fait-etat-repris = You took your statement back.
fait-etat-sans-objet = The statement is filed: these hours count under an allowance.
fait-etat-a-preparer = The statement is to be prepared again.
fait-etat-certifie = The service is certified.
fait-etat-controle = The statement is checked.
fait-etat-renvoye = The statement went back to the trainer.
fait-etats-certifies = The service is certified for those ticked.
fait-etats-controles = Those ticked are checked.
fait-lot = The batch is made. Download it for the payroll office.
fait-lot-paye = The payments are written.

refusal-pay-own = This is your own statement: somebody else must decide.
refusal-pay-moved = The statement is no longer there ({ $state }). Reload the page.
refusal-pay-changed = This statement changed meanwhile. Read it again below; nothing of what you just sent was saved.
refusal-pay-session-open = Presence at the session is not closed: close it first.
refusal-pay-counted = These hours count under the allowance of a référent's mission: they are not paid twice.
refusal-pay-nothing-to-export = No checked statement waits for a batch.
refusal-pay-nothing-to-report = No row can be written: read the check of each.
fault-pay-hours = Write a duration: “3 h”, “1 h 30” or “1.5”.
fault-pay-rate = Write an amount in euros: “32.50”.
fault-pay-range = An hour costs from { $min } to { $max } €.
fault-pay-design = The design costs from { $min } to { $max } €.
fault-pay-too-long = Your hours are more than the session lasted ({ $max }).
fault-pay-nothing = Give some hours at least, or an amount for the design.
fault-pay-day = Write a day: “24/12/2026”.
fault-pay-future = This day is to come.
fault-pay-reason = Write a reason: the trainer must know what to correct.
fault-pay-reason-long = The reason cannot be longer than { $max } characters.
fault-pay-no-table = These rows are no table with the columns “Reference” and “Paid on”.
fault-pay-file-large = The file is larger than { $max } kB.

notice-topic-pay = Pay of trainers
notice-pay-to-prepare = “{ $session }”: prepare your pay statement.
notice-pay-submitted = { $name } waits for the service to be certified for “{ $session }”.
notice-pay-certified = A statement is to be checked: { $name }, “{ $session }”.
notice-pay-rejected = Your statement for “{ $session }” came back: read the reason.
notice-pay-exported = Statements in your name went to the payroll office.
notice-pay-paid = The payroll office reported a payment in your name.
