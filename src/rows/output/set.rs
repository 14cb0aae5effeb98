//! The outputs of one run: streams get their rows as they come, whole files are made from one spill at the end, and all
//! of them take their places only then.

use super::{Output, Records, Sink, Stream, Whole};
use crate::rows::spill::Spill;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// An output that cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("{name}: cannot be written: {source}")]
pub struct OutputError {
    /// The output.
    pub name: String,
    /// Why.
    pub source: io::Error,
}

/// One place that rows are written to while they come in.
pub struct Target<'a> {
    /// For messages.
    pub name: String,
    /// How rows are encoded.
    pub stream: &'a dyn Stream,
    /// Where the bytes go.
    pub writer: &'a mut (dyn Write + Send),
    /// Bytes written so far.
    pub written: u64,
}

struct Streamed<'a> {
    name: String,
    stream: Box<dyn Stream + 'a>,
    output: Output,
}

/// All outputs of a run.
pub struct Outputs<'a> {
    streams: Vec<Streamed<'a>>,
    wholes: Vec<(String, Box<dyn Whole + 'a>)>,
    /// The records for `wholes`: all of them are made from one.
    spill: Option<(String, BufWriter<tempfile::NamedTempFile>)>,
}

impl<'a> Outputs<'a> {
    /// Opens all outputs, under temporary names.
    pub fn create(sinks: Vec<(String, Sink<'a>)>) -> Result<Outputs<'a>, OutputError> {
        let mut outputs = Outputs { streams: Vec::new(), wholes: Vec::new(), spill: None };
        for (name, sink) in sinks {
            match sink {
                Sink::Stream(stream) => {
                    let output = Output::create(&name).map_err(|source| failed(&name, source))?;
                    outputs.streams.push(Streamed { name, stream, output });
                }
                Sink::Whole(whole) => {
                    if outputs.spill.is_none() {
                        let file = Output::temporary(Path::new(&name)).map_err(|source| failed(&name, source))?;
                        outputs.spill = Some((name.clone(), BufWriter::with_capacity(1 << 18, file)));
                    }
                    outputs.wholes.push((name, whole));
                }
            }
        }
        Ok(outputs)
    }

    /// Where rows are written to.
    pub fn targets(&mut self) -> Vec<Target<'_>> {
        let streams = self.streams.iter_mut().map(|streamed| Target {
            name: streamed.name.clone(),
            stream: &*streamed.stream,
            writer: &mut streamed.output,
            written: 0,
        });
        let spill = self.spill.iter_mut().map(|(name, writer)| Target {
            name: name.clone(),
            stream: &Records,
            writer,
            written: 0,
        });
        streams.chain(spill).collect()
    }

    /// Makes the whole files and puts all outputs in their places.
    pub fn finish(self) -> Result<(), OutputError> {
        let mut made = Vec::new();
        if let Some((name, writer)) = self.spill {
            let file = writer.into_inner().map_err(|error| failed(&name, error.into_error()))?;
            let spill = Spill::new(file.path());
            for (name, whole) in self.wholes {
                let output = render(&name, &*whole, &spill).map_err(|source| failed(&name, source))?;
                made.push((name, output));
            }
        }
        let streams = self.streams.into_iter().map(|streamed| (streamed.name, streamed.output));
        for (name, output) in streams.chain(made) {
            output.finish().map_err(|source| failed(&name, source))?;
        }
        Ok(())
    }
}

/// Makes one whole file, still under a temporary name. One for standard output is made on disk, too, then copied.
fn render(name: &str, whole: &dyn Whole, spill: &Spill) -> io::Result<Output> {
    let mut output = Output::create(name)?;
    match &mut output {
        Output::File { writer, .. } => {
            let mut file = BufWriter::with_capacity(1 << 18, writer.get_ref().as_file().try_clone()?);
            whole.render(spill, &mut file)?;
            file.flush()?;
        }
        Output::Stdout(out) => {
            let temporary = tempfile::tempfile()?;
            let mut file = BufWriter::with_capacity(1 << 18, temporary.try_clone()?);
            whole.render(spill, &mut file)?;
            file.flush()?;
            let mut temporary = temporary;
            io::Seek::rewind(&mut temporary)?;
            io::copy(&mut temporary, out)?;
        }
    }
    Ok(output)
}

fn failed(name: &str, source: io::Error) -> OutputError {
    OutputError { name: name.to_string(), source }
}
