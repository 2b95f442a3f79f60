# Arbeitsliste
desk-title = Arbeits-Liste
desk-list = Offene Aufgaben
desk-counts = So weit sind die Anträge
desk-filter = Aufgaben aussuchen
desk-filter-todo = Das ist zu tun
desk-filter-mine = Meine Aufgaben
desk-filter-all = Alle Aufgaben
desk-applicant = Wer hat den Antrag gestellt?
desk-nameless = Ohne Namen
desk-service = Worum geht es?
desk-task = Aufgabe
desk-reference = Akten-Zeichen
desk-received = Der Antrag kam an
desk-number = Nummer vom Eingang
desk-state = So weit ist es
desk-action = Das kommt als Nächstes
desk-claim = Übernehmen
desk-go-on = Weitermachen
desk-age = { $days ->
    [0] heute
    [1] gestern
   *[other] vor { $days } Tagen
}
desk-more = Sie sehen die { $count } ältesten Aufgaben.
desk-empty = Alles ist fertig
desk-empty-why = Im Moment gibt es nichts zu tun. Neue Anträge sehen Sie hier.
desk-empty-do = Alle Anträge ansehen
desk-empty-mine = Sie haben keine Aufgabe
desk-empty-mine-why = Übernehmen Sie eine Aufgabe. Dann steht die Aufgabe hier. Und die anderen sehen: Sie arbeiten daran.
desk-empty-mine-do = Zeigen, was zu tun ist
desk-former-colleague = arbeitet nicht mehr hier
desk-no-value = nichts angegeben

# Stände und Ergebnisse
desk-stand-open = in Arbeit
desk-stand-decided = entschieden, der Brief kommt noch
desk-stand-done = fertig
desk-stand-disturbed = gestört
desk-task-open = offen
desk-task-mine = bei Ihnen
desk-task-taken = bei { $name }
desk-task-done = fertig
desk-task-dropped = nicht mehr nötig
desk-outcome-grant = Ja
desk-outcome-refuse = Nein
desk-outcome-ask = Es fehlt noch etwas
desk-outcome-check = Ein Mensch muss prüfen
desk-outcome-done = fertig
desk-outcome-sent = mit der Post geschickt
desk-outcome-on = es geht weiter
desk-outcome-certified = Ja, mit Bescheinigung
desk-outcome-reduced = Ja, aber weniger
desk-do-grant = Ja, erlauben
desk-do-refuse = Nein, ablehnen
desk-do-ask = Nachfragen, was fehlt
desk-do-done = Die Aufgabe ist fertig
desk-do-sent = Ich habe den Brief abgeschickt
desk-do-on = Alles gut: Es geht weiter

# Alle Vorgänge
cases-title = Alle Anträge
cases-search = Akten-Zeichen, Nummer oder Name
cases-search-button = Suchen
cases-all-states = Alle
cases-none = Noch keine Anträge
cases-none-why = Kommt ein Antrag an? Dann sehen Sie ihn hier.
cases-audit = Einen Vorgang suchen
cases-audit-how = Schreiben Sie oben das ganze Akten-Zeichen. Oder die ganze Nummer vom Eingang. Danach fragen wir: Warum müssen Sie den Vorgang sehen?
cases-not-found = Nichts gefunden
cases-not-found-why = Prüfen Sie, ob alles richtig geschrieben ist. Oder suchen Sie nur mit einem Teil vom Namen.
cases-foreign = { $number } ist nicht Ihre Aufgabe
cases-foreign-what = Sie dürfen den Vorgang ansehen. Aber Sie müssen einen Grund nennen. Das steht dann in der Akte.
cases-foreign-do = Grund nennen
cases-show-all = Alle Anträge zeigen

# Vorgang
case-tasks = Aufgaben
case-rules = Das sagen die Regeln
case-answers = Das steht im Antrag
case-file = Akte
case-delivery = Brief an den Menschen
case-history = Das ist passiert
case-decision = Entscheidung
case-by-rules = vom Computer nach den Regeln
case-by-person = von einem Menschen
case-no-tasks = Hier musste noch kein Mensch etwas tun.
case-task-since = Die Aufgabe gibt es seit: { $when }
case-task-by = entschieden von { $name }
case-task-noted-by = aufgeschrieben von { $name }
case-claim = Aufgabe übernehmen
case-decide = Entscheiden
case-release = Aufgabe zurückgeben
case-disturbed = Hier geht es nicht weiter
case-disturbed-why = Etwas hat nicht geklappt. Sagen Sie der Technik Bescheid. Dann versuchen Sie es noch einmal.
case-repair = Noch einmal versuchen
case-told-decided = Ihre Entscheidung ist gespeichert. Es geht weiter.
case-told-noted = Wir haben es aufgeschrieben. Es steht mit Ihrem Namen in der Akte.
case-told-released = Die Aufgabe ist wieder frei.
case-told-repaired = Der Schritt wurde noch einmal gemacht.
case-told-taken = Jemand war schneller. Sie sehen den Namen bei der Aufgabe.
case-told-settled = Die Entscheidung gibt es schon. Sie steht bei der Aufgabe.
case-told-on = Zur Arbeits-Liste

