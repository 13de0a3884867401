//! From T-SQL to the engine's own SQL. Only what is known to mean the same gets through; everything else is refused, with
//! its place and the reason.

use std::ops::ControlFlow;

use sqlparser::{
    ast::{
        BinaryOperator, Expr, FunctionArguments, Ident, LimitClause, ObjectName, Query, Select, SetExpr, Spanned,
        Statement, TableFactor, TopQuantity, Value, ValueWithSpan, VisitMut as _, VisitorMut,
    },
    dialect::MsSqlDialect,
    parser::Parser,
};

use super::{SqlError, tables::NAMES};
use crate::limits::SQL_BYTES_MAX;

/// Functions that are the same in both, and make no text longer than it was.
const SAME: [&str; 16] = [
    "abs",
    "avg",
    "coalesce",
    "count",
    "lower",
    "ltrim",
    "max",
    "min",
    "nullif",
    "round",
    "rtrim",
    "substring",
    "sum",
    "trim",
    "upper",
    "iif",
];
/// Those with another name.
const RENAMED: [(&str, &str); 2] = [("isnull", "ifnull"), ("len", "length")];

/// The one SELECT in `text`, in the engine's words; `now` is what `getdate()` gives.
///
/// # Errors
///
/// [`SqlError`]: it is something else, or uses what cannot be translated.
pub fn translate(text: &str, now: &str) -> Result<String, SqlError> {
    if text.len() > SQL_BYTES_MAX {
        return Err(SqlError::TooLong);
    }
    let statements = Parser::parse_sql(&MsSqlDialect {}, text).map_err(|error| SqlError::Syntax(error.to_string()))?;
    let Ok([mut statement]) = <[Statement; 1]>::try_from(statements) else {
        return Err(whole("one SELECT, and nothing after it, can be asked here"));
    };
    let Statement::Query(_) = &statement else {
        return Err(whole("only SELECT is possible: nothing can be changed here"));
    };
    match statement.visit(&mut Translator { now }) {
        ControlFlow::Continue(()) => Ok(statement.to_string()),
        ControlFlow::Break(error) => Err(error),
    }
}

fn whole(reason: &str) -> SqlError {
    SqlError::Refused { line: 1, column: 1, reason: reason.to_owned() }
}

fn refuse<T>(at: &impl Spanned, reason: impl Into<String>) -> ControlFlow<SqlError, T> {
    let start = at.span().start;
    ControlFlow::Break(SqlError::Refused {
        line: start.line.max(1),
        column: start.column.max(1),
        reason: reason.into(),
    })
}

struct Translator<'a> {
    now: &'a str,
}

impl VisitorMut for Translator<'_> {
    type Break = SqlError;

    fn pre_visit_query(&mut self, query: &mut Query) -> ControlFlow<SqlError> {
        if query.with.is_some() {
            return refuse(query, "WITH is not possible here; write the inner query in brackets after FROM");
        }
        if query.fetch.is_some()
            || query.for_clause.is_some()
            || !query.locks.is_empty()
            || query.limit_clause.is_some()
        {
            return refuse(query, "OFFSET, FETCH and FOR are not possible here; use TOP");
        }
        if let SetExpr::Select(select) = query.body.as_mut()
            && let Some(top) = select.top.take()
        {
            let rows = match top.quantity {
                Some(TopQuantity::Constant(rows)) => Expr::value(Value::Number(rows.to_string(), false)),
                Some(TopQuantity::Expr(rows)) => rows,
                None => return refuse(select.as_ref(), "TOP needs a number"),
            };
            if top.percent || top.with_ties {
                return refuse(select.as_ref(), "TOP takes a number of rows, without PERCENT and WITH TIES");
            }
            query.limit_clause =
                Some(LimitClause::LimitOffset { limit: Some(rows), offset: None, limit_by: Vec::new() });
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_select(&mut self, select: &mut Select) -> ControlFlow<SqlError> {
        if select.into.is_some() {
            return refuse(select, "SELECT INTO is not possible: nothing can be changed here");
        }
        if select.top.is_some() {
            return refuse(select, "TOP inside UNION is not possible; put it round the whole");
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_table_factor(&mut self, factor: &mut TableFactor) -> ControlFlow<SqlError> {
        match factor {
            TableFactor::Table { name, args, with_hints, .. } => {
                // Both `with (nolock)` and the older `(nolock)` tell a server how to read, and change no row.
                with_hints.clear();
                let is_hint = args.as_ref().is_some_and(|args| {
                    args.args.len() == 1 && args.args[0].to_string().eq_ignore_ascii_case("nolock")
                });
                if args.is_some() && !is_hint {
                    return refuse(name, "a table has no arguments here");
                }
                *args = None;
                ControlFlow::Continue(())
            }
            TableFactor::Derived { .. } | TableFactor::NestedJoin { .. } => ControlFlow::Continue(()),
            other => refuse(other, "only tables and queries in brackets can stand after FROM"),
        }
    }

    fn pre_visit_relation(&mut self, name: &mut ObjectName) -> ControlFlow<SqlError> {
        // A schema in front, as in `dbo.egpl_user`, is what a server would accept as well.
        let table = name.0.last().and_then(|part| part.as_ident()).map(|ident| ident.value.to_lowercase());
        match table.as_deref().and_then(|table| NAMES.into_iter().find(|known| *known == table)) {
            Some(table) => {
                *name = ObjectName::from(vec![Ident::new(table)]);
                ControlFlow::Continue(())
            }
            None => refuse(name, format!("there is no table {name}; there are {}", NAMES.join(", "))),
        }
    }

    fn pre_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<SqlError> {
        match expr {
            Expr::Function(function) => {
                let name = function.name.to_string().to_lowercase();
                let name = name.trim_matches(['[', ']', '"']);
                if matches!(name, "getdate" | "sysdatetime" | "current_timestamp" | "getutcdate") {
                    *expr = Expr::value(Value::SingleQuotedString(self.now.to_owned()));
                } else if let Some((_, renamed)) = RENAMED.into_iter().find(|(known, _)| *known == name) {
                    function.name = ObjectName::from(vec![Ident::new(renamed)]);
                } else if !SAME.contains(&name) {
                    return refuse(&function.name, format!("the function {name} is not known here"));
                } else if !matches!(function.args, FunctionArguments::List(_)) {
                    return refuse(&function.name, format!("{name} needs its arguments in brackets"));
                }
                ControlFlow::Continue(())
            }
            Expr::BinaryOp { left, op, right } => match op {
                BinaryOperator::StringConcat => refuse(left.as_ref(), "|| is not T-SQL"),
                BinaryOperator::Plus if is_text(left) || is_text(right) => {
                    refuse(left.as_ref(), "+ adds numbers here; texts cannot be put together")
                }
                _ => ControlFlow::Continue(()),
            },
            Expr::Convert { .. } => refuse(expr, "CONVERT is not possible here; use CAST"),
            _ => ControlFlow::Continue(()),
        }
    }

    fn pre_visit_value(&mut self, value: &mut ValueWithSpan) -> ControlFlow<SqlError> {
        match &value.value {
            Value::NationalStringLiteral(text) => value.value = Value::SingleQuotedString(text.clone()),
            Value::Placeholder(name) => {
                let reason = format!("{name} has no value: variables are not possible here");
                return refuse(value, reason);
            }
            _ => (),
        }
        ControlFlow::Continue(())
    }
}

fn is_text(expr: &Expr) -> bool {
    matches!(
        expr,
        Expr::Value(ValueWithSpan { value: Value::SingleQuotedString(_) | Value::NationalStringLiteral(_), .. })
    )
}
