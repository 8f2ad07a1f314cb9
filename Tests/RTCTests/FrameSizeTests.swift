import Testing

@testable import RTC

/// A crowd is named in parts.
struct FrameSizeTests {
  private let crowd = (1...500).map { ChatSpeaker(account: Int64($0), name: "n\($0)", handle: "") }

  @Test func aFrameNamesTwoHundredAndHowManyMoreThereAre() {
    let frame = ServerFrame.here(room: 1, crowd)
    #expect(frame["d"]?["more"]?.int == 300 && frame.bytes.count < 65_536)
    #expect(ServerFrame.here(room: 1, Array(crowd.prefix(3)))["d"]?["more"]?.int == 0)
  }

  @Test func whoCameAllAtOnceIsToldInSeveralFrames() {
    let frames = ServerFrame.moved(room: 1, came: crowd, went: Array(crowd.prefix(2)))
    let came = frames.flatMap { frame -> [JSON] in
      if case .list(let people)? = frame["d"]?["came"] { people } else { [] }
    }
    #expect(frames.count == 3 && came.map { $0["by"]?.int } == crowd.map { $0.account })
  }

  @Test func aNameOfMarksWithoutEndIsCut() {
    let name = "Z" + String(repeating: "\u{300}", count: 100_000)
    #expect(name.count == 1)
    #expect(ChatSpeaker(account: 1, name: name, handle: "").json.bytes.count < 1024)
  }
}
