# Notices, and the mails that carry them.

notices-title = Notifications
notices-menu = { $count ->
    [0] Notifications
   *[other] Notifications, { $count } new
}
notices-filter = Filter notifications
notices-all = All
notices-new-count = { $count ->
    [0] New
   *[other] New ({ $count })
}
notices-new = New
notices-act = To do
notices-when = { $topic } – { $at }
notices-read-all = Mark all as read
notices-choose = Choose the mails you receive
notices-none = Nothing new
notices-none-text = What concerns you will arrive here: a proposal, an answer, a deadline.
notices-column-day = Date
notices-column-topic = Subject
notices-column-text = Notification
notices-column-read = Read on

account-notices = Notifications by mail
preferences-lead = Everything that concerns you is in your notifications. Choose what is mailed to you as well.
preferences-general = Summary
preferences-general-hint = One mail gathers what expects nothing from you. The weekly one leaves on Monday morning.
preferences-each = Subject by subject
preferences-default = Usual setting
preferences-list = See my notifications
rhythm-at-once = At once
rhythm-daily = Every day
rhythm-weekly = Every week
rhythm-never = Never

unsubscribe-title = Stop receiving these mails
unsubscribe-text = Subject: { $topic }. You keep the notifications on the platform; only the mails stop.
unsubscribe-digest = the summary of your notifications
unsubscribe-send = Stop these mails
unsubscribe-done = Done
unsubscribe-done-text = You will not receive these mails any more. Subject: { $topic }. The notifications stay on the platform.
unsubscribe-unknown = This link is no longer in use
unsubscribe-unknown-text = It is incomplete, or does not come from this platform. Log in to choose the mails you receive.

notice-topic-nomination = Nominations
notice-topic-need = Needs
notice-topic-survey = Surveys
notice-topic-bulletin = Bulletins of the référent
notice-topic-project = Projects
notice-topic-advice = Requests for advice
notice-topic-module = Workshop modules
notice-topic-report = Yearly reports
notice-topic-network = Network of référents
notice-topic-school = Schools
notice-topic-import = Imports
notice-topic-role = Roles
notice-topic-data = Personal data
notice-topic-account = Account
notice-topic-other = Other subjects

notice-other = There is something new for you.

mail-news-subject = { $platform }: { $count } new
mail-news-hello = Hello { $name },
mail-news-act = your answer is awaited
mail-news-more = And { $count } more, on the platform.
mail-news-stop = Stop mails about this: { $topic }
mail-news-choose = Choose the mails I receive

fait-notifications = Your choices are saved.
fait-notifications-lues = All your notifications are marked as read.

fault-notice-topic = Choose a subject from the list.
notice-topic-letter = Mission letters
notice-topic-handover = Handovers
notice-topic-accompaniment = Accompaniments
notice-module-published = { $who } published a module for the school: “{ $title }”.
notice-module-submitted = { $who } proposes a module to review: “{ $title }”.
notice-module-returned = Your module “{ $title }” is given back to you with a comment.
notice-module-validated = Your module “{ $title }” is validated: you may publish it.
