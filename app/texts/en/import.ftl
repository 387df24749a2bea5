# Imports: files of schools and people.

hub-imports = Imports
hub-imports-text = Register of schools, people and postings, lists of addresses.

imports-title = Imports
imports-lead = A file is first read without writing anything: each row gets a verdict. Then you decide.
imports-none = No import
imports-none-text = Send a first file: nothing is written before you agree.
imports-exports = Exports
imports-exports-text = These files have the shape that imports expect: sent back as they are, they change nothing.
import-export-schools = Schools (CSV)
import-export-people = People (CSV)
import-everywhere = The whole platform
import-scope = Territory
import-file = File
import-state = State
import-sent-on = Sent on
import-sent = sent on { $when }
import-rows = Rows

import-new = Import a file
import-new-lead = CSV, separated by semicolons, commas, tabs or pipes. Encoding and columns are recognised, and you may correct them.
import-kind = Contents
import-kind-register = Schools
import-kind-register-hint = The national register of schools, as published in the open data.
import-kind-people = People and postings
import-kind-people-hint = Usual name, given name, e-mail, UAI, discipline, status, role; or a file of trainees or trainers from GAIA.
import-file-hint = { $max } MB at most.
import-every-school = Keep the first degree and services as well
import-every-school-hint = For the register. Otherwise only the second degree is kept.
import-uai = UAI of the school
import-uai-hint = For rows that name none, such as 0350002M.
import-send-invitations = Send the invitations
import-send-invitations-hint = Everybody who is new gets a link to open their account. Otherwise they are recorded and not told.
import-send = Send and check
import-check = Check
import-cancel = Cancel
import-send-other = Send another file

import-paste = Paste addresses
import-paste-lead = The addresses of a school, separated by commas, semicolons, pipes, spaces or line ends.
import-list = Addresses
import-list-hint = “Name <address>” is fine too. The same address twice counts once.
import-list-name = List of addresses, { $uai }

import-state-reading = Being read
import-state-ready = To be decided
import-state-failed = Unreadable
import-state-applying = Being written
import-state-applied = Written
import-state-undoing = Being undone
import-state-undone = Undone
import-state-dropped = Given up

import-progress-reading = Reading the file: { $percent }%
import-progress-applying = Writing: { $percent }%
import-progress-undoing = Undoing: { $percent }%
import-progress-leave = You may leave this page: the work goes on, and a notification says when it is done.
import-look-again = Refresh
import-follow = Refresh every 3 seconds
import-follow-stop = Stop refreshing
import-stuck = Nothing has moved for ten minutes.
import-resume = Go on

import-read-as = Read as { $encoding }, delimiter: { $delimiter }, { $header }.
import-correct = Correct the reading
import-header-yes = the first row names the columns
import-header-no = no row of titles
import-encoding-cp1252 = Windows-1252
import-delimiter-semicolon = semicolon
import-delimiter-pipe = pipe
import-delimiter-tab = tab
import-delimiter-comma = comma

import-remarks = { $count ->
    [one] { $count } row has a remark.
   *[other] { $count } rows have a remark.
}
import-doubles = { $count ->
    [one] { $count } repeated address counted once.
   *[other] { $count } repeated addresses counted once.
}
import-some-refused = { $count ->
    [0] No row refused
    [one] { $count } row refused
   *[other] { $count } rows refused
}; { $open ->
    [0] no question
    [one] { $open } question
   *[other] { $open } questions
} for you. A question without an answer is not written.
import-apply-all = Write everything, or nothing
import-apply-valid = { $count ->
    [0] Write the rows you decided
    [one] Write the valid row
   *[other] Write the { $count } valid rows
}
import-nothing-to-do = Nothing to write: everything is recorded like this already, or left aside.
import-errors-csv = Refused rows (CSV)
import-failed-title = This file could not be read
import-give-up = Give this import up
import-dropped-text = This import was given up. Nothing was written, the file is deleted.
import-has-refusals = Some rows are refused or wait for your answer. Write the valid rows, or correct the file.
import-turned-back = A row had changed between checking and writing. As you asked for all or nothing, everything was taken back.
import-unsettled = { $count ->
    [one] See the row to look at
   *[other] See the { $count } rows to look at
}
import-undo-title = Undo this import
import-undo-text = What was added is removed, or closed when something hangs on it. What was changed gets its earlier value back, unless somebody has changed it since: you are shown these rows.
import-undo = Undo the import

