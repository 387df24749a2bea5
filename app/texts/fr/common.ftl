# Erreurs
error-forbidden-title = Cette page n'est pas ouverte à votre rôle
error-forbidden-text = Vous êtes connecté, mais votre rôle ne permet pas cette action. Si vous pensez que c'est une erreur, écrivez à la personne qui administre la plateforme.
error-refused-title = Ce n'est pas possible pour l'instant
error-not-found-title = Cette page n'existe pas
error-not-found-text = L'adresse est peut-être mal recopiée, ou la page a été retirée. Rien de ce que vous avez fait n'est perdu.
error-too-many-title = Trop d'essais
error-too-many-text = { $minutes ->
    [one] Attendez une minute, puis réessayez.
   *[other] Attendez { $minutes } minutes, puis réessayez.
}
error-unavailable-title = La plateforme reprend son souffle
error-unavailable-text = Rien n'a été enregistré à moitié. Réessayez dans quelques secondes : revenez en arrière, votre texte est encore là.
error-broken-title = Une erreur s'est produite de notre côté
error-broken-text = Ce n'est pas de votre faute, et rien de ce qui était enregistré n'est perdu. Si cela se répète, signalez le numéro { $number }.
error-way-home = Aller à l'accueil
error-way-courses = Voir les parcours
