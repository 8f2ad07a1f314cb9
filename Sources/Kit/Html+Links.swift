import Templating

extension Html {
  /// How many links a cooked text has: in it a tag is always a tag, because what people type is escaped. By
  /// bytes, because everything that somebody new writes comes through here.
  public var links: Int {
    var text = string
    return text.withUTF8 { bytes in
      bytes.indices.dropLast(2).count {
        bytes[$0] == UInt8(ascii: "<") && bytes[$0 + 1] == UInt8(ascii: "a")
          && bytes[$0 + 2] == UInt8(ascii: " ")
      }
    }
  }
}
