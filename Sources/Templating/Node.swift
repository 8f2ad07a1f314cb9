/// One step of a parsed template. The nodes of a template lie in one flat array,
/// a container's content right behind it.
struct Node: Sendable {
  enum Kind: Sendable {
    case text(Run)
    case value(Path, escaped: Bool)
    case section(Path)
    case inverted(Path)
    case partial(Call)
    case parent(Call)
    case block(Block)
  }

  var kind: Kind
  /// The offset in the source of what it comes from.
  let place: Int
  /// The index of the node behind it and its content.
  var end: Int
}

/// Literal bytes: one line or less while parsing, as many lines as possible afterwards.
struct Run: Sendable {
  var range: Range<Int>
  /// Whether it begins a line, where a partial's indentation is due. An empty run that does
  /// marks the start of a line that begins with a tag.
  var startsLine: Bool
  /// The lines that begin within it: a stretch of the template's `lineStarts`.
  var lineStarts = 0..<0
}

/// A dotted name: a stretch of the template's `names`; empty for the implicit iterator `{{.}}`.
struct Path: Sendable {
  let names: Range<Int>
}

/// A place where another template is rendered.
struct Call: Sendable {
  /// An index into the template's `references`.
  let reference: Int
  /// The white space before a tag that has its line for itself, put before each line of what is called.
  /// Nil in the middle of a line, where nothing is indented.
  var indentation: Range<Int>?
}

/// A place that templates further out can fill, or the filling of such a place.
struct Block: Sendable {
  /// An index into the template's `names`.
  let name: Int
  /// Put before each line of whatever is rendered here; nil in the middle of a line.
  var indentation: Range<Int>?
  /// Whether the content starts on a line of its own, not right behind the tag.
  let hasOwnLines: Bool
}

/// What a partial or parent tag names.
enum Reference: Sendable {
  case name(String)
  /// `@next/…`: the same name, below the layer of the template in which the tag stands.
  case next(String)
  /// `*name`: the name is itself looked up in the values.
  case dynamic(Path)
}

extension Node {
  var isContainer: Bool {
    switch kind {
    case .section, .inverted, .parent, .block: true
    case .text, .value, .partial: false
    }
  }

  /// What a partial or parent tag calls.
  var call: Call? {
    switch kind {
    case .partial(let call), .parent(let call): call
    case .text, .value, .section, .inverted, .block: nil
    }
  }

  /// The indentation of what is rendered at a partial, parent or block.
  var indentation: Range<Int>? {
    get {
      switch kind {
      case .partial(let call), .parent(let call): call.indentation
      case .block(let block): block.indentation
      case .text, .value, .section, .inverted: nil
      }
    }
    set {
      switch kind {
      case .partial(let call): kind = .partial(Call(reference: call.reference, indentation: newValue))
      case .parent(let call): kind = .parent(Call(reference: call.reference, indentation: newValue))
      case .block(var block):
        block.indentation = newValue
        kind = .block(block)
      case .text, .value, .section, .inverted: break
      }
    }
  }
}
