import HTTPTypes

/// What a person sent with a form: fields, and files if it was multipart.
public struct Form: Sendable {
  public let fields: Fields
  public let uploads: [Upload]

  /// Reads a body by its content type. Throws `Fault` 415 for a type that is no form's, 400 for one that
  /// can't be read.
  public init(contentType: String, body: [UInt8]) throws {
    let type = MediaType(contentType)
    switch type.essence {
    case "application/x-www-form-urlencoded", "":
      (fields, uploads) = (Fields(urlencoded: body), [])
    case "multipart/form-data":
      guard var form = ArrivingForm(type) else { throw Multipart.refused }
      try form.take(body)
      (fields, uploads) = try form.whole()
    default:
      throw Fault(.unsupportedMediaType, "This address takes forms only.")
    }
    guard fields.unreadable == 0 else {
      throw Fault.badRequest("Part of what was sent could not be read as text.")
    }
  }

  init(_ arrived: ArrivingForm) throws { (fields, uploads) = try arrived.whole() }

  /// The first value of a field; empty if it was not sent. Line ends are `\n`, as they were typed.
  public subscript(name: String) -> String {
    guard var value = fields[name] else { return "" }
    let hasReturns = value.withUTF8 { $0.contains(UInt8(ascii: "\r")) }
    return hasReturns ? value.replacing("\r\n", with: "\n") : value
  }

  /// Whether a checkbox was ticked or a button pressed.
  public func has(_ name: String) -> Bool { fields[name] != nil }

  public func all(_ name: String) -> [String] { fields.all(name) }
}

/// A file that came with a form. Its name and type are the sender's claims.
public struct Upload: Sendable {
  public let field: String
  public let name: String
  public let type: String
  public let bytes: [UInt8]
}
