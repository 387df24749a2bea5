# Courriels envoyés par la plateforme.

mail-automatic = Ce message est envoyé automatiquement : il n'est pas possible d'y répondre.

mail-invitation-subject = Votre accès à { $platform }
mail-invitation-hello = Bonjour { $name },
mail-invitation-body = Un compte vous attend sur { $platform }, la plateforme de formation des enseignants. Pour l'ouvrir, choisissez votre mot de passe.
mail-invitation-button = Choisir mon mot de passe
mail-invitation-note = Ce lien sert une seule fois et reste valable quatorze jours. Si vous n'attendiez pas ce message, vous pouvez l'ignorer : rien ne se passera.

mail-reset-subject = Votre mot de passe sur { $platform }
mail-reset-hello = Bonjour { $name },
mail-reset-body = Vous avez demandé à changer votre mot de passe. Suivez ce lien pour en choisir un nouveau.
mail-reset-button = Choisir un nouveau mot de passe
mail-reset-note = Ce lien sert une seule fois et reste valable trente minutes. Si la demande ne vient pas de vous, ignorez ce message : votre mot de passe ne change pas.

mail-erased-subject = Vos données ont été effacées de { $platform }
mail-erased-hello = Bonjour { $name },
mail-erased-body = Comme vous l'avez demandé, votre compte sur { $platform } est fermé et vos données sont effacées. Vos attestations restent vérifiables par leur code.
mail-erased-button = Ce qui est gardé, et pourquoi
mail-erased-note = C'est le dernier message que vous recevez : votre adresse est effacée elle aussi.
