//! The index: tantivy in memory, made from all texts of the catalogue. One document is one Leistung in all languages.

use crate::{
    error::{Error, Result},
    fold::fold_name,
    lexicon::Lexicon,
    model::{LeistungKey, Texts},
    search::Matching,
    words::{Analysis, Group, Token, Word, tokens, tolerance},
};
use identity::Ars;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use tantivy::{
    IndexReader, ReloadPolicy, TantivyDocument, TantivyError, Term,
    collector::TopDocs,
    query::{
        BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, FuzzyTermQuery, Occur, Query,
        TermQuery,
    },
    schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value},
    tokenizer::{PreTokenizedString, Token as IndexToken},
};

/// Weights of what a text consists of: title, keywords, short text, the rest.
const WEIGHTS: [f32; 4] = [4.0, 5.0, 2.0, 1.0];
/// A word found in a text of another language than the page's.
const OTHER_LANGUAGE: f32 = 0.5;
/// A compound found by its parts.
const BY_PARTS: f32 = 0.6;
/// The beginning of a word in title, keywords or short text.
const BEGINNING: f32 = 0.3;
/// A word that is spelled alike.
const ALIKE: f32 = 0.1;
/// A Leistung that is served at the place.
const SERVED_HERE: f32 = 1.5;
/// Tantivy's least.
const WRITER_MEMORY: usize = 15_000_000;

/// The fields of a group of languages.
#[derive(Debug, Clone, Copy)]
struct Fields {
    /// Stems, by weight.
    stems: [Field; 4],
    /// Folded words of title, keywords and short text, for beginnings and spelling.
    exact: Field,
}

/// The index over the catalogue at one moment.
pub(crate) struct Index {
    reader: IndexReader,
    number: Field,
    fields: [Fields; 3],
    keys: Vec<LeistungKey>,
    lexicon: Arc<Lexicon>,
    /// Folded names and postal codes that mean one area.
    places: HashMap<String, Ars>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("leistungen", &self.keys.len()).finish_non_exhaustive()
    }
}

impl From<TantivyError> for Error {
    fn from(error: TantivyError) -> Self {
        Self::Search(error.to_string())
    }
}

/// A part of the texts with the place of its weight in [`WEIGHTS`].
fn weighted(texts: &Texts) -> [Vec<&str>; 4] {
    let mut rest = vec![
        texts.full.as_str(),
        texts.costs.as_str(),
        texts.duration.as_str(),
        texts.deadlines.as_str(),
        texts.remedy.as_str(),
    ];
    for list in [&texts.requirements, &texts.documents, &texts.steps] {
        rest.extend(list.iter().map(String::as_str));
    }
    rest.extend(texts.legal.iter().map(|legal| legal.text.as_str()));
    let keywords = texts.keywords.iter().map(String::as_str).collect();
    [vec![texts.title.as_str()], keywords, vec![texts.short.as_str()], rest]
}

/// Learns the nouns and stems of all German texts.
fn learn(all: &[(LeistungKey, String, Texts)]) -> Lexicon {
    let mut lexicon = Lexicon::default();
    let mut analysis = Analysis::new(Arc::default());
    let mut seen = HashSet::new();
    for (_, _, texts) in all.iter().filter(|(_, language, _)| Group::of(language) == Group::German) {
        for text in weighted(texts).iter().flatten() {
            for token in tokens(text) {
                // Leichte Sprache writes the parts of a compound with hyphens: a gift.
                let pieces = if token.pieces.is_empty() { vec![token.lower] } else { token.pieces };
                for piece in pieces {
                    if seen.insert((piece.clone(), token.capital)) && !analysis.is_stop(Group::German, &piece)
                    {
                        let form = analysis.form(Group::German, &piece);
                        lexicon.learn(&form.exact, &form.stem, token.capital);
                    }
                }
            }
        }
    }
    lexicon
}

