# Home page of a visitor
home-title = Train, one page at a time
home-lead = Short courses written by secondary-school teachers. You read, you try it in class, and you keep a record of what you followed.
home-all-courses = See all courses
home-featured = To follow now
home-how = How it works
home-step-1 = Choose a course
home-step-1-text = Its sheet says what you will be able to do, how long it takes and who wrote it.
home-step-2 = Go on when you can
home-step-2-text = Ten minutes between two lessons, on your phone or at your desk. You always resume where you were.
home-step-3 = Keep your attestation
home-step-3-text = You receive it as soon as the course is completed, with its hours. It stays yours.
home-promise = An attestation that anyone can check
home-promise-text = It states what you followed, in how many hours and in which version of the course.
home-promise-1 = A short code, which your school or authority can check online.
home-promise-2 = Your name is not on the public page: only your initials.
home-promise-3 = A digital signature: it can be verified even without this platform.
home-check = Check an attestation
home-sample = Sample attestation
home-sample-kind = Attestation of attendance
home-sample-hours = { $hours } remotely
home-sample-note = Sample: this code belongs to nobody.

# My page
mine-title = My page
mine-hello = Hello { $name }
mine-next = Your next step
mine-next-page = Page { $place } of { $count }: { $title }
mine-empty-title = Choose your first course
mine-empty-text = You follow it at your own pace. It waits for you here, at the page where you left it.
mine-choose = Choose a course
mine-others = Also under way
mine-record = What you have followed
mine-record-all = See all my training
mine-hours = Year { $year }
mine-completed = { $count ->
    [0] No course completed yet.
    [one] One course completed in all.
   *[other] { $count } courses completed in all.
}
mine-attestation = Completed on { $date }, { $hours }
mine-attestation-open = Open the attestation
mine-suggestions = For you
