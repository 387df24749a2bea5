# Ce qu'une règle refuse : une phrase par clé, la raison puis ce qu'on peut faire.
refusal-too-many = { $minutes ->
    [one] Trop d'essais. Attendez une minute, puis réessayez.
   *[other] Trop d'essais. Attendez { $minutes } minutes, puis réessayez.
}
refusal-login-wrong = L'adresse ou le mot de passe n'est pas le bon. Vérifiez-les, ou demandez un nouveau mot de passe.
refusal-link-ended = Il a déjà servi, ou son délai est passé. Demandez-en un nouveau : il arrivera à la même adresse.
refusal-already-member = Cette personne a déjà ouvert son compte.
refusal-address-taken = Cette adresse appartient déjà à quelqu'un.
refusal-lock-oneself = Vous ne pouvez pas bloquer votre propre compte.
refusal-version-exists = La version { $version } est déjà publiée avec un autre contenu. Donnez un numéro de version plus élevé.
refusal-version-not-above = La version { $version } n'est pas au-dessus de celle qui est publiée. Donnez un numéro plus élevé.
refusal-version-moved = Le parcours vient d'être mis à jour. Rien n'est perdu : rouvrez la page, puis recommencez.
refusal-course-completed = Vous avez déjà terminé ce parcours. Vous pouvez le revoir, ou le recommencer.
refusal-course-completed-already = Ce parcours est terminé : ses pages ne changent plus d'état.
refusal-page-done-otherwise = Cette page se termine par ses activités ou par son score. Répondez aux questions pour la finir.
refusal-attempt-closed = Cet essai est déjà rendu. Commencez-en un nouveau pour répondre encore.
refusal-attempts-used = { $attempts ->
    [one] Cette page se passe une seule fois, et c'est fait.
   *[other] Vous avez utilisé vos { $attempts } essais à cette page.
}
refusal-tries-used = { $tries ->
    [one] Cette question accepte une seule réponse, déjà donnée.
   *[other] Vous avez utilisé vos { $tries } essais à cette question.
}
refusal-feedback-at-end = Sur cette page, les réponses se rendent toutes ensemble, à la fin.
refusal-production-closed = Cette production est déjà rendue : elle ne se modifie plus.
refusal-production-empty = Il n'y a rien à rendre. Ajoutez un texte, un lien ou un fichier.
refusal-survey-answered = Vous avez déjà répondu à ce sondage. Merci.
refusal-attestation-not-given = Ce parcours ne donne pas d'attestation.
refusal-attestation-revoked = Cette attestation a été révoquée. Écrivez à la personne qui administre la plateforme.
refusal-attestation-ended = Cette attestation n'est plus en vigueur.
refusal-attestation-replaced = Cette attestation a déjà été remplacée par une autre.
refusal-attestation-issuer-missing = La plateforme n'a pas encore de nom d'organisme émetteur. Écrivez à la personne qui l'administre.

# Ce qui ne va pas dans un champ
fault-email-unreadable = Donnez une adresse complète, comme prenom.nom@ac-exemple.fr.
fault-name-missing = Indiquez le nom complet.
fault-given-name-missing = Indiquez le prénom.
fault-usual-name-missing = Indiquez le nom d'usage.
fault-name-unreadable = Ce nom est trop long ou contient un caractère invisible.
fault-school-unreadable = Ce nom est trop long ({ $max } caractères au plus) ou contient un caractère invisible.
fault-discipline-unknown = Choisissez une discipline de la liste.
fault-password-wrong = Ce n'est pas votre mot de passe actuel.
fault-password-too-short = Ce mot de passe a { $count } caractères. Il en faut au moins { $min }.
fault-password-too-long = Ce mot de passe est trop long : { $max } octets au plus.
fault-password-guessable = Ce mot de passe est trop facile à deviner. Ajoutez des mots sans rapport entre eux ni avec vous.
fault-token-name = Donnez à ce jeton un nom de 80 caractères au plus.
fault-answer-empty = Donnez une réponse.
fault-answer-incomplete = Complétez chaque ligne.
fault-answer-not-a-number = « { $typed } » n'est pas un nombre. Écrivez par exemple 3,5 ou 7/2.
fault-text-not-accepted = Cette activité n'attend pas de texte.
fault-text-too-long = Ce texte est trop long : { $max } caractères au plus.
fault-link-unreadable = Donnez une adresse complète, qui commence par https://.
fault-file-not-accepted = Cette activité n'attend pas de fichier.
fault-file-missing = Choisissez d'abord un fichier.
fault-file-empty = Ce fichier est vide.
fault-file-format = Ce format n'est pas accepté. Formats acceptés : { $formats }.
fault-file-too-large = Ce fichier est trop lourd : { $max } Mo au plus.
fault-file-above-server = Ce fichier est trop lourd : { $max } Mo au plus. Rien n'est enregistré, mais ce que vous avez écrit est encore dans le formulaire : choisissez un fichier plus léger, ou envoyez sans fichier.
fault-reason-missing = Indiquez la raison.
fault-reason-too-long = Cette raison est trop longue : { $max } caractères au plus.
refusal-role-to-oneself = Vous ne pouvez pas vous donner un rôle à vous-même. Demandez-le à la personne qui en est responsable au-dessus de vous.
refusal-node-exists = Ce code est déjà celui d'un autre élément de l'organisation. Vérifiez le code, ou modifiez l'élément qui existe.
refusal-node-not-open = Cet élément est fermé. Choisissez-en un qui est ouvert.
refusal-node-wrong-parent = Cet élément ne peut pas être rattaché ici : un établissement dépend d'un bassin ou d'une académie, un bassin d'une académie.
refusal-node-has-schools = Des établissements en dépendent encore. Rattachez-les ailleurs, puis recommencez.
fault-uai-unreadable = Écrivez les 7 chiffres et la lettre de l'UAI, par exemple 0350002M.
fault-uai-letter = La lettre de contrôle ne correspond pas aux chiffres. Vérifiez l'UAI.
fault-node-name-missing = Écrivez un nom.
fault-node-code-unreadable = Écrivez un code de 1 à 20 lettres, chiffres ou tirets, sans accent.
refusal-open-data-published = Le fichier d'aujourd'hui est déjà publié et ne change plus. Le prochain peut partir demain.
refusal-open-data-empty = Aucun établissement n'est compté pour cette année scolaire. Importez d'abord l'annuaire.
refusal-open-data-too-few = Moins de 5 personnes sont concernées en tout : rien ne peut être publié sans les désigner.