impl Index {
    /// Makes an index. `texts` are sorted by key; `places` are folded names with keys of areas, the likelier first.
    pub(crate) fn build(
        texts: &[(LeistungKey, String, Texts)],
        places: Vec<(String, String)>,
    ) -> Result<Self> {
        let mut schema = Schema::builder();
        let words = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default().set_tokenizer("raw").set_index_option(IndexRecordOption::WithFreqs),
        );
        let number = schema.add_u64_field("number", STORED);
        let fields = Group::ALL.map(|group| Fields {
            stems: [0, 1, 2, 3].map(|i| schema.add_text_field(&format!("{group:?}-{i}"), words.clone())),
            exact: schema.add_text_field(&format!("{group:?}-exact"), words.clone()),
        });
        let index = tantivy::Index::create_in_ram(schema.build());
        let lexicon = Arc::new(learn(texts));
        let mut analysis = Analysis::new(lexicon.clone());
        let mut writer = index.writer_with_num_threads(1, WRITER_MEMORY)?;
        let mut keys = Vec::new();
        for one in texts.chunk_by(|a, b| a.0 == b.0) {
            let mut document = TantivyDocument::new();
            document.add_u64(number, keys.len() as u64);
            for (_, language, texts) in one {
                let group = Group::of(language);
                add(&mut document, &fields[group as usize], group, texts, &mut analysis);
            }
            writer.add_document(document)?;
            keys.push(one[0].0.clone());
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let mut by_name = HashMap::new();
        for (name, ars) in places {
            let ars = Ars::parse(&ars).map_err(|e| Error::Stored(e.to_string()))?;
            by_name.entry(name).or_insert(ars);
        }
        Ok(Self { reader, number, fields, keys, lexicon, places: by_name })
    }

    /// How many Leistungen it holds.
    pub(crate) fn len(&self) -> usize {
        self.keys.len()
    }

    /// For marking what was found.
    pub(crate) fn analysis(&self) -> Analysis {
        Analysis::new(self.lexicon.clone())
    }

    /// Takes the longest name of a place, or a postal code, out of a query.
    pub(crate) fn split_place(&self, text: &str) -> (Option<Ars>, String) {
        let words: Vec<&str> = text.split_whitespace().collect();
        for length in (1..=words.len().min(4)).rev() {
            for (at, window) in words.windows(length).enumerate() {
                if let Some(ars) = self.places.get(&fold_name(&window.join(" "))) {
                    let rest = [&words[..at], &words[at + length..]].concat();
                    return (Some(ars.clone()), rest.join(" "));
                }
            }
        }
        (None, text.to_owned())
    }

    /// The words of a query that say something; all of them when none does.
    pub(crate) fn terms(&self, text: &str, language: &str) -> Vec<Token> {
        let mut analysis = self.analysis();
        let group = Group::of(language);
        let all = tokens(text);
        let telling: Vec<Token> =
            all.iter().filter(|token| !analysis.is_stop(group, &token.lower)).cloned().collect();
        if telling.is_empty() { all } else { telling }
    }

    /// The Leistungen that match, best first: all words, else all words or such that are spelled alike, else some.
    pub(crate) fn find(
        &self,
        terms: &[Token],
        language: &str,
        served: &[LeistungKey],
        limit: usize,
    ) -> Result<(Matching, Vec<LeistungKey>)> {
        if terms.is_empty() || limit == 0 {
            return Ok((Matching::Nothing, Vec::new()));
        }
        let mut analysis = self.analysis();
        for (matching, alike, occur) in [
            (Matching::All, false, Occur::Must),
            (Matching::Alike, true, Occur::Must),
            (Matching::Some, true, Occur::Should),
        ] {
            let clauses = terms
                .iter()
                .map(|token| (occur, self.word_query(token, Group::of(language), alike, &mut analysis)))
                .collect();
            let found = self.run(&BooleanQuery::new(clauses), served, limit)?;
            if !found.is_empty() {
                return Ok((matching, found));
            }
        }
        Ok((Matching::Nothing, Vec::new()))
    }

