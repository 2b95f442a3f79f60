//! What the offices of the demonstration keep: inventories here, what is steered in [`steering`] and [`planning`].
//!
//! Each is brought in only where there is nothing of its kind, so that what people do with it stays.

mod planning;
mod steering;

use anyhow::{Context, Result, bail};
use catalogue::Konten;
use identity::Scope;
use inventory::Gesucht;
use std::path::Path;
use store::Tx;

/// Takes in the sample inventory of each Behoerde that has none yet.
pub(super) async fn inventories(tx: &mut Tx, offices: &Path) -> Result<()> {
    for behoerde in identity::behoerden(tx, &Scope::House).await? {
        let file = offices.join(format!("bestand-{}.csv", behoerde.short_name.to_lowercase()));
        let wanted = Gesucht { behoerde: Some(behoerde.id), auch_ausgesonderte: true, ..Gesucht::default() };
        if !file.exists() || !inventory::alle(tx, &Scope::House, &wanted, 1).await?.is_empty() {
            continue;
        }
        let read = crate::commands::inventory::read(&file)?;
        if let Some(fehler) = read.fehler.first() {
            bail!("{}, row {}: {}", file.display(), fehler.zeile, fehler.mangel);
        }
        inventory::import(tx, &Scope::House, behoerde.id, &read.zeilen)
            .await
            .with_context(|| file.display().to_string())?;
    }
    Ok(())
}

/// Takes in the sample Aktionspläne, the strategy with its Kennzahlen, and has the work on the next plan begin, where there
/// is nothing of all that.
pub(super) async fn plans(tx: &mut Tx, offices: &Path, konten: &Konten) -> Result<()> {
    let nothing_yet = ::steering::plaene(tx).await?.is_empty()
        && strategy::edition(tx).await?.is_none()
        && strategy::kennzahlen(tx).await?.is_empty();
    if !nothing_yet {
        return Ok(());
    }
    steering::bring(tx, offices).await?;
    planning::begin(tx, offices, konten).await
}

fn read(offices: &Path, name: &str) -> Result<String> {
    let file = offices.join(name);
    std::fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))
}
