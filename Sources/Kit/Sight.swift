/// What a form shows of something that it is going to change. The form brings a mark of it back; where something
/// else stands there by then, nothing is overwritten, and whoever sent it sees both.
public struct Sight: Sendable, Equatable {
  public struct Part: Sendable, Equatable {
    public let label: String
    /// What stands there now.
    public let text: String
    /// The form's field that holds it; nil where it is only told, as what was chosen is.
    public let field: String?
    /// What was sent, in words, where no field can be shown.
    public let wanted: String?

    public init(_ label: String, _ text: String, field: String) {
      (self.label, self.text, self.field, wanted) = (label, text, field, nil)
    }

    public init(_ label: String, _ text: String, wanted: String) {
      (self.label, self.text, field, self.wanted) = (label, text, nil, wanted)
    }

    /// Line ends and blanks around it are no difference.
    func isSame(as form: Form) -> Bool { Self.bare(sent(form)) == Self.bare(text) }

    public func sent(_ form: Form) -> String { field.map { form[$0] } ?? wanted ?? "" }

    private static func bare(_ text: String) -> Substring {
      let line = text.replacing("\r\n", with: "\n").drop(while: \.isWhitespace)
      return line[..<(line.lastIndex { !$0.isWhitespace }.map(line.index(after:)) ?? line.startIndex)]
    }
  }

  public static let field = "saw"
  public let parts: [Part]

  public init(_ parts: [Part]) { self.parts = parts }

  /// It finds a change, and hides nothing from whoever sees the form anyway.
  public var mark: String { String(FNV1a.hash(parts.map { "\($0.text)\u{0}" }.joined().utf8), radix: 36) }

  /// Throws `Overtaken` if the form showed something else than what stands there now and would change it. A form
  /// that says nothing of what it showed comes from a program.
  /// `keeping` is what came with it and can't be sent a second time: a picture, by the mark it is kept under.
  public func check(_ form: Form, back: String, keeping: [String: String] = [:]) throws {
    guard form.has(Self.field), form[Self.field] != mark else { return }
    let differing = parts.filter { !$0.isSame(as: form) }
    guard !differing.isEmpty else { return }
    throw Overtaken(parts: differing, fresh: keeping.merging([Self.field: mark]) { $1 }, back: back)
  }
}

/// Somebody was faster. Components shows what stands there now beside what was sent; one click keeps either.
public struct Overtaken: Error, Sendable {
  public let parts: [Sight.Part]
  /// Hidden fields that make the same form pass, now that both have been seen.
  public let fresh: [String: String]
  /// The page that shows what stands there now.
  public let back: String

  public init(parts: [Sight.Part], fresh: [String: String], back: String) {
    (self.parts, self.fresh, self.back) = (parts, fresh, back)
  }
}
