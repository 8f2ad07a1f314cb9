import CMarkdown
import Foundation
import Kit
import Templating

/// A text as cmark-gfm understood it.
struct MarkdownTree: ~Copyable {
  typealias Node = OpaquePointer

  /// What it comes to, without what rendering adds.
  struct Tally {
    var bytes = 0
    var links = 0
    var pictures = 0
  }

  private static let extensions = ["table", "strikethrough", "autolink", "tasklist"]
  private static let registered: Void = cmark_gfm_core_extensions_ensure_registered()
  private static let options = CMARK_OPT_VALIDATE_UTF8

  private let parser: OpaquePointer
  private let document: Node

  init?(_ source: String) {
    _ = Self.registered
    parser = cmark_parser_new(Self.options)
    for name in Self.extensions {
      if let found = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, found) }
    }
    cmark_parser_feed(parser, source, source.utf8.count)
    guard let document = cmark_parser_finish(parser) else {
      cmark_parser_free(parser)
      return nil
    }
    self.document = document
  }

  deinit {
    cmark_node_free(document)
    cmark_parser_free(parser)
  }

  borrowing func html(keepingLines: Bool) -> String {
    let extensions = cmark_parser_get_syntax_extensions(parser)
    let options = keepingLines ? Self.options | CMARK_OPT_HARDBREAKS : Self.options
    guard let html = cmark_render_html(document, options, extensions) else { return "" }
    defer { free(html) }
    return String(cString: html)
  }

  /// Turns every image that is no picture of the site into a link to it, and says what is left.
  borrowing func withoutForeignImages() -> Tally {
    var tally = Tally()
    var foreign: [Node] = []
    eachNode { node in
      tally.bytes += Self.length(cmark_node_get_literal(node)) + Self.length(cmark_node_get_url(node))
      tally.bytes += Self.length(cmark_node_get_title(node))
      switch cmark_node_get_type(node) {
      case CMARK_NODE_LINK: tally.links += 1
      case CMARK_NODE_IMAGE where Self.isPicture(cmark_node_get_url(node)): tally.pictures += 1
      case CMARK_NODE_IMAGE:
        foreign.append(node)
        tally.links += 1
      default: break
      }
    }
    for image in foreign { Self.link(insteadOf: image) }
    return tally
  }

  private borrowing func eachNode(_ visit: (Node) -> Void) {
    let iterator = cmark_iter_new(document)
    defer { cmark_iter_free(iterator) }
    while true {
      switch cmark_iter_next(iterator) {
      case CMARK_EVENT_ENTER: if let node = cmark_iter_get_node(iterator) { visit(node) }
      case CMARK_EVENT_DONE: return
      default: break
      }
    }
  }

  private static func length(_ text: UnsafePointer<CChar>?) -> Int { text.map { strlen($0) } ?? 0 }

  private static func isPicture(_ address: UnsafePointer<CChar>?) -> Bool {
    address.map { Html.isPicture(String(cString: $0)) } ?? false
  }

  private static func link(insteadOf image: Node) {
    if !stands(in: CMARK_NODE_LINK, image), !holds(CMARK_NODE_LINK, image), let link = self.link(to: image) {
      cmark_node_insert_before(image, link)
      while let child = cmark_node_first_child(image) { cmark_node_append_child(link, child) }
    } else {
      // A link within a link is no HTML: the words stand alone.
      while let child = cmark_node_first_child(image) { cmark_node_insert_before(image, child) }
    }
    cmark_node_unlink(image)
    cmark_node_free(image)
  }

  private static func link(to image: Node) -> Node? {
    guard let link = cmark_node_new(CMARK_NODE_LINK), let address = cmark_node_get_url(image) else {
      return nil
    }
    cmark_node_set_url(link, address)
    cmark_node_set_title(link, cmark_node_get_title(image))
    if cmark_node_first_child(image) == nil, let words = cmark_node_new(CMARK_NODE_TEXT) {
      cmark_node_set_literal(words, address)
      cmark_node_append_child(link, words)
    }
    return link
  }

  private static func stands(in type: cmark_node_type, _ node: Node) -> Bool {
    var parent = cmark_node_parent(node)
    while let here = parent {
      if cmark_node_get_type(here) == type { return true }
      parent = cmark_node_parent(here)
    }
    return false
  }

  private static func holds(_ type: cmark_node_type, _ node: Node) -> Bool {
    var child = cmark_node_first_child(node)
    while let here = child {
      if cmark_node_get_type(here) == type || holds(type, here) { return true }
      child = cmark_node_next(here)
    }
    return false
  }
}
