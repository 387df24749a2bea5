# Training plans: priorities, programmes, modules.

nav-plan = Plan
plans-title = Training plans
plans-lead = What the nation, the académie, the bassin and the school offer this year.
plans-none = No plan yet
plans-none-text = The plan of your académie will show here once it is open to consultation.
plans-none-write = Begin the plan of the year: you may take over the structure of last year's.
plan-holds = { $programmes ->
    [one] 1 programme
   *[other] { $programmes } programmes
}, { $modules ->
    [one] 1 module
   *[other] { $modules } modules
}

# Beginning a plan, describing it
plan-new = Begin a plan
plan-begin = Begin
plan-node = Plan of
plan-year = School year
plan-title = Name of the plan
plan-title-hint = As it is called where you are: “Programme académique de formation”…
plan-title-default = Training plan
plan-copy = Take over last year's structure
plan-copy-hint = Priorities, programmes and modules, as drafts. Neither people, dates nor budgets.
plan-facts = Budget and campaign
plan-hours-budget = Budget in hours
plan-money-budget = Budget in euros
plan-hours-hint = For instance: 12, 1.5 or 1 h 30. Empty: no limit.
plan-limit-hint = Empty: no limit.
plan-opens-on = Campaign opens on
plan-closes-on = Last day of the campaign
plan-save = Save
plan-cancel = Cancel
plan-edit = Edit
plan-remove = Delete

# Levels, states
plan-level-nation = National plan
plan-level-academy = Plan of an académie
plan-level-basin = Plan of a bassin
plan-level-school = School plan
plan-state = State
plan-state-draft = Draft
plan-state-consultation = In consultation
plan-state-adopted = Adopted
plan-state-campaign-open = Campaign open
plan-state-campaign-closed = Campaign closed
plan-state-archived = Archived
plan-timeline = Steps of the plan
plan-next = What comes next
plan-event-consult = Open to consultation
plan-event-consult-text = Everybody will see the plan. You will still be able to change everything in it.
plan-event-adopt = Adopt the plan
plan-event-adopt-text = Priorities will not change any more. Programmes and modules live on through the year.
plan-event-open-campaign = Open the campaign
plan-event-open-campaign-text = Offered modules can then be asked for until the last day of the campaign.
plan-event-close-campaign = Close the campaign
plan-event-close-campaign-text = Modules can no longer be asked for. You may open the campaign again if needed.
plan-event-archive = Archive the plan
plan-event-archive-text = The year is over: nothing will change in this plan any more. This is final.
plan-campaign-days = Campaign from { $from } to { $to }

# Figures
plan-budget = Budget
plan-foreseen = Foreseen
plan-limit = Limit
plan-room = Left
plan-no-limit = no limit set
plan-of = foreseen: { $value } of { $limit }
plan-over = Over by { $missing }
plan-hours = Hours
plan-money = Euros
plan-hours-below = Hours of the plans below
plan-programmes = Programmes
plan-modules = Modules
plan-groups = Groups
plan-seats = Seats
plan-coverage = What serves the priorities
plan-as-table = See the table
plan-count-modules = { $count ->
    [one] 1 module
   *[other] { $count } modules
}
plan-count-groups = { $count ->
    [one] 1 group
   *[other] { $count } groups
}
plan-count-seats = { $count ->
    [one] 1 seat
   *[other] { $count } seats
}

# Priorities
plan-priority = Priority
plan-priority-new = Add a priority
plan-priority-edit = Edit the priority
plan-item-title = Title
plan-body = Text
plan-loose = Without a priority
plan-bare = Nothing under this priority yet
plan-serves = Serves “{ $title }” ({ $node })
plan-below = { $plans ->
    [one] In 1 plan below
   *[other] In { $plans } plans below
}: { $modules ->
    [one] 1 module
   *[other] { $modules } modules
}, { $hours }, { $money }
plan-above = Priorities of the plans above
plan-above-text = Taken over here, they link your plan to theirs: figures add up.
plan-take-over = Take over
plan-link = Serves
plan-link-none = No priority above
plan-link-save = Link
plan-empty = This plan is empty
plan-empty-text = Its priorities have not been written yet.
plan-empty-write = Add a first priority, or take over those of a plan above.
plan-order = Order
plan-up = Move “{ $title }” up
plan-down = Move “{ $title }” down

