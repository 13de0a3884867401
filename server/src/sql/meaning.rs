//! What the parts of a query mean, as far as the two languages differ there: what is a number, and what may stand beside an
//! aggregate.

use std::ops::ControlFlow;

use sqlparser::{
    ast::{
        BinaryOperator, CastKind, DataType, Expr, GroupByExpr, Ident, Query, Select, SelectItem, Spanned as _, Value,
        ValueWithSpan, Visit as _, Visitor,
    },
    tokenizer::Span,
};

/// The columns that are numbers; all others are texts.
const NUMBERS: [&str; 7] =
    ["activity_id", "activity_type", "activity_status", "activity_sub_status", "queue_id", "assigned_to", "user_id"];

const AGGREGATES: [&str; 4] = ["count", "max", "min", "sum"];

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

/// Where a column stands beside an aggregate without being grouped by, if one does: the two languages answer that
/// differently, one of them not at all.
pub(super) fn ungrouped_column(select: &Select) -> Option<Span> {
    let groups: Vec<String> = match &select.group_by {
        GroupByExpr::Expressions(columns, _) => columns.iter().filter_map(column_of).collect(),
        GroupByExpr::All(_) => Vec::new(),
    };
    let exprs = || {
        let items = select.projection.iter().filter_map(|item| match item {
            SelectItem::UnnamedExpr(expr) | SelectItem::ExprWithAlias { expr, .. } => Some(expr),
            _ => None,
        });
        items.chain(&select.having)
    };
    let mut finder = Finder { groups: &groups, has_aggregate: false, inside: 0, column: None };
    for expr in exprs() {
        // It never breaks off.
        let _: ControlFlow<()> = expr.visit(&mut finder);
    }
    finder.column.filter(|_| finder.has_aggregate || !groups.is_empty())
}

/// The column that this is, without its table.
fn column_of(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Identifier(name) => Some(name.value.to_lowercase()),
        Expr::CompoundIdentifier(parts) => parts.last().map(|name| name.value.to_lowercase()),
        _ => None,
    }
}

struct Finder<'a> {
    groups: &'a [String],
    has_aggregate: bool,
    /// How many aggregates and inner queries it is in.
    inside: u32,
    column: Option<Span>,
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
            && !self.groups.contains(&column)
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
