import Kit
import Testing

@Suite struct ArrivingFilesTests {
  private let content =
    (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 31) } + Array("\r\n--x\r\n\r\n--".utf8)

  private func body(_ content: [UInt8]) -> [UInt8] {
    Array(
      "--xyz\r\nContent-Disposition: form-data; name=\"word\"\r\n\r\nhello\r\n--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.json\"\r\n\r\n"
        .utf8)
      + content + Array("\r\n--xyz--\r\n".utf8)
  }

  private func receive(_ body: [UInt8], in size: Int) throws -> (ArrivingFiles, [UInt8]) {
    var file = try #require(ArrivingFiles(contentType: "multipart/form-data; boundary=xyz"))
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: body.count, by: size) {
      try file.take(Array(body[start..<min(start + size, body.count)])) { bytes += $1 }
    }
    return (file, bytes)
  }

  @Test(arguments: [1, 2, 3, 7, 64, 1000, 100_000])
  func `a file is the same in whatever parts it comes`(size: Int) throws {
    let (file, bytes) = try receive(body(content), in: size)
    #expect(file.isWhole && file.files.map(\.name) == ["a.json"] && bytes == content)
    let (empty, nothing) = try receive(body([]), in: size)
    #expect(empty.isWhole && nothing.isEmpty)
  }

  @Test(arguments: [1, 5, 64, 100_000])
  func `two files come each in their field, whatever stands between`(size: Int) throws {
    let first = body(Array("one".utf8)).dropLast("--\r\n".utf8.count)
    let second = Array(
      "\r\nContent-Disposition: form-data; name=\"pictures\"; filename=\"b.zip\"\r\n\r\ntwo\r\n--xyz--\r\n"
        .utf8)
    var arriving = try #require(ArrivingFiles(contentType: "multipart/form-data; boundary=xyz"))
    var parts: [String: [UInt8]] = [:]
    let all = Array(first) + second
    for start in stride(from: 0, to: all.count, by: size) {
      try arriving.take(Array(all[start..<min(start + size, all.count)])) {
        parts[$0.field, default: []] += $1
      }
    }
    #expect(arriving.isWhole && arriving.files.map(\.field) == ["file", "pictures"])
    #expect(parts == ["file": Array("one".utf8), "pictures": Array("two".utf8)])
  }

  @Test func `more files than a form has are refused`() throws {
    let part = "--xyz\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\nx\r\n"
    #expect(throws: Fault.self) { try receive(Array(String(repeating: part, count: 5).utf8), in: 50) }
  }

  @Test func `one that is cut short is not whole`() throws {
    let (file, _) = try receive(Array(body(content).dropLast(12)), in: 100)
    #expect(!file.isWhole)
  }

  @Test func `a head without end is refused, and what is no such form is none`() throws {
    #expect(throws: Fault.self) {
      try receive(Array("--xyz\r\n".utf8) + Array(repeating: 65, count: 20_000), in: 1000)
    }
    for type in ["text/plain", "multipart/form-data", "multipart/form-data; boundary="] {
      #expect(ArrivingFiles(contentType: type) == nil)
    }
  }
}
