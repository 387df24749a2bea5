# The organisation: schools, coverage by référents, steering.

nav-school = My school
hub-title = Steering
hub-coverage = Référents: { $name }
hub-coverage-open = See the coverage
hub-map = Coverage by référents
hub-map-text = Map, figures by basin, kind and sector, vacant schools.
hub-accounts = Accounts
hub-accounts-text = Invite, lock, find a person.

schools-mine = My schools
schools-none = No school
schools-none-text = No posting is recorded for you. Ask the plan manager of your académie to enter it.
school-name = School
school-commune = Town
school-kind = Kind
school-sector = Sector
school-place = Belongs to
school-address = Address
school-source = Source
school-facts = In short
school-closed = Closed school
school-referent = Référent for digital teaching
school-propose = Propose a référent
school-staff = Staff: { $name }
school-staff-open = { $count ->
    [one] { $count } person works here
   *[other] { $count } people work here
  }
school-staff-search = Name
school-posting = Posting
school-posting-main = main
school-posting-other = complement

school-kind-college = Collège
school-kind-lycee-gt = General and technological lycée
school-kind-lycee-polyvalent = Comprehensive lycée
school-kind-lycee-pro = Vocational lycée
school-kind-erea = EREA
school-kind-section-rattachee = Attached section
school-kind-mfr = Rural family house
school-kind-post-bac = Post-baccalauréat school
school-sector-public = Public
school-sector-private-contract = Private under contract
school-sector-private-no-contract = Private without contract
school-sector-private-unknown = Private, contract unknown

coverage-title = Coverage by référents: { $name }
coverage-list-title = Schools: { $name }
coverage-percent = { $percent } %
coverage-sentence = { $schools ->
    [0] no school
    [one] { $covered } school of { $schools } has a référent
   *[other] { $covered } schools of { $schools } have a référent
  }
coverage-past = Year { $year }, closed
coverage-see-vacant = { $count ->
    [0] Schools without a référent
    [one] See the school without a référent
   *[other] See the { $count } schools without a référent
  }
coverage-see-all = All schools
coverage-academies = By académie
coverage-basins = By basin
coverage-no-basin = Without a basin
coverage-by-kind = By kind
coverage-by-sector = By sector
coverage-by-year = By school year
coverage-place = Area
coverage-code = Code
coverage-year = School year
coverage-schools = Schools
coverage-covered = With a référent
coverage-vacant = Without a référent
coverage-rate = Rate
coverage-above = Basin or académie
coverage-referents = Référent
coverage-vacant-since = Vacant since
coverage-any-kind = All kinds
coverage-any-sector = All sectors
coverage-any-cover = With or without
coverage-cover-covered = with a référent
coverage-cover-vacant = without a référent
coverage-search = Name, town or UAI
coverage-count = { $count ->
    [0] No school
    [one] { $count } school
   *[other] { $count } schools
  }
coverage-none = No school matches
coverage-none-text = Remove a filter, or import the register of schools.
coverage-has = { $count ->
    [one] In post
   *[other] { $count } référents
  }
coverage-has-none = Vacant
coverage-since = since { $date }
coverage-map-label = Map of the académies
coverage-map-caption = One tile an académie, the darker the higher the rate. The same figures are in the table.
coverage-points-label = Map of the schools
coverage-legend-covered = all have a référent
coverage-legend-mixed = some of them
coverage-legend-vacant = none has one
coverage-definition = Open schools where a référent may be named count; a school is covered while a nomination runs there. Figures of { $date }.

hub-roles = Roles
hub-roles-text = Who does what, where and until when; name, delegate, end.
roles-title = Roles
roles-give = Give a role
roles-lead = A role holds for the part chosen and everything under it. The person is told.
roles-any = All roles
roles-role = Role
roles-dates = Dates
roles-since = Since
roles-until = Until
roles-since-date = since { $date }
roles-until-date = until { $date }
roles-until-hint = This day included. Leave empty for a role without an end.
roles-delegated-by = Delegated by
roles-deputy = deputy of { $name }
roles-end = End
roles-count = { $count ->
    [0] No role
    [one] { $count } role in force
   *[other] { $count } roles in force
  }
