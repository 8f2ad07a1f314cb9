/// Stands for Kit's Fault, which would bring half of Kit along.
struct Fault: Error {
  static func badRequest(_ message: String) -> Fault { Fault() }
  static func tooLarge() -> Fault { Fault() }
}

struct Upload {
  let field: String
  let name: String
  let type: String
  let bytes: [UInt8]
}

/// What a stranger's form, query and cookies go through.
public func readAll(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  _ = Fields(urlencoded: bytes)
  _ = Cookies(text)["session"]
  // A damaged form is an error, never a crash, in one piece or in many.
  _ = try? form(bytes, text, in: bytes.count)
  let whole = try? form(bytes, "multipart/form-data; boundary=x", in: bytes.count)
  let pieces = try? form(bytes, "multipart/form-data; boundary=x", in: 7)
  precondition(whole == pieces)
  if let decoded = Percent.decode(bytes, plusIsSpace: true) {
    precondition(Percent.decode(Percent.encode(decoded).utf8) == decoded)
  }
}

/// What the files of a form hold that comes in pieces of a size.
private func form(_ bytes: [UInt8], _ type: String, in size: Int) throws -> [[UInt8]]? {
  guard var form = ArrivingForm(MediaType(type)) else { return nil }
  for start in stride(from: 0, to: bytes.count, by: max(1, size)) {
    try form.take(Array(bytes[start..<min(start + size, bytes.count)]))
  }
  return try form.whole().1.map(\.bytes)
}
