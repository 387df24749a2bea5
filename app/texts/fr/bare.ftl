# Réponses qu'aucune page n'a pu préparer : méthode inconnue, envoi trop lourd, serveur occupé.

bare-home = Aller à l'accueil
bare-bad-request-title = Demande illisible
bare-bad-request-text = Le serveur n'a pas compris cette demande. Revenez à la page précédente et réessayez.
bare-forbidden-title = Accès refusé
bare-forbidden-text = Votre compte ne permet pas cette action.
bare-cross-site-title = Demande venue d'un autre site
bare-cross-site-text = Ce formulaire a été envoyé depuis une autre adresse que celle de la plateforme. Rien n'a été enregistré. Ouvrez la page ici, puis recommencez.
bare-not-found-title = Page introuvable
bare-not-found-text = Cette adresse ne mène à rien. Le lien est peut-être ancien ou incomplet.
bare-method-title = Action impossible à cette adresse
bare-method-text = Cette page se consulte, mais ne reçoit rien. Revenez à la page précédente.
bare-too-large-title = Envoi trop lourd
bare-too-large-text = Ce que vous avez envoyé dépasse la taille acceptée. Rien n'a été enregistré : allégez le fichier ou le texte, puis recommencez.
bare-media-type-title = Format non accepté
bare-media-type-text = Le serveur ne lit pas ce format d'envoi.
bare-slow-title = Envoi interrompu
bare-slow-text = L'envoi a pris trop de temps. Vérifiez votre connexion, puis recommencez.
bare-too-many-title = Trop d'essais
bare-too-many-text = Patientez un peu avant de recommencer.
bare-busy-title = Serveur occupé
bare-busy-text = Le serveur ne peut pas répondre à cet instant. Rien n'a été enregistré. Réessayez dans quelques secondes.
bare-broken-title = Une erreur est survenue
bare-broken-text = La page n'a pas pu être préparée. Ce n'est pas de votre fait. Réessayez dans un instant.
bare-broken-number = La page n'a pas pu être préparée. Ce n'est pas de votre fait. Si vous nous écrivez, indiquez le numéro { $number }.
