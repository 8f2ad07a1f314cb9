/// What nobody may lose on a page that was rendered, and what it stands in: the viewer's own choice, signing in
/// and out, whoever looks on in somebody's name, what the page has to say, the way to its content.
struct PageParts {
  /// Parts that can be seen, each by its opening tag.
  private(set) var seen: Set<String> = []
  /// Classes of the elements around them.
  private(set) var holders: Set<String> = []
  private var open: [(name: String, classes: [String], isHidden: Bool)] = []

  init(_ page: String) {
    var scan = TagScan(page, isTemplate: false)
    while let tag = scan.next().map(HtmlTag.init) {
      take(tag)
      // Between these a browser looks for no tags.
      switch tag.isClosing ? "" : tag.name {
      case "script": scan.skip(to: "</script")
      case "style": scan.skip(to: "</style")
      case "textarea": scan.skip(to: "</textarea")
      case "title": scan.skip(to: "</title")
      default: break
      }
    }
  }

  private mutating func take(_ tag: HtmlTag) {
    guard !tag.text.hasPrefix("<!") else { return }
    guard !tag.isClosing else {
      if let index = open.lastIndex(where: { $0.name == tag.name }) { open.removeSubrange(index...) }
      return
    }
    let isHidden = tag.isHiding || open.last?.isHidden ?? false
    if tag.isNeeded, !isHidden {
      seen.insert(tag.text)
      holders.formUnion(open.flatMap(\.classes) + tag.classes)
    }
    if !HtmlTag.void.contains(tag.name) { open.append((tag.name, tag.classes, isHidden)) }
  }
}

/// One tag as it stands in a page.
private struct HtmlTag {
  let name: String
  let isClosing: Bool
  let text: String

  static let void: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    "path",
    "use", "circle", "rect", "line", "",
  ]
  private static let hiding: Set<String> = ["template", "dialog", "noscript", "select", "object", "svg"]

  init(_ tag: TagScan.Tag) {
    (name, isClosing, text) = (tag.name.lowercased(), tag.isClosing, tag.text)
  }

  private func has(_ attribute: String) -> Bool {
    guard let found = text.firstRange(of: " \(attribute)") else { return false }
    return [" ", "=", ">", "/", "\n"].contains(text[found.upperBound...].prefix(1))
  }

  var classes: [String] {
    guard let found = text.firstRange(of: " class=\"") else { return [] }
    return text[found.upperBound...].prefix { $0 != "\"" }.split(whereSeparator: \.isWhitespace).map(
      String.init)
  }

  var isHiding: Bool {
    Self.hiding.contains(name) || has("hidden") || has("inert") || text.contains("aria-hidden=\"true\"")
  }

  var isNeeded: Bool {
    has("data-protected") || text.contains(" id=\"main\"") || classes.contains("skip-link")
      || classes.contains("flashes")
  }
}
