//! Codelists: OASIS genericode 1.0 with simple values, as XRepository publishes them.

use crate::Error;
use crate::xml::{self, Element, Writer};

const NAMESPACE: &str = "http://docs.oasis-open.org/codelist/ns/genericode/1.0/";

/// A codelist: who and which version, columns, keys, rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Codelist {
    /// `ShortName`
    pub short_name: String,
    /// `LongName`, the first one.
    pub long_name: Option<String>,
    /// `Version`
    pub version: String,
    /// `CanonicalUri`: the list, without version.
    pub canonical_uri: String,
    /// `CanonicalVersionUri`: the list in this version.
    pub canonical_version_uri: String,
    /// Name of the publishing agency.
    pub agency: Option<String>,
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The keys, in order.
    pub keys: Vec<Key>,
    /// The rows, in order; a cell for each column, `None` where there is no value.
    pub rows: Vec<Vec<Option<String>>>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// `Id`
    pub id: String,
    /// Each row must have a value.
    pub required: bool,
    /// `ShortName`
    pub short_name: String,
    /// `LongName`, the first one.
    pub long_name: Option<String>,
    /// Type of the values, such as `string`.
    pub data_type: String,
}

/// A key: columns whose values are unique.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// `Id`
    pub id: String,
    /// `ShortName`
    pub short_name: String,
    /// Indices of its columns.
    pub columns: Vec<usize>,
    /// Marked `xoev-codename`: these are the labels, not the codes.
    pub codename: bool,
}

