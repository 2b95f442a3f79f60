# Wo es online geht: /rollout

rollout-title = Wo geht es im Internet?
rollout-lead = Hier steht: In welchen Orten können Sie einen Antrag im Internet stellen?
rollout-none = Noch ist nichts bekannt
rollout-none-what = Später steht hier, wo es im Internet geht.
rollout-map-all = So viel geht im Internet. Für jeden Land-Kreis in Prozent
rollout-map-one = In so vielen Orten geht es im Internet. Für jeden Land-Kreis in Prozent
rollout-map-how = Jedes Kästchen ist ein Land-Kreis oder eine große Stadt. Alle Kästchen sind gleich groß.
rollout-map-without = Diese fehlen auf der Karte: { $names }.
rollout-tile = { $name }: { $online } von { $all } im Internet
rollout-course = So geht es voran
rollout-services = Anträge
rollout-service = Antrag
rollout-nowhere = Noch geht kein Antrag im Internet.
rollout-elsewhere = { $count ->
    [one] Ein Antrag geht noch nirgends im Internet.
   *[other] { $count } Anträge gehen noch nirgends im Internet.
}
rollout-online = Im Internet
rollout-on-site = Nicht im Internet
rollout-unknown = Das wissen wir nicht
rollout-share = Wie viel im Internet geht
rollout-municipalities = Orte
rollout-offers = Im Internet
rollout-of = { $online } von { $all }
rollout-in = in { $online } von { $all } Orten im Internet
rollout-districts = Land-Kreise und große Städte
rollout-district = Land-Kreis
rollout-districts-how = Wir zählen jeden Antrag in jedem Ort.
rollout-of-title = { $service }: Wo geht es im Internet?
rollout-summary = { $all ->
    [one] Es geht in { $online } von 1 Ort im Internet.
   *[other] Es geht in { $online } von { $all } Orten im Internet.
}{ $unknown ->
    [0] {""}
    [one] {" "}Bei 1 Ort wissen wir nicht: Wer ist zuständig?
   *[other] {" "}Bei { $unknown } Orten wissen wir nicht: Wer ist zuständig?
}
rollout-summary-unknown = Wir wissen nicht: Wer ist zuständig?
rollout-is-online = geht im Internet
rollout-is-on-site = geht nicht im Internet
rollout-is-unknown = das wissen wir nicht
rollout-to-service = Zum Antrag
rollout-as-csv = Als Tabelle (CSV)
rollout-as-json = Für Programme (JSON)
tiles-name = Karte: { $title }. In der Tabelle daneben stehen die gleichen Zahlen.
tiles-none = nichts
tiles-some = weniger als die Hälfte
tiles-many = die Hälfte oder mehr
tiles-all = alles
tiles-unknown = das wissen wir nicht
