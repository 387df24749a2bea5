# Answers that no page could prepare: unknown method, body too large, busy server.

bare-home = Go to the home page
bare-bad-request-title = Unreadable request
bare-bad-request-text = The server did not understand this request. Go back to the previous page and try again.
bare-forbidden-title = Access refused
bare-forbidden-text = Your account does not allow this action.
bare-cross-site-title = Request from another site
bare-cross-site-text = This form was sent from an address other than the platform's. Nothing was saved. Open the page here, then try again.
bare-not-found-title = Page not found
bare-not-found-text = This address leads nowhere. The link may be old or incomplete.
bare-method-title = Impossible at this address
bare-method-text = This page can be read but receives nothing. Go back to the previous page.
bare-too-large-title = Too large
bare-too-large-text = What you sent is larger than what is accepted. Nothing was saved: make the file or the text smaller, then try again.
bare-media-type-title = Format not accepted
bare-media-type-text = The server does not read this format.
bare-slow-title = Sending interrupted
bare-slow-text = Sending took too long. Check your connection, then try again.
bare-too-many-title = Too many tries
bare-too-many-text = Wait a little before trying again.
bare-busy-title = The server is busy
bare-busy-text = The server cannot answer right now. Nothing was saved. Try again in a few seconds.
bare-broken-title = Something went wrong
bare-broken-text = The page could not be prepared. It is not your fault. Try again in a moment.
bare-broken-number = The page could not be prepared. It is not your fault. If you write to us, quote the number { $number }.
