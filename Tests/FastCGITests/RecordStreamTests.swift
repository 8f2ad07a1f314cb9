import Foundation
import Testing

@testable import FastCGI

@Suite struct RecordStreamTests {
  @Test(arguments: [0, 1, 65_528, 65_529, 300_000])
  func whatIsPutComesBackInRecordsThatFit(count: Int) async throws {
    let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let (near, far) = try pair()
    defer { close(far) }
    // Somebody has to read, or the socket fills up: a thread of its own, for those of the tests may all be busy.
    let answer = AsyncStream<Data> { answer in
      Thread.detachNewThread {
        answer.yield((try? FileHandle(fileDescriptor: far).readToEnd()) ?? Data())
        answer.finish()
      }
    }

    var stream = RecordStream(descriptor: near, request: 258)
    #expect(content.withUnsafeBufferPointer { stream.put($0) })
    stream.end()
    close(near)

    let records = try read(Array(await answer.first { _ in true } ?? Data()))
    #expect(records.allSatisfy { $0.request == 258 && $0.content.count <= 65_528 })
    #expect(records.filter { $0.kind == 6 }.flatMap(\.content) == content)
    // FastCGI 1.0, 3.3 and 5.5: the output's end, then the request's, complete and well.
    #expect(records.suffix(2).map(\.kind) == [6, 3])
    #expect(records.suffix(2).map(\.content) == [[], [UInt8](repeating: 0, count: 8)])
  }

  @Test func aPeerThatLeftIsNoticed() throws {
    signal(SIGPIPE, SIG_IGN)
    let (near, far) = try pair()
    close(far)
    var stream = RecordStream(descriptor: near, request: 1)
    let content = [UInt8](repeating: 0, count: 200_000)
    #expect(!content.withUnsafeBufferPointer { stream.put($0) })
    close(near)
  }

  private func pair() throws -> (CInt, CInt) {
    var ends: [CInt] = [0, 0]
    try #require(socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0, &ends) == 0)
    return (ends[0], ends[1])
  }

  private func read(_ bytes: [UInt8]) throws -> [(kind: UInt8, request: Int, content: [UInt8])] {
    var records: [(kind: UInt8, request: Int, content: [UInt8])] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let head = Array(rest.prefix(8))
      try #require(head.count == 8 && head[0] == 1)
      let count = Int(head[4]) << 8 | Int(head[5])
      records.append((head[1], Int(head[2]) << 8 | Int(head[3]), Array(rest.dropFirst(8).prefix(count))))
      rest = rest.dropFirst(8 + count + Int(head[6]))
    }
    return records
  }
}
