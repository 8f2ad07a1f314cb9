import Foundation
import HTTPTypes

/// Takes the files out of a form while it arrives, so that what is large goes to the disk and is never whole in
/// memory. Other fields beside them are passed over.
public struct ArrivingFiles {
  /// One file of the form. A choice that was left empty has no name.
  public struct File: Sendable, Equatable {
    /// The field of the form.
    public let field: String
    /// What the sender calls it.
    public let name: String
  }

  /// Those that have begun, in their order.
  public private(set) var files: [File] = []
  /// Everything has come.
  public var isWhole: Bool { form.isWhole }

  /// As many as a form may have.
  private static let most = 4
  private var form: Multipart
  private var current: File?

  /// nil for what is no form with files.
  public init?(contentType: String) {
    guard let form = Multipart(MediaType(contentType)) else { return nil }
    self.form = form
  }

  /// `write` gets what belongs to the file that has begun last. Throws `Fault` 400 for a damaged form.
  public mutating func take(_ chunk: [UInt8], write: (File, [UInt8]) throws -> Void) throws {
    for event in try form.take(chunk) { try take(event, write) }
  }

  private mutating func take(_ event: Multipart.Event, _ write: (File, [UInt8]) throws -> Void) throws {
    switch event {
    case .began(let part):
      current = part.file.map { File(field: part.field, name: $0) }
      guard let current else { return }
      guard files.count < Self.most else { throw Multipart.refused }
      files.append(current)
    case .content(let bytes): if let current { try write(current, Array(bytes)) }
    case .ended: current = nil
    }
  }
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
    guard arriving.isWhole else { throw Multipart.refused }
    return Dictionary(arriving.files.map { ($0.field, $0.name) }) { first, _ in first }
  }
}
