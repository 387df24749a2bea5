# Le cockpit du référent, missions 1a à 2c, et ce que l'établissement en voit.

nav-referent = Référent
mission-1a = Informer sur le numérique
mission-1b = Recueillir les besoins de formation
mission-1c = Accompagner les enseignants
mission-1d = Faire émerger des projets
mission-2a = Aider au pilotage
mission-2b = Conseiller le chef d'établissement
mission-2c = Faire vivre le réseau

cockpit-title = Mon activité de référent
cockpit-choose = Choisissez l'établissement
cockpit-other-school = Changer d'établissement
cockpit-my-year = Mon année
cockpit-my-time = Temps noté cette année : { $time }
cockpit-year = Année scolaire
cockpit-state = État
cockpit-all-states = Tous les états
cockpit-filter = Afficher
cockpit-save = Enregistrer
cockpit-export = Exporter la liste
cockpit-no-names = Aucun nom de collègue ni d'élève.
cockpit-date-column = Date
cockpit-done-bulletins = { $count ->
    [0] Aucun bulletin publié cette année
    [one] { $count } bulletin publié, { $reads ->
        [one] { $reads } lecture
       *[other] { $reads } lectures
    }
   *[other] { $count } bulletins publiés, { $reads ->
        [one] { $reads } lecture
       *[other] { $reads } lectures
    }
  }
cockpit-next = À faire maintenant
cockpit-next-none = Rien n'attend. Un collègue aidé aujourd'hui ? Dix secondes suffisent pour le noter.
tice-none-discipline = Aucun accompagnement noté cette année-là.
tice-none-project = Aucun projet cette année-là.
cockpit-done-needs = Enquêtes, besoins exprimés et synthèse.
cockpit-open-needs = Voir les besoins
cockpit-done-accompaniments = { $count ->
    [0] Aucun accompagnement noté
    [one] { $count } accompagnement, { $time }, { $people } personnes comptées
   *[other] { $count } accompagnements, { $time }, { $people } personnes comptées
  }
cockpit-done-projects = { $count ->
    [0] Aucun projet cette année
    [one] { $count } projet cette année
   *[other] { $count } projets cette année
  }
cockpit-done-steering = Les chiffres du numérique dans l'établissement, pour vous et votre direction.
cockpit-done-advice = { $count ->
    [0] Aucun échange conclu cette année
    [one] { $count } échange conclu cette année
   *[other] { $count } échanges conclus cette année
  }
cockpit-done-network = Référents du bassin et de l'académie, interlocuteurs, questions.
cockpit-waiting = { $count ->
    [one] { $count } demande en attente
   *[other] { $count } demandes en attente
  }
cockpit-ideas = { $count ->
    [one] { $count } idée à mûrir
   *[other] { $count } idées à mûrir
  }
cockpit-unanswered = { $count ->
    [one] { $count } échange sans réponse
   *[other] { $count } échanges sans réponse
  }
cockpit-see-requests = Voir les demandes
cockpit-see-ideas = Voir les idées
cockpit-see-advice = Voir les échanges

bulletin-list = Bulletins
bulletin-new = Écrire un bulletin
bulletin-none = Aucun bulletin
bulletin-none-text = Un bulletin est court : une information, un lien, ce que chacun peut en faire.
bulletin-title = Titre
bulletin-body = Texte
bulletin-body-hint = Une ligne vide sépare les paragraphes ; « - » en début de ligne fait une liste ; les adresses deviennent des liens.
bulletin-publish = Publier pour l'établissement
bulletin-published-on = Publié le
bulletin-reads = Lectures
bulletin-read-count = { $count ->
    [0] Personne ne l'a encore lu.
    [one] { $count } personne l'a lu.
   *[other] { $count } personnes l'ont lu.
  }
