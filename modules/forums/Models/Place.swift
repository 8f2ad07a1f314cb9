/// Where a post lies: its thread and its number there, in one integer.
struct Place: RawRepresentable, Equatable {
  let rawValue: Int64

  static let pageSize = 20
  /// A million posts in one thread; then it takes no more.
  static let mostNumbers = 1 << 20 - 1

  init(rawValue: Int64) { self.rawValue = rawValue }
  init(thread: Int64, number: Int) { rawValue = thread << 20 | Int64(number) }

  var thread: Int64 { rawValue >> 20 }
  var number: Int { Int(rawValue & (1 << 20 - 1)) }

  static func page(of number: Int) -> Int { max(0, number - 1) / pageSize + 1 }
  static func numbers(onPage page: Int) -> ClosedRange<Int> {
    (page - 1) * pageSize + 1...page * pageSize
  }

  /// The page of the thread that shows it, scrolled to it.
  var address: String { Thread.address(thread, page: Self.page(of: number)) + "#post-\(number)" }
}
