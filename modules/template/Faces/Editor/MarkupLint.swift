import Foundation
import Kit

/// Reads a template that somebody wrote in the browser: it shows things, and does nothing. What the template
/// below it holds word for word may stay.
struct MarkupLint {
  let text: String
  let file: String
  /// Tags that the base has.
  private let known: Set<String>
  /// Names of the base's data that hold addresses.
  private let addresses: Set<String>

  init(_ text: String, over base: String, file: String) {
    (self.text, self.file) = (text, file)
    known = Set(Self.tags(base).map(\.text))
    addresses = WrittenTag.addresses(in: base)
  }

  private static func tags(_ text: String) -> [TagScan.Tag] {
    var scan = TagScan(text, isTemplate: true)
    return Array(sequence(state: ()) { _ in scan.next() })
  }

  /// Throws `FileProblem` at the first thing that a face may not write.
  func check() throws {
    if let found = text.firstMatch(of: /\{\{\s*[{&]/) {
      throw problem(found.startIndex, "Words are always escaped in a face's templates: write {{name}}.")
    }
    if let found = text.firstMatch(of: /\{\{\s*=/) {
      throw problem(found.startIndex, "A face's templates keep the delimiters {{ and }}.")
    }
    for tag in Self.tags(text) where !known.contains(tag.text) { try check(tag) }
  }

  private func check(_ tag: TagScan.Tag) throws {
    let place = text.utf8.index(text.startIndex, offsetBy: tag.place)
    if tag.text.hasPrefix("<!") {
      throw problem(place, "Comments are written {{! like this }} in a template.")
    }
    guard !tag.name.isEmpty else { throw problem(place, "This tag is never closed.") }
    guard !tag.name.contains("{") else {
      throw problem(place, "Put a space behind the name of an element.")
    }
    guard Self.elements.contains(tag.name) else {
      throw problem(place, "A face can't add “<\(tag.name)>” to a template: only show what is there.")
    }
    // With all sections, without them, and without their tags: whichever a browser gets.
    let plain = tag.text.replacing(/\{\{[^}]*\}\}/, with: "")
    let bare = tag.text.replacing(/\{\{[#^][^}]*\}\}[^{]*\{\{\/[^}]*\}\}/, with: "")
      .replacing(/\{\{[^}]*\}\}/, with: "")
    for form in [tag.text, plain, bare] where form.contains(Self.acting) {
      throw problem(place, "A face's templates add nothing that acts, sends or is protected.")
    }
    if let objection = WrittenTag(tag.text, addresses: addresses).objection {
      throw problem(place, objection)
    }
  }

  private static var acting: Regex<Substring> {
    /(?i)[\s\/"'](?:on[a-z]+|style|form|formaction|srcdoc|http-equiv|contenteditable|popover)\s*=|javascript:|data-protected/
  }

  private func problem(_ place: String.Index, _ reason: String) -> FileProblem {
    let before = text[..<place].split(separator: "\n", omittingEmptySubsequences: false)
    return FileProblem(
      file, line: max(before.count, 1), column: (before.last?.count ?? 0) + 1, reason)
  }

  /// Those that show something. Forms and their fields are for the pages themselves.
  private static let elements: Set<String> = [
    "a", "abbr", "address", "article", "aside", "b", "bdi", "blockquote", "br", "caption", "cite", "code",
    "dd",
    "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3",
    "h4",
    "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "nav", "ol", "p", "q", "s",
    "samp", "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot",
    "th",
    "thead", "time", "tr", "u", "ul", "var", "wbr", "svg", "g", "path", "circle", "ellipse", "rect", "line",
    "polygon", "polyline", "text", "tspan", "use",
  ]
}
