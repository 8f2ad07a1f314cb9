import Foundation
import HTTPTypes

/// Takes the first file out of a `multipart/form-data` body (RFC 7578) while it arrives, so that what is large
/// goes to the disk and is never whole in memory. Fields beside it are passed over.
public struct ArrivingFile {
  private enum State { case passing, head, writing, done }

  /// What the sender calls it; nil until it has begun.
  public private(set) var name: String?
  public var isWhole: Bool { state == .done && name != nil }

  private let delimiter: [UInt8]
  private var state = State.passing
  /// What can't be judged before more has come. The first delimiter has no line end before it.
  private var pending: [UInt8] = [0x0D, 0x0A]

  /// nil for what is no form with files.
  public init?(contentType: String) {
    let type = MediaType(contentType)
    guard type.essence == "multipart/form-data", let boundary = type.parameters["boundary"],
      (1...70).contains(boundary.utf8.count)
    else { return nil }
    delimiter = Array("\r\n--\(boundary)".utf8)
  }

  public mutating func take(_ chunk: [UInt8], write: ([UInt8]) throws -> Void) throws {
    guard state != .done else { return }
    pending += chunk
    while try step(write) {}
  }

  /// False when more is needed.
  private mutating func step(_ write: ([UInt8]) throws -> Void) throws -> Bool {
    switch state {
    case .done: return false
    case .head: return try readHead()
    case .passing, .writing:
      let end = Self.find(delimiter, in: pending)
      let certain = end ?? max(0, pending.count - delimiter.count + 1)
      if state == .writing, certain > 0 { try write(Array(pending[..<certain])) }
      pending.removeFirst(end.map { $0 + delimiter.count } ?? certain)
      if end != nil { state = state == .writing ? .done : .head }
      return end != nil
    }
  }

  private mutating func readHead() throws -> Bool {
    if pending.starts(with: Array("--".utf8)) {
      state = .done
      return false
    }
    guard let end = Self.find(Array("\r\n\r\n".utf8), in: pending) else {
      guard pending.count <= Multipart.longestHeader else { throw Self.refused }
      return false
    }
    guard let head = String(validating: pending[..<end], as: UTF8.self) else { throw Self.refused }
    let line = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-disposition:") }
    let disposition = MediaType(line.map { String($0.dropFirst("content-disposition:".count)) } ?? "")
    name = disposition.parameters["filename"]
    state = name == nil ? .passing : .writing
    pending.removeFirst(end + 4)
    return true
  }

  private static let refused = Fault.badRequest("The form arrived damaged. Please send it again.")

  private static func find(_ needle: [UInt8], in bytes: [UInt8]) -> Int? {
    let last = bytes.count - needle.count
    var position = 0
    while position <= last, let first = bytes[position...last].firstIndex(of: needle[0]) {
      if bytes[first..<(first + needle.count)].elementsEqual(needle) { return first }
      position = first + 1
    }
    return nil
  }
}

extension Request {
  /// Writes the file of the form to the disk as it comes; the answer is what the sender calls it, nil if there
  /// was none. Reads the body, which can't be read again.
  public func receiveFile(into file: FileHandle) throws -> String? {
    guard var arriving = ArrivingFile(contentType: header(.contentType) ?? "") else { return nil }
    try eachPart { chunk in
      try arriving.take(chunk) { try file.write(contentsOf: $0) }
    }
    guard arriving.name != nil else { return nil }
    guard arriving.isWhole else { throw Fault.badRequest("The form arrived damaged. Please send it again.") }
    return arriving.name
  }
}
