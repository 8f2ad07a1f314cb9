import GRDB

/// The first of many rows, as many as fit: what is sent or shown at once is bounded in bytes, whatever its rows
/// hold.
struct Portion<Row: Sendable & Weighed>: Sendable {
  private(set) var rows: [Row] = []
  /// There are more that did not fit.
  private(set) var isCut = false
  private var left: Int

  init(bytes: Int) { left = bytes }

  /// False once it is full. The first is taken however large it is, so that whoever goes on gets further.
  mutating func take(_ row: Row) -> Bool {
    left -= row.weight
    isCut = left < 0 && !rows.isEmpty
    if !isCut { rows.append(row) }
    return !isCut
  }
}

/// Something that knows about how many bytes it comes to.
protocol Weighed {
  var weight: Int { get }
}

extension FetchableRecord where Self: Weighed & Sendable {
  /// What comes first, within so many bytes.
  static func portion(
    _ statement: Statement, arguments: StatementArguments, bytes: Int
  ) throws -> Portion<Self> {
    var portion = Portion<Self>(bytes: bytes)
    let cursor = try fetchCursor(statement, arguments: arguments)
    while let row = try cursor.next(), portion.take(row) {}
    return portion
  }
}
