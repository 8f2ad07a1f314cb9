/// A name in a record or a template. Almost every comparison is decided by one machine word.
@usableFromInline struct Name: Sendable, Equatable {
  /// The first eight bytes, the rest zero.
  @usableFromInline let head: UInt64
  @usableFromInline let text: String
  /// Whether `head` is not the whole name.
  @usableFromInline let isLong: Bool

  /// Spreads names over the places of a table of a power of two.
  var spread: Int { Int(truncatingIfNeeded: (head &* 0x9E37_79B9_7F4A_7C15) >> 40) }

  @inlinable init(_ text: String) {
    var text = text
    (head, isLong) = text.withUTF8 { bytes in
      guard bytes.count < 8 else {
        return (UnsafeRawBufferPointer(bytes).loadUnaligned(as: UInt64.self), bytes.count > 8)
      }
      return (bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }, false)
    }
    self.text = text
  }

  @inlinable static func == (a: Name, b: Name) -> Bool {
    a.head == b.head && a.isLong == b.isLong && (!a.isLong || a.text == b.text)
  }
}