bulletin-read-note = La lecture est comptée sans votre nom.
bulletin-see = Voir le bulletin comme les collègues
bulletin-edit = Corriger ce bulletin
bulletin-withdraw = Retirer ce bulletin
bulletin-withdraw-text = Les collègues ne le verront plus. Le nombre de lectures est gardé.
bulletin-withdraw-now = Retirer
bulletin-state-draft = Brouillon
bulletin-state-published = Publié
bulletin-state-withdrawn = Retiré
bulletins-title = Bulletins de l'établissement
bulletins-none = Aucun bulletin
bulletins-none-text = Votre référent n'a encore rien publié cette année.
bulletins-none-year = Rien n'a été publié cette année-là.

accompany-title = Accompagnements
accompany-requests = Demandes et rendez-vous
accompany-log = Noter un accompagnement
accompany-day = Date
accompany-minutes = Minutes
accompany-time = Durée
accompany-people = Personnes
accompany-any-discipline = Toutes disciplines
accompany-topic = Sujet
accompany-note = Note
accompany-save = Noter
accompany-export = Exporter l'année
accompany-none = Rien de noté ce mois-ci
accompany-none-text = Date, minutes, personnes, sujet : dix secondes suffisent.
accompany-plan = Convenir d'un jour
accompany-planned-day = Jour prévu
accompany-plan-save = Prévoir ce jour
accompany-done = C'est fait
accompany-correct = Corriger
accompany-cancel = Annuler la demande
accompany-reason = Raison
accompany-reason-hint = La personne qui a demandé la lira.
accompany-state-asked = Demandé
accompany-state-planned = Prévu
accompany-state-done = Fait
accompany-state-cancelled = Annulé

ask-title = Demander un accompagnement
ask-lead = Votre demande arrive à { $names }.
ask-nobody = L'établissement n'a pas de référent en ce moment. Votre demande attendra sa nomination.
ask-topic = Sur quoi souhaitez-vous être accompagné ?
ask-note = Précisions
ask-note-hint = Vos disponibilités, la classe, l'outil. Aucun nom d'élève.
ask-send = Envoyer la demande
ask-mine = Mes demandes
ask-take-back = Retirer

fait-bulletin-enregistre = Bulletin enregistré.
fait-bulletin-publie = Bulletin publié. Les collègues l'apprendront dans leur prochain récapitulatif.
fait-bulletin-retire = Bulletin retiré.
fait-accompagnement = C'est noté.
fait-demande-envoyee = Demande envoyée à votre référent.

refusal-cockpit-no-such-move = Cette étape n'est plus possible : l'état a changé. Rechargez la page.
refusal-cockpit-changed = Quelqu'un d'autre vient de modifier cette fiche. Votre texte est gardé ci-dessous : rechargez la page dans un autre onglet pour comparer.
refusal-cockpit-asked-already = Vous avez déjà une demande ouverte sur ce sujet.
refusal-cockpit-project-same = Vous avez déjà proposé une idée sous ce titre.
refusal-cockpit-project-bare = Avant de soumettre le projet, dites les classes et les outils dans sa fiche.
refusal-cockpit-question-same = Votre question sous ce titre est encore ouverte.
refusal-cockpit-question-closed = Cette question est close.
fault-cockpit-missing = Remplissez ce champ.
fault-cockpit-too-long = { $max } caractères au plus.
fault-cockpit-number = Un nombre entier entre { $min } et { $max }.
fault-cockpit-date = Une date, par exemple 2026-11-24.
fault-cockpit-date-year = Cette date n'est pas dans l'année scolaire en cours.
fault-cockpit-future = Cette date n'est pas encore passée.
fault-cockpit-past = Cette date est passée.
fault-cockpit-project-unknown = Ce projet n'est pas de cet établissement.
fault-cockpit-course-unknown = Choisissez un parcours de la liste.
fault-cockpit-mail = Une adresse électronique contient « @ ».
fault-cockpit-no-way = Donnez une adresse ou un téléphone.

