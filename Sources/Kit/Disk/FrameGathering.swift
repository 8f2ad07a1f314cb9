import GRDBSQLite

/// What a commit writes into the log, held back until it is whole and then written with one system call. SQLite
/// makes two for each page, and they are a tenth of what a reply costs.
///
/// Held back are frames only (sqlite.org/fileformat2.html 4.1) that follow each other, and never beyond the one
/// that marks a commit: before SQLite tells anybody of it, all of it is in the file.
struct FrameGathering {
  private(set) var start: Int64 = 0
  private(set) var bytes: [UInt8] = []
  private var endsCommit = false
  /// The frame that marks the commit has come. What follows it, as checksums that are made anew, goes its way.
  private(set) var isDone = false

  private static let headerSize = 24
  /// Most commits are shorter; longer ones are written in pieces.
  private static let most = 1 << 16

  var isEmpty: Bool { bytes.isEmpty }

  /// Whether it continues what is held.
  func fits(_ piece: UnsafeRawBufferPointer, at offset: Int64) -> Bool {
    offset == start + Int64(bytes.count) && bytes.count + piece.count <= Self.most
  }

  /// False for what is not held back. A frame is a header and then a page; the header of a commit's last one tells
  /// the size of the database.
  mutating func hold(_ piece: UnsafeRawBufferPointer, at offset: Int64) -> Bool {
    let isHeader = piece.count == Self.headerSize
    guard !isDone, isHeader || !isEmpty else { return false }
    if isEmpty { start = offset }
    if isHeader { endsCommit = piece[4..<8].contains { $0 != 0 } }
    bytes += piece
    isDone = !isHeader && endsCommit
    return true
  }

  mutating func drop() { bytes.removeAll(keepingCapacity: true) }

  /// The writer's turn is over.
  mutating func begin() {
    drop()
    (isDone, endsCommit) = (false, false)
  }
}
