# Connexion
login-title = Se connecter
login-wanted = Connectez-vous pour continuer : vous arriverez ensuite à la page demandée.
login-pending = Connectez-vous pour continuer. Ce que vous avez saisi est gardé.
login-email = Adresse électronique
login-password = Mot de passe
login-send = Se connecter
login-forgotten = Mot de passe oublié
login-no-account = Les comptes s'ouvrent sur invitation. Si vous n'en avez pas reçu, écrivez à la personne qui administre la plateforme.

# Mots de passe
password-show = Afficher le mot de passe
password-hide = Masquer le mot de passe
password-new = Nouveau mot de passe
password-rules = Au moins { $min } caractères, difficiles à deviner. Une phrase de quatre ou cinq mots convient très bien. Les espaces et le collage sont permis.
password-strength = Solidité du mot de passe
password-rating-short = { $missing ->
    [one] Encore { $missing } caractère.
   *[other] Encore { $missing } caractères.
}
password-rating-weak = Trop facile à deviner. Ajoutez des mots sans rapport entre eux.
password-rating-fair = Presque. Ajoutez un mot.
password-rating-good = Bon mot de passe.
password-rating-excellent = Excellent mot de passe.
invitation-title = Bienvenue, { $name }
invitation-lead = Votre compte sur { $site } vous attend. Choisissez un mot de passe pour l'ouvrir.
invitation-send = Ouvrir mon compte
reset-title = Choisir un nouveau mot de passe
reset-lead = Bonjour { $name }. Vos autres connexions seront fermées.
reset-send = Changer le mot de passe
link-ended-title = Ce lien ne sert plus
link-ended-send = Recevoir un nouveau lien
forgotten-title = Mot de passe oublié
forgotten-lead = Indiquez l'adresse de votre compte. Vous recevrez un lien pour choisir un nouveau mot de passe.
forgotten-email-hint = Celle à laquelle vous avez reçu l'invitation.
forgotten-send = Recevoir le lien
forgotten-back = Revenir à la connexion

# Le compte
account-title = Mon compte
account-rooms = Pages du compte
account-profile = Profil
account-password = Mot de passe
account-logins = Mes connexions
account-tokens = Jetons d'accès
account-visibility = Ce que les autres voient de moi
profile-identity = Vous
profile-name = Nom
profile-roles = Rôles
profile-correct = Votre nom figure tel quel sur vos attestations.
profile-contact = Demander une correction
profile-post = Votre enseignement
profile-discipline = Discipline
profile-discipline-hint = Le catalogue s'ouvre sur les parcours de votre discipline.
profile-discipline-none = Non précisée
profile-school = Établissement
profile-save = Enregistrer
role-administrator = Administration de la plateforme
role-centre-trainer = Formation
role-head = Chef d'établissement
role-plan-manager = Responsable du plan de formation
role-inspector = Inspecteur
role-discipline-contact = Interlocuteur de discipline
role-national-admin = Administrateur national
role-auditor = Auditeur
change-lead = Changer de mot de passe ferme vos connexions sur les autres appareils.
change-current = Mot de passe actuel
change-send = Changer le mot de passe
logins-lead = Voici les navigateurs où votre compte est ouvert.
logins-here = Cette connexion
logins-seen = Dernière visite : { $seen }. Ouverte le { $since }.
logins-end = Fermer cette connexion
logins-end-others = Fermer toutes les autres
logins-doubt = Une connexion que vous ne reconnaissez pas ? Fermez-la.
logins-change = Puis changez de mot de passe
browser-on = { $browser } sous { $system }
browser-unknown = Navigateur inconnu
browser-unknown-on = Navigateur inconnu sous { $system }
tokens-lead = Un jeton permet à vos propres programmes de lire vos données, en votre nom. Il dure un an.
tokens-name = Nom du jeton
tokens-name-hint = Pour le reconnaître : « Mon tableur ».
tokens-create = Créer un jeton
tokens-made = Votre jeton est prêt
tokens-copy = Copiez-le maintenant : il ne sera plus jamais affiché.
tokens-living = Jetons en service
tokens-none = Vous n'avez aucun jeton.
tokens-since = Créé le { $at }.
tokens-used = Utilisé le { $at }.
tokens-never-used = Jamais utilisé.
tokens-ends = Expire le { $day }.
tokens-revoke = Révoquer