impl Codelist {
    /// Reads a genericode file and checks it: columns exist, required ones are filled, keys are unique.
    ///
    /// # Errors
    /// The first fault with node and line, see [`Error`].
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let root = xml::parse(bytes)?;
        if root.namespace != NAMESPACE || root.local != "CodeList" {
            let expected =
                "CodeList of genericode 1.0 (http://docs.oasis-open.org/codelist/ns/genericode/1.0/)";
            return Err(Error::Root {
                node: root.name,
                namespace: root.namespace,
                expected,
                line: root.line,
            });
        }
        let identification = child(&root, "Identification")?;
        let set = child(&root, "ColumnSet")?;
        let columns = children(set, "Column").map(column).collect::<Result<Vec<_>, _>>()?;
        let keys = children(set, "Key").map(|key| read_key(key, &columns)).collect::<Result<Vec<_>, _>>()?;
        let mut list = Self {
            short_name: text(identification, "ShortName")?,
            long_name: optional(identification, "LongName"),
            version: text(identification, "Version")?,
            canonical_uri: text(identification, "CanonicalUri")?,
            canonical_version_uri: text(identification, "CanonicalVersionUri")?,
            agency: children(identification, "Agency")
                .next()
                .and_then(|agency| optional(agency, "LongName").or_else(|| optional(agency, "ShortName"))),
            columns,
            keys,
            rows: Vec::new(),
        };
        list.read_rows(child(&root, "SimpleCodeList")?)?;
        Ok(list)
    }

    fn read_rows(&mut self, element: &Element) -> Result<(), Error> {
        let mut seen = vec![std::collections::HashSet::new(); self.keys.len()];
        for row in children(element, "Row") {
            let cells = self.read_row(row)?;
            for (key, seen) in self.keys.iter().zip(&mut seen) {
                let value: Vec<_> = key.columns.iter().map(|index| cells[*index].clone()).collect();
                if value.iter().any(Option::is_some) && !seen.insert(value.clone()) {
                    let value: Vec<_> = value.into_iter().flatten().collect();
                    return Err(invalid(
                        row,
                        &value.join(" "),
                        format!("values unique by the key {}", key.id),
                    ));
                }
            }
            self.rows.push(cells);
        }
        Ok(())
    }

    fn read_row(&self, row: &Element) -> Result<Vec<Option<String>>, Error> {
        let mut cells = vec![None; self.columns.len()];
        // Without a reference a value belongs to the column after the one before (genericode 1.0, section "Row").
        let mut next = 0;
        for value in children(row, "Value") {
            let index = match value.attribute("ColumnRef") {
                Some(reference) => position(&self.columns, reference, value)?,
                None => next,
            };
            let Some(cell) = cells.get_mut(index) else {
                return Err(invalid(value, "", format!("at most {} values", self.columns.len())));
            };
            next = index + 1;
            if cell.is_some() {
                return Err(Error::Duplicate { node: value.name.clone(), line: value.line });
            }
            *cell = optional(value, "SimpleValue");
        }
        match self.columns.iter().zip(&cells).find(|(column, cell)| column.required && cell.is_none()) {
            Some((column, _)) => {
                Err(invalid(row, "", format!("a value in the required column {}", column.id)))
            }
            None => Ok(cells),
        }
    }

    /// The index of a column by id or short name, ignoring case.
    pub fn column(&self, name: &str) -> Option<usize> {
        let by =
            |part: fn(&Column) -> &str| self.columns.iter().position(|c| part(c).eq_ignore_ascii_case(name));
        by(|column| &column.id).or_else(|| by(|column| &column.short_name))
    }

    /// The column with the codes: `wanted` (a column, or a key of one column) if given and known, else the first key
    /// that is not marked as a name, else the first column.
    pub fn code_column(&self, wanted: Option<&str>) -> usize {
        let by_key = |name: &str| {
            let key = self
                .keys
                .iter()
                .find(|key| key.id.eq_ignore_ascii_case(name) || key.short_name.eq_ignore_ascii_case(name))?;
            key.columns.first().copied()
        };
        wanted
            .and_then(|name| self.column(name).or_else(|| by_key(name)))
            .or_else(|| self.keys.iter().find(|key| !key.codename)?.columns.first().copied())
            .unwrap_or(0)
    }

    /// The column with the labels: `wanted` if given and known, else the key marked `xoev-codename`, else the first
    /// column that does not hold the codes.
    pub fn name_column(&self, wanted: Option<&str>) -> usize {
        let code = self.code_column(None);
        wanted
            .and_then(|name| self.column(name))
            .or_else(|| self.keys.iter().find(|key| key.codename)?.columns.first().copied())
            .unwrap_or_else(|| (0..self.columns.len()).find(|index| *index != code).unwrap_or(code))
    }

    /// The first row whose value in a column equals `value`.
    pub fn find(&self, column: usize, value: &str) -> Option<&[Option<String>]> {
        self.rows
            .iter()
            .find(|row| row.get(column).is_some_and(|cell| cell.as_deref() == Some(value)))
            .map(Vec::as_slice)
    }

    /// The list as genericode. Reading it again gives an equal model; annotations of the original are not kept.
    pub fn write(&self) -> String {
        let mut w = Writer::new();
        let xoev = "http://xoev.de/schemata/genericode/1_0";
        w.element("gc:CodeList", &[("xmlns:gc", NAMESPACE), ("xmlns:xoev-cl", xoev)], |w| {
            w.element("Identification", &[], |w| self.write_identification(w));
            w.element("ColumnSet", &[], |w| self.write_columns(w));
            w.element("SimpleCodeList", &[], |w| {
                for row in &self.rows {
                    w.element("Row", &[], |w| self.write_row(w, row));
                }
            });
        });
        w.finish()
    }

    fn write_identification(&self, w: &mut Writer) {
        w.leaf("ShortName", &[], &self.short_name);
        w.optional("LongName", self.long_name.as_deref());
        w.leaf("Version", &[], &self.version);
        w.leaf("CanonicalUri", &[], &self.canonical_uri);
        w.leaf("CanonicalVersionUri", &[], &self.canonical_version_uri);
        if let Some(agency) = &self.agency {
            w.element("Agency", &[], |w| w.leaf("LongName", &[], agency));
        }
    }

    fn write_columns(&self, w: &mut Writer) {
        for column in &self.columns {
            let usage = if column.required { "required" } else { "optional" };
            w.element("Column", &[("Id", &column.id), ("Use", usage)], |w| {
                w.leaf("ShortName", &[], &column.short_name);
                w.optional("LongName", column.long_name.as_deref());
                w.leaf("Data", &[("Type", &column.data_type)], "");
            });
        }
        for key in &self.keys {
            w.element("Key", &[("Id", &key.id)], |w| {
                if key.codename {
                    w.element("Annotation", &[], |w| {
                        w.element("AppInfo", &[], |w| w.leaf("xoev-cl:xoev-codename", &[], ""));
                    });
                }
                w.leaf("ShortName", &[], &key.short_name);
                for index in &key.columns {
                    w.leaf("ColumnRef", &[("Ref", &self.columns[*index].id)], "");
                }
            });
        }
    }

    fn write_row(&self, w: &mut Writer, row: &[Option<String>]) {
        for (column, cell) in self.columns.iter().zip(row) {
            if let Some(value) = cell {
                w.element("Value", &[("ColumnRef", &column.id)], |w| w.leaf("SimpleValue", &[], value));
            }
        }
    }
}