# Regeln
why-none = Hier gab es noch keine Regeln.
why-when = Geprüft am { $when }
why-fassung = Für den { $stichtag } gilt diese Regel. Die Regel gilt ab dem { $fassung }.
why-unreadable = Diese Erklärung ist von einem anderen Programm. Sie können sie hier nicht lesen. Sie steht aber in der Akte.
why-not = nicht { $values }
why-reasons = Gründe
why-table = Tabelle zeigen
why-sources = Darauf stützen sich die Regeln
why-others = { $count ->
    [one] 1 Schritt
   *[other] { $count } Schritte
} auf dem Weg zum Ergebnis

# Verlauf
history-program = vom Computer
history-opened = Der Vorgang ist angelegt. Akten-Zeichen: { $detail }
history-evaluated = Regeln geprüft: { $detail }
history-task = Neue Aufgabe: { $detail }
history-claimed = Aufgabe übernommen
history-released = Aufgabe zurückgegeben
history-task-done = { $task }: { $outcome }
history-task-dropped = Die Aufgabe ist nicht mehr nötig
history-decided = Entscheidung: { $detail }
history-notice = Der Brief ist fertig: { $detail }
history-disturbed = Etwas hat nicht geklappt: { $detail }
history-repaired = Noch einmal versucht
history-done = Alles ist fertig

# Akte und Zustellung
file-empty = In der Akte ist noch nichts.
file-antrag = Antrag
file-nachweis = Beweis
file-bescheid = Brief mit der Entscheidung
file-vermerk = Notiz
file-schreiben = Brief
delivery-none = Es gibt noch keinen Brief.
delivery-unread = noch nicht geöffnet
delivery-delivered = Der Brief ist da seit
delivery-read = Geöffnet
delivery-known = Der Brief gilt ab
delivery-not-known = noch nicht

# Entscheidung
decide-outcome = Wie entscheiden Sie?
decide-reasons = Warum entscheiden Sie so?
decide-reasons-hint = Ihr Text steht genau so im Brief. Schreiben Sie alle wichtigen Gründe auf. Das verlangt das Gesetz: § 39 Absatz 1 VwVfG.
decide-next = Das passiert danach
decide-next-what = Ihre Entscheidung kommt mit Ihrem Namen in die Akte. Danach geht es weiter. Gibt es einen Brief? Dann wird der Brief sofort gemacht. Er liegt dann im Post-Fach. Sie können die Entscheidung hier nicht mehr ändern.
decide-button = So entscheiden
decide-outcome-missing = Bitte wählen Sie eine Antwort aus.
decide-reasons-missing = Bitte schreiben Sie die Gründe auf. Ohne Gründe geht es nicht. Das steht im Gesetz: § 39 Absatz 1 VwVfG.
decide-taken = { $name } arbeitet an dieser Aufgabe
decide-taken-why = Warten Sie, bis die Aufgabe wieder frei ist. Dann können Sie entscheiden.
decide-settled = Die Entscheidung gibt es schon
decide-dropped = Diese Aufgabe ist nicht mehr nötig
decide-your-text = Ihr Text. Er ist nicht gespeichert.
decide-to-case = Zum Vorgang
decide-to-list = Zur Arbeits-Liste
decide-about = Darum geht es
decide-whole-case = Alles ansehen
decide-show-answers = Zeigen, was im Antrag steht
decide-show-file = Zeigen, was in der Akte ist
decide-rules = Das sagen die Regeln

# Etwas tun und es aufschreiben
errand-what = Haben Sie es getan? Dann schreiben Sie das hier auf.
errand-what-sent = Drucken Sie den Bescheid aus der Akte aus. Bringen Sie den Brief zur Post. Dann schreiben Sie das hier auf.
errand-note = Notiz
errand-note-hint = Die Notiz steht in der Akte. Die Notiz steht nicht im Bescheid.
errand-note-hint-sent = Schreiben Sie: An welchem Tag haben Sie den Brief zur Post gebracht? Dieser Tag ist wichtig für die Frist. Das steht im Gesetz (§ 41 Abs. 2 VwVfG). Die Notiz steht nur in der Akte.
errand-taken-why = Die Aufgabe muss zuerst wieder auf der Arbeits-Liste liegen.
errand-settled = Diese Aufgabe ist schon fertig
errand-your-text = Ihre Notiz. Sie ist nicht gespeichert.

# Betrieb
operation-title = Technik
operation-jobs = Arbeiten vom Computer
operation-waiting = { $count ->
    [one] Arbeit wartet
   *[other] Arbeiten warten
}
operation-dead = { $count ->
    [one] Arbeit hat nicht geklappt
   *[other] Arbeiten haben nicht geklappt
}
operation-dead-jobs = Das hat nicht geklappt
operation-none-dead = Alles hat geklappt
operation-kind = Art
operation-since = Seit wann?
operation-attempts = So oft versucht
operation-error = Letzter Fehler
operation-revive = Noch einmal versuchen
operation-packages = Diese Pakete gibt es
operation-no-packages = Es gibt noch kein Paket.
operation-package = Worum geht es?
operation-package-id = Paket
operation-package-version = Version
operation-package-key = Nummer der Leistung
operation-package-since = Da seit
operation-version = Rennsteig { $version }
