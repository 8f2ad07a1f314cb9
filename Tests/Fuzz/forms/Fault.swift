/// Stands for Kit's Fault, which would bring half of Kit along.
struct Fault: Error {
  static func badRequest(_ message: String) -> Fault { Fault() }
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
  let type = MediaType(text)
  // A damaged form is an error, never a crash.
  _ = try? Multipart.read(bytes, boundary: type.parameters["boundary"] ?? "x")
  if let decoded = Percent.decode(bytes, plusIsSpace: true) {
    precondition(Percent.decode(Percent.encode(decoded).utf8) == decoded)
  }
}
