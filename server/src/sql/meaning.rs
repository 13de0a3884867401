//! What the parts of a query mean, as far as the two languages differ there: what is a number, and what may stand beside an
//! aggregate.

use std::{iter, ops::ControlFlow};

use sqlparser::{
    ast::{
        BinaryOperator, CastKind, DataType, Expr, GroupByExpr, Ident, OrderBy, OrderByKind, Query, Select, SelectItem,
        SetExpr, Spanned as _, Statement, TableFactor, UnaryOperator, Value, ValueWithSpan, Visit as _, Visitor,
    },
    tokenizer::Span,
};

use super::tables::COLUMNS;

/// The columns that are numbers; all others are texts.
const NUMBERS: [&str; 7] =
    ["activity_id", "activity_type", "activity_status", "activity_sub_status", "queue_id", "assigned_to", "user_id"];

const AGGREGATES: [&str; 6] = ["avg", "count", "count_big", "max", "min", "sum"];

/// Functions whose value is a number, whatever they are given.
const COUNTING: [&str; 3] = ["abs", "count", "len"];

/// Whether this is known to be a number: only then do operators mean the same.
pub(super) fn is_number(expr: &Expr) -> bool {
    match expr {
        Expr::Value(ValueWithSpan { value: Value::Number(..), .. }) => true,
        Expr::Identifier(name) => is_numeric_column(name),
        Expr::CompoundIdentifier(parts) => parts.last().is_some_and(is_numeric_column),
        Expr::Nested(inner) | Expr::UnaryOp { expr: inner, .. } => is_number(inner),
        Expr::BinaryOp { left, op, right } => is_arithmetic(op) && is_number(left) && is_number(right),
        Expr::Function(function) => COUNTING.contains(&function.name.to_string().to_lowercase().as_str()),
        Expr::Cast { data_type, .. } => is_integer(data_type),
        _ => false,
    }
}

fn is_numeric_column(name: &Ident) -> bool {
    NUMBERS.contains(&name.value.to_lowercase().as_str())
}

const fn is_integer(data_type: &DataType) -> bool {
    matches!(data_type, DataType::Int(_) | DataType::Integer(_) | DataType::BigInt(_) | DataType::SmallInt(_))
}

/// `+`, `-`, `*`, `/` and `%`.
pub(super) const fn is_arithmetic(op: &BinaryOperator) -> bool {
    matches!(
        op,
        BinaryOperator::Plus
            | BinaryOperator::Minus
            | BinaryOperator::Multiply
            | BinaryOperator::Divide
            | BinaryOperator::Modulo
    )
}

/// Comparisons, and what puts them together.
pub(super) const fn is_logic(op: &BinaryOperator) -> bool {
    matches!(
        op,
        BinaryOperator::Eq
            | BinaryOperator::NotEq
            | BinaryOperator::Lt
            | BinaryOperator::LtEq
            | BinaryOperator::Gt
            | BinaryOperator::GtEq
            | BinaryOperator::And
            | BinaryOperator::Or
    )
}

/// Whether this is true or false, which is no value in T-SQL.
pub(super) fn is_condition(expr: &Expr) -> bool {
    match expr {
        Expr::BinaryOp { op, .. } => is_logic(op),
        Expr::UnaryOp { op: UnaryOperator::Not, .. }
        | Expr::IsNull(_)
        | Expr::IsNotNull(_)
        | Expr::In { .. }
        | Expr::Between { .. }
        | Expr::Exists { .. }
        | Expr::Like { .. } => true,
        Expr::Nested(inner) => is_condition(inner),
        _ => false,
    }
}

/// Whether this divides without an error.
pub(super) fn is_divisor(expr: &Expr) -> bool {
    matches!(expr, Expr::Value(ValueWithSpan { value: Value::Number(number, _), .. })
        if number.parse::<f64>().is_ok_and(|number| number != 0.0))
}

/// Makes a comparison mean the same: blanks at the end of a text make no difference, nor do capitals.
///
/// # Errors
/// What cannot be compared with what.
pub(super) fn compared(left: &mut Expr, right: &mut Expr) -> Result<(), &'static str> {
    if is_number(left) && is_text(right) || is_text(left) && is_number(right) {
        return Err("a number and a text are not compared here");
    }
    let is_date = |expr: &Expr| column_of(expr).is_some_and(|name| name == "when_created");
    for (one, other) in [(&*left, &*right), (&*right, &*left)] {
        if is_date(one) && written(other).is_some_and(|text| !is_day(text)) {
            return Err("a date is compared with a text like '2026-11-27 08:30' here");
        }
    }
    let both_stand_here = written(left).is_some() && written(right).is_some();
    for side in [left, right] {
        if let Expr::Value(ValueWithSpan { value: Value::SingleQuotedString(text), .. }) = side {
            text.truncate(text.trim_end_matches(' ').len());
            if both_stand_here {
                text.make_ascii_lowercase();
            }
        }
    }
    Ok(())
}

