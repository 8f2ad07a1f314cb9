import HTTPTypes
import Kit
import Testing

@testable import FastCGI

@Suite struct ResponseWriterTests {
  @Test func aHeadHasStatusHeadersAndLength() throws {
    let head = try #require(ResponseWriter.head(of: .text("hello")))
    #expect(
      String(decoding: head, as: UTF8.self)
        == "Status: 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 5\r\n\r\n")
  }

  @Test(arguments: ["/a\r\nSet-Cookie: x=1", "/a\nb", "/a\0"])
  func aHeaderThatWouldEndEarlyIsNotWritten(_ location: String) {
    #expect(ResponseWriter.head(of: .seeOther(location)) == nil)
  }
}
