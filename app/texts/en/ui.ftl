# Frame of the pages
skip-to-content = Go to the content
demo-label = Demonstration
demo-banner = Demonstration platform: people and their courses are invented, everything may be erased.
nav-main = Main navigation
nav-home = Home
nav-courses = Courses
nav-record = My training
nav-operate = Operations
nav-login = Log in
nav-logout = Log out
nav-account = My account
search-label = Look for a course
search-placeholder = Copyright, GeoGebra, data protection
search-go = Search
breadcrumb-label = You are here
pager-label = Pages of the list
pager-previous = Previous page
pager-next = Next page
pager-here = Page { $page } of { $pages }
footer-free = Free software, not affiliated with the French State. No tracker, no advertising.
footer-nav = Information
footer-help = Help
footer-accessibility = Accessibility: not compliant
footer-legal = Legal notice
footer-privacy = Personal data
footer-map = Site map
footer-contact = Contact
footer-check = Check an attestation
footer-glossary = Glossary
language-other = Lire en français
reading-title = Reading settings
reading-theme = Theme
reading-theme-auto = Like my device
reading-theme-light = Light
reading-theme-dark = Dark
reading-size = Text size
reading-size-normal = Normal
reading-size-large = Large
reading-size-larger = Very large
reading-spacing = Spacing
reading-spacing-wide = More space between letters, words and lines
reading-save = Apply

# Components
field-optional = (optional)
form-errors = { $count ->
    [one] One point to correct
   *[other] { $count } points to correct
}
filter-remove = Remove the filter { $label }
progress-percent = { $percent }%
progress-pages = { $pages ->
    [one] { $done } page of 1
   *[other] { $done } of { $pages } pages
}
progress-completed = Completed
disciplines-more = { $count ->
    [one] and one other discipline
   *[other] and { $count } other disciplines
}
card-found-in = Found in:

# Dates
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
