import NIOCore
import RTC
import Testing

@testable import live

struct FrameReaderTests {
  typealias Message = FrameReader.Message

  /// Reads bytes that come in pieces of a size; what was read before a violation, and the violation.
  private func read(
    _ bytes: [UInt8], by size: Int = .max, limit: Int = 1000
  ) -> (messages: [Message], code: CloseCode?) {
    var reader = FrameReader(limit: limit)
    var messages: [Message] = []
    var rest = bytes[...]
    do {
      while !rest.isEmpty {
        reader.feed(ByteBuffer(bytes: rest.prefix(size)))
        rest = rest.dropFirst(size)
        while let message = try reader.next() { messages.append(message) }
      }
    } catch { return (messages, error.code) }
    return (messages, nil)
  }

  private func frame(_ first: UInt8, _ payload: [UInt8], key: [UInt8] = [1, 2, 3, 4]) -> [UInt8] {
    let masked = payload.enumerated().map { $1 ^ key[$0 & 3] }
    var head: [UInt8] = [first]
    if payload.count < 126 {
      head.append(0x80 | UInt8(payload.count))
    } else {
      head += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
    }
    return head + key + masked
  }

  private func text(_ string: String) -> Message { .text(ByteBuffer(string: string)) }

  @Test(arguments: [1, 2, 3, 7, Int.max])
  func messagesAreReadHoweverTheyArrive(size: Int) {
    let long = String(repeating: "long é ", count: 40)
    let bytes =
      frame(0x81, Array("hello".utf8)) + frame(0x01, Array("frag".utf8)) + frame(0x89, [1, 2])
      + frame(0x80, Array("ments".utf8)) + frame(0x82, [0xFF]) + frame(0x81, Array(long.utf8))
      + frame(0x8A, [])
    let ping = Message.ping(ByteBuffer(bytes: [1, 2]))
    let binary = Message.binary(ByteBuffer(bytes: [0xFF]))
    #expect(
      read(bytes, by: size).messages == [text("hello"), ping, text("fragments"), binary, text(long), .pong])
  }

  @Test(
    arguments: [
      [0xC1, 0x80], [0xA1, 0x80], [0x91, 0x80],  // reserved bits
      [0x83, 0x80], [0x8B, 0x80], [0x8F, 0x80],  // reserved opcodes
      [0x81, 0x05],  // not masked
      [0x09, 0x80], [0x89, 0xFE], [0x88, 0xFF],  // control frames in pieces, or long
      [0x80, 0x80],  // the end of nothing
      [0x81, 0xFE, 0x00, 0x7D, 0, 0, 0, 0],  // a length that is longer than need be
      [0x81, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0],
      [0x81, 0xFF, 0x80, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
    ] as [[UInt8]])
  func brokenFramesAreAViolation(bytes: [UInt8]) {
    let result = read(frame(0x81, Array("before".utf8)) + bytes)
    #expect(result.messages == [text("before")])
    #expect(result.code == .protocolError)
  }

  @Test func aMessageInsideAnotherIsAViolation() {
    #expect(read(frame(0x01, [0x61]) + frame(0x81, [0x61])).code == .protocolError)
  }

  @Test func whatIsLongerThanTheLimitIsRefusedBeforeItComes() {
    #expect(read([0x82, 0xFE, 0x03, 0xE9, 0, 0, 0, 0]).code == .tooLarge)
    #expect(
      read(frame(0x02, .init(repeating: 0, count: 600)) + [0x80, 0xFE, 0x01, 0x91, 0, 0, 0, 0]).code
        == .tooLarge)
    #expect(read([0x82, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]).code == .tooLarge)
  }

  @Test func textThatIsNoneEndsAtItsFirstWrongByte() {
    let broken = frame(0x81, Array("fine until here ".utf8) + [0xED, 0xA0, 0x80] + Array("and on".utf8))
    #expect(read(Array(broken.prefix(6 + 18))).code == .unreadableText)
    #expect(read(frame(0x01, [0xE2, 0x82])).code == nil)
    #expect(read(frame(0x81, [0xE2, 0x82])).code == .unreadableText)
    #expect(read(frame(0x01, [0xE2, 0x82]) + frame(0x80, [0xAC])).messages == [text("€")])
  }

  @Test func closingCodesAreChecked() {
    func close(_ payload: [UInt8]) -> (messages: [Message], code: CloseCode?) { read(frame(0x88, payload)) }
    #expect(close([]).messages == [.close(nil)])
    #expect(close([0x03, 0xE8]).messages == [.close(1000)])
    #expect(close([0x03]).code == .protocolError)
    #expect(close([0x03, 0xE8, 0xFF]).code == .unreadableText)
    for code: UInt16 in [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000] {
      #expect(close([UInt8(code >> 8), UInt8(code & 255)]).code == .protocolError)
    }
  }

  @Test func textIsCheckedAsTheStandardLibraryDoes() {
    var random = SystemRandomNumberGenerator()
    let bytes: [UInt8] = [
      0x41, 0x7F, 0x80, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xA0, 0xED, 0x9F, 0xEF, 0xF0, 0x90, 0xF4, 0x8F, 0xF5,
    ]
    for _ in 0..<20_000 {
      let sample = (0..<Int.random(in: 0...12)).map { _ in bytes.randomElement(using: &random) ?? 0 }
      var check = TextCheck()
      let isText = sample.withUnsafeBytes { check.take($0) } && check.isComplete
      #expect(isText == (String(validating: sample, as: UTF8.self) != nil), "\(sample)")
    }
  }

  @Test func randomBytesNeverTrap() {
    for _ in 0..<5000 {
      var bytes = (0..<Int.random(in: 0...60)).map { _ in UInt8.random(in: 0...255) }
      if Bool.random(), !bytes.isEmpty { bytes[0] = [0x81, 0x01, 0x80, 0x88, 0x89].randomElement() ?? 0 }
      _ = read(bytes, by: .random(in: 1...9))
    }
  }
}