    fn run(&self, query: &dyn Query, served: &[LeistungKey], limit: usize) -> Result<Vec<LeistungKey>> {
        let searcher = self.reader.searcher();
        // A few more, as the place may change their order.
        let found = searcher.search(query, &TopDocs::with_limit(limit * 3).order_by_score())?;
        let mut hits = Vec::with_capacity(found.len());
        for (score, address) in found {
            let document: TantivyDocument = searcher.doc(address)?;
            let number = document.get_first(self.number).and_then(|value| value.as_u64());
            let key = number.and_then(|n| self.keys.get(usize::try_from(n).ok()?));
            let key = key.ok_or_else(|| Error::Search("a document has no number".into()))?;
            let score = if served.contains(key) { score * SERVED_HERE } else { score };
            hits.push((score, key));
        }
        hits.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        Ok(hits.into_iter().take(limit).map(|(_, key)| key.clone()).collect())
    }

    /// One word of a query in all fields of all groups of languages.
    fn word_query(&self, token: &Token, page: Group, alike: bool, analysis: &mut Analysis) -> Box<dyn Query> {
        let mut ways: Vec<Box<dyn Query>> = Vec::new();
        for group in Group::ALL {
            let fields = &self.fields[group as usize];
            let weight = if group == page { 1.0 } else { OTHER_LANGUAGE };
            let word = analysis.word(group, token);
            ways.push(boosted(stem_query(fields, &word.whole.stem), weight));
            if word.parts.len() > 1 {
                let parts = word.parts.iter().map(|part| stem_query(fields, &part.stem)).collect();
                ways.push(boosted(Box::new(BooleanQuery::intersection(parts)), weight * BY_PARTS));
            }
            let exact = &word.whole.exact;
            let term = || Term::from_field_text(fields.exact, exact);
            if exact.chars().count() >= 3 {
                let begins = Box::new(FuzzyTermQuery::new_prefix(term(), 0, true));
                ways.push(Box::new(ConstScoreQuery::new(begins, weight * BEGINNING)));
            }
            let tolerance = u8::try_from(tolerance(exact)).unwrap_or(2);
            if alike && tolerance > 0 {
                let similar = Box::new(FuzzyTermQuery::new_prefix(term(), tolerance, true));
                ways.push(Box::new(ConstScoreQuery::new(similar, weight * ALIKE)));
            }
        }
        Box::new(DisjunctionMaxQuery::with_tie_breaker(ways, 0.1))
    }
}

fn stem_query(fields: &Fields, stem: &str) -> Box<dyn Query> {
    let ways = fields.stems.iter().zip(WEIGHTS).map(|(field, weight)| {
        let term = Term::from_field_text(*field, stem);
        boosted(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)), weight)
    });
    Box::new(DisjunctionMaxQuery::with_tie_breaker(ways.collect(), 0.1))
}

fn boosted(query: Box<dyn Query>, weight: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, weight))
}

/// Adds the texts of one language to the document of a Leistung.
fn add(
    document: &mut TantivyDocument,
    fields: &Fields,
    group: Group,
    texts: &Texts,
    analysis: &mut Analysis,
) {
    let mut exact = Vec::new();
    for (place, parts) in weighted(texts).iter().enumerate() {
        let mut stems = Vec::new();
        for token in parts.iter().flat_map(|text| tokens(text)) {
            if analysis.is_stop(group, &token.lower) {
                continue;
            }
            let Word { whole, parts } = analysis.word(group, &token);
            for form in std::iter::once(whole).chain(parts) {
                stems.push(form.stem);
                if place < 3 {
                    exact.push(form.exact);
                }
            }
        }
        document.add_pre_tokenized_text(fields.stems[place], pre_tokenized(stems));
    }
    exact.sort_unstable();
    exact.dedup();
    document.add_pre_tokenized_text(fields.exact, pre_tokenized(exact));
}

fn pre_tokenized(words: Vec<String>) -> PreTokenizedString {
    let tokens = words.into_iter().enumerate().map(|(position, text)| IndexToken {
        offset_from: 0,
        offset_to: 0,
        position,
        text,
        position_length: 1,
    });
    PreTokenizedString { text: String::new(), tokens: tokens.collect() }
}
