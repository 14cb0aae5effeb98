//! How the cells of a table stand for answers: one answer a row, or one candidate a row.

use super::header::{ROLES, Role};
use rustc_hash::FxHashMap;

/// What the rows of an input are.
#[derive(Debug, Clone, PartialEq)]
pub enum Layout {
    /// JSON objects.
    Objects,
    /// A table with an answer a row.
    Long(Long),
    /// A table with a candidate a row.
    Wide(Wide),
    /// A table whose header does not say which columns hold answers to which questions.
    Unmapped(Vec<String>),
}

/// The columns of a long table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Long {
    /// The header.
    pub names: Vec<String>,
    /// The column of each role.
    pub columns: [Option<usize>; ROLES],
    /// All columns of references, in their order.
    pub references: Vec<usize>,
    /// What stands between cells; 0 in a workbook.
    pub delimiter: u8,
}

impl Long {
    /// The column of a role.
    pub fn at(&self, role: Role) -> Option<usize> {
        self.columns[role as usize]
    }

    /// Whether any column says who answered.
    pub fn says_who(&self) -> bool {
        [Role::CandidateId, Role::Name, Role::FirstName, Role::LastName, Role::Email]
            .into_iter()
            .any(|role| self.at(role).is_some())
    }
}

/// The columns of a wide table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Wide {
    /// The header.
    pub names: Vec<String>,
    /// Columns that tell who answered, best first: the first that is not empty is the candidate's id.
    pub ids: Vec<usize>,
    /// Columns that make up the candidate's name, in the order in which it is said.
    pub name: Vec<usize>,
    /// The column of e-mail addresses.
    pub email: Option<usize>,
    /// The columns of answers.
    pub answers: Vec<AnswerColumn>,
    /// Questions as other columns of the table word them, with the items they were matched to.
    pub texts: FxHashMap<String, String>,
    /// What stands between cells; 0 in a workbook.
    pub delimiter: u8,
}

/// A column of answers.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerColumn {
    /// The column.
    pub column: usize,
    /// What it answers.
    pub item: ItemOf,
    /// The most points, where the table says so.
    pub max_score: Option<f64>,
    /// The column that has the most points in each row, where there is one.
    pub max_in: Option<usize>,
    /// A `-` stands for no answer.
    pub dash_is_empty: bool,
}

/// What a column of answers answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemOf {
    /// This item.
    Id(String),
    /// In each row the question whose text stands in this column.
    TextIn(usize),
}