import-lines = Rows
import-search = UAI, address or name
import-verdict = Verdict
import-verdict-any = Every verdict
import-filter = Filter
import-lines-csv = Export as CSV
import-count = { $count ->
    [0] No row.
    [one] { $count } row.
   *[other] { $count } rows.
}
import-no-lines = No row matches
import-all-lines = See all rows
import-line = Line
import-about = About
import-name = Name
import-detail = Details
import-changes = Changes
import-outcome = Outcome
import-nothing = (empty)

import-verdict-add = Addition
import-verdict-change = Change
import-verdict-close = Closure
import-verdict-same = Same
import-verdict-skip = Left aside
import-verdict-decide = To decide
import-verdict-refuse = Refused
import-verdict-absent = Not in the file

import-outcome-done = Written
import-outcome-already = Done already
import-outcome-moved = Not written
import-outcome-removed = Removed
import-outcome-closed = Closed
import-outcome-restored = Restored
import-outcome-kept = Left in place

import-same-person = It is the same person
import-other-person = It is another person
import-said-same = You answered: the same person.
import-said-other = You answered: another person.
import-take-back = Take the answer back

import-reading = Reading of the file
import-reading-lead = What was recognised. Correct what is wrong: the file is read again, nothing is written.
import-first-rows = First rows of the file
import-encoding = Encoding
import-delimiter = Delimiter
import-header = Titles
import-columns = Columns
import-columns-hint = Your choice is kept for the next file of this shape. If you change the delimiter or the titles, the columns are recognised anew.
import-column = column { $place }
import-no-column = none
import-read-again = Read the file again

import-field-uai = UAI
import-field-name = Name
import-field-nature-code = Nature code
import-field-academy = Académie code
import-field-type = Type
import-field-sector = Sector
import-field-contract-code = Contract code
import-field-contract = Contract
import-field-address = Address
import-field-postcode = Postcode
import-field-commune-code = Commune code
import-field-commune = Commune
import-field-department = Département code
import-field-department-name = Département
import-field-latitude = Latitude
import-field-longitude = Longitude
import-field-mailbox = School mailbox
import-field-pupils = Pupils
import-field-parent-uai = Parent school
import-field-several-rows = Several rows
import-field-opened-on = Opening date
import-field-source-on = Date of update
import-field-state = State
import-field-basin = Bassin code
import-field-basin-name = Bassin
import-field-place = Place
import-field-email = E-mail
import-field-usual-name = Usual name
import-field-given-name = Given name
import-field-discipline = Discipline
import-field-main = Main posting
import-field-status = Status
import-field-role = Role
import-field-role-scope = Scope of the role
import-field-posting = Posting

import-school-open = open
import-school-opening = to be opened
import-school-closing = to be closed
import-school-closed = closed

