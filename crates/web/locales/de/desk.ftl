# Arbeitsliste
desk-title = Arbeitsliste
desk-list = Offene Aufgaben
desk-counts = Vorgänge nach Stand
desk-filter = Aufgaben auswählen
desk-filter-todo = Zu tun
desk-filter-mine = Meine Aufgaben
desk-filter-all = Alle offenen Aufgaben
desk-applicant = Antragstellende Person
desk-nameless = Ohne Namen
desk-service = Leistung
desk-task = Aufgabe
desk-reference = Aktenzeichen
desk-received = Eingang
desk-number = Eingangsnummer
desk-state = Stand
desk-action = Nächster Schritt
desk-claim = Übernehmen
desk-go-on = Weiter bearbeiten
desk-age = { $days ->
    [0] heute
    [1] gestern
   *[other] vor { $days } Tagen
}
desk-more = Es werden die { $count } ältesten Aufgaben gezeigt.
desk-empty = Alles erledigt
desk-empty-why = Zurzeit wartet keine Aufgabe auf Sie. Neue Anträge, die ein Mensch prüfen muss, erscheinen hier von selbst.
desk-empty-do = Alle Vorgänge ansehen
desk-empty-mine = Sie haben keine Aufgabe übernommen
desk-empty-mine-why = Übernehmen Sie eine Aufgabe, dann steht sie hier, und andere sehen, dass Sie daran arbeiten.
desk-empty-mine-do = Zeigen, was zu tun ist
desk-former-colleague = ehemals hier tätig
desk-no-value = keine Angabe

# Stände und Ergebnisse
desk-stand-open = in Bearbeitung
desk-stand-decided = entschieden, Bescheid folgt
desk-stand-done = abgeschlossen
desk-stand-disturbed = gestört
desk-task-open = offen
desk-task-mine = bei Ihnen
desk-task-taken = bei { $name }
desk-task-done = erledigt
desk-task-dropped = entfallen
desk-outcome-grant = bewilligt
desk-outcome-refuse = abgelehnt
desk-outcome-ask = Unterlagen nachgefordert
desk-outcome-check = von Hand zu prüfen
desk-outcome-done = erledigt
desk-outcome-sent = per Post versendet
desk-outcome-on = weiter zum nächsten Schritt
desk-outcome-certified = bescheinigt
desk-outcome-reduced = gekürzt
desk-do-grant = Bewilligen
desk-do-refuse = Ablehnen
desk-do-ask = Unterlagen nachfordern
desk-do-done = Als erledigt vermerken
desk-do-sent = Als versendet vermerken
desk-do-on = Kein Hindernis: weiter zum nächsten Schritt

# Alle Vorgänge
cases-title = Alle Vorgänge
cases-search = Aktenzeichen, Eingangsnummer oder Name
cases-search-button = Suchen
cases-all-states = Alle
cases-none = Noch keine Vorgänge
cases-none-why = Sobald ein Antrag eingeht, erscheint er hier.
cases-audit = Einen Vorgang suchen
cases-audit-how = Geben Sie oben das ganze Aktenzeichen oder die ganze Eingangsnummer ein. Bevor Sie den Vorgang sehen, fragen wir nach dem dienstlichen Grund.
cases-not-found = Nichts gefunden
cases-not-found-why = Prüfen Sie die Schreibweise, oder suchen Sie nur mit einem Teil des Namens.
cases-foreign = { $number } gehört nicht zu Ihren Aufgaben
cases-foreign-what = Sie dürfen den Vorgang ansehen, wenn Sie einen dienstlichen Grund angeben. Der Zugriff wird festgehalten.
cases-foreign-do = Grund angeben
cases-show-all = Alle Vorgänge zeigen

# Vorgang
case-tasks = Aufgaben
case-rules = Was die Regeln sagen
case-answers = Angaben im Antrag
case-file = Akte
case-delivery = Bekanntgabe
case-history = Verlauf
case-decision = Entscheidung
case-by-rules = automatisch nach den Regeln
case-by-person = durch einen Menschen
case-no-tasks = Für diesen Vorgang war bisher keine Aufgabe für einen Menschen nötig.
case-task-since = Angelegt am { $when }
case-task-by = entschieden von { $name }
case-task-noted-by = vermerkt von { $name }
case-claim = Aufgabe übernehmen
case-decide = Entscheiden
case-release = Zurück auf die Arbeitsliste legen
case-disturbed = Dieser Vorgang steht still
case-disturbed-why = Ein Schritt ist fehlgeschlagen. Beheben Sie die Ursache oder geben Sie dem Betrieb Bescheid, und versuchen Sie es dann erneut.
case-repair = Erneut versuchen
case-told-decided = Ihre Entscheidung ist festgehalten. Der Vorgang läuft weiter.
case-told-noted = Es ist vermerkt. Der Vermerk steht mit Ihrem Namen in der Akte.
case-told-released = Die Aufgabe liegt wieder auf der Arbeitsliste.
case-told-repaired = Der Schritt wurde wiederholt.
case-told-taken = Jemand anderes hat die Aufgabe vor Ihnen übernommen. Wer, steht bei der Aufgabe.
case-told-settled = Über diese Aufgabe wurde schon entschieden. Das Ergebnis steht bei der Aufgabe.
case-told-on = Zur Arbeitsliste

