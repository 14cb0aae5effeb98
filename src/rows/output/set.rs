//! The outputs of one run: all are opened before the first row; streams get their rows as they come, whole files are made
//! from one spill at the end, and all of them take their places only then.

use super::part::Part;
use super::{Output, Place, Records, Sink, Stream, Whole, place};
use crate::rows::spill::Spill;
use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

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
    /// Nothing where it is in its place.
    output: Option<Output>,
    written: u64,
}

struct Made<'a> {
    name: String,
    whole: Box<dyn Whole + 'a>,
    /// Nothing where it is in its place.
    output: Option<Output>,
    length: u64,
}

struct Spilled {
    name: String,
    writer: BufWriter<Part>,
    written: u64,
}

/// All outputs of a run. What has been written to each is told in this order: the streams, the spill, the whole files.
pub struct Outputs<'a> {
    streams: Vec<Streamed<'a>>,
    wholes: Vec<Made<'a>>,
    /// The records for `wholes`: all of them are made from one.
    spill: Option<Spilled>,
}

impl<'a> Outputs<'a> {
    /// Opens all outputs, under hidden names, as an earlier run may have left them. No other run can write them now.
    pub fn open(sinks: Vec<(String, Sink<'a>)>) -> Result<Outputs<'a>, OutputError> {
        let several = sinks.len() > 1;
        let mut outputs = Outputs { streams: Vec::new(), wholes: Vec::new(), spill: None };
        for (name, sink) in sinks {
            if let Err(source) = outputs.add(&name, sink, several) {
                // What an earlier run has left may still be resumed.
                outputs.keep();
                return Err(failed(&name, source));
            }
        }
        Ok(outputs)
    }

    /// Opens one of `several` outputs.
    fn add(&mut self, name: &str, sink: Sink<'a>, several: bool) -> io::Result<()> {
        let mut output = Output::open(name)?;
        if several {
            output.is_one_of_several();
        }
        let (name, output) = (name.to_string(), Some(output));
        match sink {
            Sink::Stream(stream) => self.streams.push(Streamed { name, stream, output, written: 0 }),
            Sink::Whole(whole) => {
                if self.spill.is_none() {
                    let writer = BufWriter::with_capacity(1 << 18, spill_beside(&name)?);
                    self.spill = Some(Spilled { name: name.clone(), writer, written: 0 });
                }
                self.wholes.push(Made { name, whole, output, length: 0 });
            }
        }
        Ok(())
    }

    /// Begins anew: whatever an earlier run has left goes.
    pub fn clear(&mut self) -> Result<(), OutputError> {
        self.cut(&[])
    }

    /// Goes on where an earlier run was: every part is cut to the length that it had then.
    pub fn go_on(&mut self, written: &[u64]) -> Result<(), OutputError> {
        for (name, length, wanted) in self.lengths(written)? {
            if length < wanted {
                return Err(gone(&name));
            }
        }
        self.cut(written)
    }

    /// Goes on where an earlier run was when all rows had been written: some outputs may be in their places already. How
    /// long a whole file is, is known once all of them have been made.
    pub fn go_on_finishing(&mut self, written: &[u64]) -> Result<(), OutputError> {
        let known = |at: usize| written.get(at).copied().unwrap_or(0);
        let before = self.streams.len() + 1;
        for (at, Streamed { name, output, .. }) in self.streams.iter_mut().enumerate() {
            forget_placed(name, output, known(at))?;
        }
        for (at, Made { name, output, length, .. }) in self.wholes.iter_mut().enumerate() {
            *length = known(before + at);
            forget_placed(name, output, *length)?;
        }
        let spilled = self.lengths(written)?.pop().filter(|_| self.spill.is_some());
        if let Some((name, 0, 1..)) = spilled {
            // The spill goes when everything made from it is in its place; else nothing can be made any more.
            if self.wholes.iter().any(|made| made.output.is_some()) {
                return Err(gone(&name));
            }
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
        // A whole file is made anew from the spill.
        for Made { name, output, .. } in &mut self.wholes {
            output.as_mut().map_or(Ok(()), |output| output.cut(0)).map_err(|source| failed(name, source))?;
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

    /// The outputs that rows are written straight into while they come in: standard output, pipes, devices.
    pub fn straight(&self) -> Vec<&str> {
        let is_straight = |streamed: &&Streamed| matches!(streamed.output, Some(Output::Straight(_)));
        self.streams.iter().filter(is_straight).map(|streamed| streamed.name.as_str()).collect()
    }

    /// Where everything is until it is in its place.
    pub fn parts(&self) -> Vec<PathBuf> {
        let streams = self.streams.iter().map(|streamed| &streamed.output);
        let outputs = streams.chain(self.wholes.iter().map(|made| &made.output)).flatten();
        let spill = self.spill.iter().map(|spill| spill.writer.get_ref().path());
        outputs.filter_map(Output::path).chain(spill).map(Path::to_path_buf).collect()
    }

    /// What has been written stays when the run ends early. Whole files are soon made again.
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

    /// Makes the whole files, when all rows are written, and adds their lengths to what has been `written`. Ends with an
    /// error when `stop` is set.
    pub fn make(&mut self, written: &mut Vec<u64>, stop: &Arc<AtomicBool>) -> Result<(), OutputError> {
        written.truncate(self.streams.len() + usize::from(!self.wholes.is_empty()));
        if let Some(Spilled { name, writer, .. }) = &mut self.spill {
            writer.flush().map_err(|source| failed(name, source))?;
            let spill = Spill::new(writer.get_ref().path()).until(stop);
            for Made { name, whole, output, length } in &mut self.wholes {
                if let Some(output) = output {
                    *length = render(output, &**whole, &spill).map_err(|source| failed(name, source))?;
                }
            }
        }
        written.extend(self.wholes.iter().map(|made| made.length));
        Ok(())
    }

    /// Puts all outputs in their places. After an error the rest is still there, to be kept or dropped.
    pub fn place(&mut self) -> Result<(), OutputError> {
        let streams = self.streams.iter_mut().map(|streamed| (&streamed.name, &mut streamed.output));
        let wholes = self.wholes.iter_mut().map(|made| (&made.name, &mut made.output));
        for (name, output) in streams.chain(wholes) {
            output.as_mut().map_or(Ok(()), Output::finish).map_err(|source| failed(name, source))?;
            *output = None;
        }
        // The spill goes last: until then, whole files can be made again.
        if let Some(Ok(part)) = self.spill.take().map(|spill| spill.writer.into_inner()) {
            part.remove();
        }
        Ok(())
    }
}

/// The spill beside a file; else in the folder for temporary files.
fn spill_beside(name: &str) -> io::Result<Part> {
    if name == "-" {
        return Part::temporary();
    }
    match place(Path::new(name))? {
        Place::File(path) => Part::open(&path, "spill", true),
        Place::Straight => Part::temporary(),
    }
}

/// Lets go of an output that an earlier run has put in its place, with this length: there is no part of it any more.
fn forget_placed(name: &str, output: &mut Option<Output>, length: u64) -> Result<(), OutputError> {
    let Some(part) = output else { return Ok(()) };
    let placed = || std::fs::metadata(name).is_ok_and(|file| file.is_file() && file.len() == length);
    if part.length().map_err(|source| failed(name, source))? == 0 && length > 0 && placed() {
        *output = None;
    }
    Ok(())
}

/// Makes one whole file, still under a hidden name, and tells its length. One for standard output or a pipe is made on disk, too,
/// then copied.
fn render(output: &mut Output, whole: &dyn Whole, spill: &Spill) -> io::Result<u64> {
    output.cut(0)?;
    let made = match output.handle() {
        Some(file) => file?,
        None => tempfile::tempfile()?,
    };
    let mut file = BufWriter::with_capacity(1 << 18, made);
    whole.render(spill, &mut file)?;
    let mut made = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    if let Output::Straight(out) = output {
        made.rewind()?;
        io::copy(&mut made, out)?;
    }
    Ok(made.metadata()?.len())
}

/// The error of a part that an earlier run has left, and that is not what it was.
fn gone(name: &str) -> OutputError {
    let message = "what the interrupted run wrote is gone or shortened; run without --resume to begin anew";
    failed(name, io::Error::other(message))
}

fn failed(name: &str, source: io::Error) -> OutputError {
    OutputError { name: name.to_string(), source }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::output::{Gradebook, WholeFile};

    /// As long as the spill.
    struct Length;

    impl Whole for Length {
        fn render(&self, spill: &Spill, out: &mut WholeFile) -> io::Result<()> {
            out.write_all(&vec![b'x'; std::fs::metadata(spill.path())?.len() as usize])
        }
    }

    fn open(name: &str) -> Outputs<'static> {
        Outputs::open(vec![(name.to_string(), Sink::Whole(Box::new(Length)))]).expect("opened")
    }

    fn spill(outputs: &mut Outputs, bytes: &[u8]) {
        outputs.clear().expect("cleared");
        let mut targets = outputs.targets();
        let [target] = &mut targets[..] else { panic!("one target") };
        target.writer.write_all(bytes).expect("written");
        target.writer.flush().expect("flushed");
    }

    #[test]
    fn a_whole_file_is_believed_placed_only_where_it_stands() {
        let folder = tempfile::tempdir().expect("a folder");
        let name = folder.path().join("report.html").to_str().expect("UTF-8").to_string();
        let mut outputs = open(&name);
        spill(&mut outputs, b"twelve bytes");
        let (mut written, stop) = (vec![12], Arc::default());
        outputs.make(&mut written, &stop).expect("made");
        assert_eq!(written, [12, 12]);
        // A folder in its place: it cannot be placed, and what it is made from stays.
        std::fs::create_dir(&name).expect("made");
        assert!(outputs.place().is_err());
        outputs.keep();
        drop(outputs);
        std::fs::remove_dir(&name).expect("removed");
        let mut outputs = open(&name);
        outputs.go_on_finishing(&written).expect("goes on");
        outputs.make(&mut written, &stop).expect("made again");
        outputs.place().expect("placed");
        drop(outputs);
        assert_eq!(std::fs::read(&name).expect("there"), b"xxxxxxxxxxxx");
        assert_eq!(std::fs::read_dir(folder.path()).expect("readable").count(), 1);
        // All was in its place when the run ended.
        let mut outputs = open(&name);
        outputs.go_on_finishing(&written).expect("nothing left to do");
        outputs.make(&mut written, &stop).expect("nothing to make");
        outputs.place().expect("nothing to place");
        drop(outputs);
        // The spill is gone, and the file is not what the run made.
        for (bytes, known) in [(None, &written[..]), (Some("other"), &written), (Some("xxxxxxxxxxxx"), &written[..1])] {
            let _ = std::fs::remove_file(&name);
            bytes.into_iter().for_each(|bytes| std::fs::write(&name, bytes).expect("written"));
            let error = open(&name).go_on_finishing(known).expect_err("lost").to_string();
            assert!(error.contains("gone or shortened"), "{error}");
        }
    }

    #[test]
    fn what_is_being_made_can_be_stopped() {
        let folder = tempfile::tempdir().expect("a folder");
        let name = folder.path().join("grades.csv").to_str().expect("UTF-8").to_string();
        let mut outputs = Outputs::open(vec![(name, Sink::Whole(Box::new(Gradebook)))]).expect("opened");
        spill(&mut outputs, b"{}\n");
        let stop = Arc::new(AtomicBool::new(true));
        let error = outputs.make(&mut vec![3], &stop).expect_err("stopped").to_string();
        assert!(error.contains("interrupted"), "{error}");
        drop(outputs);
        assert_eq!(std::fs::read_dir(folder.path()).expect("readable").count(), 0);
    }
}
