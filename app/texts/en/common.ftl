# Errors
error-forbidden-title = This page is not open to your role
error-forbidden-text = You are logged in, but your role does not allow this. If you think this is a mistake, write to the person who runs the platform.
error-refused-title = This is not possible for now
error-not-found-title = This page does not exist
error-not-found-text = The address may be mistyped, or the page was withdrawn. Nothing you did is lost.
error-too-many-title = Too many tries
error-too-many-text = { $minutes ->
    [one] Wait one minute, then try again.
   *[other] Wait { $minutes } minutes, then try again.
}
error-unavailable-title = The platform is catching its breath
error-unavailable-text = Nothing was half saved. Try again in a few seconds: go back, your text is still there.
error-broken-title = Something went wrong on our side
error-broken-text = It is not your fault, and nothing that was saved is lost. If it happens again, quote number { $number }.
error-way-home = Go to the home page
error-way-courses = See the courses
