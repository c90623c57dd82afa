//! Writes what the program finds in texts that people have marked, for scorers to compare.
//!
//! ```text
//! cargo run --release --features measuring --example predict -- TASK [FOLDER] < GOLD > PREDICTIONS
//! ```
//!
//! Each task reads the lines of a gold file (JSON Lines), uses nothing of them but their text, sends
//! it the way that `factledger import` sends an article, and writes one line for each: `segments`,
//! `claims`, `claims-in-order` (the lines are the sentences of one text), `debates`, `attribution`; `articles` reads the pages that the lines name in FOLDER.
//! How long the work took, without reading and writing the lines, is printed on standard error.

mod task;

use std::error::Error;
use std::io::{self, BufRead, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use serde_json::Value;

use task::{Predict, TASKS, Work};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let folder = arguments.next();
    let Some(task) = TASKS.iter().find(|task| task.name == name) else {
        let names: Vec<&str> = TASKS.iter().map(|task| task.name).collect();
        return Err(format!("`{name}` is no task; there are {}", names.join(", ")).into());
    };

    let mut out = BufWriter::new(io::stdout().lock());
    let (mut golds, mut inputs, mut bytes) = (Vec::new(), Vec::new(), 0_usize);
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let gold: Value = serde_json::from_str(&line)?;
        let input = (task.read)(&Work { folder: folder.as_deref().map(Path::new), gold: &gold })?;
        bytes += input.iter().map(Vec::len).sum::<usize>();
        golds.push(gold);
        inputs.push(input);
    }
    let start = Instant::now();
    let predictions: Vec<Value> = match task.predict {
        Predict::Each(predict) => {
            let lines = golds.iter().zip(inputs).map(|(gold, input)| {
                predict(&Work { folder: folder.as_deref().map(Path::new), gold }, input)
            });
            lines.collect::<Result<_, _>>()?
        }
        Predict::All(predict) => predict(&golds, inputs)?,
    };
    let took = start.elapsed();
    for prediction in &predictions {
        serde_json::to_writer(&mut out, prediction)?;
        out.write_all(b"\n")?;
    }
    let lines = predictions.len();
    out.flush()?;

    let seconds = took.as_secs_f64().max(1e-9);
    #[expect(clippy::cast_precision_loss, reason = "rates are for people to read")]
    let (rate, megabytes) = (lines as f64 / seconds, bytes as f64 / seconds / 1e6);
    writeln!(
        io::stderr(),
        "{name}: {lines} lines in {seconds:.3} s: {rate:.0} lines/s, {megabytes:.1} MB/s"
    )?;
    Ok(())
}