# Programmes
plan-programme = Programme
plan-programme-new = Add a programme
plan-programme-edit = Edit the programme
plan-code = Code
plan-programme-code-hint = 10 characters at most, as in GAIA: 26A0140001.
plan-aim = Aim
plan-audience = Audience
plan-audience-hint = For instance: teachers of French in lycées.
plan-mode = Enrolment
plan-mode-individual = Individual application
plan-mode-designated = Designated participants
plan-mode-both = Application or designation
plan-mode-local = At a school's initiative
programme-state-draft = In preparation
programme-state-offered = Offered
programme-state-withdrawn = Withdrawn
programme-event-offer = Offer with its validated modules
programme-event-withdraw = Withdraw
programme-event-restore = Take up again
plan-no-module = No module.
plan-validate-all = Validate complete modules

# Modules
plan-module = Module
plan-module-new = Add a module
plan-module-edit = Edit the module
plan-module-code-hint = 20 characters at most; unique in the plan.
plan-objectives = Aims
plan-objectives-hint = What one will be able to do at the end. Needed to validate the module.
plan-content = Content
plan-onsite = On site
plan-remote = Remote
plan-duration-hint = For instance: 3, 1.5 or 1 h 30, for one group.
plan-duration = Duration
plan-size = Group size
plan-module-level = Level
plan-disciplines = Subjects
plan-disciplines-hint = None ticked: for all.
plan-prerequisites = Prerequisites
plan-min-size = Smallest group
plan-max-size = Largest group
plan-planned-groups = Groups foreseen
plan-cost = Cost of one group, in euros
plan-cost-hint = Travel and pay foreseen.
plan-course = Online course
plan-no-course = None
plan-course-open = Open the online course
module-state-draft = In preparation
module-state-validated = Validated
module-state-offered = Offered
module-state-withdrawn = Withdrawn
module-event-validate = Validate the content
module-event-offer = Offer
module-event-withdraw = Withdraw
module-event-restore = Take up again

# From one year to the next
plan-left = Taken over from the plan { $year }
plan-left-text = Everything is a draft. Not taken over: budgets, dates of the campaign, sessions and people.
plan-left-programmes = Withdrawn programmes:
plan-left-modules = Withdrawn modules:
plan-left-links = Links to priorities above to make anew:

# Files
plan-export = Export (GAIA)
plan-import = Import a file
plan-import-lead = Each row is judged first: nothing is written before you agree, and nothing that exists is changed.
plan-file = File
plan-file-other = Another file
plan-file-hint = GAIA's “formations” file, or a CSV table with the columns “Code dispositif”, “Intitulé dispositif”, “Code module”, “Intitulé module”. { $max } kB and { $rows } rows at most.
plan-paste = Or paste the rows
plan-paste-hint = Copied from a spreadsheet or a text file.
plan-judge = Check the rows
plan-verdict = Verdict
plan-verdict-text = { $programmes ->
    [0] No programme
    [one] 1 programme
   *[other] { $programmes } programmes
} and { $modules ->
    [0] no module
    [one] 1 module
   *[other] { $modules } modules
} to add; { $wrong ->
    [0] no row set aside
    [one] 1 row set aside
   *[other] { $wrong } rows set aside
}.
plan-import-write = Add to the plan
plan-row = Row
plan-row-both = Adds programme and module
plan-row-programme = Adds the programme
plan-row-module = Adds the module
plan-row-known = Already in the plan
plan-problem-unreadable = Row cannot be read
plan-problem-programme-code = Programme code missing or too long
plan-problem-programme-title = Programme title missing or too long
plan-problem-module-code = Module code missing or too long
plan-problem-module-title = Module title missing or too long
plan-problem-number = Duration, number or amount cannot be read
plan-problem-elsewhere = This module is in another programme
plan-problem-full = The plan is full

