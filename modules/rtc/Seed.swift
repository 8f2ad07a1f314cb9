import GRDB
import Kit
import Templating

extension RTCModule {
  /// A message of a sample community.
  public struct Sample: Sendable {
    public let room: Int64
    public let speaker: ChatSpeaker
    public let text: String
    public let at: Moment

    public init(room: Int64, speaker: ChatSpeaker, text: String, at: Moment) {
      self.room = room
      self.speaker = speaker
      self.text = text
      self.at = at
    }
  }

  /// Opens a room. For the demo and for tests.
  public func openRoom(_ name: String, topic: String = "", position: Int = 10, at now: Moment) throws -> Int64
  {
    try sessions.write { try Room.create(name, topic: topic, position: position, at: now, $0) }
  }

  /// Writes history in one transaction, oldest first.
  public func seed(_ samples: [Sample]) throws {
    let drafts = try samples.map { sample in
      try Draft(
        room: sample.room, speaker: sample.speaker, nonce: Word.make("demo"), text: sample.text,
        cook: house.doors.lines)
    }
    try sessions.write { db in
      for (draft, sample) in zip(drafts, samples) { _ = try draft.post(at: sample.at, db) }
    }
    house.doors.wake()
  }
}
