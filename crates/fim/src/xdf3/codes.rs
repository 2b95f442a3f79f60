//! The closed code lists of XDatenfelder 3.0.0, each with the list that the standard refers to.

/// A code of a closed list of the standard.
pub(crate) trait Code: Sized + Copy + 'static {
    /// `listURI` and `listVersionID` that the FIM portal writes.
    const LIST: (&'static str, &'static str);
    /// All codes with their spelling in the list.
    const ALL: &'static [(&'static str, Self)];
}

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident, $uri:literal, $version:literal, { $($(#[$vdoc:meta])* $code:literal => $variant:ident,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }
        impl Code for $name {
            const LIST: (&'static str, &'static str) = ($uri, $version);
            const ALL: &'static [(&'static str, Self)] = &[$(($code, Self::$variant),)*];
        }
        impl $name {
            /// The code as it stands in the list.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }
        }
    };
}

codes! {
    /// Release state of a building block.
    Freigabestatus, "urn:xoev-de:xprozess:codeliste:status", "2022-07-12", {
        /// planned
        "1" => InPlanung,
        /// being worked on
        "2" => InBearbeitung,
        /// draft
        "3" => Entwurf,
        /// released by method
        "4" => MethodischFreigegeben,
        /// released by the specialists (silver)
        "5" => FachlichFreigegebenSilber,
        /// released by the specialists (gold)
        "6" => FachlichFreigegebenGold,
        /// no longer in use
        "7" => Inaktiv,
        /// to be deleted
        "8" => VorgesehenZumLoeschen,
    }
}
codes! {
    /// How binding a field or group is: abstract, harmonised, or bound to a law.
    Schemaelementart, "urn:xoev-de:fim:codeliste:xdatenfelder.schemaelementart", "1.0", {
        /// abstract
        "ABS" => Abstrakt,
        /// harmonised
        "HAR" => Harmonisiert,
        /// bound to a legal norm (rechtsnormgebunden)
        "RNG" => Rechtsnormgebunden,
    }
}
codes! {
    /// Kind of a field: typed, chosen, or only shown.
    Feldart, "urn:xoev-de:fim:codeliste:xdatenfelder.feldart", "2.0", {
        /// typed by a person
        "input" => Eingabe,
        /// chosen from a list
        "select" => Auswahl,
        /// text that is only read
        "label" => Statisch,
        /// carried along, not shown
        "hidden" => Versteckt,
        /// shown, but not changed by a person
        "locked" => Gesperrt,
    }
}
codes! {
    /// Type of a value.
    Datentyp, "urn:xoev-de:fim:codeliste:xdatenfelder.datentyp", "2.0", {
        /// text
        "text" => Text,
        /// text in the characters of DIN 91379
        "text_latin" => TextLatin,
        /// calendar date
        "date" => Datum,
        /// time of day
        "time" => Zeit,
        /// date and time
        "datetime" => Zeitpunkt,
        /// yes or no
        "bool" => Wahrheitswert,
        /// decimal number
        "num" => Zahl,
        /// integer
        "num_int" => Ganzzahl,
        /// amount of money
        "num_currency" => Geldbetrag,
        /// file
        "file" => Anlage,
        /// any object
        "obj" => Objekt,
    }
}
codes! {
    /// Whether a field is filled in beforehand.
    Vorbefuellung, "urn:xoev-de:fim:codeliste:xdatenfelder.vorbefuellung", "1.0", {
        /// never
        "keine" => Keine,
        /// where possible
        "optional" => Optional,
        /// always
        "verpflichtend" => Verpflichtend,
    }
}
codes! {
    /// Kind of a group. A group without a kind is a plain sequence.
    Gruppenart, "urn:xoev-de:fim:codeliste:xdatenfelder.gruppenart", "1.0", {
        /// choice: exactly one of the elements
        "X" => Auswahl,
    }
}
codes! {
    /// Kind of a rule.
    Regeltyp, "urn:xoev-de:fim:codeliste:xdatenfelder.regeltyp", "1.0", {
        /// complex
        "K" => Komplex,
        /// about cardinality
        "M" => Multiplizitaet,
        /// about validity
        "V" => Validierung,
        /// computes a value
        "B" => Berechnung,
    }
}
codes! {
    /// How the structure of a schema may be changed by who derives from it.
    AbleitungStruktur, "urn:xoev-de:fim:codeliste:xdatenfelder.ableitungsmodifikationenStruktur", "1.0", {
        /// not at all
        "0" => NichtModifizierbar,
        /// restrict only
        "1" => NurEinschraenkbar,
        /// extend only
        "2" => NurErweiterbar,
        /// freely
        "3" => AllesModifizierbar,
    }
}
codes! {
    /// Whether the wording of a schema may be changed by who derives from it.
    AbleitungRepraesentation, "urn:xoev-de:fim:codeliste:xdatenfelder.ableitungsmodifikationenRepraesentation", "1.0", {
        /// no
        "0" => NichtModifizierbar,
        /// yes
        "1" => Modifizierbar,
    }
}
codes! {
    /// How one building block relates to another.
    Praedikat, "urn:xoev-de:fim-datenfelder:codeliste:relation", "1.2", {
        /// derived from
        "ABL" => Abgeleitet,
        /// replaces
        "ERS" => Ersetzt,
        /// equivalent to
        "EQU" => Aequivalent,
        /// linked with
        "VKN" => Verknuepft,
    }
}
