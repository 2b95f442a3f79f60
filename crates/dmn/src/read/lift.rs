//! DMN 1.1 as later versions would say it. There a `typeRef` is a qualified name of XML, whose prefix stands for
//! FEEL, the model itself or an imported one; since DMN 1.2 it is a name, with that of the import before it.

use crate::xml::{Element, is_feel};

/// Rewrites the types of a model of DMN 1.1.
pub(super) fn lift(root: &mut Element<'_>) {
    let names = Names {
        own: root.attribute("namespace").unwrap_or_default().to_owned(),
        imports: root
            .all("import")
            .map(|import| {
                let name = import.attribute("name").unwrap_or_default().to_owned();
                (import.attribute("namespace").unwrap_or_default().to_owned(), name)
            })
            .collect(),
    };
    names.element(root, &mut Vec::new());
}

struct Names {
    /// The namespace of the model.
    own: String,
    /// Namespaces and names of imports.
    imports: Vec<(String, String)>,
}

/// Prefixes and what they stand for; the last of equal ones counts.
type Prefixes = Vec<(String, String)>;

impl Names {
    fn element(&self, element: &mut Element<'_>, prefixes: &mut Prefixes) {
        let outside = prefixes.len();
        let declared = element.attributes.iter().filter_map(|(name, value)| {
            Some((name.strip_prefix("xmlns:")?.to_owned(), value.clone().into_owned()))
        });
        prefixes.extend(declared);
        for (name, value) in &mut element.attributes {
            if *name == "typeRef" {
                *value = self.plain(value, prefixes).into();
            }
        }
        if element.name == "typeRef" {
            element.text = self.plain(&element.text, prefixes).into();
        }
        element.children.iter_mut().for_each(|child| self.element(child, prefixes));
        prefixes.truncate(outside);
    }

    fn plain(&self, name: &str, prefixes: &Prefixes) -> String {
        let trimmed = name.trim();
        let Some((prefix, local)) = trimmed.split_once(':') else { return name.to_owned() };
        let Some((_, namespace)) = prefixes.iter().rev().find(|(known, _)| known == prefix) else {
            return name.to_owned();
        };
        if is_feel(namespace) || *namespace == self.own {
            return local.to_owned();
        }
        match self.imports.iter().find(|(import, _)| import == namespace) {
            Some((_, import)) if !import.is_empty() => format!("{import}.{local}"),
            Some(_) => local.to_owned(),
            None => name.to_owned(),
        }
    }
}
