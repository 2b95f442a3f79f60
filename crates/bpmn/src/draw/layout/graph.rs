//! The flow of a level as the layout sees it: vertices are the nodes and, for connections that cross columns,
//! a placeholder in each column, so that no connection runs through a node.

/// A node, or a placeholder of a connection.
#[derive(Debug, Clone, Default)]
pub(super) struct Vertex {
    pub(super) layer: usize,
    /// The lane.
    pub(super) strip: usize,
    pub(super) above: f64,
    pub(super) below: f64,
    pub(super) kind: VertexKind,
    /// How strongly it keeps its height.
    pub(super) weight: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum VertexKind {
    #[default]
    Node,
    /// Of a connection that leads forward.
    Pass,
    /// Of a connection that leads back; stays below all others.
    Back,
    /// Of a connection that leaves a boundary event: directly below the host. The number sorts those of one
    /// host, the rightmost event first, so that their ways do not cross.
    Below { host: usize, place: usize },
}

/// A connection.
#[derive(Debug, Clone, Default)]
pub(super) struct Link {
    pub(super) from: usize,
    pub(super) to: usize,
    /// The place of the boundary event that it leaves among those of its host, counted from the right.
    pub(super) boundary: Option<usize>,
    /// The columns that it crosses at least.
    pub(super) span: usize,
    pub(super) back: bool,
    pub(super) label_height: f64,
    pub(super) label_width: f64,
    pub(super) weight: f64,
    /// The vertices on its way, both ends included.
    pub(super) chain: Vec<usize>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Graph {
    pub(super) vertices: Vec<Vertex>,
    pub(super) links: Vec<Link>,
    /// The vertices of each column, from top to bottom.
    pub(super) layers: Vec<Vec<usize>>,
    pub(super) strips: usize,
}

impl Graph {
    /// For each vertex its neighbours in the columns before and after, with the weights of the connections.
    pub(super) fn neighbours(&self) -> Neighbours {
        let mut before = vec![Vec::new(); self.vertices.len()];
        let mut after = vec![Vec::new(); self.vertices.len()];
        for link in &self.links {
            for pair in link.chain.windows(2) {
                let (mut a, mut b) = (pair[0], pair[1]);
                if self.vertices[a].layer > self.vertices[b].layer {
                    std::mem::swap(&mut a, &mut b);
                }
                if self.vertices[a].layer + 1 == self.vertices[b].layer {
                    after[a].push((b, link.weight));
                    before[b].push((a, link.weight));
                }
            }
        }
        Neighbours { before, after }
    }
}

pub(super) struct Neighbours {
    pub(super) before: Vec<Vec<(usize, f64)>>,
    pub(super) after: Vec<Vec<(usize, f64)>>,
}
