//! A link as a picture to scan.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder};

/// Light modules round the picture, which readers need to find it.
const MARGIN: usize = 4;

/// The picture as SVG, black on white whatever the theme, for readers want it so; `None` if the text is too long for one.
pub fn svg(text: &str) -> Option<String> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let mut dark = String::new();
    for row in 0..code.size {
        for column in (0..code.size).filter(|column| code[row][*column].value()) {
            // Writing to a string cannot fail.
            let _ = write!(dark, "M{} {}h1v1h-1z", column + MARGIN, row + MARGIN);
        }
    }
    let size = code.size + 2 * MARGIN;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path fill=\"#000\" d=\"{dark}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::svg;

    #[test]
    fn a_link_becomes_a_picture_and_a_novel_does_not() {
        let picture = svg("https://drill.example.com/watch/ABCD-EFGH").expect("it is short enough");
        assert!(picture.starts_with("<svg") && picture.contains("h1v1h-1z"));
        assert_ne!(picture, svg("https://drill.example.com/watch/ABCD-EFGJ").expect("it is short enough"));
        assert_eq!(svg(&"x".repeat(10_000)), None);
    }
}
