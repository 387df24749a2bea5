# Webhooks : les programmes que la plateforme appelle.

webhooks-title = Webhooks
webhooks-lead = La plateforme appelle ces programmes quand quelque chose arrive : un POST en JSON, signé, retenté pendant un jour. Seuls des identifiants partent ; les noms se lisent par l'API.
webhooks-none = Aucun programme n'est appelé
webhooks-none-text = Ajoutez l'adresse d'un programme qui veut savoir ce qui se passe ici.
webhook-new = Ajouter un webhook
webhook-add = Ajouter
webhook-made = Le webhook est ajouté
webhook-copy = Copiez son secret maintenant : il ne sera plus montré. Il vérifie l'en-tête webhook-signature (Standard Webhooks).
webhook-name = Nom
webhook-url = Adresse
webhook-url-hint = En https, sur l'Internet public.
webhook-events = Quand l'appeler
webhook-event-session-published = Une session est annoncée
webhook-event-enrolment-changed = Une inscription change
webhook-event-attendance-closed = Les présences d'une session sont closes
webhook-event-attestation-issued = Une attestation est délivrée
webhook-event-ping = Essai
webhook-counts = { $waiting } en attente, { $failed } perdus
webhook-active = Actif
webhook-paused = En pause
webhook-pause = Mettre en pause
webhook-resume = Reprendre
webhook-ping = Envoyer un essai
webhook-remove = Retirer
webhook-save = Enregistrer
webhook-gone = L'autre côté a répondu qu'il n'existe plus (410) : les appels sont arrêtés.
webhook-deliveries = Appels
webhook-deliveries-text = Ceux des trente derniers jours, le plus récent d'abord.
webhook-deliveries-none = Rien n'a encore été envoyé.
webhook-when = Quand
webhook-what = Quoi
webhook-how = Comment
webhook-again-head = Encore
webhook-again = Renvoyer
webhook-state-waiting = En attente
webhook-state-delivered = Reçu
webhook-state-failed = Perdu
webhook-attempts = { $count ->
    [one] 1 essai
   *[other] { $count } essais
}
fait-webhook-change = Le webhook est modifié.
fait-webhook-pause = Le webhook est en pause : rien n'est gardé pour lui.
fait-webhook-reprise = Le webhook est de nouveau appelé.
fait-webhook-essai = L'essai part ; rechargez la page pour en voir le résultat.
fait-webhook-renvoi = L'appel repart.
fait-webhook-retire = Le webhook est retiré.
fault-webhook-name = Donnez un nom de { $max } caractères au plus.
fault-webhook-url = Donnez une adresse complète, en https, de { $max } caractères au plus.
fault-webhook-events = Choisissez au moins un événement.
refusal-webhook-many = Il y a déjà { $max } webhooks : retirez-en un.
refusal-webhook-changed = Quelqu'un a modifié ce webhook entre-temps. Rechargez la page.
hub-webhooks = Webhooks
hub-webhooks-text = Les programmes appelés quand quelque chose arrive
