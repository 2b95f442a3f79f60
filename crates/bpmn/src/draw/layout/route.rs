//! Where connections turn: between two columns lies a channel with as many tracks as vertical pieces lie side
//! by side in it. Pieces of a fork or of a join share a track.

use std::collections::HashMap;

use super::graph::{Graph, VertexKind};

const TRACK: f64 = 14.0;
const MIN_CHANNEL: f64 = 44.0;

/// The widths of columns and channels, and for each connection the channels in which it turns.
pub(super) struct Routes {
    /// The left edge of each column.
    pub(super) left: Vec<f64>,
    /// The right edge of each column.
    pub(super) right: Vec<f64>,
    /// For each link its turns in order.
    pub(super) turns: Vec<Vec<Turn>>,
}

/// A vertical piece.
#[derive(Debug, Clone, Copy)]
pub(super) struct Turn {
    channel: usize,
    pub(super) x: f64,
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) source: usize,
    pub(super) target: usize,
}

/// Pieces that share a track: those that leave one vertex (true), or that enter one (false).
type Group = (bool, usize);

/// `widths` are those of the columns, `y` the middles of the vertices.
pub(super) fn find(graph: &Graph, widths: &[f64], y: &[f64]) -> Routes {
    let mut turns: Vec<Vec<Turn>> = graph.links.iter().map(|link| turns(graph, &link.chain, y)).collect();
    let groups = groups(&turns);
    let mut channels: Vec<Vec<(usize, usize)>> = vec![Vec::new(); widths.len() + 1];
    for (link, turns) in turns.iter().enumerate() {
        for (place, turn) in turns.iter().enumerate() {
            channels[turn.channel].push((link, place));
        }
    }
    let labels = label_widths(graph, widths.len());
    let mut routes = Routes { left: Vec::new(), right: Vec::new(), turns: Vec::new() };
    let mut x = 0.0;
    for (channel, members) in channels.iter().enumerate() {
        let (tracks, count) = tracks(&turns, &groups, members);
        let outer = channel == 0 || channel == widths.len();
        #[expect(clippy::cast_precision_loss, reason = "the number of connections is limited")]
        let mut width = count as f64 * TRACK + labels[channel];
        if !outer || count > 0 {
            width = if outer { width + TRACK } else { (width + 2.0 * TRACK).max(MIN_CHANNEL) };
        }
        // A lone track lies in the middle of the room that labels leave.
        let free = width - labels[channel];
        for ((link, place), track) in members.iter().zip(tracks) {
            #[expect(clippy::cast_precision_loss, reason = "the number of connections is limited")]
            let share = (track as f64 + 1.0) / (count as f64 + 1.0);
            turns[*link][*place].x = x + free * share;
        }
        x += width;
        if let Some(width) = widths.get(channel) {
            routes.left.push(x);
            x += width;
            routes.right.push(x);
        }
    }
    routes.turns = turns;
    routes
}

/// The vertical pieces of a connection. The first vertex is left at its right side, or downwards from a
/// boundary event; the last is entered at its left side.
fn turns(graph: &Graph, chain: &[usize], y: &[f64]) -> Vec<Turn> {
    let mut found = Vec::new();
    for pair in chain.windows(2) {
        let (from, to) = (&graph.vertices[pair[0]], &graph.vertices[pair[1]]);
        if matches!(to.kind, VertexKind::Below { .. }) {
            continue;
        }
        let channel = if to.layer > from.layer || to.kind != VertexKind::Back && to.layer == from.layer {
            to.layer
        } else {
            // To the left; where a way back begins, it first leaves its node at the right.
            from.layer + usize::from(to.layer == from.layer)
        };
        let (source, target) = (pair[0], pair[1]);
        if (y[source] - y[target]).abs() > 0.5 {
            found.push(Turn { channel, x: 0.0, from: y[source], to: y[target], source, target });
        }
    }
    found
}

/// Pieces that leave the same vertex belong together; of the others, those that enter the same.
fn groups(turns: &[Vec<Turn>]) -> Vec<Vec<Group>> {
    let mut forks: HashMap<(usize, usize), usize> = HashMap::new();
    for turn in turns.iter().flatten() {
        *forks.entry((turn.channel, turn.source)).or_default() += 1;
    }
    let group = |turn: &Turn| {
        let fork = forks.get(&(turn.channel, turn.source)).is_some_and(|count| *count > 1);
        (fork, if fork { turn.source } else { turn.target })
    };
    turns.iter().map(|turns| turns.iter().map(group).collect()).collect()
}

/// The track of each member of a channel, and how many there are. Pieces that lead down take tracks further
/// right the higher they begin, pieces that lead up the lower: so their level parts do not cross them.
fn tracks(turns: &[Vec<Turn>], groups: &[Vec<Group>], members: &[(usize, usize)]) -> (Vec<usize>, usize) {
    let mut bundles: Vec<Bundle> = Vec::new();
    let mut index: HashMap<Group, usize> = HashMap::new();
    for (link, place) in members {
        let (turn, group) = (&turns[*link][*place], groups[*link][*place]);
        let (low, high) = (turn.from.min(turn.to), turn.from.max(turn.to));
        let down = turn.to > turn.from;
        let at = *index.entry(group).or_insert_with(|| {
            let rank = if down { -turn.from } else { turn.from };
            bundles.push(Bundle { low, high, down, rank, group, track: 0 });
            bundles.len() - 1
        });
        bundles[at].low = bundles[at].low.min(low);
        bundles[at].high = bundles[at].high.max(high);
    }
    bundles.sort_by(|a, b| a.down.cmp(&b.down).then(a.rank.total_cmp(&b.rank)).then(a.group.cmp(&b.group)));
    let mut count = 0;
    for at in 0..bundles.len() {
        let (before, rest) = bundles.split_at_mut(at);
        let own = &mut rest[0];
        let overlaps = before.iter().filter(|other| other.low < own.high + 1.0 && own.low < other.high + 1.0);
        own.track = overlaps.map(|other| other.track + 1).max().unwrap_or(0);
        count = count.max(own.track + 1);
    }
    let track: HashMap<Group, usize> = bundles.iter().map(|bundle| (bundle.group, bundle.track)).collect();
    (members.iter().map(|(link, place)| track[&groups[*link][*place]]).collect(), count)
}

/// The pieces of a group in one channel.
struct Bundle {
    low: f64,
    high: f64,
    down: bool,
    rank: f64,
    group: Group,
    track: usize,
}

/// The room that the names of flows need in the channel behind their source.
fn label_widths(graph: &Graph, columns: usize) -> Vec<f64> {
    let mut widths = vec![0.0_f64; columns + 1];
    for link in graph.links.iter().filter(|link| !link.back && link.label_width > 0.0) {
        let channel = graph.vertices[link.from].layer + 1;
        widths[channel] = widths[channel].max(link.label_width + 4.0);
    }
    widths
}
