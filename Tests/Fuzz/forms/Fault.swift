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
  // A damaged form is an error, never a crash, in one piece or in many.
  let whole = try? Multipart.read(bytes, MediaType("multipart/form-data; boundary=x")).1
  _ = try? Multipart.read(bytes, MediaType(text))
  let files = try? arriving(bytes, in: 7)
  if let whole, let files { precondition(files == whole.filter { !$0.bytes.isEmpty }.map(\.bytes)) }
  if let decoded = Percent.decode(bytes, plusIsSpace: true) {
    precondition(Percent.decode(Percent.encode(decoded).utf8) == decoded)
  }
}

/// What the files of a form hold, as far as they hold anything; nil if it is not whole.
private func arriving(_ bytes: [UInt8], in size: Int) throws -> [[UInt8]]? {
  guard var form = Multipart(MediaType("multipart/form-data; boundary=x")) else { return nil }
  var (found, isFile): ([[UInt8]], Bool) = ([], false)
  for start in stride(from: 0, to: bytes.count, by: size) {
    try form.take(Array(bytes[start..<min(start + size, bytes.count)])) { event in
      switch event {
      case .began(let part):
        isFile = part.file != nil
        if isFile { found.append([]) }
      case .content(let more): if isFile { found[found.count - 1] += more }
      case .ended: break
      }
    }
  }
  return form.isWhole ? found.filter { !$0.isEmpty } : nil
}
