# Accueil d'un visiteur
home-title = Formez-vous, une page à la fois
home-lead = Des parcours courts, écrits par des enseignants du secondaire. Vous lisez, vous essayez en classe, vous gardez une trace de ce que vous avez suivi.
home-all-courses = Voir tous les parcours
home-featured = À suivre en ce moment
home-how = Comment cela se passe
home-step-1 = Choisissez un parcours
home-step-1-text = Sa fiche dit ce que vous saurez faire, le temps qu'il faut et qui l'a écrit.
home-step-2 = Avancez quand vous pouvez
home-step-2-text = Dix minutes entre deux cours, sur votre téléphone ou au bureau. Vous reprenez toujours là où vous étiez.
home-step-3 = Gardez votre attestation
home-step-3-text = Elle vous est remise dès que le parcours est terminé, avec ses heures. Elle reste à vous.
home-promise = Une attestation que chacun peut vérifier
home-promise-text = Elle dit ce que vous avez suivi, en combien d'heures et dans quelle version du parcours.
home-promise-1 = Un code court, vérifiable en ligne par votre établissement ou votre académie.
home-promise-2 = Votre nom n'apparaît pas sur la page publique : seulement vos initiales.
home-promise-3 = Une signature numérique : elle reste vérifiable même sans cette plateforme.
home-check = Vérifier une attestation
home-sample = Exemple d'attestation
home-sample-kind = Attestation de suivi
home-sample-hours = { $hours } à distance
home-sample-note = Exemple : ce code ne correspond à personne.

# Ma page
mine-title = Ma page
mine-hello = Bonjour { $name }
mine-next = Votre prochaine étape
mine-next-page = Page { $place } sur { $count } : { $title }
mine-empty-title = Choisissez votre premier parcours
mine-empty-text = Vous le suivez à votre rythme. Il vous attend ici, à la page où vous l'avez laissé.
mine-choose = Choisir un parcours
mine-others = Aussi en cours
mine-record = Ce que vous avez suivi
mine-record-all = Voir tout mon parcours
mine-hours = Année { $year }
mine-completed = { $count ->
    [0] Aucun parcours terminé pour l'instant.
    [one] Un parcours terminé en tout.
   *[other] { $count } parcours terminés en tout.
}
mine-attestation = Terminé le { $date }, { $hours }
mine-attestation-open = Ouvrir l'attestation
mine-suggestions = Pour vous
