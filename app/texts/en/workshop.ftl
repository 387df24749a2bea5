# The workshop: writing, checking and publishing modules.

nav-workshop = Workshop
workshop-title = My modules
workshop-lead = Write a module with your own examples, publish it for your colleagues.
workshop-none = No module yet
workshop-none-text = You begin with a template that could be published as it is; all you do is write over it.
workshop-new = Begin a module
workshop-new-lead = You begin with a complete template. Nothing shows before you publish.
workshop-begin = Begin
workshop-cancel = Cancel
workshop-save = Save
workshop-changed-on = Changed on { $date }
workshop-version = version { $version }
workshop-in-service = Version { $version } in service · { $place }
workshop-for = For: { $place }

workshop-state-draft = Draft
workshop-state-changed = Changed since it was published
workshop-state-in-review = In review
workshop-state-validated = Validated
workshop-state-published = Published
workshop-state-retired = Out of the catalogue

workshop-kind = What kind of module?
workshop-kind-online = Online
workshop-kind-online-hint = Pages to follow alone, a quiz at the end.
workshop-kind-hybrid = Hybrid
workshop-kind-hybrid-hint = Pages before and after a session on site.
workshop-kind-kit = Session kit
workshop-kind-kit-hint = The outline and the material of a session of one hour.
workshop-field-title = Title
workshop-field-title-hint = What one will be able to do: “Mark a set of papers by voice”.
workshop-field-discipline = Discipline
workshop-field-discipline-hint = You publish alone in your own discipline, or for all.
workshop-field-disciplines = Disciplines
workshop-field-school = School
workshop-all-disciplines = All disciplines
workshop-field-summary = Summary
workshop-field-summary-hint = One sentence, 300 characters at most: the catalogue shows it.
workshop-field-objectives = Objectives
workshop-field-objectives-hint = One a line, six at most.
workshop-field-version = Version number
workshop-field-version-hint = Third number: a correction. Second: an addition. First: what is asked for changes.
workshop-field-audience = For whom
workshop-field-level = Level
workshop-field-competences = CRCN-Édu competences
workshop-field-competences-hint = Codes separated by commas: 2.1, 3.2.
workshop-field-keywords = Keywords
workshop-field-keywords-hint = Separated by commas, twelve at most.
workshop-field-threshold = Points to reach, in %
workshop-field-attestation = Gives a completion certificate
workshop-field-licence = Licence

workshop-pages = Pages
workshop-pages-apart = Linked pages, outside the outline
workshop-page-add = Title of the new page
workshop-page-add-button = Add a page
workshop-page-up = Move “{ $title }” up
workshop-page-down = Move “{ $title }” down
workshop-page-more = Rename, delete
workshop-page-name = Name of the file, without accents
workshop-page-rename = Rename
workshop-page-remove = Delete the page
workshop-page-remove-hint = Its text stays in the history.
workshop-other-files = Other files
workshop-file-toml = Settings (course.toml)
workshop-file-readme = Presentation (README.md)
workshop-file-changelog = What changed (CHANGELOG.md)
workshop-settings = Settings
workshop-settings-raw = Edit course.toml as text
workshop-settings-conflict = The settings were saved elsewhere while you were writing. What you typed is below: save to keep it.
workshop-toml-broken = The outline cannot be read: first mend
workshop-locked = This module is in review: it does not change until that is over.
workshop-to-publication = Towards publication
workshop-see-published = See it as a reader

workshop-verdict = Check
workshop-verdict-clean = Nothing to report
workshop-verdict-errors = { $count ->
    [one] 1 error
   *[other] { $count } errors
}
workshop-verdict-warnings = { $count ->
    [one] 1 point to look at
   *[other] { $count } points to look at
}
workshop-error = Error
workshop-warning = To look at
workshop-place = { $file }, line { $line }
workshop-line = Line { $line }
workshop-fix = Mend
workshop-errors-elsewhere = { $count ->
    [one] 1 error in another file
   *[other] { $count } errors in other files
}
workshop-text = Text of the page
workshop-preview = Preview
workshop-preview-button = Show without saving
workshop-back = Back to the module

workshop-conflict = This text was saved elsewhere meanwhile
workshop-conflict-text = Last saved by { $who }, { $when }. Nothing is written over: your text is still in the field below.
workshop-conflict-clean = The two texts do not get in each other’s way. Here they are together:
workshop-conflict-marks = The two texts change the same lines. Here they are together, to be sorted out between the marks:
workshop-merged = Both texts together
workshop-merged-save = Keep both together
workshop-mine = Your text
workshop-theirs = The saved text

workshop-history = { $count ->
    [one] History: 1 save
   *[other] History: { $count } saves
}
workshop-history-title = History
workshop-history-text = { $file } at save { $revision }
workshop-col-save = No.
workshop-col-when = When
workshop-col-who = Who
workshop-col-file = File
workshop-col-what = What
workshop-save-create = begun
workshop-save-edit = text
workshop-save-page = page added
workshop-save-rename = page renamed
workshop-save-order = order of pages
workshop-save-remove = page deleted
workshop-save-ids = published identifiers
workshop-save-fork = made from a module