fn invalid(element: &Element, value: &str, expected: String) -> Error {
    let value = value.chars().take(80).collect();
    Error::Invalid { node: element.name.clone(), value, expected, line: element.line }
}

fn children<'a>(element: &'a Element, local: &'a str) -> impl Iterator<Item = &'a Element> {
    element.children.iter().filter(move |child| child.local == local)
}

fn child<'a>(element: &'a Element, local: &'static str) -> Result<&'a Element, Error> {
    let found = element.children.iter().find(|child| child.local == local);
    found.ok_or_else(|| Error::Missing { node: element.name.clone(), child: local, line: element.end })
}

fn text(element: &Element, local: &'static str) -> Result<String, Error> {
    let found = child(element, local)?;
    match found.text.as_str() {
        "" => Err(Error::Empty { node: found.name.clone(), line: found.line }),
        text => Ok(text.to_owned()),
    }
}

fn optional(element: &Element, local: &str) -> Option<String> {
    children(element, local).map(|child| child.text.clone()).find(|text| !text.is_empty())
}

fn attribute(element: &Element, name: &'static str) -> Result<String, Error> {
    let found = element.attribute(name).map(str::to_owned);
    found.ok_or_else(|| Error::Missing { node: element.name.clone(), child: name, line: element.line })
}

fn column(element: &Element) -> Result<Column, Error> {
    let data_type = children(element, "Data").find_map(|data| data.attribute("Type")).unwrap_or("string");
    Ok(Column {
        id: attribute(element, "Id")?,
        required: element.attribute("Use") == Some("required"),
        short_name: text(element, "ShortName")?,
        long_name: optional(element, "LongName"),
        data_type: data_type.to_owned(),
    })
}

fn read_key(element: &Element, columns: &[Column]) -> Result<Key, Error> {
    let references = children(element, "ColumnRef");
    let columns = references.map(|reference| position(columns, &attribute(reference, "Ref")?, reference));
    let marked = |local: &str| {
        children(element, "Annotation")
            .flat_map(|annotation| children(annotation, "AppInfo"))
            .flat_map(|info| &info.children)
            .any(|mark| mark.local == local)
    };
    Ok(Key {
        id: attribute(element, "Id")?,
        short_name: text(element, "ShortName")?,
        columns: columns.collect::<Result<_, _>>()?,
        codename: marked("xoev-codename"),
    })
}

fn position(columns: &[Column], id: &str, at: &Element) -> Result<usize, Error> {
    let found = columns.iter().position(|column| column.id == id);
    found.ok_or_else(|| invalid(at, id, "the id of a column of this list".to_owned()))
}