/// Whether this is known to be a text, or a date.
pub(super) fn is_text(expr: &Expr) -> bool {
    let is_column = |name: String| COLUMNS.contains(&name.as_str()) && !NUMBERS.contains(&name.as_str());
    written(expr).is_some() || column_of(expr).is_some_and(is_column)
}

/// The text that stands here.
fn written(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Value(ValueWithSpan {
            value: Value::SingleQuotedString(text) | Value::NationalStringLiteral(text),
            ..
        }) => Some(text),
        _ => None,
    }
}

/// Whether a text begins with a day as `when_created` is written.
fn is_day(text: &str) -> bool {
    let pattern = "0000-00-00".chars();
    text.chars().count() >= 10
        && pattern.zip(text.chars()).all(|(is, c)| if is == '0' { c.is_ascii_digit() } else { c == is })
}

/// What was given a name in a statement, in small letters.
pub(super) fn aliases(statement: &Statement) -> Vec<String> {
    let mut names = Names(Vec::new());
    // It never breaks off.
    let _: ControlFlow<()> = statement.visit(&mut names);
    names.0
}

struct Names(Vec<String>);

impl Visitor for Names {
    type Break = ();

    fn pre_visit_select(&mut self, select: &Select) -> ControlFlow<()> {
        let named = select.projection.iter().filter_map(|item| match item {
            SelectItem::ExprWithAlias { alias, .. } => Some(alias),
            _ => None,
        });
        self.0.extend(named.map(|alias| alias.value.to_lowercase()));
        ControlFlow::Continue(())
    }

    fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<()> {
        if let TableFactor::Derived { alias: Some(alias), .. } = factor {
            self.0.extend(alias.columns.iter().map(|column| column.name.value.to_lowercase()));
        }
        ControlFlow::Continue(())
    }
}

/// Whether a cast means the same: of a number, into a whole number or into a text that has place for it.
pub(super) fn is_same_cast(kind: &CastKind, expr: &Expr, into: &DataType) -> bool {
    const DIGITS: u64 = 10;
    let has_place = |text: &str| {
        let length = text.split(['(', ')']).nth(1).and_then(|length| length.parse().ok());
        length.unwrap_or(u64::MAX) >= DIGITS
    };
    let is_text =
        matches!(into, DataType::Varchar(_) | DataType::Nvarchar(_) | DataType::Char(_) | DataType::CharVarying(_));
    *kind == CastKind::Cast && is_number(expr) && (is_integer(into) || is_text && has_place(&into.to_string()))
}

/// Where a column stands beside an aggregate without being grouped by, if one does, also in the order of the rows: the two
/// languages answer that differently, one of them not at all.
pub(super) fn ungrouped_column(select: &Select, order_by: Option<&OrderBy>) -> Option<Span> {
    let mut grouped: Vec<String> = match &select.group_by {
        GroupByExpr::Expressions(columns, _) => columns.iter().filter_map(column_of).collect(),
        GroupByExpr::All(_) => Vec::new(),
    };
    let is_grouped = !grouped.is_empty();
    let mut finder = Finder { names: &grouped, among: false, has_aggregate: false, inside: 0, column: None };
    for item in &select.projection {
        match item {
            SelectItem::UnnamedExpr(expr) | SelectItem::ExprWithAlias { expr, .. } => finder.look(expr),
            other => finder.column = finder.column.or_else(|| Some(other.span())),
        }
    }
    select.having.iter().for_each(|having| finder.look(having));
    let Finder { has_aggregate, column, .. } = finder;
    // Rows can be ordered by what was given a name as well.
    grouped.extend(select.projection.iter().filter_map(|item| match item {
        SelectItem::ExprWithAlias { alias, .. } => Some(alias.value.to_lowercase()),
        _ => None,
    }));
    let mut finder = Finder { names: &grouped, among: false, has_aggregate, inside: 0, column };
    if let Some(OrderBy { kind: OrderByKind::Expressions(order), .. }) = order_by {
        for by in order {
            finder.look(&by.expr);
        }
    }
    finder.column.filter(|_| finder.has_aggregate || is_grouped)
}

