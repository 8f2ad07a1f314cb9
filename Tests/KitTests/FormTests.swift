import HTTPTypes
import Testing

@testable import Kit

@Suite struct FormTests {
  @Test func aUrlencodedFormKeepsItsFieldsInOrder() throws {
    let form = try read("a=1&b=two+words&a=%C3%A9")
    #expect(form.all("a") == ["1", "é"])
    #expect(form["b"] == "two words")
    #expect(form["missing"].isEmpty)
    #expect(form.has("b") && !form.has("missing"))
  }

  @Test func lineEndsAreWhatWasTyped() throws {
    #expect(try read("body=one%0D%0Atwo")["body"] == "one\ntwo")
  }

  @Test(arguments: ["a=%ff", "a=%00", "a=%4", "a=%zz", "%c3=1"])
  func whatIsNoTextIsRefused(_ body: String) {
    #expect(fault { try read(body) } == .badRequest)
  }

  @Test func aThousandFieldsAreTheMost() {
    let body = Array(repeating: "a=1", count: 1001).joined(separator: "&")
    #expect(fault { try read(body) } == .badRequest)
  }

  @Test func anotherTypeIsNoForm() {
    #expect(fault { try Form(contentType: "application/json", body: []) } == .unsupportedMediaType)
  }

  @Test func aMultipartFormGivesFieldsAndFiles() throws {
    let form = try multipart(
      """
      --x\r\nContent-Disposition: form-data; name="title"\r\n\r\nHello\r\n\
      --x\r\nContent-Disposition: form-data; name="file"; filename="a \\"b\\".txt"\r\nContent-Type: text/plain\r\n\r\n\
      line\r\n\r\nline\r\n--x--\r\n
      """)
    #expect(form["title"] == "Hello")
    let upload = try #require(form.uploads.first)
    #expect(upload.name == "a \"b\".txt" && upload.type == "text/plain" && upload.field == "file")
    #expect(upload.bytes == Array("line\r\n\r\nline".utf8))
  }

  @Test func anInputLeftEmptyIsNoFile() throws {
    let form = try multipart(
      "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\n\r\n\r\n--x--")
    #expect(form.uploads.isEmpty)
  }

  @Test(arguments: [
    "", "--y\r\n", "--x", "--x\r\n", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno end",
    "--x\r\nContent-Disposition: attachment\r\n\r\nv\r\n--x--", "--x\r\n\r\nv\r\n--x--",
    "--x\r\n:\r\n\r\nv\r\n--x--",
    "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nnul\0\r\n--x--",
  ])
  func aDamagedMultipartFormIsRefused(_ body: String) {
    #expect(fault { try multipart(body) } == .badRequest)
  }

  @Test func aBodyWithoutBoundaryIsRefused() {
    #expect(fault { try Form(contentType: "multipart/form-data", body: Array("--\r\n".utf8)) } == .badRequest)
  }

  private func read(_ body: String) throws -> Form {
    try Form(contentType: "application/x-www-form-urlencoded; charset=utf-8", body: Array(body.utf8))
  }

  private func multipart(_ body: String) throws -> Form {
    try Form(contentType: "multipart/form-data; boundary=x", body: Array(body.utf8))
  }

  private func fault(_ work: () throws -> Form) -> HTTPResponse.Status? {
    do { _ = try work() } catch { return (error as? Fault)?.status }
    return nil
  }
}
