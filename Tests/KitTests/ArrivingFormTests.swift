import Foundation
import Testing

@testable import Kit

@Suite struct ArrivingFormTests {
  private let type = "multipart/form-data; boundary=x"

  private func cut(_ body: String, into size: Int) throws -> Form {
    var form = try #require(ArrivingForm(MediaType(type)))
    let bytes = Array(body.utf8)
    for start in stride(from: 0, to: bytes.count, by: size) {
      try form.take(Array(bytes[start..<min(start + size, bytes.count)]))
    }
    return try Form(form)
  }

  private func body(_ file: String) -> String {
    ["a\"\r\n\r\nbefore", "f\"; filename=\"f\"\r\n\r\n\(file)", "b\"\r\n\r\nbehind"]
      .map { "--x\r\nContent-Disposition: form-data; name=\"\($0)\r\n" }.joined() + "--x--\r\n"
  }

  @Test(arguments: [1, 2, 7, 64, 4096])
  func howeverItComesItIsTheSame(size: Int) throws {
    let form = try cut(body("\r\n--\r\n-x\r\n"), into: size)
    #expect(form["a"] == "before" && form["b"] == "behind")
    #expect(form.uploads.map { String(decoding: $0.bytes, as: UTF8.self) } == ["\r\n--\r\n-x\r\n"])
  }

  @Test func aFileThatIsFarTooLargeTakesNothingElseAlong() throws {
    let form = try cut(body(String(repeating: "z", count: 3 << 20)), into: 1 << 18)
    #expect(form["a"] == "before" && form["b"] == "behind")
    let length = form.uploads.first?.bytes.count ?? 0
    #expect((1_000_001...1 << 20).contains(length), "it is seen to be too large")
  }

  @Test func manyLargePartsAreRefused() throws {
    let part =
      "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\(String(repeating: "z", count: 1 << 20))\r\n"
    #expect(throws: Fault.self) { try cut(String(repeating: part, count: 14) + "--x--\r\n", into: 1 << 18) }
  }

  @Test func aTextThatIsFarTooLargeIsRefused() throws {
    let text = String(repeating: "z", count: 2 << 20)
    #expect(throws: Fault.self) {
      try cut("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\(text)\r\n--x--\r\n", into: 1 << 18)
    }
  }
}