import-reason-file-empty = This file is empty. Send the one that holds rows.
import-reason-file-html = This is a web page, not a table: often the login page of a portal. Download the file again.
import-reason-file-workbook = This is a workbook or an archive. Save it as CSV, then send it.
import-reason-file-pdf = This is a PDF. Ask for the table as CSV.
import-reason-file-binary = This file holds no text. Save the table as CSV, then send it.
import-reason-no-rows = This file has no rows below its titles.
import-reason-columns-missing = Columns are missing: { $fields }. Correct the reading to say where they are.
import-reason-belongs-to-plan = This GAIA file holds training courses and sessions: it belongs to the training plan, not to people. Send trainees or trainers here.
import-reason-row-too-long = This row is too long for a table.
import-reason-row-too-many-cells = This row has too many cells: the delimiter may be the wrong one.
import-reason-row-open-quote = A quote opens and never closes.
import-reason-row-unreadable = This row holds unreadable characters: the encoding may be the wrong one.
import-reason-cell-too-long = A cell is too long: { $field }.
import-reason-uai-unreadable = The UAI has not 7 digits and a letter.
import-reason-uai-letter = The letter of the UAI does not belong to its digits: it would be { $letter }.
import-reason-uai-twice = This UAI stands at line { $line } already, with other data.
import-reason-folded = Repeats line { $line }.
import-reason-first-degree = Not of the second degree (nature { $nature }).
import-reason-academy-unknown = There is no académie “{ $code }” here.
import-reason-academy-closed = Académie { $code } is no more: name the one that took over.
import-reason-elsewhere = Of another académie ({ $code }), or outside your territory.
import-reason-held-elsewhere = This school hangs elsewhere ({ $path }). Ask whoever is responsible there to move it.
import-reason-name-missing = The name is missing, or longer than 200 characters.
import-reason-state-unknown = The state “{ $state }” is not known: ouvert, à ouvrir, à fermer or fermé.
import-reason-sector-unknown = The sector “{ $sector }” is not known: public or privé.
import-reason-mother-self = The parent school is the school itself.
import-reason-mother-circle = The parent schools go round in a circle.
import-reason-mother-unreadable = The UAI of the parent school is unreadable: left out.
import-reason-nature-unknown = Nature { $nature } is not known: the school is kept as “other” and expects no référent.
import-reason-coordinates-unreadable = The coordinates are unreadable: left out.
import-reason-pupils-unreadable = The number of pupils is unreadable: left out.
import-reason-date-unreadable = The opening date is unreadable: left out.
import-reason-mailbox-left-out = The address is not in an academic domain and may name a person: left out.
import-reason-basin-unreadable = The code of the bassin is unreadable: left out.
import-reason-basin-closed = Bassin { $code } is closed: the place stays.
import-reason-closed-unknown = Closed in the file, and not known here.
import-reason-closed-here = Closed here, open in the file. Reopen it from its page if it really is.
import-reason-close-has-referents = A référent is still named there. End the nomination, then import again.
import-reason-email-missing = The address is missing.
import-reason-email-unreadable = This is no complete address.
import-reason-name-unreadable = The name is too long.
import-reason-usual-name-missing = The usual name is missing.
import-reason-given-name-missing = The given name is missing.
import-reason-name-from-address = Name made out of the address: to be checked.
import-reason-name-kept = The name differs. It is not changed, because this person works outside your territory.
import-reason-uai-missing = The UAI is missing: somebody new cannot be placed without a school.
import-reason-school-unknown = School { $uai } is not known. Import the register first.
import-reason-school-closed = School { $uai } is closed.
import-reason-outside-scope = School { $uai } is outside your territory.
import-reason-discipline-unknown = The discipline “{ $discipline }” is not on the list.
import-reason-main-unreadable = “{ $main }”: write oui or non for the main posting.
import-reason-status-unknown = The status “{ $status }” is not known: titulaire, stagiaire, contractuel or maître contractuel.
import-reason-role-unknown = The role “{ $role }” is not known.
import-reason-role-by-nomination = A référent is named by their school, never by a file.
import-reason-role-where = Where the role “{ $role }” holds is not known. Give a UAI or a scope.
import-reason-role-not-yours = You may not give the role “{ $role }”.
import-reason-role-outside-scope = The role “{ $role }” would hold outside your territory.
import-reason-role-to-oneself = You may not give a role to yourself.
import-reason-person-twice = This person stands at line { $line } already for this school, with other data.
import-reason-address-two-names = This address has another name at line { $line }.
import-reason-two-mains = The main posting of this person stands at line { $line } already.
import-reason-same-name = { $known } works in this school already, with another address. Is it the same person?
import-reason-same-name-in-file = Line { $line } gives the same name in this school, with another address. Is it the same person?
import-reason-name-of-several = { $count } people of this name work in this school.
import-reason-address-other-name = This address is that of { $known }. Is it the same person, under a new name?
import-reason-address-of-several = This address has belonged to { $count } people: choose another one.
import-reason-changed-since = Changed meanwhile: left as it is.
import-reason-gone-since = Does not exist any more.
import-reason-things-hang = Data hang on it.

refusal-import-moved-on = This import has moved on. The page shows where it is.
refusal-import-has-refusals = { $count ->
    [one] A row is refused or waits for your answer. Write the valid rows, or correct the file.
   *[other] { $count } rows are refused or wait for your answer. Write the valid rows, or correct the file.
}
refusal-import-empty = There is nothing to write.
refusal-import-under-way = Another import is writing in this territory right now. Wait until it ends, then try again.
refusal-import-decision-impossible = This answer is not possible here. Rather correct the row in the file.
fault-import-kind = Choose what the file holds.
fault-import-file-missing = Choose a file.
fault-import-list-empty = Paste one address at least.
fault-import-school-unknown = This school is not known in your territory.
fault-import-choose = Choose from the list.
fait-import-abandonne = The import is given up: nothing was written, the file is deleted.

notice-import-read = The file “{ $file }” is read: yours to decide.
notice-import-failed = The file “{ $file }” could not be read.
notice-import-applied = The file “{ $file }” is written.
notice-import-undone = The import of “{ $file }” is undone.
