//! The log against two independent implementations: `ct-merkle` for tree and proofs, `signed_note` for notes and keys.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use ct_merkle::{ConsistencyProof, InclusionProof, RootHash, mem_backed_tree::MemoryBackedTree};
use proptest::prelude::*;
use sha2::Sha256;
use std::collections::HashMap;
use tlog::{
    Checkpoint, Error, Frontier, Hash, Node, Plan, Proof, Signer, Tile, Verifier, leaf_hash,
    verify_consistency, verify_inclusion,
};

/// A tree with all that was stored of it, and its root at every size.
struct Log {
    stored: HashMap<Node, Hash>,
    roots: Vec<Hash>,
}

fn entry(number: u64) -> Vec<u8> {
    format!("Eintrag {number}").into_bytes()
}

impl Log {
    fn of(size: u64) -> Self {
        let mut tree = Frontier::default();
        let (mut stored, mut roots) = (HashMap::new(), vec![tree.root()]);
        for number in 0..size {
            tree.append(leaf_hash(&entry(number)), |node, hash| {
                assert_eq!(stored.insert(node, hash), None, "each subtree is made once");
            });
            roots.push(tree.root());
        }
        Self { stored, roots }
    }

    fn root(&self, size: u64) -> Hash {
        self.roots[usize::try_from(size).unwrap()]
    }

    fn proof(&self, plan: &Plan) -> Vec<Hash> {
        plan.proof(|node| self.stored.get(&node).copied()).unwrap()
    }
}

fn theirs(size: u64) -> MemoryBackedTree<Sha256, Vec<u8>> {
    let mut tree = MemoryBackedTree::new();
    (0..size).for_each(|number| tree.push(entry(number)));
    tree
}

fn bytes(proof: &[Hash]) -> Vec<u8> {
    proof.iter().flat_map(|hash| hash.0).collect()
}

fn root_hash(hash: Hash, size: u64) -> RootHash<Sha256> {
    RootHash::new(hash.0.into(), size)
}