# Regeln
why-none = In diesem Vorgang wurden noch keine Regeln angewendet.
why-when = Ausgewertet am { $when }
why-fassung = Es gilt die Regel vom { $stichtag } (Fassung ab { $fassung }).
why-unreadable = Diese Erklärung stammt aus einer anderen Programmversion und kann hier nicht gezeigt werden. Sie steht unverändert in der Akte.
why-not = nicht { $values }
why-reasons = Gründe
why-table = Entscheidungstabelle zeigen
why-sources = Grundlagen
why-others = { $count ->
    [one] Eine Teilentscheidung
   *[other] { $count } Teilentscheidungen
} auf dem Weg zu diesem Ergebnis

# Verlauf
history-program = automatisch
history-opened = Vorgang angelegt, Aktenzeichen { $detail }
history-evaluated = Regeln ausgewertet: { $detail }
history-task = Aufgabe angelegt: { $detail }
history-claimed = Aufgabe übernommen
history-released = Aufgabe zurückgelegt
history-task-done = { $task }: { $outcome }
history-task-dropped = Aufgabe entfallen
history-decided = Entscheidung: { $detail }
history-notice = Bescheid erlassen und bereitgestellt: { $detail }
history-disturbed = Störung: { $detail }
history-repaired = Störung behoben, Schritt wiederholt
history-done = Vorgang abgeschlossen

# Akte und Zustellung
file-empty = Die Akte enthält noch keine Dokumente.
file-antrag = Antrag
file-nachweis = Nachweis
file-bescheid = Bescheid
file-vermerk = Vermerk
file-schreiben = Schreiben
delivery-none = Es wurde noch nichts ins Postfach gelegt.
delivery-unread = noch nicht geöffnet
delivery-delivered = Bereitgestellt
delivery-read = Geöffnet
delivery-known = Bekannt gegeben
delivery-not-known = noch nicht

# Entscheidung
decide-outcome = Wie entscheiden Sie?
decide-reasons = Begründung
decide-reasons-hint = Die Begründung steht wörtlich im Bescheid. Nennen Sie die wesentlichen tatsächlichen und rechtlichen Gründe (§ 39 Abs. 1 VwVfG).
decide-next = Was danach geschieht
decide-next-what = Ihre Entscheidung wird mit Ihrem Namen in der Akte festgehalten, und der Vorgang läuft weiter. Folgt daraus ein Bescheid, wird er sofort erstellt und ins Postfach der antragstellenden Person gelegt. Ändern lässt sich die Entscheidung hier danach nicht mehr.
decide-button = Verbindlich entscheiden
decide-outcome-missing = Wählen Sie aus, wie Sie entscheiden.
decide-reasons-missing = Geben Sie eine Begründung ein. Ohne sie darf die Entscheidung nicht ergehen (§ 39 Abs. 1 VwVfG).
decide-taken = { $name } bearbeitet diese Aufgabe
decide-taken-why = Sie können entscheiden, sobald die Aufgabe wieder auf der Arbeitsliste liegt.
decide-settled = Über diese Aufgabe wurde schon entschieden
decide-dropped = Diese Aufgabe ist entfallen
decide-your-text = Ihre Begründung, nicht gespeichert
decide-to-case = Zum Vorgang
decide-to-list = Zur Arbeitsliste
decide-about = Worum es geht
decide-whole-case = Ganzen Vorgang ansehen
decide-show-answers = Angaben im Antrag zeigen
decide-show-file = Dokumente der Akte zeigen
decide-rules = Was die Regeln sagen

# Etwas tun und es vermerken
errand-what = Vermerken Sie hier, wenn es getan ist.
errand-what-sent = Drucken Sie den Bescheid aus der Akte aus, und geben Sie ihn zur Post. Vermerken Sie danach hier, dass er versendet ist.
errand-note = Notiz
errand-note-hint = Was Kolleginnen und Kollegen dazu wissen sollten. Die Notiz steht in der Akte, nicht im Bescheid.
errand-note-hint-sent = An welchem Tag und wie der Brief zur Post ging: Von diesem Tag an rechnet die Bekanntgabe (§ 41 Abs. 2 VwVfG). Die Notiz steht in der Akte, nicht im Bescheid.
errand-taken-why = Sie können weitermachen, sobald die Aufgabe wieder auf der Arbeitsliste liegt.
errand-settled = Diese Aufgabe ist schon erledigt
errand-your-text = Ihre Notiz, nicht gespeichert

# Betrieb
operation-title = Betrieb
operation-jobs = Aufträge im Hintergrund
operation-waiting = { $count ->
    [one] Auftrag wartet
   *[other] Aufträge warten
}
operation-dead = { $count ->
    [one] Auftrag fehlgeschlagen
   *[other] Aufträge fehlgeschlagen
}
operation-dead-jobs = Fehlgeschlagene Aufträge
operation-none-dead = Kein Auftrag ist fehlgeschlagen
operation-kind = Art
operation-since = Entstanden
operation-attempts = Versuche
operation-error = Letzte Meldung
operation-revive = Erneut versuchen
operation-packages = Installierte Pakete
operation-no-packages = Es ist noch kein Paket installiert.
operation-package = Leistung
operation-package-id = Paket
operation-package-version = Version
operation-package-key = Leistungsschlüssel
operation-package-since = Installiert
operation-version = Rennsteig { $version }
