/// One step of a parsed template. The nodes of a template lie in one flat array;
/// a container's content follows it and ends before its `end`.
enum Node: Sendable {
  case text(Run)
  case value(Path, escaped: Bool)
  case section(Path, end: Int)
  case inverted(Path, end: Int)
  case partial(Call)
  case parent(Call, end: Int)
  case block(Block, end: Int)
}

/// Literal bytes: one line or less while parsing, as many lines as possible afterwards.
struct Run: Sendable {
  var range: Range<Int>
  /// Whether it begins a line, where a partial's indentation is due. An empty run that does
  /// marks the start of a line that begins with a tag.
  var startsLine: Bool
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
  var hasOwnLines: Bool
}

/// What a partial or parent tag names.
enum Reference: Sendable, Hashable {
  case name(String)
  /// `@next/…`: the same name, below the layer of the template in which the tag stands.
  case next(String)
  /// `*name`: the name is itself looked up in the values.
  case dynamic(names: Range<Int>)
}

extension Node {
  /// The index behind a container's content.
  var end: Int? {
    switch self {
    case .section(_, let end), .inverted(_, let end), .parent(_, let end), .block(_, let end): end
    case .text, .value, .partial: nil
    }
  }
}

extension Node {
  /// What a partial or parent tag calls.
  var call: Call? {
    switch self {
    case .partial(let call), .parent(let call, _): call
    case .text, .value, .section, .inverted, .block: nil
    }
  }
}
