# Mails sent by the platform.

mail-automatic = This message is sent automatically: it cannot be answered.

mail-invitation-subject = Your access to { $platform }
mail-invitation-hello = Hello { $name },
mail-invitation-body = An account is waiting for you on { $platform }, the training platform for teachers. To open it, choose your password.
mail-invitation-button = Choose my password
mail-invitation-note = This link works once and is good for fourteen days. If you did not expect this message, you can ignore it: nothing will happen.

mail-reset-subject = Your password on { $platform }
mail-reset-hello = Hello { $name },
mail-reset-body = You asked to change your password. Follow this link to choose a new one.
mail-reset-button = Choose a new password
mail-reset-note = This link works once and is good for thirty minutes. If you did not ask for it, ignore this message: your password does not change.

mail-erased-subject = Your data were erased from { $platform }
mail-erased-hello = Hello { $name },
mail-erased-body = As you asked, your account on { $platform } is closed and your data are erased. Your attestations can still be checked by their code.
mail-erased-button = What is kept, and why
mail-erased-note = This is the last message you receive: your address is erased too.

mail-address-subject = Confirm your new address on { $platform }
mail-address-hello = Hello { $name },
mail-address-body = This address is to become that of your account on { $platform }. Confirm it by following this link.
mail-address-button = Confirm this address
mail-address-note = This link serves once and holds for three days. If you did not expect this message, ignore it: nothing changes.

mail-address-changed-subject = The address of your account on { $platform } has changed
mail-address-changed-hello = Hello { $name },
mail-address-changed-body = Your account on { $platform } has another address now. This one does not open it any more.
mail-address-changed-button = Write to the platform
mail-address-changed-note = If you did not ask for this change, write at once to the person who runs the platform.
