# Webhooks: the programs that the platform calls.

webhooks-title = Webhooks
webhooks-lead = The platform calls these programs when something happens: a POST in JSON, signed, tried again for a day. Only ids leave; names are read through the API.
webhooks-none = No program is called
webhooks-none-text = Add the address of a program that wants to know what happens here.
webhook-new = Add a webhook
webhook-add = Add
webhook-made = The webhook is added
webhook-copy = Copy its secret now: it will not be shown again. It checks the header webhook-signature (Standard Webhooks).
webhook-name = Name
webhook-url = Address
webhook-url-hint = With https, on the public Internet.
webhook-events = When to call
webhook-event-session-published = A session is announced
webhook-event-enrolment-changed = An enrolment changes
webhook-event-attendance-closed = Presence at a session is closed
webhook-event-attestation-issued = An attestation is issued
webhook-event-ping = Trial
webhook-counts = { $waiting } waiting, { $failed } lost
webhook-active = Active
webhook-paused = Paused
webhook-pause = Pause
webhook-resume = Resume
webhook-ping = Send a trial
webhook-remove = Remove
webhook-save = Save
webhook-gone = The other side said that it is gone (410): calls have stopped.
webhook-deliveries = Calls
webhook-deliveries-text = Those of the last thirty days, the newest first.
webhook-deliveries-none = Nothing was sent yet.
webhook-when = When
webhook-what = What
webhook-how = How
webhook-again-head = Again
webhook-again = Send again
webhook-state-waiting = Waiting
webhook-state-delivered = Received
webhook-state-failed = Lost
webhook-attempts = { $count ->
    [one] 1 try
   *[other] { $count } tries
}
fait-webhook-change = The webhook is changed.
fait-webhook-pause = The webhook is paused: nothing is kept for it.
fait-webhook-reprise = The webhook is called again.
fait-webhook-essai = The trial leaves; load the page again to see how it went.
fait-webhook-renvoi = The call leaves again.
fait-webhook-retire = The webhook is removed.
fault-webhook-name = Give a name of { $max } characters at most.
fault-webhook-url = Give a whole address, with https, of { $max } characters at most.
fault-webhook-events = Choose at least one event.
refusal-webhook-many = There are { $max } webhooks already: remove one.
refusal-webhook-changed = Somebody changed this webhook meanwhile. Load the page again.
hub-webhooks = Webhooks
hub-webhooks-text = The programs that are called when something happens
