# Besoins de formation : les dire, y répondre, les compter.

nav-needs = Besoins
needs-title = Mes besoins de formation
needs-rooms = Autres pages des besoins
needs-back = Revenir à mes besoins
needs-mine = Ce que j'ai demandé
needs-none = Vous n'avez encore rien demandé
needs-none-text = Un sujet, un niveau, et c'est dit : votre référent le reçoit aussitôt, et vous suivez ici ce qu'il devient.
needs-count = { $count ->
    [one] 1 besoin
   *[other] { $count } besoins
}
needs-colleagues = Ce que demandent mes collègues
needs-colleagues-text = Les noms ne sont pas affichés. « Moi aussi » ajoute une voix, sans le vôtre.
needs-living = En cours
needs-all-states = Tous
needs-export = Télécharger (CSV)
needs-year = Année scolaire
need-no-school-text = Les besoins se disent dans un établissement où vous enseignez. Si le vôtre n'apparaît pas, écrivez à la personne qui administre la plateforme.

# Dire un besoin
need-new-title = Dire un besoin
need-new-lead = Deux minutes suffisent. Votre référent le reçoit et vous répond ici.
need-theme = Thème
need-theme-choose = Choisir un thème
need-discipline = Discipline
need-discipline-choose = Choisir une discipline
need-level = Niveau souhaité
need-level-initiation = Initiation
need-level-deepening = Approfondissement
need-level-expertise = Expertise
need-modality = Forme souhaitée
need-modality-any = Indifférent
need-modality-onsite = En présentiel
need-modality-remote = À distance
need-modality-blended = Hybride
need-urgency = Pour quand
need-urgency-year = Cette année
need-urgency-term = Ce trimestre
need-urgency-soon = Dès que possible
need-body = Précisions
need-text-hint = { $max } caractères au plus. Pas de noms d'élèves, ni rien qui permette de les reconnaître.
need-team = Équipe
need-team-hint = Si vous parlez pour plusieurs : « Équipe de SVT ».
need-send = Envoyer
need-cancel = Annuler
need-who-reads = Votre référent lit votre nom et vos précisions. Votre chef d'établissement lit le thème, sans nom. Au-dessus de l'établissement, rien que des nombres.

# Suivre un besoin
need-state = État
need-state-open = Envoyé
need-state-acknowledged = Pris en compte
need-state-forwarded = Transmis
need-state-answered = Répondu
need-state-closed = Clos
need-next-open = Votre besoin attend le référent de l'établissement.
need-next-acknowledged = Le référent s'en occupe : vous recevrez sa réponse.
need-next-forwarded = Transmis à { $name }, sans votre nom. La réponse arrivera ici.
need-next-answered = Cette réponse ne convient pas ? Vous avez { $days } jours pour rouvrir le besoin.
need-next-closed = Ce besoin est clos. Vous pouvez en dire un autre.
need-next-closed-own = Vous avez clos ce besoin.
need-way = Parcours du besoin
need-way-stated = Envoyé le { $date }
need-way-acknowledged = Pris en compte le { $date }
need-way-forwarded = Transmis à { $name } le { $date }
need-way-answered = Répondu le { $date }
need-way-closed = Clos le { $date }
need-answer = Réponse
need-answer-course = Un parcours en ligne
need-answer-accompaniment = Un accompagnement
need-answer-information = Une information
need-answer-session = Une session
need-reason = Raison
need-reopen = Rouvrir
need-close-own = Je n'en ai plus besoin
need-close-why = Pourquoi ?
need-close-send = Clore ce besoin
need-wish = Moi aussi
need-wish-back = Retirer ma voix
need-wishes = { $count ->
    [one] 1 collègue le souhaite aussi
   *[other] { $count } collègues le souhaitent aussi
}
need-wishes-head = Moi aussi