roles-none = No role matches
roles-none-text = Change the filter, or give a first role.
roles-address-hint = The person has an account already. Otherwise, invite them first.
roles-uai = UAI of the school
roles-uai-hint = For a head of school: the UAI replaces the area chosen above.
roles-reason = Reason
roles-installation = The whole platform
notice-role-given = A role was given to you: { $place }.
notice-role-ended = A role has ended: { $place }.
fault-role-not-here = This role does not exist at this level. Choose a school for a head, an académie for an inspector.
fault-date-past = Choose a day to come.
fault-date-unreadable = Type a date, for instance 2027-08-31.
fault-nobody-there = Nobody has this address. Check it, or invite the person first.
fault-school-unknown = No school has this UAI.
fault-choose-one = Choose an answer from the list.
fait-role-donne = The role is given. The person is told.
fait-role-fini = The role has ended.
hub-waiting = Waiting for you
hub-waiting-nominations = { $count ->
    [one] { $count } nomination to decide
   *[other] { $count } nominations to decide
  }
hub-waiting-reports = { $count ->
    [one] { $count } report to receive
   *[other] { $count } reports to receive
  }
hub-waiting-requests = { $count ->
    [one] { $count } request about personal data
   *[other] { $count } requests about personal data
  }
hub-decide = Decide
hub-receive = Receive
hub-handle = Answer
hub-nominations-text = Validate, return, envelopes, payment list.

# The organisation
hub-tree = Organisation
hub-tree-text = Académies, local areas, schools: names, places, closures and mergers.
school-keep = Name, place, closure
tree-kind = Kind
tree-kind-nation = Nation
tree-kind-academy = Académie
tree-kind-basin = Local area (bassin)
tree-kind-school = School
tree-state-open = Open
tree-state-opening = Opens soon
tree-state-closing = Closes soon
tree-state-closed = Closed
tree-name = Name
tree-code = Code
tree-code-hint = Letters, digits or hyphens, without accents. It does not change afterwards.
tree-region = Académie region
tree-region-of = Académie region: { $name }
tree-region-text = It is a filter and gives no right.
tree-region-save = Save the region
tree-standing = What stands here today
tree-nodes = Open parts below
tree-staff = Running postings
tree-mandates = Running mandates as référent
tree-sessions = Sessions to come
tree-roles = Roles given here or below
tree-below = What depends on it
tree-search = Name or code
tree-count = { $count ->
    [0] Nothing matches.
    [one] 1 part
   *[other] { $count } parts
}
tree-sheet = See the page of the school
tree-names = Names
tree-parents = Places
tree-add-academy = Add an académie
tree-add-academy-text = A new académie, or one born of a merger: the old ones are closed afterwards, with it as their successor.
tree-add-basin = Add a local area
tree-add-basin-text = It appears at once; schools are moved there from their own page.
tree-opened-on = Open since
tree-rename = Rename
tree-rename-text = The old name keeps its days: documents dated before still show it. A day to come changes nothing until then.
tree-new-name = New name
tree-from = From
tree-move = Move elsewhere
tree-move-text = All that stands below comes along, rights included: who manages the new place manages this too. Coverage is counted anew.
tree-parent = New place
tree-choose = Choose
tree-close = Close
tree-close-text = On that day the postings, roles and mandates here end; postings go over to the school that takes over, if there is one. Sessions to come are moved or cancelled before. Nothing is erased. The people concerned are told.
tree-closed-on = Closed from
tree-successor = What takes over
tree-successor-is = Successor:
tree-successor-uai = School that takes over
tree-successor-hint = Its UAI, for a merger. Leave empty for a mere closure.
tree-no-successor = Nobody
tree-reopen = Open again
tree-reopen-text = For a closure made by mistake: the postings and roles that ended with it run again. Mandates as référent are proposed anew.
fait-noeud-renomme = The name is saved, with its date.
fait-noeud-region = The region is saved.
fait-noeud-ajoute = Added.
fait-noeud-deplace = The place is changed, and coverage counted anew.
fait-noeud-ferme = The closure is saved. The people concerned are told.
fait-noeud-rouvert = Open again.
refusal-node-wrong-successor = The successor must be another part of the same kind: a school for a school, a local area for a local area.
refusal-node-open-already = This part is not closed.
refusal-node-has-sessions = { $count ->
    [one] A session is still planned here after that day. Move it or cancel it first.
   *[other] { $count } sessions are still planned here after that day. Move them or cancel them first.
}
refusal-node-has-mandates = { $count ->
    [one] A mandate as référent is to begin here after that day. End it first.
   *[other] { $count } mandates as référent are to begin here after that day. End them first.
}
fault-date-to-come = Choose today or a day in the past.
notice-school-closed = { $school } closes on { $day }. Your posting and roles there end on that day.
notice-school-merged = { $school } closes on { $day }; { $successor } takes over. Your posting goes there on that day.