/// All proofs of all trees up to 40 entries: equal to the other implementation's, accepted by both.
#[test]
fn all_small_trees_agree_with_another_implementation() {
    let log = Log::of(40);
    for size in 1..=40 {
        let other = theirs(size);
        assert_eq!(other.root().as_bytes().as_slice(), log.root(size).0, "root of {size}");
        for index in 0..size {
            let proof = log.proof(&Plan::inclusion(index, size).unwrap());
            let expected = other.prove_inclusion(usize::try_from(index).unwrap());
            assert_eq!(bytes(&proof), expected.as_bytes(), "entry {index} of {size}");
            verify_inclusion(leaf_hash(&entry(index)), index, size, &proof, log.root(size)).unwrap();
        }
        for old in 1..=size {
            let proof = log.proof(&Plan::consistency(old, size).unwrap());
            let expected = other.prove_consistency(usize::try_from(size - old).unwrap());
            assert_eq!(bytes(&proof), expected.as_bytes(), "{old} in {size}");
            verify_consistency(old, log.root(old), size, log.root(size), &proof).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn larger_trees_prove_what_is_true_and_nothing_else(
        size in 1..3000_u64, entry_at in any::<prop::sample::Index>(), old in any::<prop::sample::Index>(),
        broken in any::<prop::sample::Index>(), bit in 0..256_usize,
    ) {
        let log = Log::of(size);
        let at = |index: &prop::sample::Index| index.index(usize::try_from(size).unwrap()) as u64;
        let (index, old) = (at(&entry_at), at(&old) + 1);
        let (leaf, root) = (leaf_hash(&entry(index)), log.root(size));

        let proof = log.proof(&Plan::inclusion(index, size).unwrap());
        verify_inclusion(leaf, index, size, &proof, root).unwrap();
        let other = InclusionProof::<Sha256>::from_bytes(bytes(&proof));
        root_hash(root, size).verify_inclusion(&entry(index), index, &other).unwrap();
        prop_assert!(verify_inclusion(leaf_hash(b"Eintrag"), index, size, &proof, root).is_err());
        if index + 1 < size {
            prop_assert!(verify_inclusion(leaf, index + 1, size, &proof, root).is_err());
        }
        prop_assert!(verify_inclusion(leaf, index, size, &[&proof[..], &[leaf]].concat(), root).is_err());
        if !proof.is_empty() {
            prop_assert!(verify_inclusion(leaf, index, size, &proof[1..], root).is_err());
            prop_assert!(verify_inclusion(leaf, index, size, &flipped(&proof, &broken, bit), root).is_err());
        }

        let proof = log.proof(&Plan::consistency(old, size).unwrap());
        verify_consistency(old, log.root(old), size, root, &proof).unwrap();
        let other = ConsistencyProof::<Sha256>::try_from_bytes(bytes(&proof)).unwrap();
        root_hash(root, size).verify_consistency(&root_hash(log.root(old), old), &other).unwrap();
        if old < size {
            prop_assert!(verify_consistency(old, root, size, root, &proof).is_err());
            prop_assert!(verify_consistency(old, log.root(old), size, log.root(old), &proof).is_err());
            let flipped = flipped(&proof, &broken, bit);
            prop_assert!(verify_consistency(old, log.root(old), size, root, &flipped).is_err());
        }
    }

    /// A tree that is taken up from its stored edge goes on as if it had never been put down.
    #[test]
    fn the_edge_is_enough_to_go_on(size in 0..500_u64, more in 0..100_u64) {
        let log = Log::of(size + more);
        let edge = Frontier::nodes(size).into_iter().map(|node| log.stored[&node]).collect();
        let mut tree = Frontier::new(size, edge).unwrap();
        prop_assert_eq!(tree.root(), log.root(size));
        (size..size + more).for_each(|number| tree.append(leaf_hash(&entry(number)), |_, _| {}));
        prop_assert_eq!(tree.root(), log.root(size + more));
    }

    /// Whatever somebody hands us as a proof is an answer, not a panic.
    #[test]
    fn foreign_text_never_panics(text in "\\PC{0,200}", lines in prop::collection::vec("[ -~]{0,50}", 0..8)) {
        for text in [text, lines.join("\n")] {
            let _ = (Proof::parse(&text), Verifier::parse(&text), Checkpoint::parse(&text));
            let _ = Checkpoint::open(&text, &[signer().verifier()]);
        }
    }
}

fn flipped(proof: &[Hash], which: &prop::sample::Index, bit: usize) -> Vec<Hash> {
    let mut proof = proof.to_vec();
    let hash = which.index(proof.len());
    proof[hash].0[bit / 8] ^= 1 << (bit % 8);
    proof
}

/// From tiles every subtree can be made again, as it was when it came into being.
#[test]
fn tiles_hold_the_whole_tree() {
    for size in [1, 2, 255, 256, 257, 3000, 70_000] {
        let log = Log::of(size);
        let mut tiles: HashMap<Tile, Vec<Hash>> = HashMap::new();
        let mut nodes: Vec<_> = log.stored.iter().collect();
        nodes.sort_by_key(|(node, _)| node.index);
        for (node, hash) in &nodes {
            let Some((tile, place)) = Tile::keeping(**node) else { continue };
            let hashes = tiles.entry(tile).or_default();
            assert_eq!(hashes.len(), place, "hashes come in their order");
            hashes.push(**hash);
        }
        assert!(tiles.values().all(|hashes| hashes.len() <= 256));
        for (node, hash) in &nodes {
            assert_eq!(Tile::hash(**node, &tiles[&Tile::of(**node)]), Some(**hash), "{node:?} of {size}");
        }
        let last = Node { level: 0, index: size - 1 };
        let short = &tiles[&Tile::of(last)];
        assert_eq!(Tile::hash(last, &short[..short.len() - 1]), None);
    }
}

#[test]
fn what_does_not_exist_has_no_proof() {
    assert_eq!(Plan::inclusion(5, 5), Err(Error::OutOfRange { asked: 5, size: 5 }));
    assert_eq!(Plan::consistency(6, 5), Err(Error::OutOfRange { asked: 6, size: 5 }));
    let missing = Plan::inclusion(0, 2).unwrap().proof(|_| None);
    assert_eq!(missing, Err(Error::Missing { level: 0, index: 1 }));
    assert_eq!(Frontier::new(3, Vec::new()), Err(Error::Edge { hashes: 0, size: 3 }));
    let empty = Frontier::default().root();
    assert_eq!(
        empty.to_string(),
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "RFC 9162: the hash of nothing"
    );
    verify_consistency(0, empty, 7, leaf_hash(b"x"), &[]).unwrap();
    assert_eq!(verify_consistency(0, leaf_hash(b"x"), 7, empty, &[]), Err(Error::Refuted));
}

fn signer() -> Signer {
    Signer::new("rennsteig.example/journal", &[7; 32]).unwrap()
}

/// The other implementation reads our key and accepts our signature, and so do we read back both.
#[test]
fn another_implementation_accepts_our_checkpoints() {
    let log = Log::of(9);
    let note = Checkpoint::sign(9, log.root(9), &signer()).unwrap();
    let key = signer().verifier().to_string();
    let theirs = signed_note::StandardVerifier::new(&key).unwrap();
    let read = signed_note::Note::from_bytes(note.as_bytes()).unwrap();
    let (verified, unverified) =
        read.verify(&signed_note::VerifierList::new(vec![Box::new(theirs)])).unwrap();
    assert_eq!((verified.len(), unverified.len()), (1, 0));
    assert_eq!(Verifier::parse(&key).unwrap(), signer().verifier());
    let opened = Checkpoint::open(&note, &[signer().verifier()]).unwrap();
    assert_eq!(opened, Checkpoint { origin: "rennsteig.example/journal".into(), size: 9, root: log.root(9) });
}

#[test]
fn a_checkpoint_that_was_altered_is_refused() {
    let log = Log::of(9);
    let note = Checkpoint::sign(9, log.root(9), &signer()).unwrap();
    let keys = [signer().verifier()];
    let altered = note.replacen("\n9\n", "\n8\n", 1);
    assert_eq!(Checkpoint::open(&altered, &keys), Err(Error::Forged("rennsteig.example/journal".into())));
    let stranger = Signer::new("rennsteig.example/journal", &[8; 32]).unwrap();
    assert!(matches!(Checkpoint::open(&note, &[stranger.verifier()]), Err(Error::Unsigned(_))));
    let other = Signer::new("anderswo.example", &[7; 32]).unwrap();
    let foreign = other.sign(&format!("rennsteig.example/journal\n9\n{}\n", log.root(9))).unwrap();
    assert!(matches!(Checkpoint::open(&foreign, &[other.verifier()]), Err(Error::Format { .. })));
    // Further signatures, as witnesses add them, do no harm.
    let line = other.sign(note.split_once("\n\n").unwrap().0).unwrap();
    let both = format!("{note}{}", line.split_once("\n\n").unwrap().1);
    assert_eq!(Checkpoint::open(&both, &keys).unwrap().size, 9);
    for text in ["", "\n\n", "a\n1\n", "a\n01\nx\n\n— b c\n", "a\r\n\n— b c\n"] {
        assert!(matches!(Checkpoint::open(text, &keys), Err(Error::Format { .. })), "{text:?}");
    }
    for name in ["", "a b", "a+b", "a\u{a0}b"] {
        assert!(Signer::new(name, &[7; 32]).is_err(), "{name:?}");
    }
}

#[test]
fn a_proof_is_complete_by_itself() {
    let log = Log::of(6);
    let hashes = log.proof(&Plan::inclusion(4, 6).unwrap());
    let checkpoint = Checkpoint::sign(6, log.root(6), &signer()).unwrap();
    let proof = Proof { index: 4, hashes, checkpoint, extra: Some(b"vorgang".to_vec()) };
    let text = proof.to_string();
    assert!(text.starts_with("c2sp.org/tlog-proof@v1\nextra dm9yZ2FuZw==\nindex 4\n"), "{text}");
    assert_eq!(Proof::parse(&text).unwrap(), proof);
    let keys = [signer().verifier()];
    assert_eq!(proof.verify(leaf_hash(&entry(4)), &keys).unwrap().size, 6);
    assert_eq!(proof.verify(leaf_hash(&entry(3)), &keys), Err(Error::Refuted));
    for (old, new) in [("@v1", "@v2"), ("index 4", "index 04"), ("index 4\n", ""), ("extra ", "extra !")] {
        assert!(Proof::parse(&text.replacen(old, new, 1)).is_err(), "{new}");
    }
}
