//! From T-SQL to the engine's own SQL. Only what is known to mean the same gets through; everything else is refused, with
//! its place and the reason.

use std::ops::ControlFlow;

use sqlparser::{
    ast::{
        BinaryOperator, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, Ident, JoinOperator,
        LimitClause, ObjectName, Query, Select, SelectItem, SetExpr, Spanned, Statement, TableFactor, TopQuantity,
        UnaryOperator, Value, ValueWithSpan, VisitMut as _, VisitorMut,
    },
    dialect::MsSqlDialect,
    parser::{Parser, ParserError},
    tokenizer::Span,
};

use super::{
    SqlError,
    meaning::{
        aliases, compared, is_arithmetic, is_condition, is_divisor, is_logic, is_number, is_same_cast, is_text,
        mixed_column, name_of_two, name_used_too_soon, ungrouped_column,
    },
    tables::{COLUMNS, NAMES},
};
use crate::limits::SQL_BYTES_MAX;

/// Functions that are the same in both, and make no text longer than it was.
const SAME: [&str; 13] =
    ["abs", "coalesce", "count", "lower", "ltrim", "max", "min", "nullif", "rtrim", "sum", "trim", "upper", "iif"];

/// The one SELECT in `text`, in the engine's words; `now` is what `getdate()` gives.
///
/// # Errors
///
/// [`SqlError`]: it is something else, or uses what cannot be translated.
pub fn translate(text: &str, now: &str) -> Result<String, SqlError> {
    if text.len() > SQL_BYTES_MAX {
        return Err(SqlError::TooLong);
    }
    let mut statements = Parser::parse_sql(&MsSqlDialect {}, text).map_err(not_understood)?;
    if statements.is_empty() {
        return Err(refusal(Span::empty(), "there is no query: write a SELECT"));
    }
    if statements.len() != 1 {
        let at = statements.get(1).map_or(Span::empty(), Spanned::span);
        return Err(refusal(at, "one SELECT, and nothing after it, can be asked here"));
    }
    let mut statement = statements.remove(0);
    let Statement::Query(_) = &statement else {
        return Err(refusal(statement.span(), "only SELECT is possible: nothing can be changed here"));
    };
    let aliases = aliases(&statement);
    if let ControlFlow::Break(error) = statement.visit(&mut Translator { now, aliases }) {
        return Err(error);
    }
    unnamed_stay_unnamed(&mut statement);
    Ok(statement.to_string())
}

fn not_understood(error: ParserError) -> SqlError {
    SqlError::Syntax(match error {
        ParserError::TokenizerError(words) | ParserError::ParserError(words) => words,
        ParserError::RecursionLimitExceeded => "there are too many brackets in brackets".to_owned(),
    })
}

/// What has no place of its own is refused as a whole, where it begins.
fn refusal(at: Span, reason: impl Into<String>) -> SqlError {
    SqlError::Refused { line: at.start.line.max(1), column: at.start.column.max(1), reason: reason.into() }
}

fn refuse<T>(at: &impl Spanned, reason: impl Into<String>) -> ControlFlow<SqlError, T> {
    ControlFlow::Break(refusal(at.span(), reason))
}

struct Translator<'a> {
    now: &'a str,
    /// What was given a name in the statement, in small letters.
    aliases: Vec<String>,
}

impl Translator<'_> {
    fn known_column(&self, name: &Ident) -> ControlFlow<SqlError> {
        let lower = name.value.to_lowercase();
        if name.value.starts_with('@') {
            ControlFlow::Break(refusal(name.span, "variables are not possible here"))
        } else if COLUMNS.contains(&lower.as_str()) || self.aliases.contains(&lower) {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(refusal(name.span, format!("there is no such column: {}", name.value)))
        }
    }
}

