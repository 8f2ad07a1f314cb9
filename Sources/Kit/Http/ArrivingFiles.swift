import Foundation
import HTTPTypes

/// Takes the files out of a `multipart/form-data` body (RFC 7578) while it arrives, so that what is large
/// goes to the disk and is never whole in memory. Other fields beside them are passed over.
public struct ArrivingFiles {
  /// One file of the form. A choice that was left empty has no name.
  public struct File: Sendable, Equatable {
    /// The field of the form.
    public let field: String
    /// What the sender calls it.
    public let name: String
    public fileprivate(set) var isWhole = false
  }

  private enum State { case passing, head, writing, done }

  /// Those that have begun, in their order.
  public private(set) var files: [File] = []
  /// Everything has come.
  public var isWhole: Bool { state == .done && files.allSatisfy(\.isWhole) }

  /// As many as a form may have.
  private static let most = 4
  private let delimiter: [UInt8]
  private var state = State.passing
  /// What can't be judged before more has come. The first delimiter has no line end before it.
  private var pending: [UInt8] = [0x0D, 0x0A]

  /// nil for what is no form with files.
  public init?(contentType: String) {
    guard let boundary = Multipart.boundary(contentType) else { return nil }
    delimiter = Array("\r\n--\(boundary)".utf8)
  }

  /// `write` gets what belongs to the file that has begun last.
  public mutating func take(_ chunk: [UInt8], write: (File, [UInt8]) throws -> Void) throws {
    guard state != .done else { return }
    pending += chunk
    while try step(write) {}
  }

  /// False when more is needed.
  private mutating func step(_ write: (File, [UInt8]) throws -> Void) throws -> Bool {
    switch state {
    case .done: return false
    case .head: return try readHead()
    case .passing, .writing:
      let end = Multipart.find(delimiter, in: pending)
      let certain = end ?? max(0, pending.count - delimiter.count + 1)
      if state == .writing, certain > 0, let file = files.last { try write(file, Array(pending[..<certain])) }
      pending.removeFirst(end.map { $0 + delimiter.count } ?? certain)
      guard end != nil else { return false }
      if state == .writing { files[files.count - 1].isWhole = true }
      state = .head
      return true
    }
  }

  private mutating func readHead() throws -> Bool {
    if pending.starts(with: Array("--".utf8)) {
      state = .done
      return false
    }
    guard let end = Multipart.find(Array("\r\n\r\n".utf8), in: pending) else {
      guard pending.count <= Multipart.longestHeader else { throw Self.refused }
      return false
    }
    guard let head = String(validating: pending[..<end], as: UTF8.self) else { throw Self.refused }
    let line = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-disposition:") }
    let disposition = MediaType(line.map { String($0.dropFirst("content-disposition:".count)) } ?? "")
    pending.removeFirst(end + 4)
    guard let name = disposition.parameters["filename"] else {
      state = .passing
      return true
    }
    guard files.count < Self.most else { throw Self.refused }
    files.append(File(field: disposition.parameters["name"] ?? "", name: name))
    state = .writing
    return true
  }

  static let refused = Fault.badRequest("The form arrived damaged. Please send it again.")
}

extension Request {
  /// Writes the files of the form to the disk as they come, each where `place` wants that of its field; what has
  /// no place is passed over. The answer is what the sender calls them, by their fields. Reads the body, which
  /// can't be read again.
  public func receiveFiles(_ place: (_ field: String) throws -> FileHandle?) throws -> [String: String] {
    guard var arriving = ArrivingFiles(contentType: header(.contentType) ?? "") else { return [:] }
    try eachPart { chunk in
      try arriving.take(chunk) { try place($0.field)?.write(contentsOf: $1) }
    }
    guard arriving.isWhole else { throw ArrivingFiles.refused }
    return Dictionary(arriving.files.map { ($0.field, $0.name) }) { first, _ in first }
  }
}