# Ce que les autres voient
visibility-lead = Votre progression et vos résultats sont à vous. Voici, ligne par ligne, qui voit quoi aujourd'hui.
visibility-what = Quoi
visibility-who = Qui le voit
visibility-learning = Inscriptions, progression, réponses et résultats
visibility-learning-who = Vous seul. Aucun rôle n'y donne accès, ni votre direction, ni l'administration.
visibility-productions = Productions et fichiers déposés
visibility-productions-who = Vous seul.
visibility-surveys = Réponses aux sondages
visibility-surveys-who = Les résultats d'un sondage sont des nombres, jamais des noms. Une réponse anonyme est gardée sans votre nom et sans l'heure. Pour les autres, le sondage le dit avant que vous ne répondiez.
visibility-identity = Nom, adresse, discipline, établissement, rôles, état du compte, jour de la dernière connexion
visibility-identity-who = Vous et l'administration de la plateforme.
visibility-attestation = Une attestation
visibility-attestation-who = Vous, et toute personne à qui vous en donnez le code : elle voit vos initiales ({ $initials }), le parcours, les dates et la durée. Si elle connaît déjà votre nom, elle peut vérifier qu'il correspond.
visibility-logins = Navigateurs et jetons d'accès
visibility-logins-who = Vous seul.
visibility-journal = Journal des actes (inscription, changement de mot de passe…), sans leur contenu
visibility-journal-who = Vous, dans l'export ci-dessous, et la personne qui exploite le serveur.
visibility-operator = La personne qui exploite le serveur a un accès technique à la base de données, pour la sauvegarder et la réparer.
visibility-data = Emporter mes données
visibility-data-text = Un fichier JSON réunit tout ce que la plateforme garde sur vous : identité, adresses, connexions, inscriptions, progression, réponses, productions, attestations et journal.
visibility-download = Télécharger mes données
visibility-rights = Vos droits sur ces données

# Les comptes, pour l'administration
members-title = Comptes
members-search = Nom ou adresse
members-state = État
members-any-state = Tous les états
members-state-invited = Invité
members-state-active = Actif
members-state-locked = Bloqué
members-state-deactivated = Désactivé
members-filter = Filtrer
members-export = Exporter en CSV
members-count = { $count ->
    [0] Aucun compte.
    [one] { $count } compte.
   *[other] { $count } comptes.
}
members-none = Aucun compte ne correspond
members-all = Voir tous les comptes
members-given-name = Prénom
members-usual-name = Nom d'usage
members-post = Discipline et établissement
members-last-login = Dernière connexion
members-acts = Agir
members-never = Jamais
members-invite-again = Relancer l'invitation
members-lock = Bloquer
members-unlock = Débloquer
invite-title = Inviter une personne
invite-lead = La personne reçoit un lien valable quatorze jours pour choisir son mot de passe.
invite-name-hint = Le nom qui figurera sur ses attestations.
invite-send = Envoyer l'invitation
invite-cancel = Revenir aux comptes

# Ce qui vient d'être fait
fait-deconnexion = Vous êtes déconnecté.
fait-lien-envoye = Si un compte existe à cette adresse, un message vient de partir. Pensez à regarder dans les indésirables. Le lien est valable 30 minutes.
fait-compte-ouvert = Votre compte est ouvert. Bienvenue.
fait-mot-de-passe = Votre mot de passe est changé. Vos autres connexions sont fermées.
fait-profil = Votre profil est enregistré.
fait-lecture = Vos réglages de lecture sont enregistrés.
fait-connexion-fermee = La connexion est fermée.
fait-connexions-fermees = Toutes les autres connexions sont fermées.
fait-jeton-ferme = Le jeton est révoqué.
fait-invitation = L'invitation est partie.
fait-compte-bloque = Le compte est bloqué et ses connexions sont fermées.
fait-compte-debloque = Le compte est débloqué.

# Changer d'adresse
address-title = Mon adresse électronique
address-lead = Votre adresse change, pas votre compte : parcours, places et attestations restent à vous.
address-now = Adresse actuelle : { $address }
address-waiting = Un message vous attend à { $address }. L'adresse change quand vous suivez son lien, dans les trois jours.
address-new = Nouvelle adresse
address-password = Mot de passe actuel
address-send = Envoyer le message de confirmation
address-change = Changer
address-change-title = Changer l'adresse
address-for-text = Un message part à la nouvelle adresse ; la personne confirme en suivant son lien. L'adresse actuelle en est prévenue à ce moment-là.
address-confirm-title = Confirmer la nouvelle adresse
address-confirm-text = { $address } deviendra l'adresse de votre compte. L'adresse précédente ne l'ouvrira plus.
address-confirm = Confirmer cette adresse
address-again = Demander un nouveau message
fait-adresse-demandee = Un message vient de partir à la nouvelle adresse.
fait-adresse-changee = L'adresse est changée.
fault-address-same = C'est déjà l'adresse du compte.
