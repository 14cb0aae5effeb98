//! The outputs of one run: streams get their rows as they come, whole files are made from one spill at the end, and all
//! of them take their places only then.

use super::part::Part;
use super::{Output, Records, Sink, Stream, Whole};
use crate::rows::spill::Spill;
use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
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
    /// Nothing where an earlier run has put it in its place.
    output: Option<Output>,
    written: u64,
}

/// All outputs of a run.
pub struct Outputs<'a> {
    streams: Vec<Streamed<'a>>,
    wholes: Vec<(String, Box<dyn Whole + 'a>)>,
    /// The records for `wholes`: all of them are made from one.
    spill: Option<Spilled>,
    /// There is more than one output.
    several: bool,
}

struct Spilled {
    name: String,
    writer: BufWriter<Part>,
    written: u64,
}

impl<'a> Outputs<'a> {
    /// Opens all outputs, under hidden names, as an earlier run may have left them. No other run can write them now.
    pub fn open(sinks: Vec<(String, Sink<'a>)>) -> Result<Outputs<'a>, OutputError> {
        let several = sinks.len() > 1;
        let mut outputs = Outputs { streams: Vec::new(), wholes: Vec::new(), spill: None, several };
        for (name, sink) in sinks {
            match sink {
                Sink::Stream(stream) => {
                    let mut output = Output::open(&name).map_err(|source| failed(&name, source))?;
                    if several {
                        output.is_one_of_several();
                    }
                    outputs.streams.push(Streamed { name, stream, output: Some(output), written: 0 });
                }
                Sink::Whole(whole) => {
                    if outputs.spill.is_none() {
                        let part = spill_beside(&name).map_err(|source| failed(&name, source))?;
                        let writer = BufWriter::with_capacity(1 << 18, part);
                        outputs.spill = Some(Spilled { name: name.clone(), writer, written: 0 });
                    }
                    outputs.wholes.push((name, whole));
                }
            }
        }
        Ok(outputs)
    }

    /// Begins anew: whatever an earlier run has left goes.
    pub fn clear(&mut self) -> Result<(), OutputError> {
        let lengths = vec![0; self.streams.len() + 1];
        self.cut(&lengths)
    }

    /// Goes on where an earlier run was: every part is cut to the length that it had then.
    pub fn go_on(&mut self, written: &[u64]) -> Result<(), OutputError> {
        for (name, length, wanted) in self.lengths(written)? {
            if length < wanted {
                let message = "what the interrupted run wrote is gone or shortened; run without --resume to begin anew";
                return Err(failed(&name, io::Error::other(message)));
            }
        }
        self.cut(written)
    }

    /// Goes on where an earlier run was when all rows had been written: some outputs may be in their places already.
    pub fn go_on_finishing(&mut self, written: &[u64]) -> Result<(), OutputError> {
        for (streamed, wanted) in self.streams.iter_mut().zip(written) {
            let Some(output) = &streamed.output else { continue };
            let placed = std::fs::metadata(&streamed.name).is_ok_and(|file| file.len() == *wanted);
            if output.length().map_err(|source| failed(&streamed.name, source))? == 0 && *wanted > 0 && placed {
                streamed.output = None;
            }
        }
        let spilled = self.lengths(written)?.pop().filter(|_| self.spill.is_some());
        if spilled.is_some_and(|(_, length, wanted)| length == 0 && wanted > 0) {
            // The spill goes when everything made from it is in its place.
            self.wholes.clear();
            self.spill = None;
        }
        self.go_on(written)
    }

    /// Each part with its length and the length that it should have at least. The spill is the last.
    fn lengths(&self, written: &[u64]) -> Result<Vec<(String, u64, u64)>, OutputError> {
        let mut lengths = Vec::new();
        let wanted = |at: usize| written.get(at).copied().unwrap_or(0);
        for (at, streamed) in self.streams.iter().enumerate() {
            if let Some(output) = &streamed.output {
                let length = output.length().map_err(|source| failed(&streamed.name, source))?;
                lengths.push((streamed.name.clone(), length, wanted(at)));
            }
        }
        if let Some(spill) = &self.spill {
            let length = spill.writer.get_ref().length().map_err(|source| failed(&spill.name, source))?;
            lengths.push((spill.name.clone(), length, wanted(self.streams.len())));
        }
        Ok(lengths)
    }

    fn cut(&mut self, written: &[u64]) -> Result<(), OutputError> {
        let mut lengths = written.iter().copied();
        for streamed in &mut self.streams {
            streamed.written = lengths.next().unwrap_or(0);
            if let Some(output) = &mut streamed.output {
                output.cut(streamed.written).map_err(|source| failed(&streamed.name, source))?;
            }
        }
        if let Some(spill) = &mut self.spill {
            spill.written = lengths.next().unwrap_or(0);
            spill.writer.get_mut().cut(spill.written).map_err(|source| failed(&spill.name, source))?;
        }
        Ok(())
    }

    /// Where rows are written to.
    pub fn targets(&mut self) -> Vec<Target<'_>> {
        let streams = self.streams.iter_mut().filter_map(|streamed| {
            Some(Target {
                name: streamed.name.clone(),
                stream: &*streamed.stream,
                writer: streamed.output.as_mut()?,
                written: streamed.written,
            })
        });
        let spill = self.spill.iter_mut().map(|spill| Target {
            name: spill.name.clone(),
            stream: &Records,
            writer: &mut spill.writer,
            written: spill.written,
        });
        streams.chain(spill).collect()
    }

    /// The open files, to make what has been written last.
    pub fn handles(&self) -> io::Result<Vec<File>> {
        let streams = self.streams.iter().filter_map(|streamed| streamed.output.as_ref()?.handle());
        streams.chain(self.spill.iter().map(|spill| spill.writer.get_ref().handle())).collect()
    }

    /// What has been written stays when the run ends early.
    pub fn keep(&mut self) {
        for streamed in &mut self.streams {
            if let Some(output) = &mut streamed.output {
                output.keep();
            }
        }
        if let Some(spill) = &mut self.spill {
            spill.writer.get_mut().keep();
        }
    }

    /// Makes the whole files and puts all outputs in their places.
    pub fn finish(self) -> Result<(), OutputError> {
        let mut made = Vec::new();
        // The spill goes last: until then, whole files can be made again.
        let mut spill = None;
        if let Some(Spilled { name, writer, .. }) = self.spill {
            let part = writer.into_inner().map_err(|error| failed(&name, error.into_error()))?;
            let records = Spill::new(part.path());
            spill = Some(part);
            for (name, whole) in self.wholes {
                let output = render(&name, &*whole, &records, self.several).map_err(|source| failed(&name, source))?;
                made.push((name, output));
            }
        }
        let streams = self.streams.into_iter().filter_map(|streamed| Some((streamed.name, streamed.output?)));
        for (name, output) in streams.chain(made) {
            output.finish().map_err(|source| failed(&name, source))?;
        }
        if let Some(spill) = spill {
            spill.remove();
        }
        Ok(())
    }
}

/// The spill beside an output; for standard output in the folder for temporary files, under the process's number.
fn spill_beside(name: &str) -> io::Result<Part> {
    match name {
        "-" => Part::open(&std::env::temp_dir().join(format!("{}", std::process::id())), "spill", true),
        name => Part::open(Path::new(name), "spill", true),
    }
}

/// Makes one whole file, still under a hidden name. One for standard output is made on disk, too, then copied.
fn render(name: &str, whole: &dyn Whole, spill: &Spill, several: bool) -> io::Result<Output> {
    let mut output = Output::create(name)?;
    if several {
        output.is_one_of_several();
    }
    let made = match output.handle() {
        Some(file) => file?,
        None => tempfile::tempfile()?,
    };
    let mut file = BufWriter::with_capacity(1 << 18, made);
    whole.render(spill, &mut file)?;
    let mut made = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    if let Output::Stdout(out) = &mut output {
        made.rewind()?;
        io::copy(&mut made, out)?;
    }
    Ok(output)
}

fn failed(name: &str, source: io::Error) -> OutputError {
    OutputError { name: name.to_string(), source }
}
