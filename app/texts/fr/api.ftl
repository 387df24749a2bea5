# L'API : ce qu'un programme reçoit quand une demande n'aboutit pas, et la page qui liste les opérations.

api-unreadable-title = Demande illisible
api-unreadable-text = Cette demande n'a pas la forme attendue. Rien n'a été enregistré.
api-unauthorized-title = Jeton nécessaire
api-unauthorized-text = Cette opération demande un jeton d'accès. Créez-en un dans votre compte, puis envoyez-le dans l'en-tête Authorization.
api-bad-token = Ce jeton n'est pas valable : il est inconnu, expiré ou révoqué.
api-forbidden-title = Accès refusé
api-forbidden-text = Votre compte ne permet pas cette opération.
api-not-found-title = Introuvable
api-not-found-text = Il n'y a rien à cette adresse.
api-method-title = Méthode non acceptée
api-method-text = Cette adresse n'accepte pas cette méthode. Voyez l'en-tête Allow.
api-conflict-title = État changé entre-temps
api-conflict-text = Quelque chose a changé depuis votre lecture. Relisez, puis recommencez.
api-too-large-title = Envoi trop lourd
api-too-large-text = Cet envoi dépasse la taille acceptée. Rien n'a été enregistré.
api-media-type-title = Format non accepté
api-media-type-text = Envoyez du JSON, avec l'en-tête Content-Type: application/json.
api-refused-title = Refusé
api-refused-text = Une règle ne permet pas cette opération dans cet état.
api-invalid-title = Contenu à corriger
api-too-many-title = Trop de demandes
api-too-many-text = Patientez un peu avant de recommencer.
api-unavailable-title = Service occupé
api-unavailable-text = Le serveur ne peut pas répondre à cet instant. Rien n'a été enregistré. Réessayez dans quelques secondes.
api-broken-title = Une erreur est survenue
api-broken-text = L'opération n'a pas pu aboutir. Ce n'est pas de votre fait.

api-list-title = L'API de Préau
api-list-lead = Lire le catalogue, suivre un parcours, retrouver ses attestations : tout ce que les pages permettent, pour un programme.
api-list-token = Les opérations marquées d'un jeton demandent l'en-tête « Authorization: Bearer » avec un jeton créé dans votre compte.
api-list-document = La description complète, au format OpenAPI 3.1
api-list-needs-token = jeton
api-list-path = Adresse
api-list-does = Opération

fault-page-number = Donnez un numéro de page à partir de 1.
fault-page-size = Donnez un nombre de lignes entre 1 et { $max }.
fault-answer-shape = Cette question attend une réponse dans « { $wanted } ».
fault-answer-key = Ce choix n'existe pas ici, ou plus. Relisez la page, puis répondez de nouveau.
