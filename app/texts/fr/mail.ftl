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

mail-address-subject = Confirmez votre nouvelle adresse sur { $platform }
mail-address-hello = Bonjour { $name },
mail-address-body = Cette adresse doit devenir celle de votre compte sur { $platform }. Confirmez-le en suivant ce lien.
mail-address-button = Confirmer cette adresse
mail-address-note = Ce lien sert une seule fois et reste valable trois jours. Si vous n'attendiez pas ce message, ignorez-le : rien ne change.

mail-address-changed-subject = L'adresse de votre compte sur { $platform } a changé
mail-address-changed-hello = Bonjour { $name },
mail-address-changed-body = Votre compte sur { $platform } a maintenant une autre adresse. Celle-ci ne l'ouvre plus.
mail-address-changed-button = Écrire à la plateforme
mail-address-changed-note = Si vous n'avez pas demandé ce changement, écrivez tout de suite à la personne qui administre la plateforme.
