# Logging in
login-title = Log in
login-wanted = Log in to go on: you will then reach the page you asked for.
login-pending = Log in to go on. What you typed is kept.
login-email = Email address
login-password = Password
login-send = Log in
login-forgotten = Forgotten password
login-no-account = Accounts are opened by invitation. If you have not received one, write to the person who runs the platform.

# Passwords
password-show = Show the password
password-hide = Hide the password
password-new = New password
password-rules = At least { $min } characters, hard to guess. A phrase of four or five words does very well. Spaces and pasting are allowed.
password-strength = Strength of the password
password-rating-short = { $missing ->
    [one] { $missing } more character.
   *[other] { $missing } more characters.
}
password-rating-weak = Too easy to guess. Add words that have nothing to do with each other.
password-rating-fair = Nearly there. Add a word.
password-rating-good = Good password.
password-rating-excellent = Excellent password.
invitation-title = Welcome, { $name }
invitation-lead = Your account on { $site } is waiting. Choose a password to open it.
invitation-send = Open my account
reset-title = Choose a new password
reset-lead = Hello { $name }. Your other logins will be closed.
reset-send = Change the password
link-ended-title = This link no longer works
link-ended-send = Send me a new link
forgotten-title = Forgotten password
forgotten-lead = Give the address of your account. You will receive a link to choose a new password.
forgotten-email-hint = The one to which your invitation was sent.
forgotten-send = Send me the link
forgotten-back = Back to login

# The account
account-title = My account
account-rooms = Pages of the account
account-profile = Profile
account-password = Password
account-logins = My logins
account-tokens = Access tokens
account-visibility = What others see of me
profile-identity = You
profile-name = Name
profile-roles = Roles
profile-correct = Your name stands on your attestations exactly as it is here.
profile-contact = Ask for a correction
profile-post = Your teaching
profile-discipline = Subject
profile-discipline-hint = The catalogue opens on the courses of your subject.
profile-discipline-none = Not given
profile-school = School
profile-save = Save
role-administrator = Administrator
role-centre-trainer = Trainer
role-head = Head of school
role-plan-manager = Training plan manager
role-inspector = Inspector
role-discipline-contact = Discipline contact
role-national-admin = National administrator
role-auditor = Auditor
change-lead = Changing your password closes your logins on other devices.
change-current = Current password
change-send = Change the password
logins-lead = These are the browsers in which your account is open.
logins-here = This login
logins-seen = Last seen: { $seen }. Opened on { $since }.
logins-end = Close this login
logins-end-others = Close all the others
logins-doubt = A login you do not recognise? Close it.
logins-change = Then change your password
browser-on = { $browser } on { $system }
browser-unknown = Unknown browser
browser-unknown-on = Unknown browser on { $system }
tokens-lead = A token lets your own programs read your data, in your name. It lasts a year.
tokens-name = Name of the token
tokens-name-hint = To recognise it: "My spreadsheet".
tokens-create = Create a token
tokens-made = Your token is ready
tokens-copy = Copy it now: it will never be shown again.
tokens-living = Tokens in use
tokens-none = You have no token.
tokens-since = Created on { $at }.
tokens-used = Used on { $at }.
tokens-never-used = Never used.
tokens-ends = Ends on { $day }.
tokens-revoke = Revoke

# What others see
visibility-lead = Your progress and your results are yours. Here is, line by line, who sees what today.
visibility-what = What
visibility-who = Who sees it
visibility-learning = Enrolments, progress, answers and results
visibility-learning-who = You alone. No role gives access to them, neither your head nor the administration.
visibility-productions = Work and files handed in
visibility-productions-who = You alone.
visibility-surveys = Answers to surveys
visibility-surveys-who = The results of a survey are numbers, never names. An anonymous answer is kept without your name and without the time. For the others, the survey says so before you answer.
visibility-identity = Name, address, subject, school, roles, state of the account, day of the last login
visibility-identity-who = You and the administrators of the platform.
visibility-attestation = An attestation
visibility-attestation-who = You, and anyone to whom you give its code: they see your initials ({ $initials }), the course, the dates and the hours. Someone who already knows your name can check that it matches.
visibility-logins = Browsers and access tokens
visibility-logins-who = You alone.
visibility-journal = Journal of acts (enrolment, change of password…), without their content
visibility-journal-who = You, in the export below, and the person who operates the server.
visibility-operator = The person who operates the server has technical access to the database, to back it up and repair it.
visibility-data = Take my data away
visibility-data-text = A JSON file gathers all that the platform keeps about you: identity, addresses, logins, enrolments, progress, answers, work handed in, attestations and journal.
visibility-download = Download my data
visibility-rights = Your rights on these data

# Accounts, for administrators
members-title = Accounts
members-search = Name or address
members-state = State
members-any-state = Any state
members-state-invited = Invited
members-state-active = Active
members-state-locked = Locked
members-state-deactivated = Deactivated
members-filter = Filter
members-export = Export as CSV
members-count = { $count ->
    [0] No account.
    [one] { $count } account.
   *[other] { $count } accounts.
}
members-none = No account matches
members-all = See all accounts
members-given-name = First name
members-usual-name = Last name
members-post = Subject and school
members-last-login = Last login
members-acts = Act
members-never = Never
members-invite-again = Send the invitation again
members-lock = Lock
members-unlock = Unlock
invite-title = Invite someone
invite-lead = The person receives a link, good for fourteen days, to choose a password.
invite-name-hint = The name that will stand on their attestations.
invite-send = Send the invitation
invite-cancel = Back to the accounts

# What was just done
fait-deconnexion = You are logged out.
fait-lien-envoye = If there is an account with this address, a message has just left. Have a look in the junk folder too. The link is good for 30 minutes.
fait-compte-ouvert = Your account is open. Welcome.
fait-mot-de-passe = Your password is changed. Your other logins are closed.
fait-profil = Your profile is saved.
fait-lecture = Your reading settings are saved.
fait-connexion-fermee = The login is closed.
fait-connexions-fermees = All the other logins are closed.
fait-jeton-ferme = The token is revoked.
fait-invitation = The invitation has left.
fait-compte-bloque = The account is locked and its logins are closed.
fait-compte-debloque = The account is unlocked.

# Changing one's address
address-title = My e-mail address
address-lead = Your address changes, your account does not: courses, places and attestations stay yours.
address-now = Present address: { $address }
address-waiting = A message waits for you at { $address }. The address changes when you follow its link, within three days.
address-new = New address
address-password = Present password
address-send = Send the message to confirm
address-change = Change
address-change-title = Change the address
address-for-text = A message goes to the new address; the person confirms by following its link. The present address is told then.
address-confirm-title = Confirm the new address
address-confirm-text = { $address } will be the address of your account. The one before will not open it any more.
address-confirm = Confirm this address
address-again = Ask for a new message
fait-adresse-demandee = A message has just left for the new address.
fait-adresse-changee = The address is changed.
fault-address-same = This is the address of the account already.
