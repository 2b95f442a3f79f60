//! Functions on contexts (10.3.4.10).

use super::{Builtin, Result, builtin, context, list, string};
use crate::{Context, Value, error::Fault};

pub(super) static TABLE: &[Builtin] = &[
    builtin("get value", &[&["m", "key"], &["context", "key"]], |_, a| {
        Ok(context(a, 0)?.get(string(a, 1)?).cloned().unwrap_or_default())
    }),
    builtin("get entries", &[&["m"], &["context"]], |_, a| {
        let entry = |(name, value): &(std::sync::Arc<str>, Value)| {
            Value::from(Context::new().with("key", name.clone()).with("value", value.clone()))
        };
        Ok(context(a, 0)?.iter().map(entry).collect())
    }),
    builtin("context", &[&["entries"]], |_, a| from_entries(list(a, 0)?)),
    Builtin {
        name: "context put",
        forms: &[&["context", "key", "value"], &["context", "keys", "value"]],
        run: |_, a| match &a[1] {
            Value::List(keys) => put(context(a, 0)?, keys, &a[2]).map(Value::from),
            key => put(context(a, 0)?, std::slice::from_ref(key), &a[2]).map(Value::from),
        },
        pure: true,
        first: Some(&PUT_KEY),
    },
    builtin("context merge", &[&["contexts"]], |_, a| {
        let mut merged = Context::new();
        for item in list(a, 0)? {
            let Value::Context(context) = item else {
                return Err(format!("only contexts can be merged, not a {}", item.kind()).into());
            };
            for (name, value) in context {
                merged.insert(name.clone(), value.clone());
            }
        }
        Ok(merged.into())
    }),
];

/// By name, `key` is one key and no list of them.
static PUT_KEY: Builtin = builtin("context put", &[&["context", "key", "value"]], |_, a| {
    put(context(a, 0)?, std::slice::from_ref(&a[1]), &a[2]).map(Value::from)
});

fn from_entries(entries: &[Value]) -> Result {
    let mut result = Context::new();
    for entry in entries {
        let parts =
            entry.as_context().and_then(|entry| Some((entry.get("key")?.as_str()?, entry.get("value")?)));
        let (key, value) = parts.ok_or_else(|| Fault::from("each entry needs a text 'key' and a 'value'"))?;
        if result.get(key).is_some() {
            return Err(format!("the key '{key}' is there twice").into());
        }
        result.insert(key, value.clone());
    }
    Ok(result.into())
}

fn put(into: &Context, keys: &[Value], value: &Value) -> Result<Context> {
    let (key, rest) = keys.split_first().ok_or_else(|| Fault::from("there is no key"))?;
    let key =
        key.as_str().ok_or_else(|| Fault::from(format!("a key must be a string, not a {}", key.kind())))?;
    let value = if rest.is_empty() {
        value.clone()
    } else {
        let inner = match into.get(key) {
            Some(Value::Context(inner)) => inner.clone(),
            None => return Err(format!("there is no context '{key}'").into()),
            Some(other) => return Err(format!("'{key}' is a {}, not a context", other.kind()).into()),
        };
        put(&inner, rest, value)?.into()
    };
    Ok(into.clone().with(key, value))
}