workshop-publication = Publication
workshop-not-ready = Not ready yet
workshop-not-ready-text = { $count ->
    [one] One error keeps it from being published. What is in service stays.
   *[other] { $count } errors keep it from being published. What is in service stays.
}
workshop-same = What is in service is exactly what you wrote.
workshop-consequence = Publish version { $version }
workshop-seen-by = Seen by: { $place }
workshop-class-premier = First version
workshop-class-correctif = Correction: wording, images or feedback
workshop-class-mineur = Addition that completion does not ask for
workshop-class-majeur = Change of what completion asks for
workshop-keep = { $count ->
    [0] Nobody has completed it yet
    [one] 1 person has completed it and keeps the certificate
   *[other] { $count } people have completed it and keep their certificates
}
workshop-move = { $count ->
    [0] Nobody is under way
    [one] 1 person under way moves to version { $version } and loses nothing
   *[other] { $count } people under way move to version { $version } and lose nothing
}
workshop-stay = { $count ->
    [0] Nobody is under way
    [one] 1 person under way stays on version { $version } and will choose
   *[other] { $count } people under way stay on version { $version } and will choose
}
workshop-reasons = What changes
workshop-publish = Publish
workshop-foreign = Outside your discipline
workshop-foreign-text = You publish alone in your own discipline or for all. This module names: { $disciplines }.
workshop-retire = Take out of the catalogue
workshop-retire-text = Those who follow it go on; nobody enrols from the catalogue any more.
workshop-retire-reason = Why
workshop-retire-successor = Module that replaces it
workshop-retire-successor-hint = The end of its address, after /cours/. A reason or a replacement is enough.
workshop-retire-button = Take out

fait-module-cree = The module is begun. Nothing shows before you publish.
fait-module-page = The page is added.
fait-module-page-renommee = The page is renamed, links follow.
fait-module-page-otee = The page is deleted; its text stays in the history.
fait-module-enregistre = Saved.
fait-module-corrige = Mended and saved.
fait-module-regle = The settings are saved.
fait-module-publie = The module is published.
fait-module-retire = The module is out of the catalogue.

refusal-workshop-in-review = This module is in review: take it back first.
refusal-workshop-toml-unreadable = course.toml cannot be read: mend it as text, then try again.
refusal-workshop-too-many-files = A module has { $max } files at most.
refusal-workshop-too-large = A module weighs { $max } MB at most.
refusal-workshop-too-many-pages = A module has { $max } pages at most.
refusal-workshop-full = You have { $max } modules already.
refusal-workshop-changed = The module has changed since this page was shown: read what follows again.
refusal-workshop-has-errors = An error keeps it from being published.
refusal-workshop-discipline = You publish alone only in your own discipline or for all; here: { $disciplines }.
refusal-workshop-not-validated = Beyond your school, a module is first reviewed and validated.
refusal-workshop-slug-taken = A course that comes with the platform has the name “{ $slug }” already.
fault-workshop-title = Write a title of { $max } characters at most.
fault-workshop-kind = Choose a kind of module.
fault-workshop-school = Choose your school.
fault-workshop-discipline = Choose a discipline that you teach, or all.
fault-workshop-text-long = A page has { $max } KB at most: cut it in two.
fault-workshop-page-name = Write a name in letters, digits and hyphens.
fault-workshop-page-taken = Another page has this name already.
fault-workshop-retire-reason = Say why, or name a replacement.
fault-workshop-successor = No module of this name is in service.

workshop-in-review-text = Somebody else reads it for: { $place }. You will be told.
workshop-take-back = Take back to change it
workshop-wider = Beyond the school
workshop-wider-text = Somebody else reads the module first, and validates it or gives it back with a comment.
workshop-submit = Propose to: { $place }
workshop-validate-anew = The text has changed since it was validated: propose it again.

review-title = Modules to review
review-lead = What référents propose beyond their schools.
review-none = Nothing to review
review-none-text = Modules proposed to your académie will show here.
review-since = since { $date }
review-by = { $who }, { $school }. Proposed to: { $place }
review-pages = The pages as a reader will see them
review-texts = The texts
review-changes = What changed since the version in service
review-added = added
review-removed = removed
review-comment = Remarks
review-comment-send = Add the remark
review-line = Line
review-body = Remark
review-decision = Your verdict
review-decision-comment = Comment for the author
review-decision-hint = Needed to give the module back.
review-validate = Validate
review-return = Give back to the author
review-returned = Given back
review-validated = Validated
review-remarks = Review

fait-module-propose = The module is proposed. You will be told of the answer.
fait-module-repris = The module is yours again.
fait-module-remarque = The remark is added.
fait-module-rendu = The module is given back to its author.
fait-module-valide = The module is validated: its author may publish it.

refusal-workshop-node = This module cannot be proposed there.
refusal-workshop-not-in-review = This module is not in review.
refusal-workshop-own-review = Nobody validates their own module.
refusal-workshop-too-many-remarks = A module has { $max } remarks at most.
fault-workshop-comment = Write a comment of { $max } characters at most.
fault-workshop-line = Choose a line of this file, from 1 to { $max }.

workshop-fork = Reuse this module
workshop-fork-text = You make a copy of your own, to adapt. The authors ({ $authors }) stay named, and so does the licence { $licence }.
workshop-fork-send = Make my copy
workshop-fork-closed = The licence { $licence } does not allow sharing an adapted version.
workshop-upstream = Adapted from version { $version } of
sheet-fork = Reuse

fait-module-repris-de = The copy is yours: adapt it.

refusal-workshop-licence = The licence { $licence } does not allow sharing an adapted version.
refusal-workshop-no-source = The files of this course are not on this platform any more.
