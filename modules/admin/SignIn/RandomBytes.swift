extension [UInt8] {
  /// From the system's source for secrets.
  static func random(_ count: Int) -> [UInt8] {
    var random = SystemRandomNumberGenerator()
    return (0..<count).map { _ in random.next() }
  }
}