impl VisitorMut for Translator<'_> {
    type Break = SqlError;

    /// Names are written in brackets: in double quotes the engine would take one that does not exist for a text. It knows
    /// no bracket in brackets.
    fn pre_visit_ident(&mut self, name: &mut Ident) -> ControlFlow<SqlError> {
        if name.value.contains(']') {
            return ControlFlow::Break(refusal(name.span, "a name with ] in it is not possible here"));
        }
        name.quote_style = name.quote_style.map(|_| '[');
        ControlFlow::Continue(())
    }

    fn pre_visit_query(&mut self, query: &mut Query) -> ControlFlow<SqlError> {
        if query.with.is_some() {
            return refuse(query, "WITH is not possible here; write the inner query in brackets after FROM");
        }
        if query.fetch.is_some()
            || query.for_clause.is_some()
            || !query.locks.is_empty()
            || query.limit_clause.is_some()
        {
            return refuse(query, "LIMIT, OFFSET, FETCH and FOR are not possible here; use TOP");
        }
        if matches!(query.body.as_ref(), SetExpr::Values(_) | SetExpr::Table(_)) {
            return refuse(query, "only SELECT is possible here");
        }
        if let Some(column) = mixed_column(&query.body) {
            let reason = "both sides of UNION need numbers, or both texts, in the same column";
            return ControlFlow::Break(refusal(column, reason));
        }
        if let SetExpr::Select(select) = query.body.as_ref()
            && let Some(column) = ungrouped_column(select, query.order_by.as_ref())
        {
            let reason = "a column beside count, max, min or sum has to stand in GROUP BY";
            return ControlFlow::Break(refusal(column, reason));
        }
        if let SetExpr::Select(select) = query.body.as_mut()
            && let Some(top) = select.top.take()
        {
            let rows = match top.quantity {
                Some(TopQuantity::Constant(rows)) => Expr::value(Value::Number(rows.to_string(), false)),
                Some(TopQuantity::Expr(rows)) => rows,
                None => return refuse(select.as_ref(), "TOP needs a number"),
            };
            if top.percent || top.with_ties || !is_number(&rows) {
                let at = select.select_token.0.span;
                let reason = "TOP takes a number of rows, without PERCENT and WITH TIES";
                return ControlFlow::Break(refusal(at, reason));
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
        let conditions = [&select.selection, &select.having].into_iter().flatten();
        if let Some(other) = conditions.into_iter().find(|expr| !is_condition(expr)) {
            return refuse(other, "a condition has to stand here, such as a comparison");
        }
        if let Some(name) = name_of_two(select) {
            let reason = format!("two tables after FROM have the name {}; give each a name of its own", name.value);
            return ControlFlow::Break(refusal(name.span, reason));
        }
        if let Some(name) = name_used_too_soon(select) {
            let reason = "a name that is given in SELECT is not known in WHERE; write there what it stands for";
            return ControlFlow::Break(refusal(name, reason));
        }
        let selected = select.projection.iter().filter_map(|item| match item {
            SelectItem::UnnamedExpr(expr) | SelectItem::ExprWithAlias { expr, .. } => Some(expr),
            _ => None,
        });
        if let Some(condition) = selected.into_iter().find(|expr| is_condition(expr)) {
            return refuse(condition, "a condition is no value, and cannot be selected");
        }
        for join in select.from.iter().flat_map(|from| &from.joins) {
            let is_known = matches!(
                join.join_operator,
                JoinOperator::Join(_)
                    | JoinOperator::Inner(_)
                    | JoinOperator::Left(_)
                    | JoinOperator::LeftOuter(_)
                    | JoinOperator::Right(_)
                    | JoinOperator::RightOuter(_)
                    | JoinOperator::FullOuter(_)
                    | JoinOperator::CrossJoin(_)
            );
            if !is_known {
                return refuse(&join.relation, "APPLY is not possible here; use JOIN");
            }
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_table_factor(&mut self, factor: &mut TableFactor) -> ControlFlow<SqlError> {
        match factor {
            TableFactor::Table { name, sample: Some(_), .. } => refuse(name, "TABLESAMPLE is not possible here"),
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
            TableFactor::Derived { alias: None, .. } => {
                refuse(factor, "a query in brackets needs a name after FROM, as in (select …) x")
            }
            TableFactor::Derived { .. } | TableFactor::NestedJoin { .. } => ControlFlow::Continue(()),
            other => refuse(other, "only tables and queries in brackets can stand after FROM"),
        }
    }

    fn pre_visit_relation(&mut self, name: &mut ObjectName) -> ControlFlow<SqlError> {
        // A schema in front, as in `dbo.egpl_user`, is what a server would accept as well.
        let parts: Vec<String> =
            name.0.iter().filter_map(|part| part.as_ident()).map(|ident| ident.value.to_lowercase()).collect();
        let table = match parts.as_slice() {
            [table] => Some(table.as_str()),
            [schema, table] if schema == "dbo" => Some(table.as_str()),
            _ => None,
        };
        match table.and_then(|table| NAMES.into_iter().find(|known| *known == table)) {
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
                    return ControlFlow::Continue(());
                }
                if !matches!(function.args, FunctionArguments::List(_)) {
                    return refuse(&function.name, format!("{name} needs its arguments in brackets"));
                }
                match name {
                    "isnull" => function.name = named("ifnull"),
                    "len" => without_blanks_at_the_end(function),
                    // Of two values the engine gives the larger or the smaller; in T-SQL these are aggregates alone.
                    "max" | "min" if arguments(function) != 1 => {
                        return refuse(&function.name, format!("{name} takes one column"));
                    }
                    "sum" if of_texts(function) => {
                        return refuse(&function.name, "sum adds numbers; texts and dates are not computed with");
                    }
                    known if SAME.contains(&known) => (),
                    _ => return refuse(&function.name, format!("the function {name} is not known here")),
                }
                ControlFlow::Continue(())
            }
            Expr::BinaryOp { left, op, right } => match op {
                BinaryOperator::And | BinaryOperator::Or => ControlFlow::Continue(()),
                op if is_logic(op) => match compared(left, right) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(reason) => refuse(left.as_ref(), reason),
                },
                BinaryOperator::Divide | BinaryOperator::Modulo if is_number(left) && !is_divisor(right) => {
                    refuse(right.as_ref(), "only a number that stands here, and is not 0, can be divided by")
                }
                op if is_arithmetic(op) && is_number(left) && is_number(right) => ControlFlow::Continue(()),
                op if is_arithmetic(op) => {
                    let other = if is_number(left) { right } else { left };
                    refuse(other.as_ref(), format!("{op} works on numbers here; texts and dates are not computed with"))
                }
                BinaryOperator::StringConcat => refuse(left.as_ref(), "|| is not T-SQL"),
                op => refuse(left.as_ref(), format!("the operator {op} is not known here")),
            },
            Expr::Like { pattern, .. } => match pattern.as_ref() {
                Expr::Value(ValueWithSpan {
                    value: Value::SingleQuotedString(text) | Value::NationalStringLiteral(text),
                    ..
                }) if !text.contains('[') => ControlFlow::Continue(()),
                other => refuse(other, "LIKE takes a text with % and _ here, without [ ]"),
            },
            Expr::Cast { kind, expr: inner, data_type, .. } if is_same_cast(kind, inner, data_type) => {
                ControlFlow::Continue(())
            }
            Expr::Cast { expr: inner, .. } => {
                refuse(inner.as_ref(), "CAST makes an int or a varchar(10) of a number here, and nothing else")
            }
            // Before the first letter the two languages count differently.
            Expr::Substring { .. } => refuse(expr, "substring is not possible here"),
            Expr::Convert { .. } => refuse(expr, "CONVERT is not possible here; use CAST"),
            Expr::Identifier(name) => self.known_column(name),
            Expr::CompoundIdentifier(parts) => {
                parts.last().map_or(ControlFlow::Continue(()), |name| self.known_column(name))
            }
            Expr::Trim { trim_where: None, trim_what: None, trim_characters: None, .. }
            | Expr::UnaryOp { op: UnaryOperator::Plus | UnaryOperator::Minus | UnaryOperator::Not, .. }
            | Expr::Value(_)
            | Expr::Nested(_)
            | Expr::IsNull(_)
            | Expr::IsNotNull(_)
            | Expr::In { .. }
            | Expr::Between { .. }
            | Expr::Exists { .. }
            | Expr::Subquery(_)
            | Expr::Case { .. } => ControlFlow::Continue(()),
            other => {
                let reason = format!("this is not possible here: {other}");
                refuse(other, reason)
            }
        }
    }

    fn pre_visit_value(&mut self, value: &mut ValueWithSpan) -> ControlFlow<SqlError> {
        match &value.value {
            Value::NationalStringLiteral(text) => value.value = Value::SingleQuotedString(text.clone()),
            Value::Number(..) | Value::SingleQuotedString(_) | Value::Null => (),
            Value::Placeholder(name) => {
                let reason = format!("{name} has no value: variables are not possible here");
                return refuse(value, reason);
            }
            _ => return refuse(value, "only numbers and texts in single quotes can stand here"),
        }
        ControlFlow::Continue(())
    }
}