# Le référent
needs-desk-title = Besoins de l'établissement
needs-desk-none = Rien ne vous attend
needs-desk-none-text = Aucun besoin ne correspond. Changez les filtres, ou lancez une enquête.
need-any-theme = Tous les thèmes
need-any-discipline = Toutes les disciplines
need-author = Qui
need-date = Date
need-asked = La demande
need-from-survey = Ce besoin vient d'une enquête.
need-take = Prendre en compte
need-take-text = Son auteur saura que vous vous en occupez.
need-answer-title = Répondre
need-answer-kind = Vous proposez
need-answer-text = Votre réponse
need-answer-send = Envoyer la réponse
need-course-none = Aucun parcours
need-forward-title = Transmettre
need-forward-text = Seuls le thème et le nombre de demandes sont transmis : ni le nom, ni les précisions.
need-above = À qui
need-above-basin = Au bassin
need-above-academy = À l'académie
need-forward-send = Transmettre
need-close-title = Clore sans réponse
need-close-hint = { $max } caractères au plus. La personne qui a demandé lit cette raison. Pour une panne ou du matériel, indiquez le bon contact.

# Enquêtes
surveys-title = Enquêtes
surveys-waiting = Enquêtes ouvertes
surveys-none = Aucune enquête
surveys-none-text = Une enquête demande à tous les enseignants de l'établissement, en une fois, ce qu'il leur faut.
enquiry-new-title = Nouvelle enquête
enquiry-new-lead = Les thèmes sont ceux de la liste : chacun coche les siens en deux minutes. Rien ne part avant que vous n'ouvriez l'enquête.
enquiry-title = Titre
enquiry-title-default = Vos besoins de formation au numérique
enquiry-message = Message aux collègues
enquiry-closes-on = Répondre avant le
enquiry-closes-on-hint = Date annoncée. Vous fermez l'enquête vous-même.
enquiry-write = Préparer l'enquête
enquiry-edit = Modifier l'enquête
enquiry-save = Enregistrer
enquiry-discard = Supprimer le brouillon
enquiry-stage-draft = Brouillon
enquiry-stage-open = Ouverte
enquiry-stage-closed = Fermée
enquiry-stage-summarised = Synthèse prête
enquiry-stage-sent = Synthèse envoyée
enquiry-rate = { $answered ->
    [one] 1 réponse
   *[other] { $answered } réponses
} pour { $invited ->
    [one] 1 enseignant
   *[other] { $invited } enseignants
}
enquiry-open = Ouvrir l'enquête
enquiry-open-text = { $count ->
    [one] 1 enseignant de l'établissement sera prévenu.
   *[other] Les { $count } enseignants de l'établissement seront prévenus.
}
enquiry-close = Fermer l'enquête
enquiry-close-text = Plus personne ne pourra répondre. Les réponses signées deviendront des besoins à traiter, les réponses anonymes seront seulement comptées.
enquiry-summarise = Faire la synthèse
enquiry-summarise-text = Les nombres par thème et discipline sont calculés puis figés. Les cases de moins de 5 réponses sont réunies sous « Autres ».
enquiry-send-title = Envoyer la synthèse
enquiry-send-text = Votre chef d'établissement, le bassin et l'académie la recevront : des nombres, aucun nom.
enquiry-send = Envoyer la synthèse
enquiry-sent-text = La synthèse est partie. L'enquête est terminée.
enquiry-conclusion = Ce que vous en retenez
enquiry-summary = Synthèse
enquiry-words = Précisions des réponses anonymes
enquiry-until = jusqu'au { $date }
enquiry-answer = Répondre
enquiry-go-on = Continuer ma réponse
enquiry-see = Revoir
enquiry-answered = Vous avez répondu
enquiry-themes = Quels thèmes vous seraient utiles ?
enquiry-themes-hint = Choisissez un niveau pour chaque thème souhaité, laissez les autres.
enquiry-not-wanted = Pas souhaité
enquiry-how = Votre réponse
enquiry-how-named = Signée
enquiry-how-named-hint = Le référent voit votre nom et peut vous répondre. Modifiable jusqu'à la fermeture.
enquiry-how-anonymous = Anonyme
enquiry-how-anonymous-hint = Rien ne la relie à vous : une fois envoyée, elle ne peut plus être retrouvée ni modifiée.
enquiry-send-answer = Envoyer ma réponse
enquiry-keep = Garder pour plus tard
enquiry-sealed-title = Vous avez répondu anonymement
enquiry-sealed = Votre réponse ne peut plus être retrouvée, même pour vous la montrer. Merci.
enquiry-over-title = Cette enquête est fermée
enquiry-over = Elle ne prend plus de réponses. Vous pouvez dire un besoin à tout moment de l'année.
enquiry-draft-title = Voici ce que vous aviez saisi
enquiry-draft = Rien n'est encore envoyé. Vous seul le voyez.
enquiry-named-title = Votre réponse est enregistrée
enquiry-named = Vous pouvez encore la modifier ci-dessous.

