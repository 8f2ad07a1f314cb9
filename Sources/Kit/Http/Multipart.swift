/// Reads `multipart/form-data` (RFC 7578) in whatever pieces it arrives. Strict about its shape: a browser never
/// sends another.
struct Multipart {
  struct Part: Sendable, Equatable {
    /// The field of the form.
    let field: String
    /// What the sender calls the file; nil for what is none.
    let file: String?
    /// In lower case; empty where nothing is said.
    let type: String
  }

  enum Event {
    case began(Part)
    /// More of what is in the part that has begun.
    case content(ArraySlice<UInt8>)
    case ended
  }

  private enum State { case first, afterDelimiter, head, content, done }

  static let refused = Fault.badRequest("The form arrived damaged. Please send it again.")
  private static let mostParts = 500
  private static let longestHead = 8192

  private let delimiter: [UInt8]
  private var state = State.first
  private var parts = 0
  /// What can't be judged before more has come, from `position` on. The first delimiter has no line end before it.
  private var pending: [UInt8] = [0x0D, 0x0A]
  private var position = 0

  /// Whether everything has come.
  var isWhole: Bool { state == .done }

  /// nil for what is no such form.
  init?(_ type: MediaType) {
    guard type.essence == "multipart/form-data", let boundary = type.parameters["boundary"],
      (1...70).contains(boundary.utf8.count)
    else { return nil }
    delimiter = Array("\r\n--\(boundary)".utf8)
  }

  /// What has come with this piece. Throws `refused` for what has another shape.
  mutating func take(_ chunk: [UInt8]) throws -> [Event] {
    pending += chunk
    var events: [Event] = []
    while try step(&events) {}
    pending.removeFirst(position)
    position = 0
    return events
  }

  /// False when more is needed.
  private mutating func step(_ events: inout [Event]) throws -> Bool {
    switch state {
    case .first: return try take(delimiter, then: .afterDelimiter)
    case .afterDelimiter: return try readAfterDelimiter()
    case .head: return try readHead(&events)
    case .content: return readContent(&events)
    case .done:
      position = pending.count
      return false
    }
  }

  private mutating func take(_ bytes: [UInt8], then next: State) throws -> Bool {
    guard pending.count - position >= bytes.count else { return false }
    guard pending[position...].starts(with: bytes) else { throw Self.refused }
    position += bytes.count
    state = next
    return true
  }

  private mutating func readAfterDelimiter() throws -> Bool {
    if pending[position...].starts(with: Array("--".utf8)) {
      state = .done
      return true
    }
    parts += 1
    guard parts <= Self.mostParts else { throw Self.refused }
    return try take(Array("\r\n".utf8), then: .head)
  }

  private mutating func readHead(_ events: inout [Event]) throws -> Bool {
    let end = find(Array("\r\n\r\n".utf8))
    guard (end ?? pending.count) - position <= Self.longestHead else { throw Self.refused }
    guard let end else { return false }
    events.append(.began(try Part(head: pending[position..<end])))
    position = end + 4
    state = .content
    return true
  }

  private mutating func readContent(_ events: inout [Event]) -> Bool {
    let end = find(delimiter)
    let certain = end ?? max(position, pending.count - delimiter.count + 1)
    if certain > position { events.append(.content(pending[position..<certain])) }
    position = certain
    guard let end else { return false }
    events.append(.ended)
    position = end + delimiter.count
    state = .afterDelimiter
    return true
  }

  private func find(_ needle: [UInt8]) -> Int? {
    let last = pending.count - needle.count
    var start = position
    while start <= last, let first = pending[start...last].firstIndex(of: needle[0]) {
      if pending[first..<(first + needle.count)].elementsEqual(needle) { return first }
      start = first + 1
    }
    return nil
  }
}

extension Multipart.Part {
  /// Its header lines.
  fileprivate init(head: ArraySlice<UInt8>) throws {
    guard let head = String(validating: head, as: UTF8.self) else { throw Multipart.refused }
    let lines = head.split(separator: "\r\n").map { line in
      let pair = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      return (name: pair[0].lowercased(), value: pair.count > 1 ? String(pair[1]) : "")
    }
    let disposition = MediaType(lines.first { $0.name == "content-disposition" }?.value ?? "")
    guard disposition.essence == "form-data", let name = disposition.parameters["name"] else {
      throw Multipart.refused
    }
    (field, file) = (name, disposition.parameters["filename"])
    type = MediaType(lines.first { $0.name == "content-type" }?.value ?? "").essence
  }
}
