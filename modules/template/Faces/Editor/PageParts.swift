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
    if let need = tag.need, !isHidden {
      if tag.isLook || !open.contains(where: { $0.name == "details" }) { seen.insert(need) }
      // In a style sheet they are written in any case.
      holders.formUnion((open.flatMap(\.classes) + tag.classes).map { $0.lowercased() })
    }
    if !HtmlTag.void.contains(tag.name) { open.append((tag.name, tag.classes, isHidden)) }
  }
}

/// One tag as it stands in a page.
private struct HtmlTag {
  let name: String
  let isClosing: Bool
  let text: String
  private let attributes: [String: String]

  static let void: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    "path",
    "use", "circle", "rect", "line", "",
  ]
  private static let hiding: Set<String> = ["template", "dialog", "noscript", "select", "object", "svg"]

  /// What a page has once, whatever a face calls it besides.
  private static let known = [
    "viewer": "<div class=\"viewer\" data-protected>", "look": "<form class=\"look\" data-protected>",
    "acting": "<aside class=\"acting\" data-protected>",
  ]

  init(_ tag: TagScan.Tag) {
    (name, isClosing, text) = (tag.name.lowercased(), tag.isClosing, tag.text)
    attributes = tag.isClosing || tag.text.hasPrefix("<!") ? [:] : TagAttributes.read(tag)
  }

  var classes: [String] { (attributes["class"] ?? "").split(whereSeparator: \.isWhitespace).map(String.init) }

  var isHiding: Bool {
    Self.hiding.contains(name) || ["hidden", "inert", "popover"].contains { attributes[$0] != nil }
      || attributes["aria-hidden"]?.lowercased() == "true"
  }

  /// The viewer's choice may stand behind a word that opens it; nothing else that people need may.
  var isLook: Bool { name == "form" && classes.contains("look") }

  /// What would be missed, as it is called; nil for what nobody needs.
  var need: String? {
    if attributes["data-protected"] != nil {
      return Self.known.first { classes.contains($0.key) }?.value ?? text
    }
    if attributes["id"] == "main" { return "<main id=\"main\">" }
    if classes.contains("skip-link") { return "<a class=\"skip-link\">" }
    return classes.contains("flashes") ? "<div class=\"flashes\">" : nil
  }
}