notice-bulletin-published = Nouveau bulletin de { $school } : { $title }
notice-accompaniment-asked = Un accompagnement vous est demandé : { $title }
notice-accompaniment-planned = Votre accompagnement est prévu : { $title }
notice-accompaniment-cancelled = Votre demande d'accompagnement est annulée : { $title }
notice-project-proposed = Nouvelle idée de projet : { $title }
notice-project-submitted = Votre avis est attendu sur un projet : { $title }
notice-project-moved = Votre projet a avancé : { $title }
notice-project-opinion = La direction a donné son avis : { $title }
notice-advice-sent = Une réponse est attendue de vous : { $title }
notice-advice-answered = Vous avez une réponse : { $title }
notice-network-reply = Nouvelle réponse à votre question : { $title }

project-list = Projets pédagogiques
project-new = Proposer une idée
project-new-text = Une idée suffit : le référent aide à la mettre en forme, la direction donne son avis.
project-propose = Proposer
project-none = Aucun projet
project-none-text = Une première idée ? Proposez-la, même en deux lignes.
project-title = Titre
project-summary = Idée
project-summary-hint = Ce que feront les élèves, et ce que le numérique y apporte. Aucun nom d'élève.
project-classes = Classes
project-tools = Outils et ressources
project-course = Parcours en ligne lié
project-no-course = Aucun
project-proposer = Proposé par
project-state-idea = Idée
project-state-submitted = Soumis à la direction
project-state-supported = Soutenu
project-state-running = En cours
project-state-reviewed = Bilan fait
project-state-stopped = Arrêté
project-event-submit = Soumettre à la direction
project-event-start = Démarrer
project-event-review = Enregistrer le bilan
project-event-stop = Arrêter le projet
project-event-resume = Reprendre l'idée
project-opinion-yes = Avis favorable de la direction
project-opinion-no = La direction demande de revoir le projet
project-give-opinion = Votre avis
project-opinion-text = Remarque
project-opinion-hint = Nécessaire pour demander de revoir le projet : dites ce qui manque.
project-support = Soutenir le projet
project-send-back = Demander de le revoir
project-review = Bilan
project-stopped = Projet arrêté
project-next = Étape suivante
project-text = Bilan, ou raison de l'arrêt
project-text-hint = Nécessaire pour le bilan et pour arrêter le projet.
project-edit = Modifier la fiche
project-history = Histoire du projet

advice-list = Conseils et questions
advice-lead = { $name } : entre la direction et ses référents, sans autre lecteur.
advice-none = Aucun échange
advice-none-text = Une question d'organisation, un avis avant une décision : écrivez-la ici, la réponse garde sa date.
advice-new-question = Demander un avis au référent
advice-new-note = Écrire une note à la direction
advice-title = Objet
advice-body = Texte
advice-send = Envoyer
advice-keep = Garder le brouillon
advice-answer = Réponse
advice-answer-send = Répondre
advice-state-draft = Brouillon
advice-state-sent = En attente de réponse
advice-state-answered = Répondu

fait-projet = Projet enregistré.
fait-echange = C'est enregistré.
journal-title = Journal d'activité
journal-offered = { $count ->
    [one] { $count } entrée proposée à accepter
   *[other] { $count } entrées proposées à accepter
  }
journal-accept-all = { $count ->
    [one] Accepter l'entrée proposée
   *[other] Accepter les { $count } entrées proposées
  }
journal-accept = Accepter
journal-dismiss = Écarter
journal-mission = Mission
journal-all-missions = Toutes les missions
journal-entries = Entrées
journal-time = Temps par mission
journal-none = Rien pour le moment
journal-none-text = Ce que vous faites ici est proposé au journal : un bulletin publié, un accompagnement, un projet qui avance.
journal-add = Ajouter une entrée
journal-what = Ce qui a été fait
journal-write = Ajouter
journal-state-offered = Proposée
journal-state-accepted = Acceptée
journal-state-dismissed = Écartée
fait-journal = Journal mis à jour.