# Chiffres
needs-school-title = Synthèse de l'établissement
needs-school-figures = Demandes en { $year }
needs-school-living = Besoins en cours
needs-school-living-none = Aucun besoin n'attend.
needs-school-nameless = Sans les noms, ni les disciplines qui les diraient.
needs-school-surveys = Enquêtes
needs-territory-title = Besoins du territoire
territory-place = Lieu
territory-mine = Territoire
territory-none = Trop peu de demandes
territory-total = demandes – { $place }, { $year }
territory-by-theme = Par thème
territory-by-unit = Par lieu
territory-by-unit-theme = Par lieu : { $theme }
territory-by-discipline = Par discipline
figures-requests = Demandes
figures-total = Total
figures-masked = masqué
figures-masked-text = « masqué » : moins de 5 personnes, ou un chiffre qui permettrait d'en retrouver un tel par soustraction. Les thèmes demandés par moins de 5 personnes sont réunis sous « Autres ».
figures-definition = Une demande : une personne, un établissement, un thème, une discipline, dans l'année scolaire, « moi aussi » et réponses aux enquêtes fermées compris.
figures-few = moins de 5
figures-others = Autres
figures-others-detail = Cases de moins de 5
figures-gathered = Les cases de moins de 5 personnes sont réunies sous « Autres ».
figures-too-few = Moins de 5 demandes en tout : rien n'est affiché.
figures-none = Aucune demande pour l'instant.

# Besoins transmis
needs-forwarded-title = Besoins transmis
needs-forwarded-lead = Ce que les référents vous ont transmis : un thème et un nombre, jamais un nom. Votre réponse part à toutes les personnes concernées.
forwarded-count = { $count ->
    [one] 1 groupe de demandes
   *[other] { $count } groupes de demandes
}
forwarded-none = Rien n'attend
forwarded-none-text = Les besoins que les référents transmettront apparaîtront ici.
forwarded-people = Personnes
forwarded-since = Depuis
forwarded-since-date = depuis le { $date }
forwarded-asked = { $count ->
    [one] 1 personne
   *[other] { $count } personnes
}
forwarded-asked-few = Moins de 5 personnes
forwarded-answer = Répondre à toutes
forwarded-close = Clore avec une raison

# Thèmes
need-themes-title = Thèmes des besoins
need-themes-lead = La liste fermée dans laquelle on dit un besoin. Un thème retiré n'est plus proposé ; il garde son nom sur les besoins déjà dits.
theme-label-fr = Nom en français
theme-label-en = Nom en anglais
theme-active = Proposé
theme-retired = Retiré
theme-change = Modifier
theme-change-title = Modifier le thème
theme-new = Ajouter un thème
theme-offered = Proposé
theme-offered-hint = Décochez pour retirer le thème de la liste.
theme-save = Enregistrer

# Ce qui vient d'être fait
fait-besoin-dit = Votre besoin est envoyé. Votre référent est prévenu.
fait-besoin-ferme = Le besoin est clos.
fait-besoin-rouvert = Le besoin est rouvert. Votre référent est prévenu.
fait-souhait = Votre voix est comptée.
fait-souhait-retire = Votre voix est retirée.
fait-besoin-pris = Besoin pris en compte. Son auteur est prévenu.
fait-besoin-repondu = Votre réponse est envoyée.
fait-besoin-transmis = Le besoin est transmis, sans nom.
fait-groupe-repondu = Votre réponse est envoyée à toutes les personnes concernées.
fait-groupe-ferme = Les besoins sont clos. Chaque personne lira la raison.
fait-reponse-gardee = Votre saisie est gardée. Rien n'est encore envoyé.
fait-enquete-repondue = Votre réponse est envoyée. Merci.
fait-enquete-ecrite = L'enquête est enregistrée.
fait-enquete-supprimee = Le brouillon est supprimé.
fait-enquete-ouverte = L'enquête est ouverte.
fait-enquete-fermee = L'enquête est fermée.
fait-enquete-resumee = La synthèse est prête.
fait-enquete-envoyee = La synthèse est envoyée.
fait-theme = La liste des thèmes est à jour.

