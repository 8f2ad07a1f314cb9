/// The text of one template and where it came from.
public struct Source: Sendable, Equatable {
  /// The name that other templates use, such as `forums/thread`.
  public let name: String
  /// The file to show to whoever has to mend it.
  public let file: String
  /// The layer that it was found in; 0 is the topmost. `@next` looks in layers with greater numbers.
  public let layer: Int
  public let text: String

  public init(name: String, file: String, layer: Int = 0, text: String) {
    self.name = name
    self.file = file
    self.layer = layer
    self.text = text
  }
}

extension Source {
  /// The error that a byte of the text is guilty of.
  func error(at offset: Int, _ reason: String) -> TemplateError {
    let before = text.utf8.prefix(offset)
    let line = before.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let isFirstByte: (UInt8) -> Bool = { $0 & 0xC0 != 0x80 }
    return TemplateError(
      file: file, line: max(line.count, 1), column: (line.last?.count(where: isFirstByte) ?? 0) + 1,
      reason: reason)
  }
}
