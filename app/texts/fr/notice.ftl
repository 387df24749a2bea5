# Les notifications, et les courriels qui les portent.

notices-title = Notifications
notices-menu = { $count ->
    [0] Notifications
    [one] Notifications, { $count } nouvelle
   *[other] Notifications, { $count } nouvelles
}
notices-filter = Filtrer les notifications
notices-all = Toutes
notices-new-count = { $count ->
    [0] Nouvelles
   *[other] Nouvelles ({ $count })
}
notices-new = Nouvelle
notices-act = À faire
notices-when = { $topic } – { $at }
notices-read-all = Tout marquer comme lu
notices-choose = Choisir les courriels reçus
notices-none = Rien de nouveau
notices-none-text = Ce qui vous concerne arrivera ici : une proposition, une réponse, une échéance.
notices-column-day = Date
notices-column-topic = Sujet
notices-column-text = Notification
notices-column-read = Lue le

account-notices = Notifications par courriel
preferences-lead = Tout ce qui vous concerne est dans vos notifications. Choisissez ce qui vous est aussi envoyé par courriel.
preferences-general = Résumé
preferences-general-hint = Un seul courriel réunit ce qui n'attend rien de vous. Le résumé hebdomadaire part le lundi matin.
preferences-each = Sujet par sujet
preferences-default = Réglage habituel
preferences-list = Voir mes notifications
rhythm-at-once = Tout de suite
rhythm-daily = Chaque jour
rhythm-weekly = Chaque semaine
rhythm-never = Jamais

unsubscribe-title = Ne plus recevoir ces courriels
unsubscribe-text = Sujet : { $topic }. Vous garderez les notifications sur la plateforme ; seuls les courriels s'arrêtent.
unsubscribe-digest = le résumé de vos notifications
unsubscribe-send = Arrêter ces courriels
unsubscribe-done = C'est fait
unsubscribe-done-text = Vous ne recevrez plus ces courriels. Sujet : { $topic }. Les notifications restent sur la plateforme.
unsubscribe-unknown = Ce lien ne sert plus
unsubscribe-unknown-text = Il est incomplet, ou il ne vient pas de cette plateforme. Connectez-vous pour choisir les courriels que vous recevez.

notice-topic-nomination = Nominations
notice-topic-need = Besoins
notice-topic-survey = Enquêtes
notice-topic-bulletin = Bulletins du référent
notice-topic-project = Projets
notice-topic-advice = Demandes de conseil
notice-topic-module = Modules de l'atelier
notice-topic-report = Bilans
notice-topic-network = Réseau des référents
notice-topic-school = Établissements
notice-topic-import = Imports
notice-topic-role = Rôles
notice-topic-data = Données personnelles
notice-topic-account = Compte
notice-topic-other = Autres sujets

notice-other = Il y a du nouveau pour vous.

mail-news-subject = { $count ->
    [one] { $platform } : { $count } nouvelle
   *[other] { $platform } : { $count } nouvelles
}
mail-news-hello = Bonjour { $name },
mail-news-act = votre réponse est attendue
mail-news-more = { $count ->
    [one] Et { $count } autre, sur la plateforme.
   *[other] Et { $count } autres, sur la plateforme.
}
mail-news-stop = Ne plus recevoir de courriels à ce sujet : { $topic }
mail-news-choose = Choisir les courriels que je reçois

fait-notifications = Vos choix sont enregistrés.
fait-notifications-lues = Toutes vos notifications sont marquées comme lues.

fault-notice-topic = Choisissez un sujet de la liste.
notice-topic-letter = Lettres de mission
notice-topic-handover = Reprises de mandat
notice-topic-accompaniment = Accompagnements
notice-module-published = { $who } a publié un module pour l'établissement : « { $title } ».
notice-module-submitted = { $who } propose un module à relire : « { $title } ».
notice-module-returned = Votre module « { $title } » vous est rendu avec un commentaire.
notice-module-validated = Votre module « { $title } » est validé : vous pouvez le publier.