/// What has no name of its own is called so, and not after how it is asked for.
fn unnamed_stay_unnamed(statement: &mut Statement) {
    let Statement::Query(query) = statement else { return };
    let SetExpr::Select(select) = query.body.as_mut() else { return };
    for item in &mut select.projection {
        if let SelectItem::UnnamedExpr(expr) = item
            && !matches!(expr, Expr::Identifier(_) | Expr::CompoundIdentifier(_))
        {
            let alias = Ident::with_quote('[', "(No column name)");
            *item = SelectItem::ExprWithAlias { expr: expr.clone(), alias };
        }
    }
}

fn arguments(function: &Function) -> usize {
    if let FunctionArguments::List(list) = &function.args { list.args.len() } else { 0 }
}

fn of_texts(function: &Function) -> bool {
    let FunctionArguments::List(list) = &function.args else { return false };
    list.args.iter().any(|arg| matches!(arg, FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) if is_text(expr)))
}

fn named(name: &str) -> ObjectName {
    ObjectName::from(vec![Ident::new(name)])
}

/// `len` does not count them, and the engine's `length` does.
fn without_blanks_at_the_end(function: &mut Function) {
    let mut trimmed = function.clone();
    trimmed.name = named("rtrim");
    if let FunctionArguments::List(list) = &mut function.args {
        list.args = vec![FunctionArg::Unnamed(FunctionArgExpr::Expr(Expr::Function(trimmed)))];
    }
    function.name = named("length");
}
