import Kit
import Testing

@Suite struct ArrivingFileTests {
  private let content =
    (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 31) } + Array("\r\n--x\r\n\r\n--".utf8)

  private func body(_ content: [UInt8]) -> [UInt8] {
    Array(
      "--xyz\r\nContent-Disposition: form-data; name=\"word\"\r\n\r\nhello\r\n--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.json\"\r\n\r\n"
        .utf8)
      + content + Array("\r\n--xyz--\r\n".utf8)
  }

  private func receive(_ body: [UInt8], in size: Int) throws -> (ArrivingFile, [UInt8]) {
    var file = try #require(ArrivingFile(contentType: "multipart/form-data; boundary=xyz"))
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: body.count, by: size) {
      try file.take(Array(body[start..<min(start + size, body.count)])) { bytes += $0 }
    }
    return (file, bytes)
  }

  @Test(arguments: [1, 2, 3, 7, 64, 1000, 100_000])
  func `a file is the same in whatever parts it comes`(size: Int) throws {
    let (file, bytes) = try receive(body(content), in: size)
    #expect(file.isWhole && file.name == "a.json" && bytes == content)
    let (empty, nothing) = try receive(body([]), in: size)
    #expect(empty.isWhole && nothing.isEmpty)
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
      #expect(ArrivingFile(contentType: type) == nil)
    }
  }
}