# What has just been done
fait-plan-cree = The plan is begun.
fait-plan-repris = Last year's structure is taken over, as a draft.
fait-plan-reglages = Budget and campaign saved.
fait-plan-etape = The plan has changed state.
fait-plan-priorite = The priority is saved.
fait-plan-priorite-otee = The priority is deleted.
fait-plan-lien = The link to the plan above is saved.
fait-plan-dispositif = The programme is saved.
fait-plan-dispositif-etape = The programme has changed state.
fait-plan-module = The module is saved.
fait-plan-module-etape = The module has changed state.
fait-plan-modules-valides = Complete modules are validated.
fait-plan-ordre = The order is changed.
fait-plan-importe = Valid rows are added to the plan, as drafts.

# Refusals
refusal-plan-moved = This plan has moved on: load the page again to see where it stands.
refusal-plan-changed = Somebody has just changed what you were writing. Your text is kept below: compare, then save from a page loaded anew.
refusal-plan-exists = There is a plan { $year } here already.
refusal-plan-archived = This plan is archived: nothing changes in it any more.
refusal-plan-empty = A plan needs one priority at least to be adopted.
refusal-plan-nothing-offered = No module is offered: validate modules, then offer their programme.
refusal-plan-campaign-dates = Set the dates of the campaign first; its last day must not be past.
refusal-plan-has-sessions = Sessions of this plan are not over ({ $count }).
refusal-plan-priorities-stand = The plan is adopted: its priorities do not change any more.
refusal-plan-full = The plan is full: { $max } at most.
refusal-plan-nothing-to-copy = There is no plan { $year } to take over here.
refusal-plan-over-budget = The budget of the plan is too small: { $hours } and { $euros } € are missing.
refusal-priority-in-use = Programmes stand under this priority, or other plans link to it.
refusal-programme-moved = This programme has moved on: load the page again.
refusal-programme-has-sessions = Sessions of this programme are not over ({ $count }).
refusal-module-moved = This module has moved on: load the page again.
refusal-module-incomplete = A module needs aims and a duration to be validated.
refusal-module-programme-withdrawn = The programme of this module is withdrawn: take it up again first.
refusal-module-has-sessions = Sessions of this module are not over ({ $count }).
fault-plan-title = Write a title of { $max } characters at most, on one line.
fault-plan-text = { $max } characters at most.
fault-plan-code = A code of { $max } characters at most: letters, digits, hyphens, dots.
fault-plan-code-taken = This code is taken in the plan.
fault-plan-priority-unknown = Choose a priority of this plan.
fault-plan-programme-unknown = Choose a programme of this plan.
fault-plan-mode = Choose how people enrol.
fault-plan-level = Choose a level.
fault-plan-hours = { $max } hours at most.
fault-plan-hours-unreadable = Write a duration: 12, 1.5 or 1 h 30.
fault-plan-count-unreadable = Write a whole number.
fault-plan-number = { $max } at most.
fault-plan-sizes = The smallest group is at least 1, and not larger than the largest.
fault-plan-disciplines = { $max } subjects at most; beyond, tick “all subjects”.
fault-plan-course-unknown = Choose a course of the catalogue.
fault-plan-campaign-order = The last day comes after the opening.
fault-plan-day = Write a date.
fault-plan-year = Choose a year of the list.
fault-plan-node = Choose from the list.
fault-plan-file-missing = Choose a file, or paste rows.
fault-plan-file-large = This file is too large: { $max } kB at most.
fault-plan-file-no-table = This is no table: save it as CSV.