# Avis
notice-need-stated = Un besoin a été dit à { $school } : { $theme }.
notice-need-reopened = Un besoin a été rouvert : { $theme }. La réponse ne convenait pas.
notice-need-acknowledged = Votre référent s'occupe de votre besoin : { $theme }.
notice-need-answered = Votre besoin a une réponse : { $theme }.
notice-need-wish-answered = Un besoin que vous souhaitiez aussi a une réponse : { $theme }.
notice-need-forwarded = { $count ->
    [one] Un besoin vous a été transmis : { $theme }.
   *[other] { $count } besoins vous attendent : { $theme }.
}
notice-need-closed = Votre besoin est clos : { $theme }. Lisez la raison.
notice-survey-opened = Une enquête attend votre réponse : { $title }.
notice-survey-sent = Synthèse de l'enquête « { $title } » : { $school }.

# Refus
refusal-need-not-for-you = Ce n'est pas à vous de le faire. Adressez-vous au référent de l'établissement.
refusal-need-closed = Ce besoin est clos. Il peut être dit à nouveau.
refusal-need-answered = Ce besoin a déjà une réponse. Son auteur peut le rouvrir.
refusal-need-acknowledge-first = Prenez d'abord le besoin en compte, puis transmettez-le.
refusal-need-forwarded-already = Ce besoin est déjà transmis. Vous pouvez encore y répondre ou le clore.
refusal-need-not-forwarded = Ce besoin ne vous a pas été transmis, ou a déjà été traité.
refusal-need-not-answered = Seul un besoin qui a une réponse peut être rouvert.
refusal-need-reopen-too-late = La réponse a plus de { $days } jours. Dites un nouveau besoin.
refusal-need-no-school = Vous n'enseignez pas dans cet établissement. Choisissez l'un des vôtres.
refusal-need-exists = Vous avez déjà un besoin en cours sur ce thème et cette discipline. Suivez-le dans « Mes besoins », ou choisissez un autre thème.
refusal-need-moved = Quelqu'un vient de traiter ce besoin. Relisez-le, puis recommencez : ce que vous avez écrit est gardé.
refusal-need-group-moved = Ces besoins viennent de changer ou d'être traités. Relisez la liste, puis recommencez.
refusal-need-no-basin = Cet établissement n'est dans aucun bassin. Transmettez à l'académie.
refusal-need-wish-own = C'est votre propre besoin : il est déjà compté.
refusal-need-wish-late = Ce besoin a déjà sa réponse. Dites le vôtre s'il vous en faut une autre.
refusal-theme-moved = Quelqu'un vient de modifier ce thème. Rouvrez-le, puis recommencez.
refusal-theme-exists = Un thème porte déjà ce nom. Modifiez-le plutôt.
refusal-theme-list-full = La liste est pleine : 100 thèmes. Renommez un thème retiré.
refusal-survey-not-draft = Cette enquête n'est plus un brouillon.
refusal-survey-not-open = Cette enquête n'est pas ouverte. Vous pouvez dire un besoin à tout moment.
refusal-survey-not-closed = Fermez d'abord l'enquête, une seule synthèse en est faite.
refusal-survey-not-summarised = Faites d'abord la synthèse.
refusal-survey-moved = Quelqu'un vient de modifier cette enquête. Rouvrez la page, puis recommencez.

# Champs
fault-need-theme = Choisissez un thème de la liste.
fault-need-discipline = Choisissez une discipline, ou « Transversal ».
fault-need-level = Choisissez un niveau.
fault-need-modality = Choisissez une forme.
fault-need-urgency = Indiquez pour quand.
fault-need-text = Ce texte est trop long ({ $max } caractères au plus) ou contient un caractère invisible.
fault-need-team = Ce nom d'équipe est trop long : { $max } caractères au plus.
fault-need-answer-kind = Dites ce que vous proposez.
fault-need-answer-course = Choisissez un parcours du catalogue.
fault-need-answer-text = Écrivez votre réponse.
fault-need-above = Choisissez le bassin ou l'académie.
fault-need-close-reason = Écrivez la raison : son auteur la lira.
fault-theme-label = Écrivez un nom de { $max } caractères au plus.
fault-survey-title = Écrivez un titre de { $max } caractères au plus.
fault-survey-closes-on = Donnez une date à venir, ou laissez vide.
fault-survey-no-theme = Choisissez un niveau pour un thème au moins.