tice-title = Le numérique en chiffres : { $name }
tice-open = Voir les chiffres
tice-staff = Personnels en poste
tice-hours = Temps d'accompagnement
tice-people = Personnes accompagnées (une personne vue deux fois compte deux fois)
tice-by-discipline = Accompagnement par discipline
tice-projects-by-state = Projets par état
tice-note = Ces chiffres comptent ce qui a été fait. Ils ne montrent ni note, ni résultat, ni nom.
tice-figure = Indicateur
tice-value = Valeur

report-title = Bilan annuel
report-of = Bilan annuel { $year }
report-referent = Référent
report-advice = Conseils répondus sur demandés
report-letter = Missions de la lettre
report-scheme = Régime indemnitaire
report-difficulties = Difficultés rencontrées
report-wishes = Souhaits pour l'an prochain
report-remarks = Autres remarques
report-head-remark = Remarque de la direction
report-submit = Envoyer à la direction
report-submit-text = À l'envoi, les chiffres sont figés tels qu'ils sont ci-dessus.
report-returned = Bilan renvoyé : à revoir
report-see-offered = Les voir
report-submitted-on = Envoyé le
report-countersigned-on = Contresigné le
report-received-on = Reçu le
report-countersign = Contresigner
report-receive = Accuser réception
report-return = Renvoyer au référent
report-text = Remarque, ou raison du renvoi
report-text-hint = Nécessaire pour renvoyer le bilan.
report-state-draft = Brouillon
report-state-submitted = À contresigner
report-state-countersigned = Contresigné
report-state-received = Reçu
reports-title = Bilans des référents
reports-count = { $count ->
    [0] Aucun bilan
    [one] { $count } bilan
   *[other] { $count } bilans
  }
reports-none = Aucun bilan reçu
reports-none-text = Un bilan arrive ici quand le référent l'a envoyé.
fait-bilan = Bilan enregistré.
fait-bilan-traite = C'est fait. Le référent en est informé.
refusal-cockpit-own-report = On ne signe pas son propre bilan.
notice-report-submitted = Un bilan attend votre contreseing : { $school }
notice-report-countersigned = Votre bilan est contresigné : { $school }
notice-report-received = Votre bilan est reçu par l'académie : { $school }
notice-report-returned = Votre bilan est à revoir : { $school }

network-title = Réseau des référents
network-open = Ouvrir l'annuaire
network-questions = Questions au réseau
network-ask = Poser une question
network-ask-send = Poser la question
network-export = Exporter la fiche de contacts
network-directory = Annuaire des référents
network-place = Territoire
network-whole = Toute l'académie ({ $name })
network-search = Nom ou établissement
network-count = { $count ->
    [0] Aucun référent
    [one] { $count } référent
   *[other] { $count } référents
  }
network-none = Aucun référent trouvé
network-none-text = Élargissez le territoire ou cherchez autrement.
network-no-question = Aucune question
network-no-question-text = Posez la première : d'autres ont sans doute la même.
network-replies = { $count ->
    [0] aucune réponse
    [one] { $count } réponse
   *[other] { $count } réponses
  }
network-reply = Votre réponse
network-reply-send = Répondre
network-close = Clore ma question
question-state-open = Ouverte
question-state-closed = Close
contacts-title = Interlocuteurs
contacts-none = Aucun interlocuteur n'est encore enregistré.
contacts-add = Ajouter un interlocuteur
contacts-change = Modifier
contacts-remove = Retirer de la liste
contacts-duty = Fonction
contacts-duty-hint = CTICE, DAN, service informatique de la collectivité…
contacts-phone = Téléphone
fait-contact = Interlocuteurs mis à jour.
fait-question = C'est enregistré.
hub-reports-text = Recevoir les bilans contresignés, les renvoyer avec une raison, exporter la liste.
hub-network-text = Annuaire des référents, interlocuteurs, questions.
school-digital = L'année du numérique