/// A name that two tables after FROM have, if there is one: T-SQL would not know which of them is meant.
pub(super) fn name_of_two(select: &Select) -> Option<Ident> {
    let tables = select
        .from
        .iter()
        .flat_map(|from| iter::once(&from.relation).chain(from.joins.iter().map(|join| &join.relation)));
    let mut known = Vec::new();
    for table in tables {
        let name = match table {
            TableFactor::Table { alias: Some(alias), .. } | TableFactor::Derived { alias: Some(alias), .. } => {
                &alias.name
            }
            TableFactor::Table { name, .. } => name.0.last()?.as_ident()?,
            _ => continue,
        };
        let lower = name.value.to_lowercase();
        if known.contains(&lower) {
            return Some(name.clone());
        }
        known.push(lower);
    }
    None
}

/// A name in WHERE that this SELECT itself gives to what it selects, if there is one: T-SQL knows it in ORDER BY alone.
pub(super) fn name_used_too_soon(select: &Select) -> Option<Span> {
    // The columns of a query in brackets have names that can stand in WHERE.
    if select.from.iter().any(|from| matches!(from.relation, TableFactor::Derived { .. }) || !from.joins.is_empty()) {
        return None;
    }
    let given = select.projection.iter().filter_map(|item| match item {
        SelectItem::ExprWithAlias { alias, .. } => Some(alias.value.to_lowercase()),
        _ => None,
    });
    let given: Vec<String> = given.filter(|name| !COLUMNS.contains(&name.as_str())).collect();
    let mut finder = Finder { names: &given, among: true, has_aggregate: false, inside: 0, column: None };
    select.selection.iter().for_each(|condition| finder.look(condition));
    finder.column
}

/// Where one side of a UNION has a text and the other a number, if they do: T-SQL would make numbers of all of them.
pub(super) fn mixed_column(body: &SetExpr) -> Option<Span> {
    let SetExpr::SetOperation { left, right, .. } = body else { return None };
    let pairs = columns_of(left).into_iter().zip(columns_of(right));
    let mut mixed = pairs.filter(|(one, other)| is_number(one) && is_text(other) || is_text(one) && is_number(other));
    mixed.next().map(|(_, other)| other.span()).or_else(|| mixed_column(left)).or_else(|| mixed_column(right))
}

/// What is selected, as far as it stands there column by column.
fn columns_of(body: &SetExpr) -> Vec<&Expr> {
    match body {
        SetExpr::Select(select) => {
            let columns = select.projection.iter().map(|item| match item {
                SelectItem::UnnamedExpr(expr) | SelectItem::ExprWithAlias { expr, .. } => Some(expr),
                _ => None,
            });
            columns.collect::<Option<_>>().unwrap_or_default()
        }
        SetExpr::SetOperation { left, .. } => columns_of(left),
        SetExpr::Query(query) => columns_of(&query.body),
        _ => Vec::new(),
    }
}

/// The column that this is, without its table.
fn column_of(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Identifier(name) => Some(name.value.to_lowercase()),
        Expr::CompoundIdentifier(parts) => parts.last().map(|name| name.value.to_lowercase()),
        _ => None,
    }
}

/// Finds a column outside of aggregates and inner queries.
struct Finder<'a> {
    names: &'a [String],
    /// Whether it is to be one of these names, or none of them.
    among: bool,
    has_aggregate: bool,
    /// How many aggregates and inner queries it is in.
    inside: u32,
    column: Option<Span>,
}

impl Finder<'_> {
    fn look(&mut self, expr: &Expr) {
        // It never breaks off.
        let _: ControlFlow<()> = expr.visit(self);
    }
}

fn is_aggregate(expr: &Expr) -> bool {
    let Expr::Function(function) = expr else { return false };
    AGGREGATES.contains(&function.name.to_string().to_lowercase().as_str())
}

impl Visitor for Finder<'_> {
    type Break = ();

    fn pre_visit_query(&mut self, _: &Query) -> ControlFlow<()> {
        self.inside += 1;
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, _: &Query) -> ControlFlow<()> {
        self.inside -= 1;
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        if is_aggregate(expr) {
            self.has_aggregate |= self.inside == 0;
            self.inside += 1;
        } else if self.inside == 0
            && let Some(column) = column_of(expr)
            && self.names.contains(&column) == self.among
        {
            self.column.get_or_insert_with(|| expr.span());
        }
        ControlFlow::Continue(())
    }

    fn post_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        self.inside -= u32::from(is_aggregate(expr));
        ControlFlow::Continue(())
    }
}
